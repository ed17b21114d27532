"""TSV: rows of columns with a tab between them, such as source and target of a bitext.

A quote is a character like any other, unless a column is quoted as spreadsheets do it: quotes
around it, and each one in it doubled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.rows.cells import Cell, RawText, RowError
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT, SOURCE = "2", "1"
"""The columns where nothing is said."""


class Columns(NamedTuple):
    """Which columns are cleaned: of each its index and that of its source.

    least: columns that a row must have for that.
    width: columns of the first row that has so many, and of all others; 0 if none was read yet.
    """

    pairs: Sequence[tuple[int, int | None]]
    least: int
    width: int = 0


class TsvReader:
    """Reads the rows of one file. A column is named by its number, from 1, or as the first row
    calls it, which is a header then."""

    def __init__(self, texts: Sequence[str], sources: Sequence[str]) -> None:
        self._texts = texts or ((TEXT,) if TEXT not in sources else (SOURCE,))
        if not sources and SOURCE not in self._texts:
            sources = (SOURCE,)
        self._sources = sources
        self._by_number = all(map(str.isdecimal, (*self._texts, *sources)))
        self.layout: Columns | None = None

    @property
    def is_settled(self) -> bool:
        """Whether it is known which columns are read, and how many a row has."""
        return self.layout is not None and (self.layout.width > 0 or not self.layout.pairs)

    @property
    def has_header(self) -> bool:
        """Whether the first row names the columns."""
        return not self._by_number

    def row(self, line: str) -> Sequence[Cell]:
        """Return the columns of a line that are cleaned, none of a blank line and the header."""
        if not line.strip():
            return ()
        columns = self._split(line)
        if self.layout is None:
            names = [] if self._by_number else [self._text(one.strip()).strip() for one in columns]
            self.layout = Columns((), 0)  # what stays where a column is not there
            self.layout = self._named(names)
            if not self._by_number:
                self.layout = self.layout._replace(width=len(columns))
                return ()
        if not self.layout.pairs:
            return ()  # that there is no such column was told
        self._check_count(self.layout, len(columns))
        return [self._cell(columns, *pair) for pair in self.layout.pairs]

    def _named(self, names: Sequence[str]) -> Columns:
        """The columns that are asked for, of those with some names. Raises RowError."""
        texts = [_number(name, names) for name in self._texts]
        sources: list[int | None] = [_number(name, names) for name in self._sources] or [None]
        if len(sources) < len(texts):
            sources *= len(texts)
        pairs = list(zip(texts, sources, strict=True))
        return Columns(pairs, 1 + max(max(text, source or 0) for text, source in pairs))

    def _check_count(self, layout: Columns, count: int) -> None:
        """Raise RowError for a row with another number of columns than the first."""
        if count < layout.least:
            raise RowError(
                f"column {layout.least} is asked for and there {_are(count)}; "
                "put a tab between columns, or name others with --field and --source-field"
            )
        if not layout.width:
            self.layout = layout._replace(width=count)
        elif count != layout.width:
            raise RowError(
                f"there {_are(count)}, and in the first row {layout.width}; "
                "take out or put in a tab"
            )

    def _cell(self, columns: Sequence[str], text: int, source: int | None) -> Cell:
        def find() -> tuple[RawText, RawText | None]:
            return raw(text), None if source is None else raw(source)

        def raw(index: int) -> RawText:
            start = sum(len(column) + 1 for column in columns[:index])
            column = columns[index]
            if self._is_quoted(column):
                return RawText(start + 1, column[1:-1], "quoted")
            return RawText(start, column, "plain")

        from_text = None if source is None else self._text(columns[source])
        return Cell(self._text(columns[text]), from_text, find)

    def _split(self, line: str) -> list[str]:
        """The columns of a row, as they are written."""
        return line.split("\t")

    def _is_quoted(self, column: str) -> bool:
        inside = column[1:-1]
        around = len(column) > 1 and column[0] == column[-1] == '"'
        return around and '"' in inside and '"' not in inside.replace('""', "")

    def _text(self, column: str) -> str:
        return column[1:-1].replace('""', '"') if self._is_quoted(column) else column


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
