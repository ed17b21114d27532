"""The text of MediaWiki: paragraphs, titles, items, captions, cells and the labels of links."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.document import Comment
from mtfix.formats.mediawiki_marks import BORDER, find_marks
from mtfix.formats.prose_blocks import block_document, trimmed
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mtfix.formats.document import Document
    from mtfix.formats.prose_blocks import Part

_LINE_END = lazy_regex(r"\r\n|\r|\n")
_HEADING = lazy_regex(r"(?P<open>={1,6})(?P<text>[^\r\n]+?)(?P=open)[ \t]*\Z")
_MARKS = lazy_regex(r"[*#:;]+[ \t]*")
_LEFT = lazy_regex(r"[ \t]|-{4,}|__[A-Z]+__\Z|#REDIRECT\b|\{\||\|\}|\|-", 2)
_CELL = lazy_regex(r"\|\+|[|!]")
_BETWEEN_CELLS = lazy_regex(r"\|\||!!")
_ATTRIBUTES = lazy_regex(r"[^|\[\]{}]*=[^|\[\]{}]*\|(?!\|)|(?=\|)\|")
_MARKUP = lazy_regex(r"[\[\]{}|<]|''+|~~~+|__|&(?=\#?\w+;)")
_LINK_TO_SECTION = lazy_regex(r"\[\[[^\[\]|\n]{0,300}#([^\[\]|\n]{1,300})")


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a page of MediaWiki as a document.

    Templates, files, categories, the targets of links, code, math, notes, comments, preformatted
    lines, and the marks and attributes of tables stay.
    """
    marks = find_marks(text)
    starts = [mark.span.start for mark in marks]

    def inline(_text: str, block: Span) -> Sequence[Part]:
        return marks[bisect_left(starts, block.start) : bisect_left(starts, block.end)]

    return block_document(
        text, list(_blocks(text, marks)), inline, write=_write, comments=_comments(text, marks)
    )


def _blocks(text: str, marks: Sequence[Part]) -> Iterator[Span]:
    """The blocks of prose; lines without a mark that follow one another are one."""
    named = {found[1].replace("_", " ") for found in _LINK_TO_SECTION.finditer(text)}
    open_: Span | None = None
    in_table = False
    for line in _lines(text, marks):
        start, end = line
        said = text[start:end].lstrip()
        in_table = (in_table or said.startswith("{|")) and not said.startswith("|}")
        is_left = _is_hole(marks, trimmed(text, *line))
        pieces = [] if is_left else list(_pieces(text, line, in_table=in_table))
        pieces = [piece for piece in pieces if text[slice(*piece)] not in named]
        is_plain = pieces == [line]
        if open_ and not is_plain:
            yield open_
            open_ = None
        if is_plain:
            open_ = Span(open_.start if open_ else start, end)
        else:
            yield from pieces
    if open_:
        yield open_


def _is_hole(marks: Sequence[Part], line: Span) -> bool:
    """Whether no more than one hole stands in a line, such as a template."""
    index = bisect_left(marks, line.start, key=lambda mark: mark.span.start)
    return index < len(marks) and marks[index].new == PLACEHOLDER and marks[index].span == line


def _lines(text: str, marks: Sequence[Part]) -> Iterator[Span]:
    """The lines of a page; what no stage may touch reads as a part of its line, and what parts
    blocks ends one."""
    at, index = 0, 0
    ends = [(*found.span(), True) for found in _LINE_END.finditer(text)]
    borders = [(*mark.span, False) for mark in marks if mark.new == BORDER]
    for start, end, is_line_end in sorted(ends + borders):
        while index < len(marks) and marks[index].span.end <= start:
            index += 1
        inside = index < len(marks) and marks[index].span.start < start
        if start < at or (is_line_end and inside):
            continue
        yield Span(at, start)
        at = end
    yield Span(at, len(text))


def _pieces(text: str, line: Span, *, in_table: bool) -> Iterator[Span]:
    """The prose of a line: all of it where it has no mark."""
    start, end = line
    if start == end or _LEFT.match(text, start, end):
        cell = trimmed(text, start, end) if in_table else line
        if not (in_table and _CELL.match(text, *cell)) or _LEFT.match(text, *cell):
            return
        start = cell.start
    if in_table and (cell_mark := _CELL.match(text, start, end)):
        yield from _cells(text, Span(cell_mark.end(), end))
    elif in_table and _BETWEEN_CELLS.search(text, start, end):
        yield from _cells(text, Span(start, end))
    elif heading := _HEADING.match(text, start, end):
        yield trimmed(text, *heading.span("text"))
    elif marks := _MARKS.match(text, start, end):
        yield trimmed(text, marks.end(), end)
    else:
        yield line


def _cells(text: str, row: Span) -> Iterator[Span]:
    at = row.start
    for border in _BETWEEN_CELLS.finditer(text, *row):
        yield _cell(text, at, border.start())
        at = border.end()
    yield _cell(text, at, row.end)


def _cell(text: str, start: int, end: int) -> Span:
    attributes = _ATTRIBUTES.match(text, start, end)
    return trimmed(text, attributes.end() if attributes else start, end)


def _comments(text: str, marks: Sequence[Part]) -> Iterator[Comment]:
    for span, _ in marks:
        if text.startswith("<!--", span.start):
            said = text[span.start + 4 : span.end].removesuffix("-->").strip()
            yield Comment(span, said)


def _write(old: str, new: str) -> str:
    """`new` as it is written in place of `old`: signs that would be markup become references."""
    return _MARKUP.sub(
        lambda found: (
            found[0] if found[0] in old else "".join(f"&#{ord(sign)};" for sign in found[0])
        ),
        new,
    )
