"""Reads the texts of rows that commands learn from."""

from __future__ import annotations

from io import TextIOWrapper
from typing import TYPE_CHECKING

from mtfix.cli.messages import Complaints
from mtfix.edits.problem import Problem
from mtfix.fs import files
from mtfix.fs.regular import open_regular
from mtfix.rows import row_reader
from mtfix.rows.cells import RowError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.rows.cells import Cell


def cells(
    form: str, paths: Iterable[str], texts: Sequence[str], sources: Sequence[str]
) -> Iterator[Cell]:
    """Yield the texts in some fields of each row, with their sources; rows that can't be read
    are told and passed over. Raises FileError for files that can't be."""
    complaints = Complaints("passed over")
    for path in paths:
        reader = row_reader(form, texts, sources)
        for number, line in _lines(path):
            try:
                yield from reader.row(_utf8(line))
            except RowError as error:
                complaints.tell(
                    path, [Problem(number, f"{error}; the row is passed over", broken=True)]
                )
    complaints.end()


def _lines(path: str) -> Iterator[tuple[int, str]]:
    try:
        with TextIOWrapper(
            open_regular(path), encoding="utf-8-sig", errors="surrogateescape", newline="\n"
        ) as file:
            for number, line in enumerate(file, 1):
                yield number, line.rstrip("\r\n")
    except OSError as error:
        raise files.FileError(f"can't be read: {error.strerror}", path=path) from None


def _utf8(line: str) -> str:
    if line.isascii() or not any("\udc80" <= char <= "\udcff" for char in line):
        return line
    raise RowError("not UTF-8", "save the file as UTF-8")
