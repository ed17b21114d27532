"""The lines and paragraphs of a text, worked out once: each match asks for those around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.text.prose_lines import (
    all_lines,
    are_of_paragraph,
    goes_on,
    is_too_wide,
    is_wide,
    is_wrapped,
    trim,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_START, _END = itemgetter(0), itemgetter(1)


class LineSpans:
    """Gives what `prose_lines.lines_in` and `units_in` give for a text without it.

    Blocks are what stands between blank lines. That a part of one is a hard-wrapped paragraph
    is told by sums up to its first and last line, so that it costs the same for any length.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        lines: list[Span] = []
        self._firsts: list[int] = []
        """For each block the number of its first line."""
        is_new = True
        for line in all_lines(text, Span(0, len(text))):
            if line.start == line.end:
                is_new = True
                continue
            if is_new:
                self._firsts.append(len(lines))
                is_new = False
            lines.append(line)
        self._lines = lines
        self._too_wide = _sums(map(is_too_wide, lines))
        self._wide = _sums(map(is_wide, lines))
        self._going_on = _sums(goes_on(text, line) for line in lines)

    def lines_in(self, span: Span) -> Iterator[Span]:
        """Yield the lines of a stretch, cut off at its ends."""
        low, high = self._range(span)
        return iter(self._cut(low, high, span))

    def units_in(self, span: Span) -> Iterator[Span]:
        """Yield the lines of a stretch, those of a hard-wrapped paragraph joined to one."""
        low, high = self._range(span)
        firsts = self._firsts
        block = bisect_right(firsts, low)
        while low < high:
            end = min(high, firsts[block]) if block < len(firsts) else high
            yield from self._joined(low, end, span)
            low = end
            block += 1

    def _range(self, span: Span) -> tuple[int, int]:
        """The numbers of the first line of which something stands in a stretch, and of that
        behind the last."""
        low = bisect_right(self._lines, span.start, key=_END)
        return low, bisect_left(self._lines, span.end, low, key=_START)

    def _joined(self, low: int, high: int, span: Span) -> Sequence[Span]:
        first, last = self._lines[low], self._lines[high - 1]
        if first.start < span.start or last.end > span.end:
            lines = self._cut(low, high, span)
            wrapped = is_wrapped(self._text, lines)
            return [Span(lines[0].start, lines[-1].end)] if wrapped else lines
        if self._is_wrapped(low, high):
            return [Span(first.start, last.end)]
        return self._lines[low:high]

    def _is_wrapped(self, low: int, high: int) -> bool:
        if self._too_wide[high] > self._too_wide[low]:
            return False
        wide = self._wide[high - 1] - self._wide[low]
        return are_of_paragraph(
            high - low - 1, wide, self._going_on[high] - self._going_on[low + 1]
        )

    def _cut(self, low: int, high: int, span: Span) -> Sequence[Span]:
        """Lines, of which the first and the last may reach over the ends of a stretch."""
        lines = self._lines[low:high]
        if not lines or (lines[0].start >= span.start and lines[-1].end <= span.end):
            return lines
        for at in (0, -1):
            piece = Span(max(lines[at].start, span.start), min(lines[at].end, span.end))
            lines[at] = trim(self._text, piece)
        return [line for line in lines if line.start < line.end]


@lru_cache(4)
def line_spans(text: str) -> LineSpans:
    """Return the lines of a text; those of the last texts are kept."""
    return LineSpans(text)


def _sums(flags: Iterable[bool]) -> list[int]:
    """How many of the flags before each place are set."""
    return list(accumulate(flags, initial=0))
