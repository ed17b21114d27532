"""The work of `mtfix review` on files: reads and cleans them, and writes what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.cli.file_cleaner import FileCleaner, decided_fixes, failure, files_and_problems
from mtfix.cli.messages import tell
from mtfix.cli.options import Cleaners
from mtfix.cli.parallel import cores, in_order
from mtfix.cli.write_fixes import write_fixes
from mtfix.edits.problem import ProblemError
from mtfix.fs import system
from mtfix.review.decisions import DecisionFiles
from mtfix.review.review_file import ACCEPTED, REFUSED, TO_MAKE, ReviewFile
from mtfix.review.saving import follow, told_of
from mtfix.review.session import ReviewSession

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from mtfix.edits.problem import Problem
    from mtfix.review.run_log import Log


class ReviewRun:
    """One session over the files that are named. `failed` where one could not be read.

    when_ended: is called when the user ends the session on the page.
    """

    def __init__(self, options: argparse.Namespace, log: Log | None) -> None:
        self._options, self._log = options, log
        self._cleaners = Cleaners(options)
        self._told: set[Problem] = set()
        self.failed = False
        self.number = 0
        self.when_ended: Callable[[], None] = lambda: None
        self.session = ReviewSession(self._files(options.jobs or cores()), log)

    def load(self) -> None:
        """Read and clean all files anew; decisions that are not saved are gone."""
        # Processes can't be forked while a server runs.
        self.session.begin(self._files(1))
        self.number += 1

    def apply(self) -> list[str]:
        """Save the decisions; then make what they accept, and what is sure and not refused, as
        `mtfix fix` does. Return what to tell; a file that another program has written stays."""
        saved = self.session.save()
        told = told_of(saved)
        if saved.overruled:
            return [*told, "no file was changed"]
        counts = [self._apply(file, told) for file in self.session.files]
        fixes, files = sum(counts), sum(map(bool, counts))
        told.append(f"{fixes} fixes made in {files} files")
        if self._log and fixes:
            told.append("`mtfix undo` takes them back, with the log")
        self.load()
        return told

    def end(self) -> None:
        """End the session."""
        self.when_ended()

    def _apply(self, file: ReviewFile, told: list[str]) -> int:
        """Make the fixes of a file and return how many; what goes wrong is told."""
        states = {item: self.session.state(item) for item in file.items.values()}
        if not {ACCEPTED, TO_MAKE} & {*states.values()}:
            return 0
        name = system.shown(file.path)
        if file.is_changed():
            told.append(f"{name}: was changed by another program and is left as it is")
            return 0
        decided = decided_fixes(self._options)
        outcome = FileCleaner(self._options, self._cleaners, decided)(file.path)
        problem = outcome.failure or outcome.skipped
        if problem or outcome.finding is None or outcome.source is None:
            told.append(str(problem or f"{name}: nothing to make"))
            return 0
        result = outcome.finding.result
        if not result.fixes:
            return 0
        try:
            note = write_fixes(outcome.source, result, decided.baselines, self._log)
            refused = [item for item, state in states.items() if state == REFUSED]
            follow(file, refused, result, self._log)
        except ProblemError as error:
            told.append(str(error))
            return 0
        if note:
            told.append(f"{name}: {note}")
        return len(result.fixes)

    def _files(self, jobs: int) -> Iterator[ReviewFile]:
        """The files in which something is found."""
        work = FileCleaner(self._options, self._cleaners, decided_fixes(self._options))
        items = files_and_problems(self._options.files, self._cleaners.configs)
        decisions = DecisionFiles()
        for outcome in in_order(work, items, jobs):
            if outcome.skipped:
                tell(outcome.skipped)
            if outcome.failure:
                self._fail(outcome.failure)
            if outcome.finding is None or outcome.source is None or outcome.finding.is_empty:
                continue
            try:
                there = decisions.find_or_make(outcome.path)
            except ProblemError as error:
                self._fail(failure(outcome.path, error))
                continue
            yield ReviewFile(outcome.source, outcome.finding, there)

    def _fail(self, problem: Problem) -> None:
        """Tell what the user must mend, once."""
        if problem not in self._told:
            tell(problem)
        self._told.add(problem)
        self.failed = True
