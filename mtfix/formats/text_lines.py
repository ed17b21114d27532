"""The lines of a text with light markup, and where in the line its content begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.edits.edit import Span

_LINE = lazy_regex(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Line(NamedTuple):
    """A line: where it starts and ends, without its end and the white space before that; where
    its content begins; and the column of that, with tabs of eight columns."""

    start: int
    end: int
    content: int
    indent: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space is in it."""
        return self.content >= self.end


def lines_of(text: str, span: Span | None = None) -> list[Line]:
    """Return the lines of a text, or of a span of it, in order."""
    lines: list[Line] = []
    at, last = span or (0, len(text))
    while at < last:
        found = _LINE.match(text, at, last)
        end = found.end() if found else last
        lines.append(_line(text, at, end))
        at = end
    return lines


def _line(text: str, start: int, end: int) -> Line:
    whole = text[start:end].rstrip()
    content = len(whole) - len(whole.lstrip())
    indent = len(whole[:content].expandtabs(8))
    return Line(start, start + len(whole), start + content, indent)
