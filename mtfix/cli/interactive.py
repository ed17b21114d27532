"""`mtfix fix -i`: asks about one suggestion after the other.

What is answered for later goes to the decisions at once, file by file, so that a session that was
ended goes on where it stopped. What is accepted is made, and what that brings to light is asked in
the same session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.cli.decisions import save
from mtfix.cli.keys import END, next_key
from mtfix.cli.messages import UsageError
from mtfix.cli.printing import flush, say
from mtfix.edits.fix import as_one
from mtfix.fs import system
from mtfix.reports.entry import context
from mtfix.reports.finding import Lines, shown, visible
from mtfix.reports.wording import words
from mtfix.review.decision import ACCEPT, Decision, of_change, of_place, sides
from mtfix.review.person import signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.cli.file_cleaner import FileOutcome
    from mtfix.edits.edit import Edit
    from mtfix.edits.fix import Fix, Withheld
    from mtfix.review.decided_fixes import DecidedFixes
    from mtfix.review.run_log import Log

    Question = tuple[tuple[Edit, ...], str]
    """A fix, by its edits and its rule."""

HELP = """\
y  make it                    n  leave it
a  always make this change    v  never make this change
r  make all of this rule in this file
l  later    b  back    q  quit"""
_ANSWERS = frozenset("ynavrl")
_FOR_SEVERAL = frozenset("avr")


class Interview:
    """One session over files, in which nothing is asked twice. `is_over` once the user has quit:
    then the next file is not to be touched.

    Raises UsageError where there are no decisions to write to.
    """

    def __init__(
        self, work: Callable[[str], FileOutcome], decided: DecidedFixes, log: Log | None
    ) -> None:
        if decided.decisions is None:
            raise UsageError("-i writes decisions, so that it goes without --no-decisions")
        self._work, self._decided, self._log = work, decided, log
        self._files = decided.decisions
        self._asked: set[tuple[str, Question]] = set()
        self.is_over = False

    def ask(self, outcome: FileOutcome) -> FileOutcome:
        """Ask about the suggestions of a file, and return the outcome with what was accepted."""
        while outcome.finding is not None and not self.is_over:
            path = outcome.path
            asked = [
                held
                for held in outcome.finding.result.withheld
                if held.is_open
                and held.fix.changes
                and (path, (held.fix.edits, held.fix.rule)) not in self._asked
            ]
            if not asked:
                break
            original = outcome.finding.result.original
            given, self.is_over = answers(path, original, asked)
            self._take(path, original, asked, given)
            outcome = self._work(path)
        return outcome

    def _take(
        self, path: str, text: str, asked: Sequence[Withheld], answers: Sequence[str]
    ) -> None:
        """Put down the answers: for this session, and for later in the decisions."""
        there = self._files.find_or_make(path)
        name = there.name(path)
        about: list[Decision] = []
        for (fix, _), answer in zip(asked, answers, strict=False):
            question = path, (fix.edits, fix.rule)
            self._asked.add(question)
            if answer == "y":
                self._decided.accepted.add(question)
            if answer in _DECISIONS:
                about.append(_DECISIONS[answer](fix, text, name))
        added = there.add(signed(about))
        if added:
            if self._log:
                self._log.add_decisions(there.path, [one.line() for one in added])
            save(there)


_DECISIONS: dict[str, Callable[[Fix, str, str], Decision]] = {
    "y": lambda fix, text, name: of_place(fix, text, name)._replace(decision=ACCEPT),
    "n": of_place,
    "v": lambda fix, text, _: of_change(fix, text),
    "a": lambda fix, text, _: of_change(fix, text)._replace(decision=ACCEPT),
    "r": lambda fix, _, name: Decision(fix.rule, decision=ACCEPT, where=name),
}
"""What is decided for later by an answer about a fix of a text, the file of a name."""


def answers(path: str, text: str, asked: Sequence[Withheld]) -> tuple[list[str], bool]:
    """Ask about fixes of a text. Return the answers to the first of the questions, up to all of
    them, and whether the user has quit. A blank stands for an answer that was given above: one for
    a whole rule or a change holds for those that follow, and one for a place where all around is
    the same."""
    lines, given = Lines(text), list[str]()
    while len(given) < len(asked):
        held = asked[len(given)]
        if earlier(asked, given, text) is not None:
            given.append(" ")
            continue
        count = f"({len(given) + 1} of {len(asked)})"
        say(f"\n{_question(path, text, lines, held)}\n{count} [y n a v r l b q ?] ")
        flush()
        key = next_key()
        if key in {END, "q"}:
            return given, True
        if key == "b":
            while given and given.pop() == " ":
                pass
        elif key in _ANSWERS:
            given.append(key)
        else:
            say(HELP)
    return given, False


def earlier(asked: Sequence[Withheld], given: Sequence[str], text: str) -> str | None:
    """Return the answer to the question after those that are `given`, where one of these holds
    for it, too: nothing is to be put down for it again."""
    fix = asked[len(given)].fix
    edit = as_one(fix, text)
    for held, answer in zip(asked, given, strict=False):
        if held.fix.rule != fix.rule or answer not in _DECISIONS:
            continue
        other = as_one(held.fix, text)
        is_same = other[1:] == edit[1:]
        if answer == "r" or (is_same and answer in _FOR_SEVERAL):
            return answer
        if is_same and sides(text, other.span) == sides(text, edit.span):
            return answer
    return None


def _question(path: str, text: str, lines: Lines, held: Withheld) -> str:
    """A suggestion with the words around it, and why it is one."""
    edit = as_one(held.fix, text)
    line, column = lines.place(edit.span.start)
    before, behind = context(text, edit.span, 60)
    old = f"[-{visible(edit.old)}-]" if edit.old else ""
    new = f"{{+{visible(edit.new)}+}}" if edit.new else ""
    why = "; ".join(map(words, (held.reason, held.fix.reason)))
    place = f"{system.shown(path)}:{line}:{column} {held.fix.rule}"
    return f"{place}\n  {shown(before)}{old}{new}{shown(behind)}\n  {why}"
