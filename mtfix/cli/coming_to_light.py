"""What comes to light by the edits that `mtfix apply` makes: it is asked at once on a terminal, or
written into a new report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtfix.cli.argument_parser import parser
from mtfix.cli.file_cleaner import FileCleaner
from mtfix.cli.interactive import answers, earlier
from mtfix.cli.messages import inform
from mtfix.cli.output import new_file
from mtfix.edits.fix import Withheld, as_one
from mtfix.edits.reason import Reason
from mtfix.fs import system
from mtfix.reports import render
from mtfix.reports.edits_file import Decided, decidable, digest_of
from mtfix.review.decided_fixes import DecidedFixes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.reports.finding import Finding

_MADE = Reason.of("text", text="came to light by what was accepted")
_ANSWERS = {"a": "y", "r": "y", "y": "y"}
"""What an answer for several means for those that follow it; the others are then decided."""


class ComingToLight:
    """Looks again at files in which fixes were made, by their configuration."""

    def __init__(self) -> None:
        self._findings: dict[str, Finding] = {}
        self.count = 0
        """Fixes and suggestions that were in no report."""

    def look(self, path: str, later: Sequence[Decided], text: str) -> list[Decided]:
        """Return the fixes of a file that are none of those that were left for `later` in its
        former `text`, in order, each to be decided on."""
        options = parser(["check"]).parse_args(["check", "--", path])
        finding = FileCleaner(options, decided=DecidedFixes())(path).finding
        if finding is None:
            return []
        fixes = decidable(finding.result)[0]
        now = finding.result.original
        known = Counter((one.fix.rule, *as_one(one.fix, text)[1:]) for one in later)
        digest = digest_of((finding.bom + now).encode("utf-8", "surrogateescape"))
        found = []
        for number, fix in enumerate(fixes):
            key = (fix.rule, *as_one(fix, now)[1:])
            known[key] -= 1
            if known[key] < 0:
                found.append(Decided(0, "?", path, digest, number, fix))
        if fixes:
            self._findings[path] = finding
        self.count += len(found)
        return found

    def report(self, out: str | None) -> None:
        """Write a report of all that is left to decide on in the files, and tell of it."""
        if out is not None and self._findings:
            with new_file(out) as write:
                for piece in render("edits", self._findings.values()):
                    write(piece)
        if not self.count:
            return
        where = f"in {system.shown(out)}" if out else "`mtfix check --report edits` shows them"
        inform(f"{self.count} more came to light by what was accepted; {where}")


def ask(path: str, text: str, found: Sequence[Decided]) -> tuple[list[Decided], bool]:
    """Ask about fixes of a text on a terminal. Return them with the answers, without those that
    build on one that is not accepted, and whether the user has quit."""
    asked = [Withheld(one.fix, _MADE) for one in found]
    given, is_over = answers(path, text, asked)
    decided: list[Decided] = []
    accepted: set[int] = set()
    for at, one in enumerate(found[: len(given)]):
        answer = given[at]
        if answer == " ":
            answer = _ANSWERS.get(earlier(asked[: at + 1], given[:at], text) or "", "?")
        answer = _LETTERS.get(answer, answer)
        if answer in {"y", "a"} and not accepted.issuperset(one.fix.after):
            answer = "?"
        if answer in {"y", "a"}:
            accepted.add(one.number)
        decided.append(one._replace(answer=answer))
    return decided, is_over


_LETTERS = {"r": "y", "l": "?"}
"""Keys that an edits file has no letter for."""
