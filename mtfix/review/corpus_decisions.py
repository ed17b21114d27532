"""What people have decided, for the documents of a corpus."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from mtfix.packs.code_digest import digest
from mtfix.review.decisions import DecisionFiles, DecisionsError

if TYPE_CHECKING:
    from mtfix.edits.fix import Fix
    from mtfix.edits.reason import Reason


class CorpusDecisions:
    """Says of the fixes of a corpus's documents what was decided for its file or folder.

    Picklable: each process reads the decisions for itself. Raises DecisionsError where they can't
    be read, or are others than those with which a run has begun.
    """

    def __init__(self, path: str, expected: str | None = None) -> None:
        self._path = os.path.abspath(path)
        found = DecisionFiles().of(self._path)
        self._matcher = found.matcher(self._path, whole=False) if found else None
        lines = sorted(map(repr, found.decisions)) if found else []
        self._digest = digest([line.encode("utf-8", "surrogatepass") for line in lines])
        if expected not in (None, self._digest):
            raise DecisionsError(
                "they have changed since the run began",
                "give the command again",
                path=found.path if found else self._path,
            )

    def __call__(self, fix: Fix, original: str) -> Reason | None:
        return self._matcher(fix, original) if self._matcher else None

    def __reduce__(self) -> tuple[Any, ...]:
        return CorpusDecisions, (self._path, self._digest)

    def __repr__(self) -> str:
        """The decisions by a digest: what a run compares to know whether they have changed."""
        return f"CorpusDecisions({self._digest})"
