"""HTML, whole pages and fragments: the text of elements and of some attributes is prose."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Span
from mtfix.formats import html_segments as kinds
from mtfix.formats.document import Comment, Document
from mtfix.formats.html_segments import segments
from mtfix.formats.html_tokens import tokens
from mtfix.formats.string_styles import XML, XML_ATTRIBUTE, XML_SINGLE_QUOTED
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mtfix.formats.html_segments import Segment

_WHITE = lazy_regex(r"\s*[\r\n]\s*|[ \t]{2,}|\t")
_STYLES = {"": XML, '"': XML_ATTRIBUTE, "'": XML_SINGLE_QUOTED}
_HOLE = f"\n\n{PLACEHOLDER}\n\n"
_READ_AS = {
    kinds.NOTHING: "",
    kinds.BREAK: "\n",
    kinds.BLOCK: "\n\n",
    kinds.HOLE: PLACEHOLDER,
    kinds.BLOCK_HOLE: _HOLE,
}
"""How segments that are no text read."""
_BORDERS = frozenset((kinds.BREAK, kinds.BLOCK, kinds.BLOCK_HOLE))
"""Segments beside which white space is not shown."""


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return HTML as a document.

    Blocks are paragraphs, and white space is read as a browser shows it. Scripts, styles, code,
    `translate="no"` and elements in other languages are holes.
    """
    found = segments(text)
    starts = [segment.span.start for segment in found]

    def escape(span: Span, new: str) -> str:
        index = bisect_right(starts, span.start) - 1
        return _STYLES[found[index].quote if index >= 0 else ""].write(new)

    return Document(Draft(text, list(_edits(text, found))), escape, tuple(_comments(text)))


def _edits(text: str, found: Sequence[Segment]) -> Iterator[Edit]:
    """The edits by which segments read as a browser shows them."""
    border_before, is_start = True, True
    borders_behind = _borders_behind(found)
    for segment, border_behind in zip(found, borders_behind, strict=True):
        span, old = segment.span, text[slice(*segment.span)]
        if segment.kind == kinds.TEXT:
            yield from _text_edits(text, segment, before=border_before, behind=border_behind)
            if not old.isspace():
                border_before = is_start = False
            continue
        new = _READ_AS[segment.kind]
        if segment.kind in _BORDERS:
            if border_before and segment.kind != kinds.BLOCK_HOLE:
                new = ""  # the border before it parts them already
            elif is_start:
                new = new.lstrip("\n")
            border_before = True
        elif segment.kind == kinds.HOLE:
            border_before = is_start = False
        if old != new:
            yield Edit(span, old, new)


def _borders_behind(found: Sequence[Segment]) -> list[bool]:
    """For each segment whether no text of its block stands behind it."""
    behind, answers = True, []
    for segment in reversed(found):
        answers.append(behind)
        if segment.kind in _BORDERS:
            behind = True
        elif segment.kind != kinds.NOTHING:
            behind = False
    return answers[::-1]


def _text_edits(text: str, segment: Segment, *, before: bool, behind: bool) -> Iterator[Edit]:
    """White space as a browser shows it, and references to characters as those."""
    style = _STYLES[segment.quote]
    start, end = segment.span
    found = [
        (Span(*sign.span()), style.decode(sign[0]))
        for sign in style.escapes.finditer(text, start, end)
    ]
    if not segment.quote:
        for white in _WHITE.finditer(text, start, end):
            at_border = (before and white.start() == start) or (behind and white.end() == end)
            found.append((Span(*white.span()), "" if at_border else " "))
    at = start
    for span, new in sorted(found):
        old = text[span.start : span.end]
        if span.start >= at and old != new:
            yield Edit(span, old, new)
            at = span.end


def _comments(text: str) -> Iterator[Comment]:
    if "mtfix" not in text:
        return
    for token in tokens(text):
        if token.kind == "comment":
            yield Comment(token.span, text[token.span.start + 4 : token.span.end - 3].strip())
