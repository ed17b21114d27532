"""Guards: what an entry demands of the surroundings of a candidate, and the table of them.

Words are looked up in the text; a pattern of all words of a guard would take longer to compile
than to search a page.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.layout import CONTEXT_WINDOW, NEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.stages.terms.candidate import Candidate

    Words = tuple[str, ...]

_ARTICLE = lazy_regex(r"\b(?:the|a|an)\s+\Z", re.IGNORECASE)
_REACH = 60
"""How far words directly beside a candidate reach, in characters."""
_ENDINGS = ("", "s", "es", "'s", "’s")
"""Endings that words of a guard may have in the sentence, near by or in the document."""


def _stands_before(candidate: Candidate, words: Words) -> bool:
    text = _ARTICLE.sub("", candidate.before(_REACH)).rstrip(" \n\t\"“'‘(")
    return text.endswith(_as_written(words)) and any(
        text.endswith(word) and not _is_letter(text[-len(word) - 1 : -len(word)])
        for word in _as_written(words)
    )


def _stands_after(candidate: Candidate, words: Words) -> bool:
    text = candidate.after(_REACH).lstrip(" \n\t\"”'’)")
    return text.startswith(_as_written(words)) and any(
        text.startswith(word) and not _is_letter(text[len(word) : len(word) + 1])
        for word in _as_written(words)
    )


@cache
def _as_written(words: Words) -> Words:
    """The words, whose first letter may be a capital or not."""
    forms = ((word, word[0].lower() + word[1:], word[0].upper() + word[1:]) for word in words)
    return tuple(dict.fromkeys(form for three in forms for form in three))


@cache
def _folded(words: Words) -> Words:
    return tuple(dict.fromkeys(word.lower() for word in words))


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _occurs(candidate: Candidate, words: Words, span: Span) -> bool:
    """Whether one of some words stands in a part of the text, in any case, as a whole word."""
    text = candidate.page.text
    before, after = text[span.start : candidate.span.start], text[candidate.span.end : span.end]
    parts = before.lower(), after.lower()
    return any(_stands_in(part, word) for part in parts for word in _folded(words))


def _stands_in(text: str, word: str) -> bool:
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (start and _is_letter(text[start - 1])) and any(
            text.startswith(ending, end)
            and not _is_letter(text[end + len(ending) : end + len(ending) + 1])
            for ending in _ENDINGS
        ):
            return True
        start = text.find(word, start + 1)
    return False


def _in_sentence(candidate: Candidate, words: Words) -> bool:
    return _occurs(candidate, words, candidate.page.sentence(candidate.span))


def _within(reach: int) -> Callable[[Candidate, Words], bool]:
    def occurs(candidate: Candidate, words: Words) -> bool:
        low, high = candidate.span.start - reach, candidate.span.end + reach
        return _occurs(candidate, words, Span(max(0, low), min(len(candidate.page.text), high)))

    return occurs


GUARDS: dict[str, Callable[[Candidate, Words], bool]] = {
    "before": _stands_before,
    "after": _stands_after,
    "sentence": _in_sentence,
    "near": _within(NEAR),
    "document": _within(CONTEXT_WINDOW),
}
"""The demands that an entry can make; each also with a `not-` in front."""


def failed_guard(candidate: Candidate) -> Reason | None:
    """Return the first guard of the entry that does not hold at the place, or None."""
    for name, words in candidate.term.guards:
        negated = name.startswith("not-")
        if GUARDS[name.removeprefix("not-")](candidate, words) == negated:
            listed = ", ".join(words[:4]) + (", …" if len(words) > 4 else "")
            return Reason.of("guard", name=name, found="one" if negated else "none", words=listed)
    return None
