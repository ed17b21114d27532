"""Where sentences end and begin.

Breaks are looked for around a place, so that work follows the number of places and not the
length of the text. Spans are in code points of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex

STOPS = ".!?…"
WIDE_STOPS = "。！？"
"""What ends sentences in scripts with spaces, and in those without: for a character class."""
CLOSING = r"\"'”’)\]"
"""What can stand between a stop and the space behind it: for a character class."""

_REACH = 600
_BREAK = lazy_regex(
    rf"""(?:[{STOPS}][{CLOSING}]*(?:\s+(?=["'“‘(\[]*[A-Z0-9])|(?<=[a-z][.!?])(?=[A-Z][a-z ]))"""
    rf"""|[{WIDE_STOPS}]["”’」』）]*|\n(?=\s*\n)|\n(?=\s*(?:[-*+•]|\d+[.)])\s))"""
)
_ABBREVIATION = lazy_regex(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Inc|Corp|Co|Ltd|No|vs|etc|e\.g|i\.e|U\.S|U\.K|Jr|Sr|Gen|Sen|Gov)"
    r"|\b[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 8


class SentenceBreaks(NamedTuple):
    """The breaks within a `window` of a text: `ends` of sentences and `starts` of those behind
    them, in order."""

    window: Span
    ends: list[int]
    starts: list[int]

    def sentence(self, span: Span) -> Span:
        """Return the sentence around `span`, as far as the window shows it."""
        before = bisect_right(self.starts, span.start)
        after = bisect_left(self.ends, span.end)
        return Span(
            self.starts[before - 1] if before else self.window.start,
            self.starts[after] if after < len(self.ends) else self.window.end,
        )


def search_window(text: str, span: Span) -> Span:
    """Return where the sentence around `span` is looked for: 600 to 1,200 characters each side.

    Places close together get the same window.
    """
    low = max(0, span.start // _REACH - 1) * _REACH
    return Span(low, min(len(text), (span.end // _REACH + 2) * _REACH))


def sentence_breaks(text: str, window: Span) -> SentenceBreaks:
    """Return the breaks in a window."""
    low, high = window
    found = [
        match.span()
        for match in _BREAK.finditer(text, low, high)
        if not _ABBREVIATION.search(
            text, max(low, match.start() - _LONGEST_ABBREVIATION), match.start() + 1
        )
    ]
    return SentenceBreaks(window, [start for start, _ in found], [end for _, end in found])


def sentence(text: str, span: Span) -> Span:
    """Return the sentence around `span`."""
    return sentence_breaks(text, search_window(text, span)).sentence(span)
