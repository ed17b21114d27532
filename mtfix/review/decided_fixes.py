"""What people have decided about the fixes of a file: in its baseline, and in its decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.fix import ACCEPTED
from mtfix.review.baseline import BaselineError, Baselines
from mtfix.review.decisions import DecisionFiles, DecisionsError

if TYPE_CHECKING:
    from mtfix.edits.edit import Edit
    from mtfix.edits.fix import Fix
    from mtfix.edits.reason import Reason
    from mtfix.pipeline.ledger import Leave

UNREADABLE = (BaselineError, DecisionsError)
"""What is raised where decisions can't be read: it holds for other files too, so nothing is
written without them."""


class DecidedFixes:
    """The decisions of a run. A decision goes before the baseline, so that what a baseline leaves
    can be accepted."""

    def __init__(self, *, baseline: bool = True, decisions: bool = True) -> None:
        self.baselines = Baselines() if baseline else None
        self.decisions = DecisionFiles() if decisions else None
        self.accepted: set[tuple[str, tuple[tuple[Edit, ...], str]]] = set()
        """Fixes that are made in this run alone, by path, edits and rule."""

    def leave(self, path: str) -> Leave | None:
        """Return what says of the fixes of a file what was decided; None where there is nothing.
        Raises one of `UNREADABLE`."""
        decided = self.decisions.matcher(path) if self.decisions else None
        kept = self.baselines.kept(path) if self.baselines else None
        if not self.accepted and (decided is None or kept is None):
            return decided or kept

        def leave(fix: Fix, original: str) -> Reason | None:
            if (path, (fix.edits, fix.rule)) in self.accepted:
                return ACCEPTED
            reason = decided(fix, original) if decided else None
            return reason or (kept(fix, original) if kept else None)

        return leave
