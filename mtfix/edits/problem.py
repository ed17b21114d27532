"""A message to the user about a file or a pack: the place, the problem, and the remedy."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """A problem with its place: a line and a column, counted from 1, or 0 where there is
    none, and the path where it does not follow from what was asked.

    rule: the rule that it is about, or that a comment names, if that is why it does nothing.
    broken: a line that can't be read as its format asks: it is kept as it is, and the user
        must act.
    severity: `error` where something was not done, `warning` where all was done and a person
        should look.
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
