"""One row: its texts cleaned, and what comes of them as edits of its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span, Withheld, apply
from mtfix.rows.cells import RawEditor, RowError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.edits.edit import Missing
    from mtfix.edits.problem import Problem
    from mtfix.pipeline.result import Result
    from mtfix.pipeline.write_back import Leave
    from mtfix.rows.cells import Cell, RawText, RowReader

    Clean = Callable[[str, str | None, Leave | None], Result]
    """Cleans one text, given its source and what is asked of each edit."""

_NOT_HELD = "a row can't hold the new text"
_OTHER = "the line would say something else"


class Row(NamedTuple):
    """A line that begins at `at` of the text, its number in the file, counted from 1, its texts,
    and whether it has bytes that are no UTF-8."""

    line: str
    at: int
    number: int
    cells: Sequence[Cell]
    undecodable: bool


class RowCleaning:
    """What the cells of a row become, in code points of the text that holds the row."""

    def __init__(self, row: Row, text: str, leave: Leave | None) -> None:
        self._row, self._text, self._leave = row, text, leave
        self._wanted: list[tuple[str, str | None]] = []
        self._not_held = ""
        self.edits: list[Edit] = []
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

        def leave(edit: Edit, _original: str) -> str:
            assert self._leave is not None
            return self._leave(editor()[0].edit(edit), self._text)

        result = clean(cell.text, cell.source, leave if self._leave else None)
        self._wanted.append((result.text, cell.source))
        self.problems += (one._replace(line=self._row.number) for one in result.problems)
        for edit in result.edits:
            self.edits.append(editor()[0].edit(edit))
            if not editor()[0].holds(edit):
                self._not_held = _NOT_HELD
        for held in result.withheld:
            self.withheld.append(held._replace(edit=editor()[0].edit(held.edit)))
        for one in result.missing:
            self.missing.append(_missing(one, *editor()))

    def refuse_unsafe(self, reader: RowReader) -> None:
        """Withhold all edits where the line, read again, would not say what they want it to."""
        if not self.edits:
            return
        why = self._not_held or ("" if self._says_what_is_wanted(reader) else _OTHER)
        if why:
            self.withheld += (Withheld(edit, why) for edit in self.edits)
            self.edits = []
        self.edits.sort(key=span_of)

    def _says_what_is_wanted(self, reader: RowReader) -> bool:
        row = self._row
        moved = (edit._replace(span=_shifted(edit.span, -row.at)) for edit in self.edits)
        line = apply(row.line, sorted(moved, key=span_of))
        if row.undecodable and not _keeps_bytes(line):
            return False
        try:
            again = reader.row(line)
        except RowError:
            return False
        return [(cell.text, cell.source) for cell in again] == self._wanted

    def _editor(self, raw: RawText) -> RawEditor:
        return RawEditor(raw._replace(start=raw.start + self._row.at))


def span_of(edit: Edit) -> Span:
    return edit.span


def _missing(missing: Missing, text: RawEditor, source: RawEditor | None) -> Missing:
    """A missing term of a cell, with its places in the text that holds the row."""
    return missing._replace(
        span=text.span(missing.span),
        source_span=source.span(missing.source_span) if source else missing.source_span,
        beside=source is not None,
    )


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _keeps_bytes(line: str) -> bool:
    """Whether the undecodable bytes of a line would be read as such again."""
    try:
        data = line.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return data.decode("utf-8", "surrogateescape") == line
