"""Turns spans of markup into the edits that extract prose: blocks stay apart, lines stay lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Edit, Span
from mtfix.formats.events import BLOCKS, LINES
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.formats.offsets import MarkupSpan

_MARKS = lazy_regex(r"[^\r\n]+")
_LINE_END = lazy_regex(r"\r\n|\r|\n")
_DEFINITION = lazy_regex(r"\]:[ \t]*\S")


def edits(text: str, spans: list[MarkupSpan]) -> list[Edit]:
    """Return the edits that take markup out of `text`; `spans` are ordered, in code points."""
    made: list[Edit] = []
    marked = False
    for index, (start, end, new) in enumerate(spans):
        if new in (BLOCKS, LINES):
            blank = 0 if new == LINES or index in (0, len(spans) - 1) else 2
            found = _between(text, start, end, blank)
            if marked and new == BLOCKS and (not found or found[0].span.start != start):
                found.insert(0, Edit(Span(start, start), "", ""))
            marked = bool(found) and found[-1].span.end == end > found[-1].span.start
            made += found
        else:
            made.append(Edit(Span(start, end), text[start:end], new))
    return made


def _between(text: str, start: int, end: int, blank: int) -> list[Edit]:
    """Return the edits for markup between two blocks or lines: line ends stay, all marks go, and
    where fewer than `blank` line ends are left, more are added.

    A definition of a link becomes a placeholder, since it is more than a mark.
    """
    gap = text[start:end]
    missing = "\n" * (blank - len(_LINE_END.findall(gap)))
    found = []
    for mark in _MARKS.finditer(gap):
        new = missing + (PLACEHOLDER if _DEFINITION.search(mark[0]) else "")
        found.append(Edit(Span(start + mark.start(), start + mark.end()), mark[0], new))
        missing = ""
    if missing:
        found.insert(0, Edit(Span(start, start), "", missing))
    return found
