"""Parquet: row groups are pieces; other columns, types and metadata stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.arrow import output_schema
from mtfix.corpus.extras import need
from mtfix.corpus.pieces import Piece
from mtfix.corpus.tables import AT_ONCE, DAMAGED, check_columns_of, cleaned_batches, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.shard import HashingFile, ShardWriter

SUFFIX = ".parquet"
_ROWS = 1_000
"""Rows that are read at once, fewer where they are large."""
_BUFFER = 1 << 20
"""Bytes of a column that are read at once, before they are unpacked."""
_ROW_GROUP = 16_000_000
"""Bytes in memory that become a row group."""


def check(file: InputFile, options: CorpusOptions) -> None:
    """Raise CorpusError for a file that is no Parquet, or has not the columns."""
    with _opened(file.path) as opened:
        check_columns_of(file.path, opened.schema_arrow, options)


def split(file: InputFile, number: int, size: int, options: CorpusOptions) -> Iterator[Piece]:
    """Yield the pieces of a file: row groups, together of about `size` bytes before compression."""
    del options
    with _opened(file.path) as opened:
        metadata = opened.metadata
        groups = metadata.num_row_groups
        start = held = 0
        first, rows = 1, 0
        for group in range(groups):
            held += metadata.row_group(group).total_byte_size
            rows += metadata.row_group(group).num_rows
            if held >= size or group == groups - 1:
                done = file.size * (group + 1) // groups
                yield Piece(number, *file.identity, file.format, "", start, group + 1, first, done)
                number, start, held, first, rows = number + 1, group + 1, 0, first + rows, 0


def clean(piece: Piece, options: CorpusOptions, report: ShardWriter, file: HashingFile) -> None:
    """Write the rows of a piece, cleaned."""
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    with _opened(piece.path) as opened:
        schema = output_schema(opened.schema_arrow, options)
        codec = _codec(opened.metadata)
        with parquet.ParquetWriter(arrow.PythonFile(file, "w"), schema, compression=codec) as out:
            cleaned = cleaned_batches(_batches(opened, piece), options, report, piece.first)
            for group in _row_groups(cleaned):
                out.write_table(arrow.Table.from_batches(group, schema))


def _row_groups(batches: Iterable[Any]) -> Iterator[list[Any]]:
    held: list[Any] = []
    for batch in batches:
        held.append(batch)
        if sum(one.nbytes for one in held) >= _ROW_GROUP:
            yield held
            held = []
    if held:
        yield held


def _batches(opened: Any, piece: Piece) -> Iterator[Any]:
    try:
        for group in range(piece.start, piece.end):
            metadata = opened.metadata.row_group(group)
            each = max(1, metadata.total_byte_size // max(1, metadata.num_rows))
            rows = min(_ROWS, max(1, AT_ONCE // each))
            yield from opened.iter_batches(rows, row_groups=[group], use_threads=False)
    except DAMAGED as error:
        raise unreadable(piece.path, "Parquet", error) from None


def _codec(metadata: Any) -> str:
    """The compression of a file, which its shards have as well."""
    if not metadata.num_row_groups or not metadata.num_columns:
        return "snappy"
    name: str = metadata.row_group(0).column(0).compression
    return "none" if name == "UNCOMPRESSED" else name.lower()


def _opened(path: str) -> Any:
    parquet = need("pyarrow.parquet")
    try:
        return parquet.ParquetFile(path, buffer_size=_BUFFER)
    except DAMAGED as error:
        raise unreadable(path, "Parquet", error) from None
