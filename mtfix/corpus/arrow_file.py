"""Arrow IPC, as files (Feather) and as streams: record batches are pieces.

Both consist of the same messages one after the other, of which the size is told before their
content: pieces are ranges of bytes, read as streams of their own behind the schema.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.corpus.arrow import output_schema
from mtfix.corpus.extras import CorpusError, need
from mtfix.corpus.pieces import Piece
from mtfix.corpus.tables import DAMAGED, check_columns_of, cleaned_batches, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.shard import HashingFile, ShardWriter

SUFFIX = ".arrow"
_MAGIC = b"ARROW1\0\0"
_FORMER = b"FEA1"


class Message(NamedTuple):
    """A part of a file: from which byte to which, and how many rows it holds; None for what is
    no record batch."""

    start: int
    end: int
    rows: int | None


def check(file: InputFile, options: CorpusOptions) -> None:
    """Raise CorpusError for a file that is no Arrow, was cut, or has not the columns."""
    arrow = need("pyarrow")
    with open(file.path, "rb") as opened:
        head = opened.read(len(_MAGIC))
    if head.startswith(_FORMER):
        raise CorpusError(
            "it is Feather of version 1", "write it anew as version 2", path=file.path
        )
    try:
        opener = arrow.ipc.open_file if head == _MAGIC else arrow.ipc.open_stream
        with arrow.memory_map(file.path) as mapped, opener(mapped) as reader:
            schema = reader.schema
    except DAMAGED as error:
        raise unreadable(file.path, "Arrow", error) from None
    check_columns_of(file.path, schema, options)


def split(file: InputFile, number: int, size: int, options: CorpusOptions) -> Iterator[Piece]:
    """Yield the pieces of a file: record batches, together of about `size` bytes."""
    del options
    start, end, first, rows = 0, 0, 1, 0
    for message in _messages(file.path):
        if message.rows is None:
            continue
        if not end:
            start = message.start
        end = message.end
        rows += message.rows
        if end - start >= size:
            yield Piece(number, *file.identity, file.format, "", start, end, first, end)
            number, end, first, rows = number + 1, 0, first + rows, 0
    if end:
        yield Piece(number, *file.identity, file.format, "", start, end, first, end)


def clean(piece: Piece, options: CorpusOptions, report: ShardWriter, file: HashingFile) -> None:
    """Write the rows of a piece, cleaned, in the variety of the file."""
    arrow = need("pyarrow")
    writer = arrow.ipc.new_file if _is_file(piece.path) else arrow.ipc.new_stream
    with open(piece.path, "rb") as opened:
        source = arrow.PythonFile(io.BufferedReader(_Ranges(opened, _ranges(piece))), "r")
        with arrow.ipc.open_stream(source) as reader:
            schema = output_schema(reader.schema, options)
            with writer(arrow.PythonFile(file, "w"), schema) as out:
                batches = _batches(reader, piece)
                for batch in cleaned_batches(batches, options, report, piece.first):
                    out.write_batch(batch)


def _batches(reader: Any, piece: Piece) -> Iterator[Any]:
    try:
        yield from reader
    except DAMAGED as error:
        raise unreadable(piece.path, "Arrow", error) from None


def _ranges(piece: Piece) -> list[tuple[int, int]]:
    """The ranges of a file that make a stream of a piece: schema and dictionaries stand before its
    batches."""
    before = (one for one in _messages(piece.path, piece.start) if one.rows is None)
    return [*((one.start, one.end) for one in before), (piece.start, piece.end)]


def _is_file(path: str) -> bool:
    with open(path, "rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


def _messages(path: str, before: int | None = None) -> Iterator[Message]:
    """The messages of a file in order; those that end at most at a byte. Raises CorpusError where
    the file was cut."""
    arrow = need("pyarrow")
    with arrow.memory_map(path) as mapped:
        mapped.seek(len(_MAGIC) if _is_file(path) else 0)
        while before is None or mapped.tell() < before:
            start = mapped.tell()
            try:
                message = arrow.ipc.read_message(mapped)
            except EOFError:
                if mapped.tell() == start:
                    cut = ValueError("it ends without the mark of its end")
                    raise unreadable(path, "Arrow", cut) from None
                return
            except DAMAGED as error:
                raise unreadable(path, "Arrow", error) from None
            rows = _rows(bytes(message.metadata)) if message.type == "record batch" else None
            yield Message(start, mapped.tell(), rows)


def _rows(metadata: bytes) -> int:
    """The rows of a record batch, as its message says: a field of a FlatBuffers table, which
    pyarrow shows only with all of the content."""
    header = _field(metadata, struct.unpack_from("<I", metadata)[0], 2)
    place = _field(metadata, header + struct.unpack_from("<I", metadata, header)[0], 0)
    rows: int = struct.unpack_from("<q", metadata, place)[0] if place else 0
    return rows


def _field(data: bytes, table: int, number: int) -> int:
    """Where a field of a table of FlatBuffers stands, 0 for one that has its default."""
    fields = table - struct.unpack_from("<i", data, table)[0]
    offset: int = struct.unpack_from("<H", data, fields + 4 + 2 * number)[0]
    return table + offset if offset else 0


class _Ranges(io.RawIOBase):
    """Ranges of a file, one after the other."""

    def __init__(self, file: Any, ranges: Sequence[tuple[int, int]]) -> None:
        self._file, self._rest = file, [one for one in ranges if one[0] < one[1]]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            return 0
        start, end = self._rest[0]
        self._file.seek(start)
        data = self._file.read(min(len(buffer), end - start))
        buffer[: len(data)] = data
        if start + len(data) >= end or not data:
            self._rest.pop(0)
        else:
            self._rest[0] = (start + len(data), end)
        return len(data)
