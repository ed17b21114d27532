"""Files of rows, of which each is a document of its own: cleaned line by line, and put together.

What is cleaned is a text as it is meant; what is changed are characters of the line, and
nothing else of it is written anew.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import apply
from mtfix.edits.fix import Fix, Withheld, flatten
from mtfix.edits.problem import Problem
from mtfix.edits.reason import Reason
from mtfix.pipeline.result import Result, result_of
from mtfix.rows import row_reader
from mtfix.rows.cells import RowError, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.edits.fix import Missing
    from mtfix.pipeline.ledger import Leave
    from mtfix.rows.cells import Cell, Reader, Value

    Clean = Callable[[str, str | None, Leave | None], Result]
    Touched = Callable[[Sequence[Cell]], Iterable[int]]

_KEPT = "the line is kept as it is"
_NOT_HELD = Reason("row-holds-no-such-text")
_OTHER = Reason("row-changes-meaning")
_BYTES = "bytes that are no UTF-8 are kept; save the file as UTF-8"
_BOM = "\ufeff"
_COMMENT = "mtfix"
"""What stands in every comment that speaks to mtfix."""
_BATCH = 1 << 20
"""Characters of rows that are looked at together."""


def _every(cells: Sequence[Cell]) -> Iterable[int]:
    return range(len(cells))


class Rows:
    """Cleans the rows of one file, a piece of whole lines after the other.

    `clean` cleans one text, given its source and what is asked of each edit; `touched` says
    which of some cells it might have anything to tell of.
    """

    def __init__(
        self,
        format: str,  # noqa: A002
        fields: tuple[Sequence[str], Sequence[str]],
        clean: Clean,
        touched: Touched = _every,
    ) -> None:
        self._reader: Reader = row_reader(format, *fields)
        self._clean = clean
        self._touched = touched
        self._lines = 0

    def clean(self, text: str, leave: Leave | None = None) -> Result:
        """Return what the next lines of the file become. Spans are in `text`, the lines of
        problems are counted from the beginning of the file."""
        found = _Found(text, leave)
        for batch in self._batches(found):
            cells = [cell for row in batch for cell in row.cells]
            touched = {id(cells[index]) for index in self._touched(cells)}
            for row in batch:
                if any(id(cell) in touched for cell in row.cells):
                    self._row(row, found)
        return found.result()

    def cells(self, text: str) -> Iterator[tuple[Cell, Callable[[], Written]]]:
        """Yield the cells of the next lines, each with what says where in `text` its places are;
        of lines that can't be read, none."""
        for line, at in self._split(text):
            with suppress(RowError):
                for cell in self._reader.row(line):
                    yield cell, partial(_found_in, cell, at)

    def _split(self, text: str) -> Iterator[tuple[str, int]]:
        """The lines, without their ends, and where they begin."""
        at = len(_BOM) if not self._lines and text.startswith(_BOM) else 0
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            self._lines += 1
            yield text[at:end].removesuffix("\r"), at
            at = end + 1

    def _batches(self, found: _Found) -> Iterator[list[_Row]]:
        """The rows of a text, some of them at a time, without those that can't be read."""
        batch: list[_Row] = []
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

    def _read(self, line: str, at: int, found: _Found) -> _Row | None:
        """The row of a line; what is wrong with it is put down."""
        undecodable = not line.isascii() and not _is_text(line)
        if undecodable:
            found.problems.append(Problem(self._lines, _BYTES, broken=True))
        try:
            cells = self._reader.row(line)
        except RowError as error:
            found.problems.append(Problem(self._lines, f"{error}; {_KEPT}", broken=True))
            return None
        return _Row(line, at, self._lines, cells, undecodable) if cells else None

    def _row(self, row: _Row, found: _Found) -> None:
        """Clean a row and put down what comes of it."""
        work = _Work(row, found)
        for cell in row.cells:
            work.clean(cell, self._clean)
        found.problems += (problem._replace(line=row.number) for problem in work.problems)
        found.missing += work.missing
        reason = (work.unheld or self._reread_reason(work)) if work.fixes else None
        count = len(found.fixes)
        if reason:  # then none of what is withheld can build on a fix
            work.withheld += (Withheld(fix, reason) for fix in work.fixes)
            found.withheld += (
                held._replace(fix=held.fix._replace(after=())) for held in work.withheld
            )
            return
        found.fixes += (fix.shifted(0, count) for fix in work.fixes)
        found.withheld += (held._replace(fix=held.fix.shifted(0, count)) for held in work.withheld)

    def _reread_reason(self, work: _Work) -> Reason | None:
        """Why a row is not changed, or None: read again, it has to say what its texts have
        become."""
        row = work.row
        edits = flatten(work.fixes)
        new = apply(row.line, (edit._replace(span=edit.span.shifted(-row.at)) for edit in edits))
        if row.undecodable and not _keeps_bytes(new):
            return _OTHER
        try:
            again = self._reader.row(new)
        except RowError:
            return _OTHER
        return None if [(one.text, one.source) for one in again] == work.wanted else _OTHER


class _Found:
    """What was found in a piece of a file so far."""

    def __init__(self, text: str, leave: Leave | None) -> None:
        self.text = text
        self.leave = leave
        self.fixes: list[Fix] = []
        self.withheld: list[Withheld] = []
        self.problems: list[Problem] = []
        self.missing: list[Missing] = []

    def result(self) -> Result:
        text = apply(self.text, flatten(self.fixes))
        result = result_of(self.text, text, self.fixes, self.withheld)
        return result._replace(problems=tuple(sorted(self.problems)), missing=tuple(self.missing))


class _Row(NamedTuple):
    """A line that begins at `at`, its number in the file, and what of it is cleaned."""

    line: str
    at: int
    number: int
    cells: Sequence[Cell]
    undecodable: bool


class _Work:
    """What the cells of a row come to, in code points of the file."""

    def __init__(self, row: _Row, found: _Found) -> None:
        self.row = row
        self._found = found
        self.fixes: list[Fix] = []
        self.withheld: list[Withheld] = []
        self.problems: list[Problem] = []
        self.missing: list[Missing] = []
        self.wanted: list[tuple[str, str | None]] = []
        self.unheld: Reason | None = None

    def clean(self, cell: Cell, clean: Clean) -> None:
        """Clean one cell and put down what comes of it."""
        written: list[tuple[Written, Written | None]] = []

        def place() -> tuple[Written, Written | None]:
            if not written:
                text, source = cell.find()
                written.append((self._written(text), source and self._written(source)))
            return written[0]

        def leave(fix: Fix, _original: str) -> Reason | None:
            assert self._found.leave is not None
            return self._found.leave(place()[0].fix(fix), self._found.text)

        result = clean(cell.text, cell.source, leave if self._found.leave else None)
        self.wanted.append((result.text, cell.source))
        self.problems += result.problems
        count = len(self.fixes)
        for fix in result.fixes:
            self.fixes.append(place()[0].fix(fix, count))
            if not all(map(place()[0].holds, fix.edits)):
                self.unheld = _NOT_HELD
        for held in result.withheld:
            self.withheld.append(held._replace(fix=place()[0].fix(held.fix, count)))
        for one in result.missing:
            text, source = place()
            self.missing.append(
                one._replace(
                    span=text.span(one.span),
                    source_span=source.span(one.source_span) if source else one.source_span,
                    beside=source is not None,
                )
            )

    def _written(self, value: Value) -> Written:
        return Written(value._replace(start=value.start + self.row.at))


def touched(
    look: Callable[[bytes], Iterable[int]], says: Callable[[str], bool], cells: Sequence[Cell]
) -> set[int]:
    """Return which of some cells there is anything to tell of: those of one line are looked at
    together.

    `look` gives where in some lines of bytes a change may hang on something, line by line, and
    `says` whether a source text says any term.
    """
    found: set[int] = set()
    starts: list[int] = []
    lines: list[bytes] = []
    at = 0
    for index, (text, source, _) in enumerate(cells):
        if _COMMENT in text or "\n" in text or "\r" in text or (source and says(source)):
            found.add(index)
        starts.append(at)
        lines.append(text.replace("\n", " ").encode("utf-8", "surrogatepass"))
        at += len(lines[-1]) + 1
    return found.union(bisect_right(starts, hit) - 1 for hit in look(b"\n".join(lines)))


def _found_in(cell: Cell, at: int) -> Written:
    """How a cell of a line that begins at `at` is written."""
    value, _ = cell.find()
    return Written(value._replace(start=value.start + at))


def _is_text(line: str) -> bool:
    """Whether no byte of a line was undecodable."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _keeps_bytes(line: str) -> bool:
    """Whether the undecodable bytes of a line would be read as such again."""
    try:
        data = line.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return data.decode("utf-8", "surrogateescape") == line
