"""What people have decided about the fixes of a file: in its baseline, and in its decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.review.baseline import BaselineError, Baselines
from mtfix.review.decisions import DecisionFiles, DecisionsError

if TYPE_CHECKING:
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

    def leave(self, path: str) -> Leave | None:
        """Return what says of the fixes of a file what was decided; None where there is nothing.
        Raises one of `UNREADABLE`."""
        decided = self.decisions.matcher(path) if self.decisions else None
        kept = self.baselines.kept(path) if self.baselines else None
        if decided is None or kept is None:
            return decided or kept

        def leave(fix: Fix, original: str) -> Reason | None:
            return decided(fix, original) or kept(fix, original)

        return leave
