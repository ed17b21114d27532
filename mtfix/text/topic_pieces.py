"""The pieces of some hundred characters in which the topics of a text are read."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.text.weighted_words import Hits

PIECE = 500
"""Characters that a piece has at least, but for the last one of a text or before a heading."""
_LONGEST = 3 * PIECE
"""Characters after which a piece ends even within a line."""
_HEADING = lazy_regex(r"\n(?=#{1,6} |(?:\d+[.)]|[IVX]+\.) *[A-Z][^\n]{0,60}\n)")


class Piece(NamedTuple):
    """A piece of a text.

    opens: whether a heading begins it.
    words: its words that say something of a topic.
    """

    start: int
    end: int
    opens: bool
    words: Hits


def cut(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each piece of a text, and whether a heading begins it. A piece ends
    with a line, or where a long line has a space."""
    headings = [match.end() for match in _HEADING.finditer(text)]
    for first, end in pairwise([0, *headings, len(text)]):
        start = first
        while start < end:
            stop = _stop(text, start, end)
            yield start, stop, start == first > 0
            start = stop


def _stop(text: str, start: int, end: int) -> int:
    """Where the piece ends that starts at a place."""
    if end - start <= PIECE:
        return end
    line = text.find("\n", start + PIECE, min(end, start + _LONGEST))
    if line < 0:
        line = text.find(" ", start + _LONGEST, end) if end - start > _LONGEST else -1
    return end if line < 0 else line + 1
