"""Where sentences end and begin.

Breaks are looked for around a place, so that work follows the number of places and not the
length of the text. Spans are in code points of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

STOPS = ".!?…"
WIDE_STOPS = "。！？"
"""Signs that end sentences in scripts with spaces, and in those without: for a character class."""
CLOSING = r"\"'”’)\]"
"""Signs that can stand between a stop and the space behind it: for a character class."""

_REACH = 600
_BREAK = lazy_regex(
    rf"""[{STOPS}{WIDE_STOPS}\n](?:"""
    rf"""(?<=[{STOPS}])[{CLOSING}]*(?:\s+(?=["'“‘(\[]*[A-Z0-9])|(?<=[a-z][.!?])(?=[A-Z][a-z ]))"""
    rf"""|(?<=[{WIDE_STOPS}])["”’」』）]*|(?<=\n)(?:(?=\s*\n)|(?=\s*(?:[-*+•]|\d+[.)])\s)))"""
)
"""A sign, and what must stand behind each: a search for one set of signs is fast."""
_PARTS_OF_BREAKS = frozenset(STOPS + WIDE_STOPS + "\"'”’)]」』） \t\r\n")
_LONGEST_BREAK = 40
_ABBREVIATION = lazy_regex(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Inc|Corp|Co|Ltd|No|vs|etc|e\.g|i\.e|U\.S|U\.K|Jr|Sr|Gen|Sen|Gov)"
    r"|\b[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 8


class Sentences:
    """The sentences of a text. Each stretch of it is searched for breaks once, when a sentence
    near it is asked for."""

    __slots__ = ("_breaks", "_known", "_text", "_windows")

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks: dict[int, list[tuple[int, int]]] = {}
        self._windows: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        self._known: dict[Span, Span] = {}

    def around(self, span: Span) -> Span:
        """Return the sentence around a span, as far as its search window shows it."""
        found = self._known.get(span)
        if found is None:
            found = self._known[span] = self._around(span)
        return found

    def _around(self, span: Span) -> Span:
        first, last = _stretches(span)
        ends, starts = self._within(first, last)
        before = bisect_right(starts, span.start)
        behind = bisect_left(ends, span.end, before)
        return Span(
            starts[before - 1] if before else first * _REACH,
            starts[behind] if behind < len(starts) else min(len(self._text), last * _REACH),
        )

    def _within(self, first: int, last: int) -> tuple[list[int], list[int]]:
        """The breaks of some stretches of the text: where sentences end, and where the next ones
        begin."""
        found = self._windows.get((first, last))
        if found is None:
            stretches = range(first, min(last, -(-len(self._text) // _REACH)))
            breaks = [one for number in stretches for one in self._of(number)]
            found = [low for low, _ in breaks], [high for _, high in breaks]
            self._windows[first, last] = found
        return found

    def _of(self, number: int) -> list[tuple[int, int]]:
        """The breaks that begin in a stretch of the text."""
        found = self._breaks.get(number)
        if found is None:
            stretch = Span(number * _REACH, (number + 1) * _REACH)
            found = self._breaks[number] = list(_breaks(self._text, stretch))
        return found


def search_window(text: str, span: Span) -> Span:
    """Return where the sentence around `span` is looked for: 600 to 1,200 characters each side.

    Places close together get the same window.
    """
    first, last = _stretches(span)
    return Span(first * _REACH, min(len(text), last * _REACH))


def _stretches(span: Span) -> tuple[int, int]:
    """The stretches in which the sentence around a span is looked for: the first, and the one
    behind the last."""
    return max(0, span.start // _REACH - 1), span.end // _REACH + 2


def _breaks(text: str, stretch: Span) -> Iterator[tuple[int, int]]:
    """The breaks that begin in a stretch: where a sentence ends, and where the next one begins."""
    at = stretch.start
    while at and stretch.start - at < _LONGEST_BREAK and text[at - 1] in _PARTS_OF_BREAKS:
        at -= 1  # a break that begins before it is no two
    for found in _BREAK.finditer(text, at):
        start, end = found.span()
        if start >= stretch.end:
            break
        if start < stretch.start:
            continue
        before = max(0, start - _LONGEST_ABBREVIATION)
        if text[start] != "." or not _ABBREVIATION.search(text, before, start + 1):
            yield start, end


def sentence(text: str, span: Span) -> Span:
    """Return the sentence around `span`."""
    return Sentences(text).around(span)
