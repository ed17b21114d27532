"""The lines of a text with light markup, and where in the line its content begins."""

from __future__ import annotations

from typing import NamedTuple

from mtfix.regexes.lazy import lazy_regex

_LINE = lazy_regex(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_END = "\r\n"


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


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text, in order."""
    lines: list[Line] = []
    at = 0
    while at < len(text):
        found = _LINE.match(text, at)
        end = found.end() if found else len(text)
        lines.append(_line(text, at, end))
        at = end
    return lines


def _line(text: str, start: int, end: int) -> Line:
    whole = text[start:end].rstrip()
    content = len(whole) - len(whole.lstrip())
    indent = len(whole[:content].expandtabs(8))
    return Line(start, start + len(whole), start + content, indent)
