"""The rows of a file of comma- or otherwise separated values."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from mtfix.interchange.text_lines import UnreadableError, lines

if TYPE_CHECKING:
    from collections.abc import Iterator


def csv_rows(
    path: str, separator: str, *, largest: int, quoting: bool = True, comment: str = ""
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are neither empty nor comments, with the numbers of their lines.

    largest: bytes of the file, 0 for no bound. quoting: whether quotation marks may stand round a
    value. comment: what begins a comment, if there are any.

    Raises UnreadableError for a row that can't be read.
    """
    reader = csv.reader(
        lines(path, largest),
        delimiter=separator,
        quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE,
        strict=quoting,
    )
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            why = "this row can't be read; see where its quotation marks end"
            raise UnreadableError(why, path=path, line=number) from None
        if row is None:
            return
        if any(map(str.strip, row)) and not (comment and row[0].startswith(comment)):
            yield number, row
