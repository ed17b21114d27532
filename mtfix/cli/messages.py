"""How the user is told what is wrong."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from mtfix.fs import system

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtfix.edits.problem import Problem


class UsageError(ValueError):
    """The user must act: says what is wrong and what to do. Ends the run with status 2."""


def complain(message: str) -> None:
    """Print a message to the user, on standard error, as one line."""
    print(f"mtfix: {message}", file=sys.stderr)


def tell(problem: Problem) -> None:
    """Print a problem with its place and its remedy."""
    complain(f"warning: {problem}" if problem.severity == "warning" else str(problem))


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
            complain(f"{self.count - MOST_TOLD} more lines can't be read and are {self._become}")


MOST_TOLD = 100
"""Broken lines that are told; of more, only their number."""


def coloured(stream: object) -> bool:
    """Whether colours may be used on a stream: on a terminal, unless NO_COLOR is set."""
    is_terminal = getattr(stream, "isatty", bool)
    return (
        bool(is_terminal()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
