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
    """For each stage the spans of the current text that edits have touched since it read it:
    None before it has read anything."""

    def __init__(self, names: Iterable[str]) -> None:
        self._spans: dict[str, list[Span] | None] = dict.fromkeys(names)

    def take(self, name: str) -> tuple[Span, ...] | None:
        """Return what is new to a stage that reads the text now; nothing is new to it then."""
        spans = self._spans[name]
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
            if spans is not None:
                moved = [
                    Span(
                        start + shifts[bisect_right(ends, start)],
                        end + shifts[bisect_right(ends, end)],
                    )
                    for start, end in spans
                ]
                self._spans[name] = _united(sorted([*moved, *new]) if moved else new)

    def forget(self) -> None:
        """Let all of the text be new to every stage."""
        self._spans = dict.fromkeys(self._spans)


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
