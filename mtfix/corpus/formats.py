"""The formats of corpora, by name: how each is split into pieces, and how a piece is cleaned."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mtfix.corpus import arrow_file, delimited, jsonl, parquet, text_folder
from mtfix.corpus.delimited import CSV, TSV

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtfix.corpus.document import CorpusOptions
    from mtfix.corpus.inputs import InputFile
    from mtfix.corpus.pieces import Piece
    from mtfix.corpus.shard import HashingFile, ShardWriter


class CorpusFormat(NamedTuple):
    """A format.

    suffix: that of the shards.
    check: raises CorpusError for a file that can't be read, or has no such columns.
    split: yields the pieces of a file, numbered from the given number on.
    clean: writes what becomes of a piece.
    """

    suffix: str
    check: Callable[[InputFile, CorpusOptions], None]
    split: Callable[[InputFile, int, int, CorpusOptions], Iterator[Piece]]
    clean: Callable[[Piece, CorpusOptions, ShardWriter, HashingFile], None]


FORMATS = {
    "arrow": CorpusFormat(arrow_file.SUFFIX, arrow_file.check, arrow_file.split, arrow_file.clean),
    "csv": CorpusFormat(
        CSV, partial(delimited.check, CSV), delimited.CSV_LINES.split, delimited.CSV_LINES.clean
    ),
    "jsonl": CorpusFormat(jsonl.SUFFIX, jsonl.check, jsonl.LINES.split, jsonl.LINES.clean),
    "parquet": CorpusFormat(parquet.SUFFIX, parquet.check, parquet.split, parquet.clean),
    "text": CorpusFormat(jsonl.SUFFIX, text_folder.check, text_folder.split, text_folder.clean),
    "tsv": CorpusFormat(
        TSV, partial(delimited.check, TSV), delimited.TSV_LINES.split, delimited.TSV_LINES.clean
    ),
}
