"""What speaks for or against touching a place: one function each, one table for each sort.

Vetoes hold for every term; guards are asked for by an entry.
All spans are in code points of the page.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.breaks import unwrapped
from mtfix.compiled import compiled
from mtfix.edit import Span
from mtfix.late import late

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.document import Page
    from mtfix.packs.model import Term

NEAR = 400
DISCOURSE = 8_000
"""How far, in characters each side, a cue counts as near by, and as belonging to the text."""


class Place(NamedTuple):
    """An occurrence of a variant of `term`."""

    page: Page
    span: Span
    term: Term

    @property
    def old(self) -> str:
        return self.page.text[self.span.start : self.span.end]

    @property
    def case_only(self) -> bool:
        """Whether only capitals are wrong here: then mentioning is using."""
        return unwrapped(self.old).lower() == self.term.term.lower()

    def before(self, reach: int) -> str:
        return self.page.text[max(0, self.span.start - reach) : self.span.start]

    def after(self, reach: int) -> str:
        return self.page.text[self.span.end : self.span.end + reach]


# --- guards ------------------------------------------------------------------------------------

_ARTICLE = late(r"\b(?:the|a|an)\s+\Z", re.IGNORECASE)


def _stands_before(place: Place, words: Sequence[str]) -> bool:
    text = _ARTICLE.sub("", place.before(60)).rstrip(" \n\t\"“'‘(")
    return _ending_with(tuple(words)).search(text) is not None


def _stands_after(place: Place, words: Sequence[str]) -> bool:
    text = place.after(60).lstrip(" \n\t\"”'’)")
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


def _occurs(place: Place, words: Sequence[str], span: Span) -> bool:
    text = place.page.text
    around = text[span.start : place.span.start] + " \0 " + text[place.span.end : span.end]
    return _any_of(tuple(words)).search(around) is not None


def _in_sentence(place: Place, words: Sequence[str]) -> bool:
    return _occurs(place, words, place.page.sentence(place.span))


def _within(reach: int) -> Callable[[Place, Sequence[str]], bool]:
    def occurs(place: Place, words: Sequence[str]) -> bool:
        low, high = place.span.start - reach, place.span.end + reach
        return _occurs(place, words, Span(max(0, low), min(len(place.page.text), high)))

    return occurs


GUARDS: dict[str, Callable[[Place, Sequence[str]], bool]] = {
    "before": _stands_before,
    "after": _stands_after,
    "sentence": _in_sentence,
    "near": _within(NEAR),
    "document": _within(DISCOURSE),
}
"""What an entry can ask of a place; each holds with a `not-` in front as well."""


def failed_guard(place: Place) -> str | None:
    """Return the first guard of the entry that does not hold at the place, in words."""
    for name, words in place.term.guards:
        negated = name.startswith("not-")
        if GUARDS[name.removeprefix("not-")](place, words) == negated:
            listed = ", ".join(words[:4]) + (", …" if len(words) > 4 else "")
            return f"guard {name}: {'one' if negated else 'none'} of {listed} there"
    return None
