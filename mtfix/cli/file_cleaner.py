"""The work of `mtfix fix` and `mtfix check`: a file becomes a finding, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.cli.inputs import charset_for, charset_of, check_extraction, for_rows
from mtfix.cli.messages import unexpected
from mtfix.cli.options import Cleaners
from mtfix.cli.paths import page, unread
from mtfix.cli.sources import Sources
from mtfix.edits.problem import ProblemError, problem_of
from mtfix.fs import files, system
from mtfix.reports.finding import Finding
from mtfix.review.decided_fixes import UNREADABLE, DecidedFixes

if TYPE_CHECKING:
    import argparse

    from mtfix.cleaner import Cleaner
    from mtfix.edits.problem import Problem
    from mtfix.fs.files import SourceFile


class FileOutcome(NamedTuple):
    """The outcome of a file.

    failure: what the user must mend before it can be cleaned.
    skipped: why it was passed over.
    note: what else is told of it.
    source, finding: the file and what cleaning it gives; None where nothing can concern it.
    """

    path: str
    failure: Problem | None = None
    skipped: Problem | None = None
    note: Problem | None = None
    source: SourceFile | None = None
    finding: Finding | None = None


class FileCleaner:
    """Cleans files by the options of a run. Can be pickled: another process makes its own
    cleaners, which are the same.

    Raises UsageError for options that no file can be cleaned by.
    """

    def __init__(
        self,
        options: argparse.Namespace,
        cleaners: Cleaners | None = None,
        decided: DecidedFixes | None = None,
    ) -> None:
        self._options = options
        self._cleaners = cleaners or Cleaners(options)
        self._sources = Sources(options)
        self._charset = charset_of(options)
        self._decided = decided or decided_fixes(options)

    def __reduce__(self) -> tuple[type[FileCleaner], tuple[argparse.Namespace]]:
        return FileCleaner, (self._options,)

    def __call__(self, path: str) -> FileOutcome:
        """Return what comes of a file. Raises one of `UNREADABLE`."""
        try:
            cleaner, format_ = self._cleaners.of(path)
            said, missing = self._sources.of(path, format_)
            for_rows(format_, said)
        except ValueError as error:  # of a pack, a configuration, an option
            return FileOutcome(path, problem_of(error))
        try:
            outcome = self._cleaned(path, cleaner, format_, said)
        except UNREADABLE:
            raise
        except Exception as error:  # noqa: BLE001 - one file must not stop the others
            return FileOutcome(path, failure(path, error))
        if missing is None or outcome.skipped or outcome.failure:
            return outcome
        if missing.severity == "error":
            return FileOutcome(path, missing)
        return outcome._replace(note=missing)

    def _cleaned(self, path: str, cleaner: Cleaner, format_: str, said: str | None) -> FileOutcome:
        name = self._cleaners.unread_format(path)
        source, skipped = (None, None) if name else page(path, charset_for(format_, self._charset))
        if skipped:
            return FileOutcome(path, skipped=skipped)
        if source is None or (name := self._cleaners.unread_format(path, source.data)):
            return FileOutcome(path, failure=unread(path, name).problem)
        format_ = self._cleaners.format_of(path, source.data)
        check_extraction(cleaner, format_, path)
        plain = format_ == "plain" and said is None
        data = source.data if source.charset == files.UTF_8 else files.encode(source.text)
        if plain and not cleaner.is_touched(data) and b"mtfix" not in data:
            # In other formats, a trigger may stand in the extracted text only.
            return FileOutcome(path)
        if self._options.command == "check":  # nothing is written: its bytes are not asked again
            source, data = source._replace(data=b""), b""
        leave = self._decided.leave(path)
        result = cleaner.clean(source.text, said, format_, leave=leave)
        finding = Finding(path, result, files.decode(source.bom), said)
        return FileOutcome(path, source=source, finding=finding)


def decided_fixes(options: argparse.Namespace) -> DecidedFixes:
    """Return what people have decided about fixes, as far as the options ask for it."""
    return DecidedFixes(baseline=not options.no_baseline, decisions=not options.no_decisions)


def failure(path: str, error: Exception) -> Problem:
    """Return what the user is told where a file can't be read, cleaned or written."""
    shown = system.shown(path)
    if isinstance(error, ProblemError):
        return error.problem if error.problem.path else error.problem._replace(path=shown)
    return unexpected(error, shown, "the file is as it was")
