"""What edits make the scan read again, and where the hits outside it have gone."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.matching.page import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.edit import Edit


def zones(edits: Iterable[Edit], reach: int, size: int) -> Iterator[tuple[Span, Span, int]]:
    """Yield what lies within `reach` of the edits: before and after them, and how far what
    follows has moved. Zones that meet are one."""
    shift = 0
    old: Span | None = None
    start_shift = 0
    for edit in edits:
        low, high = max(0, edit.span.start - reach), edit.span.end + reach
        if old is not None and low <= old.end:
            old = Span(old.start, high)
        else:
            if old is not None:
                yield old, Span(old.start + start_shift, old.end + shift), shift
            old, start_shift = Span(low, high), shift
        shift += len(edit.new) - len(edit.old)
    if old is not None:
        yield old, Span(old.start + start_shift, min(size, old.end + shift)), shift


def moved(
    hits: Mapping[str, Sequence[Hit]], read: Sequence[tuple[Span, Span, int]]
) -> dict[str, list[Hit]]:
    """Return the hits outside the zones that are `read` again, where they are after the edits."""
    starts = [old.start for old, _, _ in read]
    after: dict[str, list[Hit]] = {}
    for stage, found in hits.items():
        kept = after.setdefault(stage, [])
        for hit in found:
            index = bisect_right(starts, hit.start) - 1
            if index < 0:
                kept.append(hit)
            elif hit.start >= read[index][0].end:
                shift = read[index][2]
                kept.append(Hit(hit.start + shift, hit.end + shift, hit.rule))
    return after
