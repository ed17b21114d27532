"""A file that is reviewed: its findings, and which of them a person can decide about."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mtfix.edits.fix import Safety, as_one
from mtfix.reports.finding import Lines
from mtfix.reports.html_records import MADE, OPEN, WITHHELD, FixState, fix_states, record, records
from mtfix.review.decision import ACCEPT, REFUSE, Decision, sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.edits.edit import Edit
    from mtfix.edits.fix import Fix
    from mtfix.fs.files import SourceFile
    from mtfix.reports.finding import Finding
    from mtfix.review.decisions import DecisionFile

TO_MAKE, ACCEPTED, REFUSED = "to make", "accepted", "refused"
"""The states of fixes in a review, beside those of a report; nothing is made yet."""
_ANSWERED = {ACCEPT: ACCEPTED, REFUSE: REFUSED}
_UNDECIDED = frozenset({"decision", "baseline"})
"""The codes of reasons that a decision goes before."""


class ReviewItem:
    """A fix that a person can decide about.

    undecided: its state where nobody has decided.
    saved: the decision about it that is on disk, if there is one.
    """

    def __init__(self, file: ReviewFile, one: FixState) -> None:
        self.file, self.fix, self.held = file, one.fix, one.held
        text = file.finding.result.original
        self.change: Edit = as_one(one.fix, text)
        self.sides = sides(text, self.change.span)
        self.place = (one.fix.rule, self.change.old, self.change.new, *self.sides)
        """What a decision about its place is about."""
        self.undecided = _undecided(one)
        self.saved: Decision | None = None

    def state(self, decision: Decision | None) -> str:
        """Return the state of the fix where this is what is decided about it."""
        return _ANSWERED[decision.decision] if decision else self.undecided

    def begin(self, saved: Decision | None) -> None:
        """Put down what was on disk about the fix when its file was cleaned."""
        self.saved = saved
        if saved is not None and self.undecided == TO_MAKE and self.fix.safety < Safety.SAFE:
            self.undecided = OPEN


class ReviewFile:
    """A file with its findings, as it was when it was cleaned."""

    def __init__(self, source: SourceFile, finding: Finding, decisions: DecisionFile) -> None:
        self.source, self.finding = source, finding
        self.path = source.path
        self.name = decisions.name(self.path)
        self.folder = decisions.folder
        """The folder of the decisions that hold for it."""
        self._stamp = stamp(self.path)
        self.states = fix_states(finding.result)
        self.items = {
            at: ReviewItem(self, one) for at, one in enumerate(self.states) if _can_be_decided(one)
        }
        """The fixes to decide about, by their positions in `states`."""

    def is_changed(self) -> bool:
        """Return whether another program has written the file since it was cleaned."""
        now = stamp(self.path)
        if now == self._stamp:
            return False
        with suppress(OSError), open(self.path, "rb") as file:
            if file.read() == self.source.data:
                self._stamp = now
                return False
        return True

    def records(self) -> Iterator[tuple[ReviewItem | None, dict[str, Any]]]:
        """Yield what a page shows of each finding, with the item that it is of, if any."""
        text = self.finding.result.original
        lines = Lines(text)
        for at, one in enumerate(self.states):
            yield self.items.get(at), record(self.path, text, lines, one)
        missing = self.finding._replace(result=self.finding.result._replace(fixes=(), withheld=()))
        for shown in records(missing):
            yield None, shown


def stamp(path: str) -> tuple[int, ...]:
    """Return what tells that a file was written; nothing for one that is not there."""
    try:
        told = os.stat(path)
    except OSError:
        return ()
    return told.st_mtime_ns, told.st_size, told.st_ino


def _can_be_decided(one: FixState) -> bool:
    fix: Fix = one.fix
    if one.state == WITHHELD:
        return one.held is not None and one.held.code in _UNDECIDED and fix.changes
    return fix.changes


def _undecided(one: FixState) -> str:
    """The state of a fix without decisions, as far as the result with them tells."""
    if one.state == MADE:
        return TO_MAKE
    if one.held is not None and one.held.code == "decision":
        return TO_MAKE if one.fix.safety == Safety.SAFE else OPEN
    return one.state
