"""Names that a page writes with other capitals or spaces than elsewhere: *Byd* beside *BYD*."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.document_words import document_words
from mtfix.stages.surface.english import is_english_prose
from mtfix.stages.surface.found_place import FoundPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.surface.page_facts import PageFacts

_TWO_NAMES = lazy_regex(r"([A-Z](?<![\w-].)[a-z]+) ([A-Z][a-z]+)(?![\w-])")
"""Two words with capitals. What stands before is asked behind the first letter, since a search
for capitals is fast."""
_PREVAILS = 2
"""How often the right form stands on the page at least, and how many times as often as others."""
_SHORTEST = 3


def find_name_forms(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield where English prose of a page has a name in a form that another one prevails over:
    one with capitals inside, or with a space."""
    wrong = _prevailing(document_words(facts).counts()) | _spaced(facts)
    for form, right in wrong.items():
        at = facts.text.find(form)
        while at >= 0:
            end = at + len(form)
            span = Span(at, end)
            if _stands_alone(facts.text, span) and is_english_prose(facts, span):
                yield FoundPlace(span, right)
            at = facts.text.find(form, end)


def _stands_alone(text: str, span: Span) -> bool:
    """Whether a word is no part of another, of an address, a path or code."""
    before, behind = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    if behind[:1] == "." and not behind[1:].isalnum():
        behind = ""
    return not any(char.isalnum() or char in _PARTS for char in before + behind[:1])


_PARTS = frozenset("_-./@:#\\=")
"""Signs beside a word that show that it is a part of an address, a path or code."""


def _prevailing(words: Counter[str]) -> dict[str, str]:
    """The forms of words that differ in capitals from one with capitals inside that prevails."""
    inner = [word.lower() for word in words if not word[1:].islower() and len(word) >= _SHORTEST]
    groups: dict[str, list[str]] = {small: [] for small in inner}
    for word in words if inner else ():
        if len(word) >= _SHORTEST and word.lower() in groups:
            groups[word.lower()].append(word)
    found: dict[str, str] = {}
    for small, forms in groups.items():
        if len(forms) < _PREVAILS:
            continue
        right = max(forms, key=lambda form: words[form])
        others = [form for form in forms if form != right and not form.isupper()]
        rest = sum(words[form] for form in forms) - words[right]
        if right[1:].islower() or is_frequent(small) or words[right] < _PREVAILS * max(1, rest):
            continue
        if right.isupper() and (rest > 1 or words[right] < _PREVAILS + 1):
            continue
        found |= {form: right for form in others if not (right.isupper() and form.islower())}
    return found


def _spaced(facts: PageFacts) -> dict[str, str]:
    """Names of one word that the page more often writes as two."""
    words = document_words(facts)
    pairs = Counter(_TWO_NAMES.findall(facts.text))
    found: dict[str, str] = {}
    for (first, second), times in pairs.items():
        form = first + second.lower()
        if not words[form] or times < _PREVAILS * words[form]:
            continue
        if not any(_is_word(part) for part in (first, second, form)):
            found[form] = f"{first} {second}"
    return found


def _is_word(name: str) -> bool:
    """Whether a name is spelled as a word, or is too short to know."""
    return len(name) <= _SHORTEST or is_frequent(name.lower())
