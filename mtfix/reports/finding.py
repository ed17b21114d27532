"""What a report is told: a file and what cleaning it came to."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mtfix.result import Result


class Finding(NamedTuple):
    """A file, by the name that is shown, and the result of cleaning it.

    `bom` is a byte order mark that was put aside before.
    """

    path: str
    result: Result
    bom: str = ""


class Lines:
    """Lines and columns of a text, both counted from 1, columns in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, at: int) -> tuple[int, int]:
        """
        >>> Lines("one\\ntwo").place(5)
        (2, 2)
        """
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1


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
