"""The predicate `short`: whether a trigger stands in a short line, and with it the words that the
same line must have.

One word is often frequent where a phrase as a whole is rare, so the others are looked for at once:
what is refused here costs nothing further on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.matching.predicates import word_ends, word_starts
from mtfix.matching.triggers import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable

_SHORT_LINE = 120
"""Bytes before and behind a trigger in which a short line begins and ends."""
_LINE_END = b"\n"
_NUMBER = rb"[0-9\x80-\xff]"
"""A figure, or what may be one of another script."""


class ShortLine:
    """The test `short` of one group of triggers: these are whole words, their line begins and ends
    close to them, and it has one word of each of some sets. Case of ASCII letters does not matter.

    sets: one with `|` between its words, and separators between sets.
    """

    def __init__(self, sets: bytes) -> None:
        self._sets = sets
        self._searches: list[Callable[[bytes], object]] | None = None if sets else []

    def __call__(self, data: bytes, start: int, end: int) -> bool:
        if not word_ends(data, end):
            return False
        low, high = start - _SHORT_LINE, end + _SHORT_LINE
        before = data.rfind(_LINE_END, low if low > 0 else 0, start)
        if before < 0 < low:
            return False
        behind = data.find(_LINE_END, end, high)
        if behind < 0:
            behind = len(data)
            if behind > high:
                return False
        searches = self._made() if self._searches is None else self._searches
        if searches:
            line = data[before + 1 : behind].lower()
            for search in searches:
                if not search(line):
                    return False
        return word_starts(data, start, end)

    def _made(self) -> list[Callable[[bytes], object]]:
        """The searches for the words of each set, made at the first match."""
        sets = filter(None, self._sets.split(SEPARATOR.encode()))
        self._searches = [re.compile(_any_of(one.split(b"|"))).search for one in sets]
        return self._searches


def _any_of(words: list[bytes]) -> bytes:
    from mtfix.text.line_words import NUMBER

    number = NUMBER.encode()
    return b"|".join(_NUMBER if one == number else re.escape(one) for one in words)
