"""The parts of a text: paragraphs, and code that plain text can hold; and how far around a place
is near.

Everything is looked for around a place, so that work follows the number of places and not
the length of the text. Spans are in code points of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

NEAR = 400
CONTEXT_WINDOW = 8_000
"""How far, in characters each side, something counts as near by, and as belonging to the text."""

_INDENT = 3
_FENCE = lazy_regex(r"[ \t]{,3}(`{3,}|~{3,})")
_FRONTMATTER = lazy_regex(
    r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_FRONTMATTER_REACH = 20_000

_BLANK = lazy_regex(r"\n[ \t\r]*\n")
_SPACED_BLANK = lazy_regex(r"\n[ \t\r]+\n")
_BLOCK_REACH = 4_000


def has_spaced_blank_lines(text: str) -> bool:
    """Return whether a line of a text holds nothing but white space."""
    return _SPACED_BLANK.search(text) is not None


def block(text: str, at: int, *, spaced: bool = True) -> Span:
    """Return the paragraph around `at`: what stands between blank lines, at most 4,000
    characters each side. `spaced` is whether the text has blank lines that hold white space."""
    low, high = max(0, at - _BLOCK_REACH), min(len(text), at + _BLOCK_REACH)
    start = text.rfind("\n\n", low, at) + 2
    start = low if start == 1 else start
    end = text.find("\n\n", at, high)
    end = high if end < 0 else end
    # Lines of white space are blank too; they can only lie between these two.
    for blank in _BLANK.finditer(text, start, end) if spaced else ():
        if blank.end() <= at:
            start = blank.end()
        elif blank.start() >= at:
            end = blank.start()
            break
    return Span(start, end)


def code_spans(text: str) -> list[Span]:
    """Return leading frontmatter and fenced code of a text, in order."""
    spans = []
    at = 0
    front = _FRONTMATTER.match(text, 0, _FRONTMATTER_REACH)
    if front:
        spans.append(Span(*front.span()))
        at = front.end()
    opened: re.Match[str] | None = None
    for fence in _fences(text, at):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            spans.append(Span(opened.start(), fence.end()))
            opened = None
    if opened is not None:
        spans.append(Span(opened.start(), len(text)))
    return spans


def _fences(text: str, at: int) -> Iterator[re.Match[str]]:
    """The lines that open or close fenced code, found by their literals: a search for the
    pattern in the whole text would take a hundred times as long."""
    places = []
    for literal in ("```", "~~~"):
        found = text.find(literal, at)
        while found >= 0:
            indent = text[max(at, found - _INDENT - 1) : found]
            place = found - len(indent) + indent.rfind("\n") + 1
            if found - place <= _INDENT:
                places.append(place)
            found = text.find(literal, found + 1)
    for place in sorted(set(places)):
        fence = _FENCE.match(text, place)
        if fence:
            yield fence
