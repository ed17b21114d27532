"""JSON Lines: each line is a document; what does not change of a line keeps its bytes."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from mtfix.corpus.columns import PREFIX, column_values
from mtfix.corpus.compression import compressed, open_compressed, unreadable
from mtfix.corpus.document import RejectedError
from mtfix.corpus.pieces import Piece, bounded_lines, line_end
from mtfix.edits.composition import flatten
from mtfix.edits.edit import apply
from mtfix.rows.cells import RowError
from mtfix.rows.jsonl import JsonlReader
from mtfix.rows.row import Row, RowCleaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.shard import HashingFile, ShardWriter
    from mtfix.pipeline.ledger import Leave
    from mtfix.pipeline.result import Result

SUFFIX = ".jsonl"
_SHOWN = 1_000_000
"""Bytes of a rejected line that are kept with it; of a longer one, its place tells where it is."""
_BOM = b"\xef\xbb\xbf"


# --- pieces --------------------------------------------------------------------------------------


def split(file: InputFile, number: int, size: int, options: CorpusOptions) -> Iterator[Piece]:
    """Yield the pieces of a file, of about `size` bytes each."""
    parts = _plain(file, size) if not file.compression else _packed(file, size, options.most)
    for at, (start, end, lines) in enumerate(parts):
        yield Piece(
            number + at, *file.identity, file.format, file.compression, start, end, lines=lines
        )


def _plain(file: InputFile, size: int) -> Iterator[tuple[int, int, tuple[bytes | int, ...]]]:
    """Byte ranges, which a worker reads itself."""
    with open(file.path, "rb") as opened:
        start = 0
        while start < file.size:
            end = line_end(opened, min(start + size, file.size), file.size)
            yield start, end, ()
            start = end


def _packed(
    file: InputFile, size: int, most: int
) -> Iterator[tuple[int, int, tuple[bytes | int, ...]]]:
    """Lines, since a compressed file can't be read from the middle."""
    lines: list[bytes | int] = []
    start = at = 0
    try:
        with open_compressed(file.path, file.compression) as opened:
            for line in bounded_lines(opened, most):
                lines.append(line)
                at += line if isinstance(line, int) else len(line)
                if at - start >= size:
                    yield start, at, tuple(lines)
                    start, lines = at, []
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise unreadable(file.path, error) from None
    if lines:
        yield start, at, tuple(lines)


# --- cleaning ------------------------------------------------------------------------------------


def clean(piece: Piece, options: CorpusOptions, report: ShardWriter, file: HashingFile) -> None:
    """Write the lines of a piece, cleaned."""
    if piece.compression:
        with compressed(file, piece.compression) as packed:  # type: ignore[arg-type]
            _write(piece, options, report, packed)
    else:
        _write(piece, options, report, file)


def _write(piece: Piece, options: CorpusOptions, report: ShardWriter, file: Any) -> None:
    cleaner = LineCleaner(options)
    end = piece.start
    for line in _lines(piece, options.most):
        at = {"byte": end}
        end += line if isinstance(line, int) else len(line)
        if isinstance(line, int):
            words = f"it has {line:,} bytes, and the limit is {options.most:,}"
            report.reject(at, RejectedError("size", words))
            continue
        try:
            cleaned = cleaner.clean(line, report)
        except RejectedError as error:
            raw = line.decode("utf-8", "backslashreplace") if len(line) <= _SHOWN else None
            report.reject(at, error, raw, cleaner.id_of(line))
            continue
        if cleaned is not None:
            file.write(cleaned)


def _lines(piece: Piece, most: int) -> Iterable[bytes | int]:
    if piece.compression:
        return piece.lines
    return _lines_between(piece, most)


def _lines_between(piece: Piece, most: int) -> Iterator[bytes | int]:
    with open(piece.path, "rb") as file:
        file.seek(piece.start)
        at = piece.start
        for line in bounded_lines(file, most):
            yield line
            at += line if isinstance(line, int) else len(line)
            if at >= piece.end:
                return


class LineCleaner:
    """Cleans one line of JSON after the other."""

    def __init__(self, options: CorpusOptions) -> None:
        self._options = options
        sources = [options.source] if options.source else []
        self._reader = JsonlReader([options.text], sources)

    def clean(self, line: bytes, report: ShardWriter) -> bytes | None:
        """Return what is written of a line: nothing where the document is dropped. Raises
        RejectedError for one that can't be cleaned."""
        start = len(_BOM) if line.startswith(_BOM) else 0
        try:
            text = line[start:].decode()
        except UnicodeDecodeError as error:
            raise RejectedError("encoding", f"byte {error.start + 1} is not UTF-8") from None
        body = text.rstrip("\r\n")
        try:
            cells = self._reader.row(body)
        except RowError as error:
            raise RejectedError("record", error.problem.text) from None
        if not cells:
            return line
        results: list[Result] = []

        def noting(text: str, source: str | None, _: Leave | None) -> Result:
            results.append(self._options.clean(text, source))
            return results[-1]

        cleaning = RowCleaning(Row(body, 0, 1, cells, undecodable=False), body, None)
        for cell in cells:
            cleaning.clean(cell, noting)
        cleaning.refuse_unless_read_back(self._reader)
        kept = self._options.keeps(results[0])
        cleaned = apply(body, flatten(cleaning.fixes)) if cleaning.fixes else body
        if kept and self._options.columns:
            cleaned = _with_columns(cleaned, column_values(results[0], self._options.columns))
        for result in results:
            report.tally.add(result, kept=kept)
        if not kept:
            return None
        return line[:start] + (cleaned + text[len(body) :]).encode()

    def id_of(self, line: bytes) -> Any:
        """The value of the column that names a record, if the line can be read."""
        if not self._options.id:
            return None
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            return None
        return value.get(self._options.id) if isinstance(value, dict) else None


def _with_columns(line: str, values: Mapping[str, Any]) -> str:
    """A line with fields behind those that it has. Raises RejectedError where it has one of them
    already, or is no object."""
    body = line.rstrip()
    if not body.endswith("}"):
        raise RejectedError("record", "it is no object, to which columns could be added")
    if f'"{PREFIX}' in line and (there := values.keys() & json.loads(line, parse_int=str)):
        raise RejectedError("record", f"there is a field {min(there)} already; rename it")
    # Half a surrogate pair, which only an escape can stand for, becomes one.
    added = (
        json.dumps(values, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()[1:-1]
    )
    return f"{body[:-1]}, {added}}}{line[len(body) :]}"


def check(file: InputFile, options: CorpusOptions) -> None:
    """Nothing is known of lines before they are read."""
    del file, options
