"""The cells of a table of AsciiDoc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.prose_blocks import trimmed
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.formats.text_lines import Line

_BAR = lazy_regex(r"\\.|(?:(?<![^\s|])(?P<spec>(?:\d+\*|[\d.]+\+)?[<^>.]{0,3}[a-z]?))?\|", 16)
_LITERAL = frozenset(("a", "e", "l", "m", "s", "v"))
"""The styles of cells that hold other blocks or code."""


def cells(text: str, lines: Sequence[Line]) -> Iterator[Span]:
    """Yield the prose of a table, cell by cell, of each the lines between blank ones."""
    is_prose = False
    for paragraph in _paragraphs(lines):
        at = paragraph.start
        for bar in _BAR.finditer(text, *paragraph):
            if bar[0].startswith("\\"):
                continue
            if is_prose:
                yield trimmed(text, at, bar.start())
            at = bar.end()
            is_prose = (bar["spec"] or "")[-1:] not in _LITERAL
        if is_prose:
            yield trimmed(text, at, paragraph.end)


def _paragraphs(lines: Sequence[Line]) -> Iterator[Span]:
    start = end = -1
    for line in lines:
        if line.is_blank:
            if start >= 0:
                yield Span(start, end)
            start = -1
        else:
            start, end = (line.content if start < 0 else start), line.end
    if start >= 0:
        yield Span(start, end)
