"""Files of records that are lines: how they are split into pieces, and how a piece is written."""

from __future__ import annotations

import zlib
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from mtfix.corpus.compression import compressed, open_content, unreadable
from mtfix.corpus.document import RejectedError
from mtfix.corpus.pieces import Piece, bounded_lines, line_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.record_cleaner import RecordCleaner
    from mtfix.corpus.shard import HashingFile, ShardWriter

    Record = bytes | int
    """A record with its line end; of one that is too long, how many bytes it has."""

_SHOWN = 100_000
"""Bytes of a rejected line that are kept with it; of a longer one, its place tells where it is."""
_DAMAGED = (OSError, EOFError, ValueError, zlib.error)
"""What is raised for a compressed file that is damaged."""


class LineFormat:
    """A format of records that are lines.

    cleaner: returns what cleans the records of a file, given its path and compression.
    records: yields the records from where a file stands; None where each line is one.
    """

    def __init__(
        self,
        cleaner: Callable[[str, str, CorpusOptions], RecordCleaner],
        records: Callable[[RecordCleaner, BinaryIO, int], Iterator[Record]] | None = None,
    ) -> None:
        self._cleaner, self._records = cleaner, records

    def split(
        self, file: InputFile, number: int, size: int, options: CorpusOptions
    ) -> Iterator[Piece]:
        """Yield the pieces of a file, of about `size` bytes each."""
        cleaner = self._cleaner(file.path, file.compression, options)
        if file.compression or self._records:
            parts = self._counted(file, cleaner, size, options.most_bytes)
        else:
            parts = _ranges(file, cleaner.head.size, size)
        for at, (start, end, done, records) in enumerate(parts):
            of = (*file.identity, file.format, file.compression)
            yield Piece(number + at, *of, start, end, done=done, records=records)

    def _counted(
        self, file: InputFile, cleaner: RecordCleaner, size: int, most: int
    ) -> Iterator[tuple[int, int, int, tuple[Record, ...]]]:
        """Pieces of records that are read one by one; of a compressed file with the records, since
        it can't be read from the middle."""
        held: list[Record] = []
        start = at = cleaner.head.size
        is_cut = False
        try:
            with open_content(file.path, file.compression) as content:
                content.read(start)
                for record in self._of(cleaner, content, most):
                    if file.compression:
                        held.append(record)
                    at += _size(record)
                    if at - start >= size:
                        yield start, at, min(at, file.size), tuple(held)
                        start, held, is_cut = at, [], True
        except _DAMAGED as error:
            if not file.compression:
                raise
            raise unreadable(file.path, error) from None
        if at > start or (cleaner.head.written and not is_cut):
            yield start, at, file.size, tuple(held)

    def _of(self, cleaner: RecordCleaner, content: BinaryIO, most: int) -> Iterator[Record]:
        if self._records:
            return self._records(cleaner, content, most)
        return bounded_lines(content, most)

    def clean(
        self, piece: Piece, options: CorpusOptions, report: ShardWriter, file: HashingFile
    ) -> None:
        """Write the records of a piece, cleaned."""
        cleaner = self._cleaner(piece.path, piece.compression, options)
        if piece.compression:
            with compressed(file, piece.compression) as packed:  # type: ignore[arg-type]
                write_records(piece.records, cleaner, report, packed, piece.start)
            return
        with open(piece.path, "rb") as content:
            content.seek(piece.start)
            records = _until(
                piece.end - piece.start, self._of(cleaner, content, options.most_bytes)
            )
            write_records(records, cleaner, report, file, piece.start)


def write_records(
    records: Iterable[Record], cleaner: RecordCleaner, report: ShardWriter, file: Any, start: int
) -> None:
    """Write records, cleaned, of which the first begins at byte `start` of its file."""
    file.write(cleaner.head.written)
    end = start
    for record in records:
        report.begin({"byte": end}, partial(cleaner.id_of, record))
        end += _size(record)
        if isinstance(record, int):
            words = f"it has {record:,} bytes, and the limit is {cleaner.most:,}"
            report.reject(RejectedError("size", words))
            continue
        try:
            cleaned = cleaner.clean(record, report)
        except RejectedError as error:
            raw = record.decode("utf-8", "backslashreplace") if len(record) <= _SHOWN else None
            report.reject(error, raw)
            continue
        if cleaned is not None:
            file.write(cleaned)


def _ranges(
    file: InputFile, start: int, size: int
) -> Iterator[tuple[int, int, int, tuple[Record, ...]]]:
    """Byte ranges of whole lines, which a worker reads itself."""
    with open(file.path, "rb") as content:
        is_first = start > 0
        while start < file.size or is_first:
            end = line_end(content, min(start + size, file.size), file.size)
            yield start, end, end, ()
            start, is_first = end, False


def _until(size: int, records: Iterator[Record]) -> Iterator[Record]:
    """The records of the next `size` bytes."""
    at = 0
    while at < size and (record := next(records, None)) is not None:
        yield record
        at += _size(record)


def _size(record: Record) -> int:
    return record if isinstance(record, int) else len(record)
