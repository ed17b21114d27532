"""CSV and TSV: a document a row; separators, quotes and line ends stay as they are.

Columns are named as the first row calls them, which then begins each shard; or by their number.
"""

from __future__ import annotations

import json
from collections import deque
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from mtfix.corpus.columns import PREFIX
from mtfix.corpus.compression import open_content
from mtfix.corpus.extras import CorpusError
from mtfix.corpus.foreign import refuse_foreign
from mtfix.corpus.lines import LineFormat
from mtfix.corpus.pieces import bounded_lines
from mtfix.corpus.record_cleaner import BOM, Head, RecordCleaner
from mtfix.rows.cells import RowError
from mtfix.rows.csv import CsvReader, columns_of, separator_of
from mtfix.rows.tsv import TsvReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.lines import Record

CSV, TSV = ".csv", ".tsv"
_FIRST_ROWS = 20
"""Rows, from the first, by which the number of columns is told."""


class Delimited:
    """How rows of a file are read, and written with further columns."""

    def __init__(self, suffix: str, separator: str, options: CorpusOptions) -> None:
        self._suffix, self.separator = suffix, separator
        self.reader = self._reader(options.text, options.source)
        self._of_id = self._reader(options.id, None) if options.id else None

    def _reader(self, text: str, source: str | None) -> TsvReader:
        sources = [source] if source else []
        if self._suffix == TSV:
            return _PlainTsv([text], sources)
        reader = CsvReader([text], sources)
        reader.separator = self.separator
        return reader

    def settle(self, line: str) -> None:
        """Take in one of the first rows: the names of columns, or how many there are. Raises
        RowError."""
        if self._of_id is not None:
            self._of_id.row(line)
        self.reader.row(line)

    @property
    def has_names(self) -> bool:
        """Whether the first row names the columns."""
        return self.reader.has_header or (self._of_id is not None and self._of_id.has_header)

    def is_null(self, line: str) -> bool:
        del line
        return False

    def with_columns(self, line: str, values: Mapping[str, Any]) -> str:
        return self.separator.join([line, *map(self._written, values.values())])

    def with_names(self, line: str, columns: tuple[str, ...]) -> str:
        """The first row with the names of added columns. Raises RowError for one that is there."""
        added = [PREFIX + name for name in columns]
        for name in {one.strip().strip('"') for one in line.split(self.separator)} & {*added}:
            raise RowError(f"there is a column {name} already", "rename it")
        return self.separator.join([line, *added])

    def _written(self, value: Any) -> str:
        if value is None:
            return ""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if self._suffix == TSV:
            return " ".join(text.split())
        if any(sign in text for sign in (self.separator, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    def id_of(self, line: bytes, column: str) -> Any:
        del column
        try:
            cells = self._of_id.row(line.decode().rstrip("\r\n")) if self._of_id else ()
        except (RowError, UnicodeDecodeError):
            return None
        return cells[0].text if cells else None


class _PlainTsv(TsvReader):
    """Columns without a source, where none is named."""

    def __init__(self, texts: list[str], sources: list[str]) -> None:
        super().__init__(texts, sources)
        self._sources = tuple(sources)


# --- records -------------------------------------------------------------------------------------


def csv_records(cleaner: RecordCleaner, content: BinaryIO, most: int) -> Iterator[Record]:
    """Yield the records of a file from where it stands, of which quoted columns may hold line
    ends; of a line whose quote is never closed within `most` bytes, the line alone."""
    assert isinstance(cleaner.format, Delimited)
    separator = cleaner.format.separator
    lines = bounded_lines(content, most)
    waiting: deque[Record] = deque()
    while (line := _next(waiting, lines)) is not None:
        if isinstance(line, int) or not _is_open(line, separator):
            yield line
            continue
        parts, size, quotes = [line], len(line), line.count(b'"')
        while (more := _next(waiting, lines)) is not None:
            if isinstance(more, int) or size + len(more) > most:
                waiting.appendleft(more)
                break
            parts.append(more)
            size, quotes = size + len(more), quotes + more.count(b'"')
            if quotes % 2 == 0 and b'"' in more and not _is_open(b"".join(parts), separator):
                break
        record = b"".join(parts)
        if _is_open(record, separator):
            waiting.extendleft(reversed(parts[1:]))
            record = line
        yield record


def _next(waiting: deque[Record], lines: Iterator[Record]) -> Record | None:
    return waiting.popleft() if waiting else next(lines, None)


def _is_open(record: bytes, separator: str) -> bool:
    """Whether a record ends within a quoted column."""
    if b'"' not in record:
        return False
    text = record.decode("latin-1")  # whatever it is: signs of ASCII stay themselves
    *_, last = columns_of(text, 0, separator)
    is_quoted = last.end == len(text) and text.startswith('"', last.start)
    return is_quoted and text.count('"', last.start) % 2 == 1


# --- the formats ---------------------------------------------------------------------------------


def _cleaner(suffix: str, path: str, compression: str, options: CorpusOptions) -> RecordCleaner:
    """What cleans the rows of a file: its first ones say which columns there are. Raises
    RowError where they are not there."""
    with open_content(path, compression) as content:
        first = content.readline(options.most_bytes).decode("utf-8", "replace").lstrip("\ufeff")
    format_ = Delimited(suffix, "\t" if suffix == TSV else separator_of(first), options)
    cleaner = RecordCleaner(options, format_)
    size, wrong = 0, None
    with open_content(path, compression) as content:
        for record in islice(_records(suffix, cleaner, content, options.most_bytes), _FIRST_ROWS):
            if isinstance(record, int):
                break
            size += len(record)
            text = record.decode("utf-8", "replace").removeprefix("\ufeff")
            body = text.rstrip("\r\n")
            if not body.strip():
                continue
            if format_.has_names and not cleaner.head.written:
                named = format_.with_names(body, tuple(options.columns)) + text[len(body) :]
                mark = BOM if record.startswith(BOM) else b""
                cleaner.head = Head(size, mark + named.encode())
            try:
                format_.settle(body)
            except RowError as error:
                wrong = error
                if not (format_.reader.layout and format_.reader.layout.pairs):
                    break  # there is no such column
            if format_.reader.is_settled:
                return cleaner
    if wrong is not None:
        raise wrong
    return cleaner


def _records(suffix: str, cleaner: RecordCleaner, content: BinaryIO, most: int) -> Iterator[Record]:
    return csv_records(cleaner, content, most) if suffix == CSV else bounded_lines(content, most)


def check(suffix: str, file: InputFile, options: CorpusOptions) -> None:
    """Raise CorpusError for a file of another format, or one that has not the columns."""
    refuse_foreign(file, suffix.strip(".").upper())
    try:
        _cleaner(suffix, file.path, file.compression, options)
    except RowError as error:
        raise CorpusError(error.problem.text, error.problem.remedy, path=file.path) from None


CSV_LINES = LineFormat(partial(_cleaner, CSV), csv_records)
TSV_LINES = LineFormat(partial(_cleaner, TSV))
