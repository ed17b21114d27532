"""Files of rows, TSV and JSON Lines: each row is a document of its own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from mtfix.formats import ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.rows.cells import RowReader


def row_reader(name: str, texts: Sequence[str], sources: Sequence[str]) -> RowReader:
    """Return what reads the rows of one file: of each the fields `texts`, which were translated
    from the fields `sources`, one for all of them or one for each."""
    reader: RowReader = import_module(ROWS[name]).READER(texts, sources)
    return reader
