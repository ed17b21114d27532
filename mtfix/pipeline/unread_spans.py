"""Which parts of a text are new to a stage since it was last asked."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.edits.edit import Edit


class UnreadSpans:
    """For each stage the spans of the current text that edits have touched since it read it; none
    are known of one that has not read it."""

    def __init__(self) -> None:
        self._spans: dict[str, list[Span]] = {}

    def take(self, name: str) -> tuple[Span, ...] | None:
        """Return what is new to a stage that reads the text now, None where all is; nothing is new
        to it then."""
        spans = self._spans.get(name)
        self._spans[name] = []
        return None if spans is None else tuple(spans)

    def follow(self, edits: Sequence[Edit]) -> None:
        """Move all spans with edits, which are disjoint and in order, and add the new text of
        these."""
        shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in edits)]
        ends = [edit.span.end for edit in edits]
        new = [
            Span(edit.span.start + shift, edit.span.start + shift + len(edit.new))
            for edit, shift in zip(edits, shifts, strict=False)
        ]
        for name, spans in self._spans.items():
            moved = [
                Span(at + shifts[bisect_right(ends, at)], to + shifts[bisect_right(ends, to)])
                for at, to in spans
            ]
            self._spans[name] = _united(sorted([*moved, *new]) if moved else new)

    def forget(self) -> None:
        """Let all of the text be new to every stage."""
        self._spans.clear()


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that meet as one."""
    united: list[Span] = []
    reach = -1
    for span in spans:
        if span.start <= reach:
            reach = max(reach, span.end)
            united[-1] = Span(united[-1].start, reach)
        else:
            united.append(span)
            reach = span.end
    return united
