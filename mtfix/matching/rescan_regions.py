"""The regions that edits make the scan read again, and where the hits outside them have gone."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.matching.page import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.edits.edit import Edit


class Region(NamedTuple):
    """A part of a text around edits: where it was before and is after them, in code points, and
    how far what follows has moved."""

    old: Span
    new: Span
    shift: int


def regions(edits: Iterable[Edit], reach: int, size: int) -> Iterator[Region]:
    """Yield what lies within `reach` of edits that are disjoint and in order, by which a text
    comes to have `size` code points. Regions that meet are one."""
    shift = start_shift = 0
    old: Span | None = None
    for edit in edits:
        low, high = max(0, edit.span.start - reach), edit.span.end + reach
        if old is not None and low <= old.end:
            old = Span(old.start, high)
        else:
            if old is not None:
                yield Region(old, Span(old.start + start_shift, old.end + shift), shift)
            old, start_shift = Span(low, high), shift
        shift += len(edit.new) - len(edit.old)
    if old is not None:
        yield Region(old, Span(old.start + start_shift, min(size, old.end + shift)), shift)


def hits_outside(changed: Sequence[Region], hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that begin outside the regions, where they are after the edits."""
    starts = [region.old.start for region in changed]
    for hit in hits:
        index = bisect_right(starts, hit.start) - 1
        if index < 0:
            yield hit
        elif hit.start >= changed[index].old.end:
            shift = changed[index].shift
            yield Hit(hit.start + shift, hit.end + shift, hit.rule)
