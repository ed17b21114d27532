"""Spans that share nothing, to be looked up by place."""

from __future__ import annotations

from bisect import bisect_left, insort

from mtfix.edits.edit import Span


class DisjointSpans:
    """Disjoint spans, each with the number of its owner."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int, int]] = []

    def add(self, span: Span, number: int) -> None:
        """Add a span, which overlaps none of the others."""
        insort(self._spans, (*span, number))

    def overlapping(self, span: Span) -> int | None:
        """Return the owner of one that overlaps `span`, or None."""
        first = max(0, bisect_left(self._spans, (*span, -1)) - 1)
        for index in range(first, len(self._spans)):
            start, end, number = self._spans[index]
            if start > span.end:
                break
            if span.overlaps(Span(start, end)):
                return number
        return None
