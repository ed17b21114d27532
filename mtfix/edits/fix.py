"""Fixes: the unit of decision, and how rivals among them are settled."""

from __future__ import annotations

from bisect import bisect_left, insort
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span, apply, hull
from mtfix.edits.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Safety(IntEnum):
    """How sure a fix is; ordered, so that asking is comparing."""

    SUGGESTED = 0
    """Shown, and accepted one by one; never made by a run."""
    UNSAFE = 1
    """The meaning may change; made on request."""
    SAFE = 2
    """Made by default."""


class Fix(NamedTuple):
    """One or more edits that stand or fall together: made, withheld, refused and undone whole.

    edits: disjoint and in order, in code points of the text named beside the fix.
    rule: who proposes it (`term/oracle`).
    confidence: the rule's own measure in [0, 1]; `choose` prefers the higher.
    after: positions, in the sequence that the fix is part of, of the fixes that it builds on.
        Its edits then include theirs where they overlap, and it can't be made without them.
    """

    edits: tuple[Edit, ...]
    rule: str
    reason: Reason = Reason("")
    safety: Safety = Safety.SAFE
    confidence: float = 1.0
    after: tuple[int, ...] = ()

    @classmethod
    def of(
        cls,
        span: Span,
        old: str,
        new: str,
        rule: str,
        reason: Reason = Reason(""),  # noqa: B008 - it is immutable
        safety: Safety = Safety.SAFE,
        confidence: float = 1.0,
    ) -> Fix:
        """Return a fix of one edit."""
        return cls((Edit(span, old, new),), rule, reason, safety, confidence)

    @property
    def span(self) -> Span:
        """From the first edit to the end of the last."""
        return hull(self.edits)

    @property
    def changes(self) -> bool:
        """Whether any edit changes anything: what is lost for good is only reported."""
        return any(edit.old != edit.new for edit in self.edits)

    def shifted(self, by: int, positions: int = 0) -> Fix:
        """Return the fix in a text that begins `by` code points earlier, in a sequence in which
        `positions` fixes stand before."""
        edits = tuple(edit._replace(span=edit.span.shifted(by)) for edit in self.edits)
        return self._replace(edits=edits, after=tuple(at + positions for at in self.after))


class Withheld(NamedTuple):
    """A proposed fix that was not made, and why."""

    fix: Fix
    reason: Reason

    @property
    def is_open(self) -> bool:
        """Whether a person is to decide about it: it is not safe, and nobody has decided yet."""
        return self.fix.safety < Safety.SAFE and self.reason.code not in DECIDED


DECIDED = frozenset({"comment", "baseline"})
"""The codes of reasons that say that a person has decided."""


class Missing(NamedTuple):
    """A term of the source text that the text says in no form that is known.

    rule: the entry, as in `Fix.rule`.
    span: the part of the text in which the term is expected, in code points of `original`.
    source: what the source says, and `source_span` where: in `original`, if the source stands
        `beside` the text in it, as in a bitext; else in the source text.
    expected: the right forms, any of which would do.
    found, said: how often the text says the term, and how often the source does.
    """

    rule: str
    span: Span
    source: str
    source_span: Span
    expected: tuple[str, ...]
    found: int
    said: int
    beside: bool = False


def as_one(fix: Fix, text: str) -> Edit:
    """Return a fix of a text as one edit from its first to its last, as people read it."""
    if len(fix.edits) == 1:
        return fix.edits[0]
    span = fix.span
    old = text[span.start : span.end]
    inner = (edit._replace(span=edit.span.shifted(-span.start)) for edit in fix.edits)
    return Edit(span, old, apply(old, inner))


def flatten(fixes: Sequence[Fix]) -> tuple[Edit, ...]:
    """Return the edits that make all of some fixes, disjoint and in order.

    Where a fix builds on others, its edits include theirs, which then go.

    >>> one = Fix.of(Span(0, 2), "ab", "b", "a")
    >>> two = Fix.of(Span(0, 3), "abc", "B", "b")._replace(after=(0,))
    >>> flatten([one, two])
    (Edit(span=Span(start=0, end=3), old='abc', new='B'),)
    """
    if not any(fix.after for fix in fixes):
        edits = sorted(edit for fix in fixes for edit in fix.edits)
    else:
        taken = _Spans()
        edits = []
        for fix in reversed(fixes):
            free = [edit for edit in fix.edits if not taken.overlapping(edit.span)]
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


def choose(fixes: Iterable[Fix]) -> tuple[list[Fix], list[Withheld]]:
    """Settle rivals: return fixes with disjoint edits in order, and every loser with the reason.

    The safer fix wins, then the more confident, the longer, the earlier.
    A fix that changes nothing is withheld too.
    """
    chosen: list[Fix] = []
    withheld: list[Withheld] = []
    for cluster in _clusters(fixes, withheld):
        if len(cluster) == 1:
            chosen += cluster
        else:
            chosen += _settle(cluster, withheld)
    return chosen, withheld


def _clusters(fixes: Iterable[Fix], withheld: list[Withheld]) -> Iterator[list[Fix]]:
    """Yield the fixes that overlap one another directly or through others."""
    cluster: list[Fix] = []
    reach, last = -1, Span(-1, -1)
    for fix in sorted(fixes, key=_place):
        if not fix.changes:
            withheld.append(Withheld(fix, Reason("changes-nothing")))
            continue
        span = fix.span
        if cluster and span.start >= reach and span != last:
            yield cluster
            cluster = []
        cluster.append(fix)
        reach, last = max(reach, span.end), span
    if cluster:
        yield cluster


def _settle(cluster: list[Fix], withheld: list[Withheld]) -> list[Fix]:
    """Choose among rivals; put down the losers."""
    kept: list[Fix] = []
    taken = _Spans()
    for fix in sorted(cluster, key=_precedence):
        rivals = (taken.overlapping(edit.span) for edit in fix.edits)
        rival = next((found for found in rivals if found), None)
        if rival is None:
            for edit in fix.edits:
                taken.add(edit.span, len(kept))
            kept.append(fix)
            continue
        winner = kept[rival[0]]
        same = winner.edits == fix.edits and winner.rule == fix.rule
        reason = Reason("twice") if same else Reason.of("overlap", rule=winner.rule)
        withheld.append(Withheld(fix, reason))
    return sorted(kept, key=_place)


class _Spans:
    """Disjoint spans with the number of who has each."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int, int]] = []

    def add(self, span: Span, number: int) -> None:
        insort(self._spans, (*span, number))

    def overlapping(self, span: Span) -> tuple[int] | None:
        """The number of one that overlaps `span`, or None."""
        first = max(0, bisect_left(self._spans, (*span, -1)) - 1)
        for index in range(first, len(self._spans)):
            start, end, number = self._spans[index]
            if start > span.end:
                break
            if span.overlaps(Span(start, end)):
                return (number,)
        return None


def _place(fix: Fix) -> tuple[Span, str]:
    return fix.span, fix.rule


def _precedence(fix: Fix) -> tuple[int, float, int, tuple[Edit, ...], str]:
    length = sum(edit.span.end - edit.span.start for edit in fix.edits)
    return -fix.safety, -fix.confidence, -length, fix.edits, fix.rule
