"""What goes with a find, to the last line break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edit import Edit, Safety, Span
from mtfix.stages.boilerplate.shape import stripped

if TYPE_CHECKING:
    from mtfix.stages.boilerplate.doubt import Find


def edit(text: str, find: Find, tail: int, doubt: str) -> Edit:
    span = _with_breaks(text, find, tail) if find.whole else _piece(text, find)
    reason = f"{find.rule.class_}" + (f", but {doubt}" if doubt else "")
    safety = Safety.SUGGESTED if doubt else Safety.SAFE
    return Edit(span, text[span.start : span.end], "", find.rule.rule, reason, safety)


def _piece(text: str, find: Find) -> Span:
    """A cut piece with the white space that parted it from the rest."""
    start, end = find.cut
    while start > find.unit.start and text[start - 1] in " \t":
        start -= 1
    if find.cut.start == find.unit.start:
        while end < find.unit.end and text[end] in " \t":
            end += 1
    return Span(start, end)


def tail_of(text: str, gone: frozenset[int]) -> int:
    """The end of the last line that is kept."""
    end = len(text)
    while end:
        start = text.rfind("\n", 0, end) + 1
        line = stripped(text, Span(start, end))
        if line.start < line.end and line.start not in gone:
            return line.end
        end = max(start - 1, 0)
    return 0


def _with_breaks(text: str, find: Find, tail: int) -> Span:
    """A whole unit with its line break: the one before it at the tail, else the one behind.

    Behind the tail nothing but what is taken follows, so that the last line kept ends the
    text as the last line taken did.
    """
    start, end = find.cut
    if start >= tail:
        while start > 0 and text[start - 1].isspace():
            start -= 1
        return Span(start, end)
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    # The next line keeps its indentation.
    return Span(start, text.rfind("\n", find.cut.end, end) + 1 or end)
