"""Where the prose of a page stands, by a guess for each of its lines: log odds in thousandths."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise, repeat
from math import exp, log
from operator import add, mul, sub
from typing import TYPE_CHECKING

from mtfix.stages.boilerplate.signs import LONG, MARKS, RELATED
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.stages.boilerplate.signs import Facts

_FAR = 50
"""Lines beyond which it makes no difference how far the next paragraph is."""
_RAMP = [*range(1, _FAR), *repeat(_FAR, _FAR)]
_STRONG = 1000 * log(0.6 / 0.4)
"""The guess from which a sentence counts as a paragraph of the article."""
_SURE = 4000
_HOPELESS, _LONELY = -2500, 12
"""A guess that is not doubted, and one that is not so many lines from any paragraph."""
_LATE = 0.25
"""Share of the prose that must lie before comments or related links begin."""


_chances: Memo[float, float] = Memo(lambda guess: 1 / (1 + exp(-guess / 1000)))


class Page:
    """The prose of a page by the guesses for its lines, and where its main parts stand."""

    def __init__(self, guesses: Sequence[float], facts: Facts, cues: Sequence[int]) -> None:
        self.guesses, self.facts = guesses, facts
        self.size = len(guesses)
        chances = list(map(_chances.__getitem__, guesses))
        self.prose = list(accumulate(map(mul, chances, facts.words), initial=0.0))
        self.total = self.prose[-1]
        self.density = self.total / (sum(facts.words) or 1.0)
        gains = map(mul, map(sub, chances, repeat(0.4)), map(add, facts.words, repeat(3)))
        self.main = _main(gains, self.size)
        each = enumerate(zip(guesses, facts.words, strict=True))
        strong = [at for at, (guess, many) in each if guess > _STRONG and many >= LONG]
        self.since = _distances(strong, self.size)
        self.until = _distances([self.size - 1 - at for at in strong[::-1]], self.size)[::-1]
        late = range(bisect_right(self.prose, _LATE * self.total), self.size)
        self.comments = [at for at in late if facts.marks[at] >= MARKS[0]]
        related = (at for at in late if cues[at] & RELATED and facts.lengths[at] < 2)
        self.related = next(related, self.size)

    def asked(self) -> list[bool]:
        """For each line whether its guess is in doubt: of one that is sure enough nothing
        more is asked."""
        return [
            -_SURE <= guess <= _SURE
            and (guess >= _HOPELESS or since <= _LONELY or until <= _LONELY)
            for guess, since, until in zip(self.guesses, self.since, self.until, strict=True)
        ]


def _main(gains: Iterable[float], size: int) -> tuple[int, int]:
    """The run of lines with most prose in it, less what is none (maximum subarray)."""
    best, found = 0.0, (0, size)
    total, start = 0.0, 0
    for at, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, at
        total += gain
        if total > best:
            best, found = total, (start, at + 1)
    return found


def _distances(strong: Sequence[int], size: int) -> list[int]:
    """How many lines before each the last strong one stands, if it is near."""
    found: list[int] = []
    if not strong:
        return [_FAR] * size
    found = [_FAR] * (strong[0] + 1)
    for at, following in pairwise([*strong, size - 1]):
        many = following - at
        found += _RAMP[:many] if many <= _FAR else [*_RAMP[:_FAR], *repeat(_FAR, many - _FAR)]
    return found
