"""The predicate `short`: whether a trigger stands in a short line, and with it the words that the
same line must have.

One word is often frequent where a phrase as a whole is rare, so the others are looked for at once:
what is refused here costs nothing further on.
"""

from __future__ import annotations

import re

from mtfix.matching.predicates import word_ends, word_starts
from mtfix.matching.triggers import SEPARATOR

ANY_NUMBER = "0"
"""Stands for any number among the words that a line must have."""
_SHORT_LINE = 120
"""Bytes before and behind a trigger in which a short line begins and ends."""
_NUMBER = rb"[0-9\x80-\xff]"
"""A figure, or what may be one of another script."""


class ShortLine:
    """The test `short` of one group of triggers: these are whole words, their line begins and ends
    close to them, and it has one word of each of some sets. Case of ASCII letters does not matter.

    sets: one with `|` between its words, and separators between sets.
    """

    def __init__(self, sets: bytes) -> None:
        self._sets = sets
        self._patterns: tuple[re.Pattern[bytes], ...] | None = None

    def __call__(self, data: bytes, start: int, end: int) -> bool:
        if not word_ends(data, end):
            return False
        before = data.rfind(b"\n", max(0, start - _SHORT_LINE), start)
        if before < 0 and start > _SHORT_LINE:
            return False
        behind = data.find(b"\n", end, end + _SHORT_LINE)
        if behind < 0:
            behind = len(data)
            if behind > end + _SHORT_LINE:
                return False
        patterns = self._compiled() if self._patterns is None else self._patterns
        line = data[before + 1 : behind].lower()
        for pattern in patterns:
            if not pattern.search(line):
                return False
        return word_starts(data, start, end)

    def _compiled(self) -> tuple[re.Pattern[bytes], ...]:
        """The patterns of the sets, made at the first match."""
        sets = self._sets.split(SEPARATOR.encode()) if self._sets else []
        self._patterns = tuple(re.compile(_any_of(one.split(b"|"))) for one in sets)
        return self._patterns


def _any_of(words: list[bytes]) -> bytes:
    number = ANY_NUMBER.encode()
    return b"|".join(_NUMBER if one == number else re.escape(one) for one in words)
