"""`mtfix clean`: a filter. What it reads it writes back, changed or not, whatever happens."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mtfix.cli.inputs import charset_of, existing, for_rows, source_of
from mtfix.cli.messages import Complaints, UsageError, coloured, complain
from mtfix.cli.options import Cleaners
from mtfix.cli.pieces import CHUNK, chunks
from mtfix.formats import ROWS
from mtfix.fs import files
from mtfix.matching.prefetch import prefetch

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.cleaner import Cleaner
    from mtfix.matching.candidate_lines import CandidateLine
    from mtfix.pipeline.result import Result
    from mtfix.rows.runner import Rows

    _Bytes = BinaryIO | BytesIO


def run(options: argparse.Namespace) -> int:
    """Clean standard input or files to standard output; 2 if the user must act, else 0."""
    out = sys.stdout.buffer
    status = 0
    try:
        chosen = _Chosen(options)
        show: _Showing | None = _Showing(options)
    except Exception as error:  # noqa: BLE001 - a filter gives back what it was given
        complain(_as_it_is(error))
        show, status = None, 2
    for name in options.files or ["-"]:
        way = None
        try:
            way = chosen.way(name) if show else None
        except Exception as error:  # noqa: BLE001 - the same
            complain(_as_it_is(error))
            status = 2
        try:
            with _opened(name) as file:
                if way is None or show is None:
                    _copy(file, out)
                elif chosen.charset != files.UTF_8:
                    _recoded(way, file, out, show, chosen)
                else:
                    chosen.cleans(way, show)(way, file, out, show)
        except files.FileError as error:
            complain(str(error))
            status = 2
    out.flush()
    return status or (show.end() if show else 0)


def _as_it_is(error: Exception) -> str:
    kind = "" if isinstance(error, ValueError) else f"{type(error).__name__}: "
    return f"{kind}{error} (the input is written back as it is)"


class _Way(NamedTuple):
    """How one input is cleaned, and what it is called in messages."""

    name: str
    made: Cleaner
    format: str
    source: str | None


class _Chosen:
    """The way of each input, by its name."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._cleaners = Cleaners(options)
        self._stdin = options.stdin_filename
        self._each_line = options.each == "line"
        self._format = options.format
        self._source = source_of(options)
        self.charset = charset_of(options)
        if self.charset != files.UTF_8 and options.log:
            raise UsageError(
                "--log of `clean` is for UTF-8; use `mtfix fix --log`, or leave it out"
            )

    def cleans(self, way: _Way, show: _Showing) -> Callable[[_Way, _Bytes, _Bytes, _Showing], None]:
        """What reads an input, cleans it and writes it."""
        if way.format in ROWS and not show.wanted:
            return _rows
        return _each_line if self._each_line and way.format not in ROWS else _document

    def way(self, name: str) -> _Way | None:
        """How an input is cleaned; None where its name is excluded."""
        path = self._stdin if name == "-" else name
        if path is not None and self._cleaners.configs.excluded(path):
            return None
        made, format_ = self._cleaners.of(path)
        if self._each_line:  # a line is no file: its suffix says nothing of it
            format_ = self._format or "plain"
        for_rows(format_, self._source)
        return _Way(path or "<stdin>", made, format_, self._source)


def pass_through(arguments: Sequence[str]) -> None:
    """Write the input back when the options themselves were wrong."""
    named = [argument for argument in arguments if existing(argument)]
    if not named and sys.stdin.isatty():
        return
    for name in named or ["-"]:
        with _opened(name) as file:
            _copy(file, sys.stdout.buffer)


class _Showing:
    """The report on standard error and the log, where they are asked for."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._report: str | None = options.report
        self._log = None
        self._broken = Complaints()
        self.failed = False
        if options.log:
            from mtfix.review.run_log import Log

            self._log = Log(options.log)

    @property
    def wanted(self) -> bool:
        return self._report is not None or self._log is not None

    def clean(
        self,
        way: _Way,
        text: str,
        name: str,
        *,
        rows: Rows | None = None,
        candidate_lines: CandidateLine | None = None,
    ) -> str:
        """The cleaned text; a failure is told, and leaves the text as it is."""
        try:
            if rows is not None:
                result = rows.clean(text)
            else:
                result = way.made.clean(text, way.source, way.format, line=candidate_lines)
        except Exception as error:  # noqa: BLE001 - a filter gives back what it was given
            complain(f"{name}: {type(error).__name__}: {error} (written back as it is)")
            self.failed = True
            return text
        self._broken.tell(name, result.problems)
        if self.wanted:
            self._tell(way, name, result)
        return result.text

    def _tell(self, way: _Way, name: str, result: Result) -> None:
        if self._report:
            from mtfix.reports import render
            from mtfix.reports.finding import Finding

            finding = Finding(name, result, source=way.source)
            for piece in render(self._report, [finding], colour=coloured(sys.stderr)):
                sys.stderr.write(piece)
        if self._log and result.fixes:
            before, after = files.encode(result.original), files.encode(result.text)
            self._log.add("-", before, after, result.fixes)

    def end(self) -> int:
        if self._log:
            self._log.close()
        self._broken.end()
        return 2 if self.failed or self._broken.count else 0


def _opened(name: str) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    try:
        return open(name, "rb")
    except OSError as error:
        raise files.FileError(f"{name}: can't be read: {error.strerror}") from None


def _copy(file: _Bytes, out: _Bytes) -> None:
    while data := file.read(CHUNK):
        out.write(data)


def _document(way: _Way, file: _Bytes, out: _Bytes, show: _Showing) -> None:
    source = files.source(way.name, file.read())
    text = show.clean(way, source.text, source.path)
    out.write(source.data if text == source.text else source.encode(text))


def _recoded(way: _Way, file: _Bytes, out: _Bytes, show: _Showing, chosen: _Chosen) -> None:
    """Clean an input in another charset, and write it in that; as it is where that can't be."""
    data = file.read()
    try:
        source = files.source(way.name, data, chosen.charset)
        cleaned = BytesIO()
        chosen.cleans(way, show)(way, BytesIO(files.encode(source.text)), cleaned, show)
        data = source.encode(files.decode(cleaned.getvalue()))
    except files.FileError as error:
        complain(f"{error} (written back as it is)")
        show.failed = True
    out.write(data)


def _rows(way: _Way, file: _Bytes, out: _Bytes, show: _Showing) -> None:
    """Clean the rows of a file as they come, so that a pipe need not end."""
    rows = way.made.rows(way.format)
    for chunk in chunks(getattr(file, "read1", file.read)):
        text = files.decode(chunk)
        out.write(files.encode(show.clean(way, text, way.name, rows=rows)))
        out.flush()


def _each_line(way: _Way, file: _Bytes, out: _Bytes, show: _Showing) -> None:
    """Clean each line as a document; lines that nothing can concern are passed on unread."""
    number = 1
    for chunk, lines in prefetch(_scanned(file, way)):
        at = 0
        for line in lines:
            out.write(chunk[at : line.start])
            if show.wanted:
                number += chunk.count(b"\n", at, line.start)
            name = f"{way.name}:{number}" if show.wanted else way.name
            text = show.clean(way, files.decode(line.data), name, candidate_lines=line)
            out.write(files.encode(text))
            at = line.end
        out.write(chunk[at:])
        if show.wanted:
            number += chunk.count(b"\n", at)


def _scanned(file: _Bytes, way: _Way) -> Iterator[tuple[bytes, Sequence[CandidateLine]]]:
    """The chunks of a file, each with the lines in which something may have to change."""
    bom = files.BOM
    for chunk in chunks(file.read):
        lines = chunk.removeprefix(bom)
        if lines is not chunk:
            yield files.BOM, ()
        bom = b""
        # In other formats a trigger may stand in the reading only.
        yield lines, list(way.made.candidate_lines(lines, every=way.format != "plain"))
