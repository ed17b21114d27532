"""`mtfix clean`: a filter. What it reads it writes back, changed or not, whatever happens."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from mtfix.cli.argument_parser import options_with_values
from mtfix.cli.inputs import charset_for, charset_of, for_rows, source_of
from mtfix.cli.messages import Complaints, UsageError, tell, unexpected
from mtfix.cli.options import Cleaners
from mtfix.cli.parallel import Ready, cores, in_order
from mtfix.cli.paths import skipped, unread
from mtfix.cli.piece_cleaner import AS_IT_IS, Cleaned, Note, PieceCleaner, left
from mtfix.cli.pieces import CHUNK, SHARED_CHUNK, SPLITTERS, Input, scan
from mtfix.cli.printing import coloured, write_error
from mtfix.cli.streams import is_typed, standard_input, standard_output
from mtfix.edits.problem import ProblemError, problem_of
from mtfix.formats import ROWS
from mtfix.fs import files
from mtfix.fs.walk import content_skip_reason
from mtfix.matching.prefetch import prefetch

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.cleaner import Cleaner
    from mtfix.cli.pieces import InputPiece
    from mtfix.edits.problem import Problem

    Item = InputPiece | Ready[Cleaned]


def run(options: argparse.Namespace) -> int:
    """Clean standard input or files to standard output; 2 if the user must act, else 0."""
    names = options.files or ["-"]
    try:
        inputs = _Inputs(options)
        reporter = _Reporter(options, inputs.source)
    except Exception as error:  # noqa: BLE001 - a filter gives back what it was given
        tell(_as_it_is(error, ""))
        _give_back(names)
        return 2
    out = standard_output()
    work = PieceCleaner(options, inputs.cleaners)
    for cleaned in in_order(work, inputs.items(names), inputs.jobs):
        reporter.tell(cleaned.notes)
        out.write(cleaned.data)
        out.flush()  # who reads it need not wait for more
    return reporter.end()


def pass_through(arguments: Sequence[str]) -> None:
    """Write the input back when the options themselves were wrong: the files that are named, but
    no values of options, and standard input where there are none."""
    with_values = options_with_values("clean")
    named = [
        argument
        for before, argument in pairwise(["", *arguments])
        if before not in with_values and not argument.startswith("-") and os.path.isfile(argument)
    ]
    if not named and is_typed():
        return
    _give_back(named or ["-"])


class _Inputs:
    """The inputs by their names, each split as the options say."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.cleaners = Cleaners(options)
        self._stdin = options.stdin_filename
        self._each_line = options.each == "line"
        self._format = options.format
        self.source = source_of(options)
        self._charset = charset_of(options)
        if self._charset != files.UTF_8 and options.log:
            raise UsageError(
                "--log of `clean` is for UTF-8; use `mtfix fix --log`, or leave it out"
            )
        self._whole = bool(options.report or options.log)
        # Most lines of a pipe are passed on unread: for that, one process is enough.
        self.jobs: int = options.jobs or (1 if self._each_line else cores())

    def items(self, names: Iterable[str]) -> Iterator[Item]:
        """Yield the pieces of all inputs; those that can't be cleaned as they are."""
        for name in names:
            try:
                found = self._input(name)
            except Exception as error:  # noqa: BLE001 - a filter gives back what it was given
                yield Ready(Cleaned(b"", [Note(name, _as_it_is(error, name))]))
                found = None
            if found is None:
                yield from map(Ready, _copied(name))
            else:
                yield from self._pieces(name, *found)

    def _pieces(self, name: str, input_: Input, cleaner: Cleaner) -> Iterator[Item]:
        try:
            file = _opened(name)
        except ProblemError as error:
            yield Ready(Cleaned(b"", [Note(name, error.problem)]))
            return
        with file:
            split = SPLITTERS[input_.unit if input_.charset == files.UTF_8 else "document"]
            size = CHUNK if self.jobs == 1 else SHARED_CHUNK
            pieces = split(input_, file, cleaner, size)
            if self.jobs == 1 and split is SPLITTERS["lines"]:
                yield from prefetch(scan(piece, cleaner) for piece in pieces)
            elif split is SPLITTERS["document"]:
                yield from map(self._refused_or_piece, pieces)
            else:
                yield from pieces

    def _refused_or_piece(self, piece: InputPiece) -> Item:
        """A whole input, or as it is with a note, where it is nothing that mtfix reads."""
        input_, data, path = piece.input, piece.data, piece.input.path
        if input_.charset == files.UTF_8 and (why := content_skip_reason(data)):
            problem = skipped(input_.name, why)
        elif unknown := self.cleaners.unread_format(path, data):
            problem = unread(input_.name, unknown).problem
        else:
            format_ = input_.format if self._each_line else self.cleaners.format_of(path, data)
            return piece._replace(input=input_._replace(format=format_))
        return Ready(Cleaned(data, [Note(input_.name, left(problem))]))

    def _input(self, name: str) -> tuple[Input, Cleaner] | None:
        """An input and its cleaner; None where its name is excluded."""
        path = self._stdin if name == "-" else name
        if path is not None and self.cleaners.configs.excluded(path):
            return None
        cleaner, format_ = self.cleaners.of(path)
        if self._each_line:  # a line is no file: its suffix says nothing of it
            format_ = self._format or "plain"
        for_rows(format_, self.source)
        unit = "lines" if self._each_line else "document"
        if format_ in ROWS:
            unit = "document" if self._whole else "rows"
        charset = charset_for(format_, self._charset)
        return Input(path, path or "<stdin>", format_, unit, charset, self.source), cleaner


class _Reporter:
    """Tells on standard error what came of an input, and keeps the log where one is asked for."""

    def __init__(self, options: argparse.Namespace, source: str | None) -> None:
        self._report: str | None = options.report
        self._source = source
        self._failed = False
        self._log = None
        self._broken = Complaints()
        if options.log:
            from mtfix.review.run_log import Log

            self._log = Log(options.log)

    def tell(self, notes: Iterable[Note]) -> None:
        for note in notes:
            if note.failure:
                tell(note.failure)
                self._failed |= note.failure.severity == "error"
            self._broken.tell(note.name, note.problems)
            if note.result is not None and self._report:
                self._show(note)
            if note.result is not None and self._log and note.result.fixes:
                before, after = files.encode(note.result.original), files.encode(note.result.text)
                self._log.add("-", before, after, note.result.fixes)

    def _show(self, note: Note) -> None:
        from mtfix.reports import render
        from mtfix.reports.finding import Finding

        assert note.result is not None
        assert self._report is not None
        finding = Finding(note.name, note.result, source=self._source)
        for piece in render(self._report, [finding], colour=coloured(error=True)):
            write_error(piece)

    def end(self) -> int:
        """Close the log, and return the status of the run."""
        if self._log:
            self._log.close()
        self._broken.end()
        return 2 if self._failed or self._broken.count else 0


def _as_it_is(error: Exception, name: str) -> Problem:
    """What is told of an error for which an input is written back as it was."""
    if isinstance(error, ValueError):
        return left(problem_of(error))
    return unexpected(error, name, AS_IT_IS)


def _opened(name: str) -> BinaryIO:
    if name == "-":
        return standard_input()
    try:
        return open(name, "rb")
    except (OSError, ValueError) as error:  # ValueError: it is no path
        raise files.unreadable(name, error) from None


def _copied(name: str) -> Iterator[Cleaned]:
    """An input as it is, in pieces."""
    try:
        file = _opened(name)
    except ProblemError as error:
        yield Cleaned(b"", [Note(name, error.problem)])
        return
    with file:
        while data := file.read(CHUNK):
            yield Cleaned(data)


def _give_back(names: Iterable[str]) -> None:
    """Write inputs as they are."""
    for name in names:
        for piece in _copied(name):
            standard_output().write(piece.data)
            for note in piece.notes:
                if note.failure:
                    tell(note.failure)
    standard_output().flush()
