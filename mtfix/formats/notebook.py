"""Jupyter notebooks: the prose of Markdown cells; all else of the JSON stays as it stands."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Span
from mtfix.edits.rule_names import BOILERPLATE
from mtfix.formats import markdown
from mtfix.formats.document import Document, escape_by_part
from mtfix.formats.json import string_paths
from mtfix.formats.string_styles import QUOTED
from mtfix.formats.value_document import gap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mtfix.formats.json import Path

_SOURCE, _KIND = "source", "cell_type"
_DEPTHS = (3, 4)
"""How many keys lead to a source that is one string, and to a line of one that is a list."""


class _Cell(NamedTuple):
    """A Markdown cell: its span in the file, the draft that decodes it, its document, and by how
    much the decoded source is shorter before and behind each edit of that draft."""

    span: Span
    decoding: Draft
    document: Document
    shifts: list[int]


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a notebook as a document. Raises FormatError where it is not valid JSON."""
    cells = [_cell(text, strings) for strings in _markdown_sources(text)]
    escape = escape_by_part(
        [cell.span.start for cell in cells],
        lambda index, span, new: _write(cells[index], span, new),
    )
    comments = tuple(
        comment._replace(span=cell.decoding.locate(comment.span).shifted(cell.span.start))
        for cell in cells
        for comment in cell.document.comments
    )
    edits = [edit for edit in _edits(text, cells) if edit.old or edit.new]
    return Document(Draft(text, edits), escape, comments, unasked=(BOILERPLATE,))


def _markdown_sources(text: str) -> Iterator[list[Span]]:
    """The strings that make up the source of each Markdown cell, without their quotes."""
    sources: dict[Path, list[Span]] = {}
    kinds: dict[Path, str] = {}
    for whole, span in string_paths(text):
        path = whole[2:] if whole[:1] == ("worksheets",) else whole  # before version 4
        if path[:1] != ("cells",) or len(path) not in _DEPTHS:
            continue
        inner = Span(span.start + 1, span.end - 1)
        if path[2] == _KIND and len(path) == 3:
            kinds[path[:2]] = text[inner.start : inner.end]
        elif path[2] == _SOURCE:
            sources.setdefault(path[:2], []).append(inner)
    return (spans for cell, spans in sources.items() if kinds.get(cell) == "markdown")


def _cell(text: str, strings: list[Span]) -> _Cell:
    whole = Span(strings[0].start, strings[-1].end)
    edits: list[Edit] = []
    at = whole.start
    for string in strings:
        if string.start > at:
            edits.append(Edit(Span(at, string.start), text[at : string.start], ""))
        edits += (
            Edit(Span(*sign.span()), sign[0], QUOTED.decode(sign[0]))
            for sign in QUOTED.escapes.finditer(text, *string)
        )
        at = string.end
    moved = [edit._replace(span=edit.span.shifted(-whole.start)) for edit in edits]
    decoding = Draft(text[whole.start : whole.end], moved)
    shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in moved)]
    return _Cell(whole, decoding, markdown.parse_document(decoding.text), shifts)


def _edits(text: str, cells: list[_Cell]) -> Iterator[Edit]:
    at = 0
    for cell in cells:
        yield gap(text, Span(at, cell.span.start))
        for edit in _composed(cell):
            yield edit._replace(span=edit.span.shifted(cell.span.start))
        at = cell.span.end
    yield gap(text, Span(at, len(text)))


def _composed(cell: _Cell) -> Iterator[Edit]:
    """The edits of the JSON of a cell that decode it and take its markup out."""
    queue = list(cell.decoding.edits)[::-1]
    source = cell.decoding.original
    for edit in cell.document.draft.edits:
        span = cell.decoding.locate(edit.span)
        while queue and queue[-1].span.end <= span.start:
            yield queue.pop()
        while queue and queue[-1].span.start < span.end:
            queue.pop()
        yield Edit(span, source[span.start : span.end], edit.new)
    yield from reversed(queue)


def _write(cell: _Cell, span: Span, new: str) -> str:
    """`new` as it is written at a span of the file: as Markdown, and that as JSON."""
    start, end = span.shifted(-cell.span.start)
    decoded = Span(_decoded(cell, start), _decoded(cell, end))
    written = cell.document.escape(decoded, new) if cell.document.escape else new
    return QUOTED.write(written)


def _decoded(cell: _Cell, at: int) -> int:
    """A place of the JSON of a cell as a place of its decoded source."""
    return at + cell.shifts[bisect_right(cell.decoding.edits, at, key=lambda one: one.span.end)]
