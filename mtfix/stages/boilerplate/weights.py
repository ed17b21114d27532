"""The weights of a model, as they are added.

All are whole thousandths of log odds, so that it makes no difference in which order they are
added. Those of several guesses that read the same sign are one number, added at once.
"""

from __future__ import annotations

from operator import getitem
from typing import TYPE_CHECKING, TypeVar

from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_Key = TypeVar("_Key")

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


def summed(
    tables: Sequence[Sequence[int]], values: Callable[[_Key], Sequence[int]]
) -> Memo[_Key, int]:
    """Return what some signs weigh together, by a key from which their values follow."""
    return Memo(lambda key: sum(map(getitem, tables, values(key))))


def parted(sums: Sequence[int], guesses: int) -> list[list[int]]:
    """Return the sums of each guess."""
    found = []
    for _ in range(guesses - 1):
        found.append([(one + _HALF & _MASK) - _HALF for one in sums])
        sums = [(one + _HALF) >> _BITS for one in sums]
    return [*found, list(sums)]
