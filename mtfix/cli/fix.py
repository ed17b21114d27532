"""`mtfix fix` and `mtfix check`: the same findings, written or only shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mtfix.cli.inputs import charset_of, for_rows, source_of
from mtfix.cli.messages import Complaints, coloured, complain
from mtfix.cli.options import Cleaners, no_rule, packs_of
from mtfix.cli.paths import chosen, page
from mtfix.fs import files, system
from mtfix.reports import render
from mtfix.reports.finding import Finding
from mtfix.review.baseline import BaselineError, Baselines

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mtfix.cleaner import Cleaner
    from mtfix.pipeline.result import Result
    from mtfix.review.run_log import Log


class _Run:
    """One run over files; remembers what its exit status needs."""

    def __init__(self, options: argparse.Namespace, log: Log | None, *, write: bool) -> None:
        self._options = options
        self._cleaners = Cleaners(options)
        self._source = source_of(options)
        self._charset = charset_of(options)
        self._broken = Complaints()
        self._told: set[str] = set()
        self._log = log
        self._write = write
        self._baselines = None if options.no_baseline else Baselines()
        self.fixes = self.suggestions = self.problems = self.missing = 0
        self.failed = False

    def show(self) -> None:
        """Print the findings of all files as they come."""
        if self._options.report == "edits" and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")  # `mtfix apply` reads it so
        colour = coloured(sys.stdout)
        for piece in render(self._options.report, self._findings(), colour=colour):
            sys.stdout.write(piece)
        sys.stdout.flush()
        self._broken.end()

    def _findings(self) -> Iterator[Finding]:
        for path in chosen(self._options.files, self._cleaners.configs, self._complain):
            try:
                made, format_ = self._cleaners.of(path)
                for_rows(format_, self._source)
            except ValueError as error:  # of a pack, a configuration, an option
                self._complain(str(error))
                continue
            try:
                finding = self._finding(path, made, format_)
            except BaselineError:
                raise  # it holds for other files too: nothing is written without it
            except files.FileError as error:
                self._complain(str(error))
                continue
            except Exception as error:  # noqa: BLE001 - one file must not stop the others
                name = system.shown(path)
                self._complain(f"{name}: {type(error).__name__}: {error}; the file is as it was")
                continue
            if finding is not None:
                yield finding

    def _finding(self, path: str, made: Cleaner, format_: str) -> Finding | None:
        source = page(path, self._charset)
        if source is None:
            return None
        plain = format_ == "plain" and self._source is None
        data = source.data if source.charset == files.UTF_8 else files.encode(source.text)
        if plain and not made.touches(data) and b"mtfix" not in data:
            return None  # in other formats, a trigger may stand in the reading only
        kept = self._baselines.kept(path) if self._baselines else None
        result = made.clean(source.text, self._source, format_, leave=kept)
        self._tell(path, result)
        self.fixes += len(result.fixes)
        self.suggestions += sum(held.is_open for held in result.withheld)
        self.missing += len(result.missing)
        if self._write and result.fixes:
            data = source.encode(result.text)
            baseline = self._baselines.of(path) if self._baselines else None
            if baseline and baseline.follow(path, source.text, result.edits, result.text):
                baseline.write()
            if self._log:
                self._log.add(path, source.data, data, result.fixes, charset=source.charset)
            if note := files.write(path, data, before=source.data):
                complain(f"{system.shown(path)}: {note}")
        return Finding(path, result, files.decode(source.bom), self._source)

    def _tell(self, path: str, result: Result) -> None:
        """Say what is wrong with the comments of a file, and with its lines."""
        self._broken.tell(path, result.problems)
        comments = [problem for problem in result.problems if not problem.broken]
        for line, text, rule, _ in comments:
            missing = no_rule(rule, packs_of(self._options.pack)) if rule else ""
            said = f"{text.rpartition('; ')[0]}; {missing}" if missing else text
            complain(f"{path}:{line}: {said}")
        self.problems += len(comments)
        self.failed |= len(comments) < len(result.problems)

    def _complain(self, message: str) -> None:
        """Tell what the user must mend, once."""
        if message not in self._told:
            complain(system.escaped(message))
        self._told.add(message)
        self.failed = True


def fix(options: argparse.Namespace) -> int:
    """Repair files in place; 1 with --exit-non-zero-on-fix and edits, 2 if the user must act."""
    log = None
    if options.log:
        from mtfix.review.run_log import Log

        log = Log(options.log)
    run = _Run(options, log, write=True)
    run.show()
    if log:
        log.close()
    if run.failed:
        return 2
    return int(options.exit_non_zero_on_fix and run.fixes > 0)


def check(options: argparse.Namespace) -> int:
    """Show what `fix` would do; 1 if it would do something, 2 if the user must act."""
    run = _Run(options, None, write=False)
    run.show()
    if run.failed:
        return 2
    others = run.suggestions + run.problems + run.missing
    return int(run.fixes > 0 or (options.strict and others > 0))
