"""`mtfix fix` and `mtfix check`: the same findings, written or only shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.cli.file_cleaner import FileCleaner, decided_fixes, failure, files_and_problems
from mtfix.cli.messages import Complaints, inform, tell
from mtfix.cli.options import Cleaners, no_rule, packs_of
from mtfix.cli.parallel import cores, in_order
from mtfix.cli.printing import closing, coloured, flush, write, write_utf8
from mtfix.cli.write_fixes import write_fixes
from mtfix.edits.problem import Problem
from mtfix.fs import system
from mtfix.reports import IN_UTF8, render
from mtfix.review.decided_fixes import UNREADABLE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mtfix.cli.file_cleaner import FileOutcome
    from mtfix.cli.interactive import Interview
    from mtfix.fs import files
    from mtfix.pipeline.result import Result
    from mtfix.reports.finding import Finding
    from mtfix.review.run_log import Log


class _FileRun:
    """One run over files; remembers what its exit status needs."""

    def __init__(self, options: argparse.Namespace, log: Log | None, *, write: bool) -> None:
        self._options = options
        self._cleaners = Cleaners(options)
        self._decided = decided_fixes(options)
        self._work = FileCleaner(options, self._cleaners, self._decided)
        self._broken = Complaints()
        self._told: set[Problem] = set()
        self._log = log
        self._write = write
        self._written: set[str] = set()
        self._interview: Interview | None = None
        if options.command == "fix" and options.interactive:
            from mtfix.cli.interactive import Interview

            self._interview = Interview(self._work, self._decided, log)
        self._skipped: list[str] = []
        self.fixes = self.suggestions = self.problems = self.missing = self.files = self.read = 0
        self.failed = False

    def show(self) -> None:
        """Print the findings of all files as they come."""
        if self._options.report in IN_UTF8:
            write_utf8()
        colour = coloured()
        for piece in render(self._options.report, self._findings(), colour=colour):
            write(piece)
        flush()
        self._broken.end()
        if self._skipped and not (self.read or self.failed):
            self._tell_nothing_read()
        closing(summary(self, write=self._write))

    def _tell_nothing_read(self) -> None:
        """Say that all files were skipped: an error where one of them was named."""
        if set(self._skipped) & set(self._options.files):
            self._fail(Problem(0, "nothing was read", remedy="name a file of text"))
        else:
            tell(Problem(0, "nothing was read", severity="warning"))

    def _findings(self) -> Iterator[Finding]:
        # Answers about one file hold for the next ones.
        jobs = 1 if self._interview else self._options.jobs or cores()
        items = files_and_problems(self._options.files, self._cleaners.configs)
        for outcome in in_order(self._work, items, jobs):
            if self._interview and self._interview.is_over:
                return
            try:
                finding = self._finding(outcome)
            except UNREADABLE:
                raise  # it holds for other files too: nothing is written without it
            except Exception as error:  # noqa: BLE001 - one file must not stop the others
                self._fail(failure(outcome.path, error))
                continue
            if finding is not None:
                yield finding

    def _finding(self, outcome: FileOutcome) -> Finding | None:
        """Return the finding to show of a file, which is written if asked; None if there is
        none."""
        path = outcome.path
        if self._written and os.path.realpath(path) in self._written:
            outcome = self._work(path)  # it may have been read before it was written
        if self._interview:
            outcome = self._interview.ask(outcome)
        if outcome.failure:
            self._fail(outcome.failure)
        if outcome.note:
            tell(outcome.note)
        if outcome.skipped:
            tell(outcome.skipped)
            self._skipped += [path] * bool(path)
        self.read += bool(path) and not (outcome.failure or outcome.skipped)
        if outcome.finding is None or outcome.source is None:
            return None
        result = outcome.finding.result
        self._tell(path, result)
        self.files += not outcome.finding.is_empty
        self.fixes += len(result.fixes)
        self.suggestions += sum(held.is_open for held in result.withheld)
        self.missing += len(result.missing)
        if self._write and result.fixes:
            self._save(outcome.source, result)
        return outcome.finding

    def _save(self, source: files.SourceFile, result: Result) -> None:
        """Write a file."""
        if note := write_fixes(source, result, self._decided.baselines, self._log):
            inform(note, system.shown(source.path))
        self._written.add(os.path.realpath(source.path))

    def _tell(self, path: str, result: Result) -> None:
        """Say what is wrong with the comments of a file, and with its lines."""
        self._broken.tell(path, result.problems)
        comments = [problem for problem in result.problems if not problem.broken]
        for one in comments:
            missing = no_rule(one.rule, packs_of(self._options.pack)) if one.rule else ""
            tell(one._replace(path=path, remedy=missing or one.remedy))
        self.problems += len(comments)
        self.failed |= len(comments) < len(result.problems)

    def _fail(self, problem: Problem) -> None:
        """Tell what the user must mend, once."""
        if problem not in self._told:
            tell(problem)
        self._told.add(problem)
        self.failed = True


def summary(run: _FileRun, *, write: bool) -> str:
    """Return the line that sums up a run and names the next command."""
    made = f"{run.fixes} {'made' if write else 'to make'}, {run.suggestions} suggested"
    told = f"{made}, in {run.files} file{'s' * (run.files != 1)}"
    steps = []
    if run.fixes and not write:
        steps.append("`mtfix fix` makes them")
    if run.suggestions:
        steps.append("`mtfix fix -i` asks about the suggestions")
    return "; ".join([told, *steps])


def fix(options: argparse.Namespace) -> int:
    """Repair files in place; 1 with --exit-non-zero-on-fix and edits, 2 if the user must act."""
    log = None
    if options.log:
        from mtfix.review.run_log import Log

        log = Log(options.log)
    run = _FileRun(options, log, write=True)
    run.show()
    if log:
        log.close()
    if run.failed:
        return 2
    return int(options.exit_non_zero_on_fix and run.fixes > 0)


def check(options: argparse.Namespace) -> int:
    """Show what `fix` would do; 1 if it would do something, 2 if the user must act."""
    run = _FileRun(options, None, write=False)
    run.show()
    if run.failed:
        return 2
    others = run.suggestions + run.problems + run.missing
    return int(run.fixes > 0 or (options.strict and others > 0))
