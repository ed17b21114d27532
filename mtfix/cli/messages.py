"""How the user is told what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.cli.printing import message
from mtfix.edits.problem import Problem, ProblemError
from mtfix.fs import system

if TYPE_CHECKING:
    from collections.abc import Iterable


class UsageError(ProblemError):
    """What is asked for can't be done. Ends the run with status 2."""


def tell(problem: Problem) -> None:
    """Print a problem to the user, on standard error, as one line."""
    warning = "warning: " if problem.severity == "warning" else ""
    message(f"mtfix: {warning}{problem}")


def inform(text: str, path: str = "") -> None:
    """Print what the user need not act on, about a file if a path is given."""
    tell(Problem(0, text, path=path, severity="note"))


def unexpected(error: Exception, path: str, remedy: str) -> Problem:
    """Return what the user is told of an error that mtfix did not foresee: its kind, and the
    line of mtfix that it came from. Its words are those of others."""
    at = error.__traceback__
    here = None
    while at is not None:
        module = at.tb_frame.f_globals.get("__name__", "")
        here = f" in {module}:{at.tb_lineno}" if module.startswith("mtfix.") else here
        at = at.tb_next
    text = f"an error in mtfix ({type(error).__name__}{here or ''}), please report it"
    return Problem(0, text, path=path, remedy=remedy)


class Complaints:
    """Tells of broken lines, the first of them, and what becomes of the rest; `count` says how
    many there were."""

    def __init__(self, become: str = "kept as they are") -> None:
        self.count = 0
        self._become = become

    def tell(self, name: str, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if problem.broken:
                self.count += 1
                if self.count <= MOST_TOLD:
                    tell(problem._replace(path=system.shown(name)))

    def end(self) -> None:
        if self.count > MOST_TOLD:
            inform(f"{self.count - MOST_TOLD} more lines can't be read and are {self._become}")


MOST_TOLD = 100
"""Broken lines that are told; of more, only their number."""
