"""Candidate lines: those of a text in which the scan has found something, to be cleaned alone."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.matching.automaton import Match


class CandidateLine(NamedTuple):
    """A line without its end: where it stands in the data, in bytes, its bytes, and where in
    these patterns stand, so that they need not be looked for again."""

    start: int
    end: int
    data: bytes
    matches: Sequence[Match]


def line_starts(data: bytes) -> Iterator[int]:
    """Yield where each line begins."""
    return accumulate((len(line) + 1 for line in data.split(b"\n")[:-1]), initial=0)


def lines_with(data: bytes, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield start and end, without what ends it, of each line that holds one of some places,
    which are in order. Lines of which nothing is left are passed over."""
    done = 0
    for place in places:
        if place < done:
            continue
        start = data.rfind(b"\n", 0, place) + 1
        end = data.find(b"\n", place)
        end = len(data) if end < 0 else end
        done = end + 1
        if end > start and data[end - 1] == 0x0D:
            end -= 1
        if end > start:
            yield start, end
