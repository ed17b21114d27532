"""One record of a file of lines, cleaned: what of it does not change keeps its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from mtfix.corpus.document import RejectedError
from mtfix.edits.composition import flatten
from mtfix.edits.edit import apply
from mtfix.rows.cells import RowError
from mtfix.rows.row import Row, RowCleaning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.shard import ShardWriter
    from mtfix.pipeline.ledger import Leave
    from mtfix.pipeline.result import Result
    from mtfix.rows.cells import Cell

BOM = b"\xef\xbb\xbf"


class Head(NamedTuple):
    """What stands before the records of a file: how many bytes, and what each shard begins with."""

    size: int = 0
    written: bytes = b""


class RecordFormat(Protocol):
    """How records of a format are read and written."""

    @property
    def reader(self) -> Any:
        """What returns the cells of a line (see `rows.cells.RowReader`)."""

    def is_null(self, line: str) -> bool:
        """Whether a record that can't be read has null in place of its text."""

    def with_columns(self, line: str, values: Mapping[str, Any]) -> str:
        """Return a line with values behind those that it has, by their names. Raises
        RejectedError."""

    def id_of(self, line: bytes, column: str) -> Any:
        """Return the value of the column that names a record, None if it can't be read."""


class RecordCleaner:
    """Cleans one record after the other.

    head: what stands before the records of the file.
    most: the bytes from which on a record is not given to it.
    """

    def __init__(
        self,
        options: CorpusOptions,
        format: RecordFormat,  # noqa: A002
    ) -> None:
        self._options, self._format = options, format
        self.head = Head()
        self.most = options.most_bytes

    @property
    def format(self) -> RecordFormat:
        return self._format

    def clean(self, record: bytes, report: ShardWriter) -> bytes | None:
        """Return what is written of a record: nothing where the document is dropped. Raises
        RejectedError for one that can't be cleaned."""
        start = len(BOM) if record.startswith(BOM) else 0
        try:
            text = record[start:].decode()
        except UnicodeDecodeError as error:
            raise RejectedError("encoding", f"byte {error.start + 1} is not UTF-8") from None
        body = text.rstrip("\r\n")
        cells = self._cells(body)
        if cells is not None and not cells:
            return record
        cleaned = self._null(body, report) if cells is None else self._row(body, cells, report)
        if cleaned is None:
            return None
        return record[:start] + (cleaned + text[len(body) :]).encode()

    def _cells(self, body: str) -> Sequence[Cell] | None:
        """The cells of a record; None where its text is null."""
        try:
            cells: Sequence[Cell] = self._format.reader.row(body)
        except RowError as error:
            if self._format.is_null(body):
                return None
            raise RejectedError("record", error.problem.text) from None
        return cells

    def _row(self, body: str, cells: Sequence[Cell], report: ShardWriter) -> str | None:
        results: list[Result] = []

        def noting(text: str, source: str | None, _: Leave | None) -> Result:
            results.append(self._options.clean(text, source))
            return results[-1]

        cleaning = RowCleaning(Row(body, 0, 1, cells, undecodable=False), body, None)
        for cell in cells:
            cleaning.clean(cell, noting)
        cleaning.refuse_unless_read_back(self._format.reader)
        kept = self._options.keeps(results[0])
        cleaned = apply(body, flatten(cleaning.fixes)) if cleaning.fixes else body
        if kept and self._options.columns:
            values = self._options.values(results[0])
            cleaned = self._format.with_columns(cleaned, values)
        for result in results:
            report.add(result, kept=kept)
        return cleaned if kept else None

    def _null(self, body: str, report: ShardWriter) -> str | None:
        """What is written of a record without a text."""
        kept = self._options.keeps(None)
        cleaned = body
        if kept and self._options.columns:
            cleaned = self._format.with_columns(body, self._options.values(None))
        report.tally.add_null(kept=kept)
        return cleaned if kept else None

    def id_of(self, record: bytes | int) -> Any:
        """Return the value of the column that names a record, if the record can be read."""
        if not self._options.id or isinstance(record, int):
            return None
        return self._format.id_of(record, self._options.id)
