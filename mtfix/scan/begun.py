"""How a line begins that a rule for whole lines can hold for.

Nearly all lines in which a trigger stands begin otherwise. That is seen from the bytes, so
that neither a stage is woken nor a pattern compiled for them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 24
"""Characters of a beginning that are told apart."""
_PIECE = 96
"""Characters of a line in which so many are to be found, white space and all."""
_BYTES = 4 * _PIECE
_FURTHEST = 16_000
"""Bytes from the beginning of a line or paragraph that is looked at to a trigger in it."""
SEPARATOR = "\uffff"
"""No character, and none that JSON must escape: what parts beginnings, and patterns."""
_SAME = str.maketrans("’123456789", "'000000000")


@lru_cache(64)  # all rules are asked of one line before the next
def beginning(text: str) -> str:
    """Return how a line begins, in the spelling in which beginnings are compared: small letters,
    one space for white space, straight apostrophes, and 0 for any digit.

    >>> beginning("  Don’t\\tcall 2024")
    "don't call 0000"
    """
    begun = " ".join(text[:_PIECE].split()).casefold().translate(_SAME)
    if begun.isascii():
        return begun
    return "".join("0" if character.isdecimal() else character for character in begun)


class Begun:
    """The look of `test`, and behind it the one whether a line begins in one of some ways.

    With `alone`, the line of the trigger must; else it or one above it in its paragraph, since
    the lines of hard-wrapped paragraphs are read as one.
    """

    def __init__(
        self, test: Callable[[bytes, int, int], bool], begins: Sequence[str], *, alone: bool
    ) -> None:
        self._test, self._begins, self._alone = test, tuple(begins), alone

    def __call__(self, data: bytes, start: int, end: int) -> bool:
        if not self._test(data, start, end):
            return False
        furthest = max(0, start - _FURTHEST)
        line = data.rfind(b"\n", furthest, start) + 1 or furthest
        while not self._begin(data, line):
            above = data.rfind(b"\n", furthest, max(line - 1, 0)) + 1 or furthest
            if self._alone or line == furthest or data[above:line].isspace():
                return False
            line = above
        return True

    def _begin(self, data: bytes, line: int) -> bool:
        return beginning(data[line : line + _BYTES].decode("utf-8", "replace")).startswith(
            self._begins
        )
