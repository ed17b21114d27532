"""A finding: a file and the result of cleaning it; and how places are counted."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.edits.fix import Missing
    from mtfix.pipeline.result import Result


class Finding(NamedTuple):
    """A file, by its name on the command line, and the result of cleaning it.

    `bom` is a byte order mark that was put aside before, `source` the text that the file was
    translated from, if it was named.
    """

    path: str
    result: Result
    bom: str = ""
    source: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not (self.result.fixes or self.result.withheld or self.result.missing)

    def missing(self, lines: Lines) -> Iterator[tuple[Missing, Lines]]:
        """Each missing term, with the lines of the text that its source stands in; `lines` are
        those of the file."""
        beside = Lines(self.source or "") if self.result.missing else lines
        for one in self.result.missing:
            yield one, lines if one.beside else beside


class Lines:
    """Lines and columns of a text. Only a line feed ends a line; a lone CR is a character."""

    def __init__(self, text: str) -> None:
        self._starts = array("I", [0])  # a list takes ten times the room
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)
        # Outside the basic plane, UTF-16 takes two units for a character.
        wide = () if text.isascii() else re.finditer("[\U00010000-\U0010ffff]", text)
        self._wide = array("I", (match.start() for match in wide))

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of an offset, both counted from 1, columns in code points.

        >>> Lines("one\\ntwo").place(5)
        (2, 2)
        """
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def utf16(self, at: int) -> tuple[int, int, int]:
        """Return offset, line and character in UTF-16 units, all counted from 0, as editors do.

        >>> Lines("😀\\n😀 two").utf16(4)
        (6, 1, 3)
        """
        line = bisect_right(self._starts, at) - 1
        offset = at + bisect_left(self._wide, at)
        start = self._starts[line]
        return offset, line, offset - start - bisect_left(self._wide, start)


def shown(text: str, most: int = 60) -> str:
    """Return `text` on one line, shortened in the middle, unprintable characters escaped.

    >>> shown("one\\ntwo")
    'one⏎two'
    """
    line = "".join(
        "⏎" if c == "\n" else c if c.isprintable() or c == " " else ascii(c)[1:-1] for c in text
    )
    half = most // 2
    return line if len(line) <= most else f"{line[:half]} … {line[-half + 3 :]}"


def visible(text: str, most: int = 60) -> str:
    """Return `text` as `shown` does, with a middle dot for every space that is easily overlooked:
    those at the ends, and those beside another one.

    >>> visible(" a b  c")
    '·a b··c'
    """
    return dotted(shown(text, most))


def dotted(line: str) -> str:
    """Return a line with its overlooked spaces as dots; see `visible`."""
    return _SPACES.sub(lambda run: "·" * len(run[0]), line)


_SPACES = re.compile(r"^ +| +$| {2,}")
