"""The weights of a model, as they are added.

All are whole thousandths of log odds, so that it makes no difference in which order they are
added. Those of several guesses that read the same sign are one number, added at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST = 800
"""No sign has a greater value."""
_BITS = 24
"""What a guess takes of the number: sums stay below eight thousand."""
_HALF, _MASK = 1 << (_BITS - 1), (1 << _BITS) - 1


def together(
    guesses: Sequence[Mapping[str, Sequence[float]]], names: Sequence[str]
) -> list[list[int]]:
    """Return for each sign a list by its value: the weights of all guesses in one number.
    What was never seen in fitting weighs nothing."""
    return [
        [
            sum(
                round(guess[name][value] * 1000) << _BITS * number
                for number, guess in enumerate(guesses)
                if value < len(guess[name])
            )
            for value in range(MOST)
        ]
        for name in names
    ]


def added(tables: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]) -> list[int]:
    """Return what the signs of each line weigh, a column of values for each table."""
    weighed = (map(table.__getitem__, row) for table, row in zip(tables, columns, strict=True))
    return list(map(sum, zip(*weighed, strict=True)))


def parted(sums: Sequence[int], guesses: int) -> list[list[int]]:
    """Return the sums of each guess."""
    found = []
    for _ in range(guesses):
        found.append([(one + _HALF & _MASK) - _HALF for one in sums])
        sums = [(one + _HALF) >> _BITS for one in sums]
    return found
