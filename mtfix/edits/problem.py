"""What a user is told: a problem with its place and its remedy; and errors that carry one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Problem(NamedTuple):
    """A problem with its place: a line and a column, counted from 1, or 0 where there is
    none, and the path where it does not follow from what was asked.

    rule: the rule that it is about, or that a comment names, if that is why it does nothing.
    broken: a line that can't be read as its format asks: it is kept as it is, and the user
        must act.
    severity: `error` where something was not done, `warning` where all was done and a person
        should look, `note` where that is only said.
    """

    line: int
    text: str
    rule: str = ""
    broken: bool = False
    path: str = ""
    column: int = 0
    remedy: str = ""
    severity: str = "error"

    @classmethod
    def at(cls, place: str, text: str, *, severity: str = "error") -> Problem:
        """Return a problem at a place as messages name it: `path`, `path:line` or
        `path:line:column`.

        >>> str(Problem.at("terms.csv:3:5", "no language is named"))
        'terms.csv:3:5: no language is named'
        """
        path, numbers = place, [0, 0]
        while len(numbers) < 4 and path.rpartition(":")[2].isdecimal():
            path, _, number = path.rpartition(":")
            numbers.insert(0, int(number))
        return cls(numbers[0], text, path=path, column=numbers[1], severity=severity)

    @property
    def place(self) -> str:
        """The place as messages name it."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)

    def __str__(self) -> str:
        words = f"{self.text}; {self.remedy}" if self.remedy else self.text
        return ": ".join(part for part in (self.place, words) if part)


class ProblemError(ValueError):
    """An error that the user must act on; what is told is its `problem`.

    >>> str(ProblemError("it can't be read", "allow it", path="a.md", line=3))
    "a.md:3: it can't be read; allow it"
    """

    problem: Problem

    def __init__(self, text: str, remedy: str = "", *, path: str = "", line: int = 0) -> None:
        self.problem = Problem(line, text, path=path, remedy=remedy)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[Any, ...]:
        return _error_of, (type(self), self.problem)


@contextmanager
def located(path: str, kind: type[ProblemError]) -> Iterator[None]:
    """Give the path of a file, as messages show it, to errors about its content that have none yet,
    and raise them as errors of a kind."""
    try:
        yield
    except ProblemError as error:
        text, remedy, line = error.problem.text, error.problem.remedy, error.problem.line
        if error.problem.path:
            raise
        raise kind(text, remedy, path=path, line=line) from None


def problem_of(error: ValueError) -> Problem:
    """Return what a user is told of an error: the problem that it carries, or its words."""
    return error.problem if isinstance(error, ProblemError) else Problem(0, str(error))


def _error_of(kind: type[ProblemError], problem: Problem) -> ProblemError:
    error = kind.__new__(kind, str(problem))
    error.problem = problem
    return error
