"""A fault of a pack, with its place and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.problem import Problem

if TYPE_CHECKING:
    from mtfix.packs.model import PackError, Rule

KINDS = {
    "broken": "the pack does not load",
    "example": "an example does not hold",
    "frame": "a variant is not put right in a translated page of its topic",
    "self-match": "what a rule writes is changed again",
    "shadowed": "another entry always takes the variant",
    "dead": "nothing can ever act here",
    "cycle": "entries that make one another's right forms wrong",
    "duplicate": "the same stands twice",
    "long": "a pattern is too long to be read",
    "conflict": "nothing decides between two entries",
    "everyday": "an everyday word is rewritten wherever it stands",
    "unproved": "examples are missing, or test nothing",
    "unneeded": "no example needs a guard or a cue; looked for only if asked",
}
"""The kinds of faults, those that keep a pack from loading first."""


class Fault(NamedTuple):
    """One thing that is wrong with a rule; `kind` is one of KINDS."""

    kind: str
    rule: str
    file: str
    line: int
    problem: str
    remedy: str

    def as_problem(self) -> Problem:
        """Return what a user is told of it."""
        text = f"{self.rule}: {self.problem}" if self.rule else self.problem
        remedy = f"{self.remedy} [{self.kind}]"
        return Problem(self.line, text, self.rule, path=self.file, remedy=remedy)

    def __str__(self) -> str:
        return str(self.as_problem())


def fault(kind: str, rule: Rule, problem: str, remedy: str, line: int = 0) -> Fault:
    """Return a fault of a rule, at the line of the rule if no other is given."""
    return Fault(kind, rule.rule, rule.file, line or rule.line, problem, remedy)


def of_error(kind: str, error: PackError) -> Fault:
    """Return an error of a pack as a fault."""
    problem = error.problem
    return Fault(kind, "", problem.path, problem.line, problem.text, problem.remedy)


def place(rule: Rule) -> str:
    """Return a rule with its file and line, as messages name it."""
    return f"{rule.rule} ({rule.file}:{rule.line})"
