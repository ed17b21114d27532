"""Signs that change at few places of a page: what they add is noted where it changes."""

from __future__ import annotations

from itertools import accumulate, chain
from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Changes = list[tuple[int, int]]
"""What a sign adds more than before, from where it changes: in a label, and in other lines."""


class Steps:
    """The weights that signs have together in each line of a page."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._labels, self._others = [0] * (size + 1), [0] * (size + 1)

    def follow(self, changes: Changes, places: Iterable[int]) -> None:
        """Add a sign that has its first value at the head of the page, and the next ones each
        from one of these places on (which may lie before the page, or behind it)."""
        labels, others, size = self._labels, self._others, self._size
        for (label, other), place in zip(changes, chain((0,), places), strict=True):
            at = 0 if place < 0 else size if place > size else place
            labels[at] += label
            others[at] += other

    def weights(self, lengths: Sequence[int]) -> list[int]:
        """Return for each line what all signs add."""
        each = zip(accumulate(self._labels), accumulate(self._others), lengths, strict=False)
        return [other if length else label for label, other, length in each]


class Sign:
    """The weights of a sign: by its value, or by twice that where they differ in labels, and
    one more in a line that is none."""

    def __init__(self, table: Sequence[int], *, by_label: bool) -> None:
        self._labels = table[::2] if by_label else table
        self._others = table[1::2] if by_label else table

    def changes(self, values: Sequence[int]) -> Changes:
        """What it adds from one of these values to the next."""
        columns = ([table[value] for value in values] for table in (self._labels, self._others))
        labels, others = (map(sub, column, [0, *column]) for column in columns)
        return list(zip(labels, others, strict=False))
