"""Parquet: row groups are pieces; other columns, types and metadata stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.arrow import check_schema, clean_rows, output_schema
from mtfix.corpus.document import RejectedError
from mtfix.corpus.extras import CorpusError, need
from mtfix.corpus.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.shard import HashingFile, ShardWriter
    from mtfix.pipeline.result import Result

SUFFIX = ".parquet"
_DAMAGED = (OSError, ValueError)
"""What is raised for a damaged file: the errors of Arrow are ValueErrors."""
_ROWS = 1_000
"""Rows that are in memory at once, of documents of some KB a few MB."""


def check(file: InputFile, options: CorpusOptions) -> None:
    """Raise CorpusError for a file that is no Parquet, or has not the columns."""
    with _opened(file.path) as opened:
        try:
            check_schema(opened.schema_arrow, options)
        except CorpusError as error:
            raise CorpusError(error.problem.text, error.problem.remedy, path=file.path) from None


def split(file: InputFile, number: int, size: int, options: CorpusOptions) -> Iterator[Piece]:
    """Yield the pieces of a file: row groups, together of about `size` bytes before compression."""
    del options
    with _opened(file.path) as opened:
        metadata = opened.metadata
        start = held = 0
        first, rows = 1, 0
        for group in range(metadata.num_row_groups):
            held += metadata.row_group(group).total_byte_size
            rows += metadata.row_group(group).num_rows
            if held >= size or group == metadata.num_row_groups - 1:
                yield Piece(number, *file.identity, file.format, "", start, group + 1, first)
                number, start, held, first, rows = number + 1, group + 1, 0, first + rows, 0


def clean(piece: Piece, options: CorpusOptions, report: ShardWriter, file: HashingFile) -> None:
    """Write the rows of a piece, cleaned."""
    parquet = need("pyarrow.parquet")
    with _opened(piece.path) as opened:
        schema = output_schema(opened.schema_arrow, options)
        codec = _codec(opened.metadata)
        with parquet.ParquetWriter(
            need("pyarrow").PythonFile(file, "w"), schema, compression=codec
        ) as out:
            first = piece.first
            for batch in _batches(opened, piece):
                out.write_batch(_cleaned(batch, options, report, first))
                first += batch.num_rows


def _batches(opened: Any, piece: Piece) -> Iterator[Any]:
    groups = list(range(piece.start, piece.end))
    try:
        yield from opened.iter_batches(_ROWS, row_groups=groups, use_threads=False)
    except _DAMAGED as error:
        raise _unreadable(piece.path, error) from None


def _cleaned(batch: Any, options: CorpusOptions, report: ShardWriter, first: int) -> Any:
    def noted(row: int, outcome: Result | RejectedError | None) -> bool:
        if isinstance(outcome, RejectedError):
            named = batch.column(options.id)[row].as_py() if options.id else None
            report.reject({"row": first + row}, outcome, None, named)
            return False
        kept = outcome is None or options.keeps(outcome)
        if outcome is not None:
            report.tally.add(outcome, kept=kept)
        return kept

    return clean_rows(batch, options, noted)


def _codec(metadata: Any) -> str:
    """The compression of a file, which its shards have as well."""
    if not metadata.num_row_groups or not metadata.num_columns:
        return "snappy"
    name: str = metadata.row_group(0).column(0).compression
    return "none" if name == "UNCOMPRESSED" else name.lower()


def _opened(path: str) -> Any:
    parquet = need("pyarrow.parquet")
    try:
        return parquet.ParquetFile(path)
    except _DAMAGED as error:
        raise _unreadable(path, error) from None


def _unreadable(path: str, error: Exception) -> CorpusError:
    words = "".join(str(error).splitlines()[:1]) or type(error).__name__
    return CorpusError(f"can't be read as Parquet: {words}", path=path)
