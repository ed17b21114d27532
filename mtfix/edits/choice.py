"""Which of rival fixes goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.disjoint_spans import DisjointSpans
from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Withheld
from mtfix.edits.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edits.edit import Edit


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
    taken = DisjointSpans()
    for fix in sorted(cluster, key=_precedence):
        rivals = (taken.overlapping(edit.span) for edit in fix.edits)
        rival = next((found for found in rivals if found is not None), None)
        if rival is None:
            for edit in fix.edits:
                taken.add(edit.span, len(kept))
            kept.append(fix)
            continue
        winner = kept[rival]
        same = winner.edits == fix.edits and winner.rule == fix.rule
        reason = Reason("twice") if same else Reason.of("overlap", rule=winner.rule)
        withheld.append(Withheld(fix, reason))
    return sorted(kept, key=_place)


def _place(fix: Fix) -> tuple[Span, str]:
    return fix.span, fix.rule


def _precedence(fix: Fix) -> tuple[int, float, int, tuple[Edit, ...], str]:
    length = sum(edit.span.end - edit.span.start for edit in fix.edits)
    return -fix.safety, -fix.confidence, -length, fix.edits, fix.rule
