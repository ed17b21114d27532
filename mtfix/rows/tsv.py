"""TSV: rows of columns with a tab between them, such as source and target of a bitext.

A quote is a character like any other, unless a column is quoted as spreadsheets do it: quotes
around it, and each one in it doubled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.rows.cells import Cell, RowError, Value
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT, SOURCE = "2", "1"
"""The columns where nothing is said."""


class Reader:
    """Reads the rows of one file. A column is named by its number, from 1, or as the first row
    calls it, which is a header then."""

    def __init__(self, texts: Sequence[str], sources: Sequence[str]) -> None:
        self._texts = texts or ((TEXT,) if TEXT not in sources else (SOURCE,))
        if not sources and SOURCE not in self._texts:
            sources = (SOURCE,)
        self._sources = sources
        self._pairs: list[tuple[int, int | None]] | None = None
        self._count = self._least = 0
        self._by_number = all(map(str.isdecimal, (*self._texts, *sources)))

    def row(self, line: str) -> Sequence[Cell]:
        """Return the columns of a line that are cleaned, none of a blank line and the header."""
        if not line.strip():
            return ()
        columns = line.split("\t")
        if self._pairs is None:
            self._set([] if self._by_number else [column.strip() for column in columns])
            if not self._by_number:
                self._count = len(columns)
                return ()
        if not self._pairs:
            return ()  # that there is no such column was told
        self._counted(len(columns))
        return [self._cell(columns, *pair) for pair in self._pairs]

    def _set(self, names: Sequence[str]) -> None:
        self._pairs = []
        texts = [_number(name, names) for name in self._texts]
        sources: list[int | None] = [_number(name, names) for name in self._sources] or [None]
        if len(sources) < len(texts):
            sources *= len(texts)
        self._pairs = list(zip(texts, sources, strict=True))
        self._least = 1 + max(max(text, source or 0) for text, source in self._pairs)

    def _counted(self, count: int) -> None:
        """Raise RowError for a row with another number of columns than the first."""
        if count < self._least:
            raise RowError(
                f"column {self._least} is asked for and there {_are(count)}; "
                "put a tab between columns, or name others with --field and --source-field"
            )
        self._count = self._count or count
        if count != self._count:
            raise RowError(
                f"there {_are(count)}, and in the first row {self._count}; take out or put in a tab"
            )

    def _cell(self, columns: Sequence[str], text: int, source: int | None) -> Cell:
        def find() -> tuple[Value, Value | None]:
            return _value(columns, text), None if source is None else _value(columns, source)

        said = None if source is None else _text(columns[source])
        return Cell(_text(columns[text]), said, find)


def _are(count: int) -> str:
    return f"are {count} columns" if count != 1 else "is 1 column"


def _number(name: str, names: Sequence[str]) -> int:
    """The index of a column by its name in the header, or by its number."""
    if name in names:
        return names.index(name)
    if name.isdecimal() and int(name):
        return int(name) - 1
    listed = ", ".join(name for name in names[:12] if name)
    remedy = (
        did_you_mean(name, names, f"there are {listed}") if names else "they are counted from 1"
    )
    raise RowError(f"there is no column {name!r}; {remedy}")


def _is_quoted(column: str) -> bool:
    inside = column[1:-1]
    around = len(column) > 1 and column[0] == column[-1] == '"'
    return around and '"' in inside and '"' not in inside.replace('""', "")


def _text(column: str) -> str:
    return column[1:-1].replace('""', '"') if _is_quoted(column) else column


def _value(columns: Sequence[str], index: int) -> Value:
    start = sum(len(column) + 1 for column in columns[:index])
    column = columns[index]
    if _is_quoted(column):
        return Value(start + 1, column[1:-1], "quoted")
    return Value(start, column, "plain")
