"""Signs that change at few places of a page: what they add is noted where it changes."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Pairs = list[tuple[int, int]]
"""The weights of a sign by its value: in a label, and in a line that is none."""


class Steps:
    """The weights that signs have together in each line of a page."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._labels, self._others = [0] * (size + 1), [0] * (size + 1)

    def follow(self, sign: Pairs, values: Iterable[int], places: Iterable[int]) -> None:
        """Add a sign that has the first value at the head of the page, and the next ones each
        from one of these places on (which may lie before the page, or behind it)."""
        labels, others = self._labels, self._others
        label = other = 0
        for value, place in zip(values, chain((0,), places), strict=True):
            at = 0 if place < 0 else self._size if place > self._size else place
            was_label, was_other = label, other
            label, other = sign[value]
            labels[at] += label - was_label
            others[at] += other - was_other

    def weights(self, lengths: Sequence[int]) -> list[int]:
        """Return for each line what all signs add."""
        each = zip(accumulate(self._labels), accumulate(self._others), lengths, strict=False)
        return [other if length else label for label, other, length in each]


def by_label(table: Sequence[int]) -> Pairs:
    """The weights of a sign that differ in labels: they are by twice its value, and one more
    where the line is none."""
    return list(zip(table[::2], table[1::2], strict=True))


def alike(table: Sequence[int]) -> Pairs:
    """The weights of a sign that are the same in each line."""
    return list(zip(table, table, strict=True))
