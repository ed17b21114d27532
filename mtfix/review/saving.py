"""Writes the decisions of a session beside those that others have written meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.fs import system
from mtfix.review.baseline_match import moved
from mtfix.review.decision import REFUSE, of_place
from mtfix.review.decisions import NAME, DecisionFile, DecisionFiles, subject
from mtfix.review.person import signed

if TYPE_CHECKING:
    from mtfix.pipeline.result import Result
    from mtfix.review.decision import Decision
    from mtfix.review.pending import Pending
    from mtfix.review.review_file import ReviewFile, ReviewItem
    from mtfix.review.run_log import Log


class Saved(NamedTuple):
    """What came of saving.

    added: the decisions that were written.
    overruled: those about which another program has decided otherwise, which stands.
    notes: what the user should know.
    """

    added: list[Decision]
    overruled: list[Decision]
    notes: list[str]


def save_folder(there: DecisionFile, pending: Pending, log: Log | None, saved: Saved) -> None:
    """Write the decisions that are pending to those of a folder, and add to what came of it.

    Raises ProblemError where the file can't be written, or another program has written it since
    it was read.
    """
    there.decisions -= pending.removed
    added = there.add(pending.added)
    saved.notes.extend(_written(there, added, log))
    saved.added.extend(added)


def told_of(saved: Saved) -> list[str]:
    """Return what a user is told of a saving."""
    told = [f"{len(saved.added)} decisions written", *saved.notes]
    if saved.overruled:
        rules = ", ".join(sorted({one.rule for one in saved.overruled}))
        told.append(
            f"{len(saved.overruled)} not written: another program has decided otherwise meanwhile, "
            f"which stands ({rules}); decide again if it should not"
        )
    return told


def follow(file: ReviewFile, refused: list[ReviewItem], result: Result, log: Log | None) -> None:
    """Put down refused places of a file as they stand after the fixes of `result` were made, so
    that they are known again where what stood around them was changed. Raises ProblemError."""
    there = DecisionFiles().find_or_make(file.path)
    whole = [item.fix._replace(edits=(item.change,)) for item in refused]
    about = [
        of_place(fix, result.text, file.name)
        for fix, item in zip(moved(whole, result.text, result.edits), refused, strict=True)
        if fix.edits[0].old == item.change.old
    ]
    new = [one for one in about if not any(_is_same(one, old) for old in there.decisions)]
    if new:
        _written(there, there.add(signed(new)), log)


def _is_same(one: Decision, old: Decision) -> bool:
    return old.decision == REFUSE and subject(one) == subject(old)


def _written(there: DecisionFile, added: list[Decision], log: Log | None) -> list[str]:
    """Write decisions, those that are new first to the log; return what to tell."""
    is_new = there.is_new
    if log and added:
        log.add_decisions(there.path, [one.line() for one in added])
    there.write()
    if not is_new:
        return []
    line = f"{NAME} merge=union"
    path = system.shown(there.path)
    return [f"{path}: new; with `{line}` in .gitattributes, git merges it without conflicts"]
