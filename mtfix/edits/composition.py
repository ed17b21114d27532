"""Fixes that build on one another: their order, and the edits that make all of them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mtfix.edits.disjoint_spans import DisjointSpans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mtfix.edits.edit import Edit, Span
    from mtfix.edits.fix import Fix


def flatten(fixes: Sequence[Fix]) -> tuple[Edit, ...]:
    """Return the edits that make all of some fixes, disjoint and in order.

    Where a fix builds on others, its edits include theirs, which then go.

    >>> from mtfix.edits.edit import Span
    >>> from mtfix.edits.fix import Fix
    >>> one = Fix.of(Span(0, 2), "ab", "b", "a")
    >>> two = Fix.of(Span(0, 3), "abc", "B", "b")._replace(after=(0,))
    >>> flatten([one, two])
    (Edit(span=Span(start=0, end=3), old='abc', new='B'),)
    """
    if not any(fix.after for fix in fixes):
        edits = sorted(edit for fix in fixes for edit in fix.edits)
    else:
        taken = DisjointSpans()
        edits = []
        for fix in reversed(fixes):
            free = [edit for edit in fix.edits if taken.overlapping(edit.span) is None]
            for edit in free:
                taken.add(edit.span, 0)
            edits += free
        edits.sort()
    return tuple(edit for edit in edits if edit.old != edit.new)


def order_of(fixes: Sequence[Fix]) -> list[int]:
    """Return the positions of fixes by their places, each behind those that it builds on."""
    starts: list[int] = []
    for fix in fixes:
        starts.append(max([fix.edits[0].span.start, *(starts[at] for at in fix.after)]))
    return sorted(range(len(fixes)), key=lambda at: (starts[at], at))


def cancelled_positions(fixes: Sequence[Fix]) -> set[int]:
    """Return the positions of fixes that take back what others made, and of these others.

    >>> from mtfix.edits.edit import Span
    >>> from mtfix.edits.fix import Fix
    >>> one = Fix.of(Span(0, 1), "a", "b", "r/a")
    >>> two = Fix.of(Span(0, 1), "a", "a", "r/b")._replace(after=(0,))
    >>> cancelled_positions([one, two])
    {0, 1}
    """
    cancelled: set[int] = set()
    needed = {at for fix in fixes for at in fix.after if fix.changes}
    for at in range(len(fixes) - 1, -1, -1):
        fix = fixes[at]
        if fix.changes or not fix.after or at in needed:
            continue
        cancelled.add(at)
        for before in fix.after:
            inner = (edit.span for edit in fixes[before].edits)
            covered = all(any(span.within(own.span) for own in fix.edits) for span in inner)
            if covered and before not in needed:
                cancelled.add(before)
    return cancelled


def select(fixes: Sequence[Fix], positions: Sequence[int]) -> tuple[Fix, ...]:
    """Return the fixes at some positions, in this order, among which all are that they build on.

    >>> from mtfix.edits.edit import Span
    >>> from mtfix.edits.fix import Fix
    >>> one = Fix.of(Span(4, 5), "a", "b", "a")
    >>> two = one._replace(rule="b", after=(1,))
    >>> [fix.after for fix in select([one, one, two], [1, 2])]
    [(), (0,)]
    """
    new = {old: at for at, old in enumerate(positions)}
    return tuple(rebased(fixes[at], new) for at in positions)


def rebased(fix: Fix, positions: Mapping[int, int]) -> Fix:
    """Return a fix whose fixes before it have got other positions."""
    if not fix.after:
        return fix
    return fix._replace(after=tuple(sorted(positions[at] for at in fix.after if at in positions)))


def positions_by_span(spans: Sequence[Span], fixes: Sequence[Fix]) -> dict[int, list[int]]:
    """Return, for the index of each of some disjoint spans in order, the positions of the fixes
    with an edit within it.

    >>> from mtfix.edits.edit import Span
    >>> from mtfix.edits.fix import Fix
    >>> fixes = [Fix.of(Span(at, at + 1), "a", "b", "a") for at in (1, 4, 6)]
    >>> positions_by_span([Span(0, 3), Span(5, 9)], fixes)
    {0: [0], 1: [2]}
    """
    starts = [span.start for span in spans]
    found: dict[int, list[int]] = {}
    for at, fix in enumerate(fixes):
        edited = ((bisect_right(starts, edit.span.start) - 1, edit.span) for edit in fix.edits)
        within = {index for index, span in edited if index >= 0 and span.within(spans[index])}
        for index in within:
            found.setdefault(index, []).append(at)
    return found


def edits_within(span: Span, fixes: Sequence[Fix], positions: Iterable[int]) -> list[Edit]:
    """Return the edits within a span, in coordinates of its text, that make the fixes at some
    positions and all that these build on."""
    made = flatten(select(fixes, sorted(_closure(fixes, positions))))
    inner = (edit for edit in made if edit.span.within(span))
    return [edit._replace(span=edit.span.shifted(-span.start)) for edit in inner]


def _closure(fixes: Sequence[Fix], positions: Iterable[int]) -> set[int]:
    """The positions of fixes and of all that they build on."""
    found: set[int] = set()
    queue = list(positions)
    while queue:
        at = queue.pop()
        if at not in found:
            found.add(at)
            queue += fixes[at].after
    return found
