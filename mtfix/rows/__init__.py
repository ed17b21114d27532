"""Files of rows and of translation units: each text in them is a document of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats import ROWS, UNITS, load_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.rows.cells import RowReader


def row_reader(name: str, texts: Sequence[str], sources: Sequence[str]) -> RowReader:
    """Return what reads the rows of one file: of each the fields `texts`, which were translated
    from the fields `sources`, one for all of them or one for each."""
    reader: RowReader = load_name({**ROWS, **UNITS}[name])(texts, sources)
    return reader
