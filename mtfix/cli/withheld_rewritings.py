"""Why a candidate is not rewritten though the cues speak for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.disjoint_spans import DisjointSpans
from mtfix.edits.fix import DECIDED
from mtfix.edits.reason import Reason

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Withheld
    from mtfix.pipeline.result import Result
    from mtfix.stages.terms.verdict import Verdict


class WithheldRewritings:
    """What became of the rewritings that verdicts on a text ask for."""

    def __init__(self, result: Result) -> None:
        self._fixes = result.fixes
        self._made = DisjointSpans()
        owners = {edit: number for number, fix in enumerate(result.fixes) for edit in fix.edits}
        for edit in result.edits:
            self._made.add(edit.span, owners[edit])
        self._withheld: dict[str, list[Withheld]] = {}
        for held in result.withheld:
            self._withheld.setdefault(held.fix.rule, []).append(held)

    def reason(self, verdict: Verdict, span: Span) -> Reason | None:
        """Return why the candidate of a verdict, which stands at a span of the original, is not
        rewritten; None where it is, or where the verdict says no more than that it is not.

        Where two entries share a variant, the one whose fix is made is named to the other.
        """
        rule = verdict.candidate.term.rule
        for fix, reason in self._withheld.get(rule, ()):
            if any(edit.span.overlaps(span) for edit in fix.edits):
                is_told = verdict.outcome == "rewrite" or reason.code in DECIDED
                return reason if is_told else None
        made = self._made.overlapping(span)
        if verdict.outcome != "rewrite" or made is None or self._is_part_of(rule, made):
            return None
        return Reason.of("overlap", rule=self._fixes[made].rule)

    def _is_part_of(self, rule: str, number: int) -> bool:
        """Whether a fix is of a rule, or builds on one that is."""
        fix = self._fixes[number]
        return fix.rule == rule or any(self._fixes[at].rule == rule for at in fix.after)
