"""The check of surface rules for two words that have lost the space between them, as where the
first was bold: *Stateis*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.document_words import document_words
from mtfix.stages.surface.english import is_english_prose
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.stages.surface.language import is_english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_SECOND = tuple("is are and has have was were will with which that from can represents".split())
"""Words that others are joined with."""
_JOINED = lazy_regex(rf"([A-Z]{{2,}}|[A-Za-z][a-z]{{3,}})({'|'.join(_SECOND)})")
_OLD_WORDS = frozenset(
    "therewith wherewith herewith forthwith therefrom wherefrom goodwill freewill illwill "
    "whereas thereis".split()
)
"""Words of English that look joined, and are rare."""
_ENDS_OF_NAMES = ("is", "are", "and", "can")
"""Small words that names and words of Latin end like."""
_SEVERAL, _ONE_IN = 4, 500
"""How many different words must be joined so until the page is known to lose spaces, and how many
words there may be for each."""
_NAME_AND_NOUN = lazy_regex(
    r"(?<![\w'’.@/\\#_-])(?:[A-Z]{2,}|[A-Z][a-z])[a-z]{5,}(?![\w'’@/(_-]|\.\w)"
)
_SHORTEST_NAME, _SHORTEST = 3, 4
"""Letters that a name and the word behind it have at least."""


def glued(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for two known words as one on a page that joins words so all over; or where the first
    is an abbreviation that the page has by itself. Else suggested, if the page has the first."""
    left, whole = match["left"], match["left"] + match["right"]
    span = Span(*match.span())
    if not _is_joined(facts, left, whole) or not is_english(facts, span):
        return None
    if joins_words(facts):
        return Safety.SAFE
    if not document_words(facts)[left] or not is_english_prose(facts, span):
        return None
    return Safety.SAFE if left.isupper() else Safety.SUGGESTED


def joins_words(facts: PageFacts) -> bool:
    """Return whether a page joins words all over: several different ones, and one in so many."""
    return facts.once(("joins words",), lambda: _joins_words(facts))


def _joins_words(facts: PageFacts) -> bool:
    words = document_words(facts).counts()
    pairs = [(word, _JOINED.fullmatch(word)) for word in words if word.endswith(_SECOND)]
    joined = sum([1 for word, pair in pairs if pair and _is_joined(facts, pair[1], word)])
    return joined >= _SEVERAL and joined * _ONE_IN >= words.total()


def _is_joined(facts: PageFacts, left: str, whole: str) -> bool:
    """Whether a word that the page has once is none of English, and its first part is one. The
    words of the page are asked last: to count them takes as long as to clean it."""
    small = whole.lower()
    if is_frequent(small) or small in _OLD_WORDS:
        return False
    is_word = left.isupper() or is_frequent(left.lower())
    if not is_word and small.endswith(_ENDS_OF_NAMES):
        return False
    words = document_words(facts)
    return words[whole] == 1 and words[small] <= 1 and (is_word or words[left] > 0)


def find_glued_names(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the words of English prose that are a name and a frequent word in one, on a page that
    joins words all over: *DOMelement*; safe behind an abbreviation."""
    if not joins_words(facts):
        return
    words = document_words(facts)
    for match in _NAME_AND_NOUN.finditer(facts.text):
        whole, span = match[0], Span(*match.span())
        if words[whole] > 1 or is_frequent(whole.lower()):
            continue
        at = _seam(facts, whole)
        if at and is_english(facts, span):
            safety = Safety.SAFE if whole[:at].isupper() else Safety.SUGGESTED
            yield FoundPlace(span, f"{whole[:at]} {whole[at:]}", safety)


def _seam(facts: PageFacts, whole: str) -> int:
    """Where a word falls into a name and a frequent word, the longest that can be; or 0."""
    words = document_words(facts)
    for at in range(_SHORTEST_NAME, len(whole) - _SHORTEST + 1):
        left, right = whole[:at], whole[at:]
        is_name = left.isupper() or words[left] > 0 or is_frequent(left.lower())
        if is_name and right.islower() and is_frequent(right):
            return at
    return 0
