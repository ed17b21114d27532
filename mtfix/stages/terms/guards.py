"""Guards: what an entry demands of the surroundings of a candidate, and the table of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.cache import compiled
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.layout import CONTEXT_WINDOW, NEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.stages.terms.candidate import Candidate

_ARTICLE = lazy_regex(r"\b(?:the|a|an)\s+\Z", re.IGNORECASE)


def _stands_before(candidate: Candidate, words: Sequence[str]) -> bool:
    text = _ARTICLE.sub("", candidate.before(60)).rstrip(" \n\t\"“'‘(")
    return _ending_with(tuple(words)).search(text) is not None


def _stands_after(candidate: Candidate, words: Sequence[str]) -> bool:
    text = candidate.after(60).lstrip(" \n\t\"”'’)")
    return _beginning_with(tuple(words)).match(text) is not None


@cache
def _ending_with(words: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{'|'.join(map(_as_written, words))})\Z")


@cache
def _beginning_with(words: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(rf"(?:{'|'.join(map(_closed, words))})")


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, words))
    return compiled(rf"(?<!\w)(?:{listed})(?:s|es|['’]s)?(?!\w)", re.IGNORECASE)


def _as_written(word: str) -> str:
    """A pattern for the word, whose first letter may be a capital or not."""
    return rf"(?i:{re.escape(word[0])}){re.escape(word[1:])}"


def _closed(word: str) -> str:
    """The same, where no letter may follow."""
    return rf"{_as_written(word)}(?!\w)"


def _occurs(candidate: Candidate, words: Sequence[str], span: Span) -> bool:
    text = candidate.page.text
    around = text[span.start : candidate.span.start] + " \0 " + text[candidate.span.end : span.end]
    return _any_of(tuple(words)).search(around) is not None


def _in_sentence(candidate: Candidate, words: Sequence[str]) -> bool:
    return _occurs(candidate, words, candidate.page.sentence(candidate.span))


def _within(reach: int) -> Callable[[Candidate, Sequence[str]], bool]:
    def occurs(candidate: Candidate, words: Sequence[str]) -> bool:
        low, high = candidate.span.start - reach, candidate.span.end + reach
        return _occurs(candidate, words, Span(max(0, low), min(len(candidate.page.text), high)))

    return occurs


GUARDS: dict[str, Callable[[Candidate, Sequence[str]], bool]] = {
    "before": _stands_before,
    "after": _stands_after,
    "sentence": _in_sentence,
    "near": _within(NEAR),
    "document": _within(CONTEXT_WINDOW),
}
"""What an entry can ask of a place; each holds with a `not-` in front as well."""


def failed_guard(candidate: Candidate) -> str | None:
    """Return the first guard of the entry that does not hold at the place, in words."""
    for name, words in candidate.term.guards:
        negated = name.startswith("not-")
        if GUARDS[name.removeprefix("not-")](candidate, words) == negated:
            listed = ", ".join(words[:4]) + (", …" if len(words) > 4 else "")
            return f"guard {name}: {'one' if negated else 'none'} of {listed} there"
    return None
