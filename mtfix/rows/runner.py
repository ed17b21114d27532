"""Files of rows, of which each is a document of its own: cleaned line by line, and put together.

What is cleaned is a text as it is meant; what is changed are characters of the line, and
nothing else of it is written anew.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.composition import flatten
from mtfix.edits.edit import apply
from mtfix.edits.problem import Problem
from mtfix.pipeline.result import Result, result_of
from mtfix.rows import row_reader
from mtfix.rows.candidate_cells import all_cells
from mtfix.rows.cells import RawEditor, RowError
from mtfix.rows.row import Row, RowCleaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Fix, Missing, Withheld
    from mtfix.pipeline.ledger import Leave
    from mtfix.rows.cells import Cell, RowReader
    from mtfix.rows.row import Clean

    Concerned = Callable[[Sequence[Cell]], Iterable[int]]

_KEPT = "the line is kept as it is"
_BYTES = "bytes that are no UTF-8 are kept; save the file as UTF-8"
_BOM = "\ufeff"
_BATCH = 1 << 20
"""Characters of rows that are scanned together."""


class Position(NamedTuple):
    """How far a file of rows was read: its lines so far, and what they say of all others (see
    `RowReader.layout`)."""

    lines: int
    layout: Any


class Rows:
    """Cleans the rows of one file, a piece of whole lines after the other.

    `clean` cleans one text, given its source and what is asked of each edit; `concerned` says
    which of some cells it might have anything to tell of.
    """

    def __init__(
        self,
        format: str,  # noqa: A002
        fields: tuple[Sequence[str], Sequence[str]],
        clean: Clean,
        concerned: Concerned = all_cells,
    ) -> None:
        self._reader: RowReader = row_reader(format, *fields)
        self._clean = clean
        self._concerned = concerned
        self._lines = 0

    @property
    def position(self) -> Position:
        """How far the file was read. Where another `Rows` of the same file is set to it, that
        one reads on from there."""
        return Position(self._lines, self._reader.layout)

    @position.setter
    def position(self, position: Position) -> None:
        self._lines, self._reader.layout = position

    def skip(self, text: str) -> None:
        """Go on behind the next lines of the file, of which nothing is cleaned."""
        if self._reader.is_settled:
            self._lines += text.count("\n") + (not text.endswith("\n"))
            return
        for line, _ in self._split(text):
            with suppress(RowError):
                self._reader.row(line)

    def clean(self, text: str, leave: Leave | None = None) -> Result:
        """Return what the next lines of the file become. Spans are in `text`, the lines of
        problems are counted from the beginning of the file."""
        found = _Findings(text)
        for batch in self._batches(found):
            cells = [cell for row in batch for cell in row.cells]
            concerned = {id(cells[index]) for index in self._concerned(cells)}
            for row in batch:
                if any(id(cell) in concerned for cell in row.cells):
                    cleaning = RowCleaning(row, text, leave)
                    for cell in row.cells:
                        cleaning.clean(cell, self._clean)
                    cleaning.refuse_unless_read_back(self._reader)
                    found.add(cleaning)
        return found.result()

    def cells(self, text: str) -> Iterator[tuple[Cell, Callable[[], RawEditor]]]:
        """Yield the cells of the next lines, each with what says where in `text` its places are;
        of lines that can't be read, none."""
        for line, at in self._split(text):
            with suppress(RowError):
                for cell in self._reader.row(line):
                    yield cell, partial(_editor, cell, at)

    def _split(self, text: str) -> Iterator[tuple[str, int]]:
        """The lines, without their ends, and where they begin."""
        if records := getattr(self._reader, "records", None):
            yield from self._units(text, records(text))
            return
        at = len(_BOM) if not self._lines and text.startswith(_BOM) else 0
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            self._lines += 1
            yield text[at:end].removesuffix("\r"), at
            at = end + 1

    def _units(self, text: str, spans: Iterable[Span]) -> Iterator[tuple[str, int]]:
        """The units of a file, and where they begin."""
        at, number = 0, 1
        for start, end in spans:
            number += text.count("\n", at, start)
            self._lines, at = number, start
            yield text[start:end], start

    def _batches(self, found: _Findings) -> Iterator[list[Row]]:
        """The rows of a text, some of them at a time, without those that can't be read."""
        batch: list[Row] = []
        size = 0
        for line, at in self._split(found.text):
            row = self._read(line, at, found)
            if row is not None:
                batch.append(row)
                size += len(line)
            if size > _BATCH:
                yield batch
                batch, size = [], 0
        yield batch

    def _read(self, line: str, at: int, found: _Findings) -> Row | None:
        """The row of a line; what is wrong with it is noted."""
        undecodable = not line.isascii() and not _is_text(line)
        if undecodable:
            found.problems.append(Problem(self._lines, _BYTES, broken=True))
        try:
            cells = self._reader.row(line)
        except RowError as error:
            found.problems.append(Problem(self._lines, f"{error}; {_KEPT}", broken=True))
            return None
        return Row(line, at, self._lines, cells, undecodable) if cells else None


class _Findings:
    """The problems and fixes found in a piece of a file so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self._fixes: list[Fix] = []
        self._withheld: list[Withheld] = []
        self._missing: list[Missing] = []

    def add(self, row: RowCleaning) -> None:
        count = len(self._fixes)
        self._fixes += (fix.shifted(0, count) for fix in row.fixes)
        self._withheld += (held._replace(fix=held.fix.shifted(0, count)) for held in row.withheld)
        self._missing += row.missing
        self.problems += row.problems

    def result(self) -> Result:
        text = apply(self.text, flatten(self._fixes))
        result = result_of(self.text, text, self._fixes, self._withheld)
        return result._replace(problems=tuple(sorted(self.problems)), missing=tuple(self._missing))


def _editor(cell: Cell, at: int) -> RawEditor:
    """The places of a cell of a line that begins at `at`."""
    raw, _ = cell.find()
    return RawEditor(raw._replace(start=raw.start + at))


def _is_text(line: str) -> bool:
    """Whether no byte of a line was undecodable."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
