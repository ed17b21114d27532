"""One row: its texts cleaned, and what comes of them as edits of its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.composition import flatten
from mtfix.edits.edit import apply
from mtfix.edits.fix import Fix, Withheld
from mtfix.edits.reason import Reason
from mtfix.rows.cells import RawEditor, RowError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.edits.fix import Missing
    from mtfix.edits.problem import Problem
    from mtfix.pipeline.ledger import Leave
    from mtfix.pipeline.result import Result
    from mtfix.rows.cells import Cell, RawText, RowReader

    Clean = Callable[[str, str | None, Leave | None], Result]
    """Cleans one text, given its source and what is asked of each edit."""

_NOT_HELD = Reason("row-holds-no-such-text")
_OTHER = Reason("row-changes-meaning")


class Row(NamedTuple):
    """A line that begins at `at` of the text, its number in the file, counted from 1, its texts,
    and whether it has bytes that are no UTF-8."""

    line: str
    at: int
    number: int
    cells: Sequence[Cell]
    undecodable: bool


class RowCleaning:
    """The fixes of the cells of a row, in code points of the text that holds the row."""

    def __init__(self, row: Row, text: str, leave: Leave | None) -> None:
        self._row, self._text, self._leave = row, text, leave
        self._wanted: list[tuple[str, str | None]] = []
        self._not_held: Reason | None = None
        self.fixes: list[Fix] = []
        self.withheld: list[Withheld] = []
        self.problems: list[Problem] = []
        self.missing: list[Missing] = []

    def clean(self, cell: Cell, clean: Clean) -> None:
        """Clean one cell and note what comes of it."""
        editors: list[tuple[RawEditor, RawEditor | None]] = []

        def editor() -> tuple[RawEditor, RawEditor | None]:
            if not editors:
                text, source = cell.find()
                editors.append((self._editor(text), source and self._editor(source)))
            return editors[0]

        def leave(fix: Fix, _original: str) -> Reason | None:
            assert self._leave is not None
            return self._leave(editor()[0].fix(fix), self._text)

        result = clean(cell.text, cell.source, leave if self._leave else None)
        self._wanted.append((result.text, cell.source))
        self.problems += (one._replace(line=self._row.number) for one in result.problems)
        count = len(self.fixes)
        for fix in result.fixes:
            self.fixes.append(editor()[0].fix(fix, count))
            if not all(map(editor()[0].holds, fix.edits)):
                self._not_held = _NOT_HELD
        for held in result.withheld:
            self.withheld.append(held._replace(fix=editor()[0].fix(held.fix, count)))
        for one in result.missing:
            self.missing.append(_missing(one, *editor()))

    def refuse_unless_read_back(self, reader: RowReader) -> None:
        """Withhold all fixes where the line, read again, would not say what they want it to."""
        if not self.fixes:
            return
        reason = self._not_held or (None if self._reads_back(reader) else _OTHER)
        if reason:  # then none of what is withheld can build on a fix
            held = (*self.withheld, *(Withheld(fix, reason) for fix in self.fixes))
            self.withheld = [one._replace(fix=one.fix._replace(after=())) for one in held]
            self.fixes = []

    def _reads_back(self, reader: RowReader) -> bool:
        row = self._row
        edits = flatten(self.fixes)
        line = apply(row.line, (edit._replace(span=edit.span.shifted(-row.at)) for edit in edits))
        if row.undecodable and not _keeps_bytes(line):
            return False
        try:
            again = reader.row(line)
        except RowError:
            return False
        return [(cell.text, cell.source) for cell in again] == self._wanted

    def _editor(self, raw: RawText) -> RawEditor:
        return RawEditor(raw._replace(start=raw.start + self._row.at))


def _missing(missing: Missing, text: RawEditor, source: RawEditor | None) -> Missing:
    """A missing term of a cell, with its places in the text that holds the row."""
    return missing._replace(
        span=text.span(missing.span),
        source_span=source.span(missing.source_span) if source else missing.source_span,
        beside=source is not None,
    )


def _keeps_bytes(line: str) -> bool:
    """Whether the undecodable bytes of a line would be read as such again."""
    try:
        data = line.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return data.decode("utf-8", "surrogateescape") == line
