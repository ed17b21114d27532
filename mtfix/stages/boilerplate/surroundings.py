"""What a model looks at in the page around a line, with a guess for each of its lines.

As in `signs`, all lines are asked for one sign before the next one is looked at.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate, chain, repeat
from operator import mul, sub, truediv
from typing import TYPE_CHECKING, TypeVar

from mtfix.stages.boilerplate.signs import COMMENTS, LONG, RELATED, tripled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.stages.boilerplate.signs import Line

_Sum = TypeVar("_Sum", int, float)

AROUND = (
    "last guess",
    *(f"prose in {reach} lines {side}" for reach in (1, 3, 8, 20) for side in ("before", "after")),
    "place by the main run",
    "prose before",
    "prose after",
    "lines before",
    "lines after",
    "since a paragraph",
    "until a paragraph",
    "between paragraphs",
    "since comments",
    "since related",
    "prose of the page",
    "share of prose",
    *(
        f"{what} {side}"
        for what in ("comments", "dates", "words of menus")
        for side in ("before", "after")
    ),
    "within comments",
)

_MASS = (0.1, 0.3, 0.7, 1.5, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0, 35.0)
_REACHES = 1, 3, 8, 20
_GUESS = (-5.0, -4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
_FAR = (-40, -20, -10, -6, -3, -1.5, -0.5, 0.5, 1.5, 3, 6, 10, 20, 40, 80)
_SHARE = (0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999)
_COUNT = (1, 3, 6, 12, 25, 50, 100, 200)
_NEAREST = 50
"""Lines beyond which it makes no difference how far the next paragraph is."""
_NEAR = [bisect_right((2, 3, 4, 5, 7, 10, 15, 25, 50), far) for far in range(_NEAREST + 1)]
_BETWEEN = [bisect_right((2, 3, 5, 10, 20), far) for far in range(_NEAREST + 1)]
_WIDE, _MANY = 20, 5
"""How far dates and words of menus are counted on each side, and up to how many of them."""
_UP_TO_MANY = [min(_MANY, count) * 3 for count in range(_WIDE + 1)]
_WEIGHT = 60
"""Words above which a line counts no more."""
_SURE = 4.0
_HOPELESS, _LONELY = -2.5, 12
"""A guess that is not doubted, and one that is not so many lines from any paragraph."""
_LATE = 0.25
"""Share of the prose that must lie before comments or related links begin."""


def around(
    guesses: Sequence[float], lines: Sequence[Line], cues: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """Yield for each line where it stands on the page, judged by guesses (log odds that
    it belongs to the article); the order is that of `AROUND`. Of a line that is sure enough
    nothing more is asked."""
    page = _Page(guesses, lines, cues)
    for row, guess, since, until in zip(
        zip(*page.columns(guesses), strict=True), guesses, page.since, page.until, strict=True
    ):
        lonely = since > _LONELY and until > _LONELY
        sure = guess < -_SURE or guess > _SURE or (guess < _HOPELESS and lonely)
        yield () if sure else row


class _Page:
    """Sums over a page, and where its main parts stand."""

    def __init__(
        self, guesses: Sequence[float], lines: Sequence[Line], cues: Sequence[int]
    ) -> None:
        odds = [1 / (1 + math.exp(-max(-30.0, min(30.0, guess)))) for guess in guesses]
        weights = [min(line.words, _WEIGHT) for line in lines]
        self.lengths = [line.length for line in lines]
        self.prose = list(accumulate(map(mul, odds, weights), initial=0.0))
        self.density = self.prose[-1] / (sum(weights) or 1.0)
        self.main = _main(odds, weights)
        strong = [
            chance > 0.6 and weight >= LONG for chance, weight in zip(odds, weights, strict=True)
        ]
        self.since = _distances(strong)
        self.until = _distances(strong[::-1])[::-1]
        short = [one if length < 2 else 0 for one, length in zip(cues, self.lengths, strict=True)]
        self.counts = [
            list(accumulate(marks, initial=0))
            for marks in (
                [one & COMMENTS for one in short],
                [line.dated and line.length < 2 for line in lines],
                [one > COMMENTS for one in short],
            )
        ]
        late = _LATE * self.prose[-1]
        self.comments = self._first(short, COMMENTS, late)
        self.related = self._first(short, RELATED, late)

    def columns(self, guesses: Sequence[float]) -> Iterator[Sequence[int]]:
        """Yield for each sign of `AROUND` its value in each line."""
        size = len(guesses)
        total = self.prose[-1] or 1.0
        long = [length > 0 for length in self.lengths]
        yield tripled(map(bisect_right, repeat(_GUESS), guesses), self.lengths)
        for reach in _REACHES:
            for mass in _both_sides(self.prose, reach):
                yield list(map(bisect_right, repeat(_MASS), map(truediv, mass, repeat(reach))))
        yield _doubled(map(bisect_right, repeat(_FAR), self._off(size)), long)
        shares = map(truediv, self.prose, repeat(total, size))
        yield _doubled(map(bisect_right, repeat(_SHARE), shares), long)
        yield [bisect_right(_SHARE, (total - prose) / total) for prose in self.prose[1:]]
        counted = list(map(bisect_right, repeat(_COUNT), range(size)))
        yield counted
        yield counted[::-1]
        yield _doubled(map(_NEAR.__getitem__, self.since), long)
        yield _doubled(map(_NEAR.__getitem__, self.until), long)
        between = zip(self.since, self.until, strict=True)
        yield [_BETWEEN[since] * 6 + _BETWEEN[until] for since, until in between]
        yield _doubled(_behind(self.comments, size), long)
        yield _doubled(_behind(self.related, size), long)
        yield [bisect_right((50, 100, 200, 400, 800, 1600), total)] * size
        yield [bisect_right((0.1, 0.2, 0.3, 0.45, 0.6, 0.75), self.density)] * size
        for counts in self.counts:
            for seen in _both_sides(counts, _WIDE):
                each = zip(seen, self.lengths, strict=True)
                yield [_UP_TO_MANY[count] + length for count, length in each]
        yield _doubled(self._commented(size), long)

    def _first(self, cues: Sequence[int], bit: int, late: float) -> int:
        """The first line with such words behind a part of the prose, or one behind the end."""
        places = (at for at, one in enumerate(cues) if one & bit and self.prose[at] > late)
        return next(places, len(cues))

    def _off(self, size: int) -> Iterator[int]:
        """How many lines each stands before (negative) or behind the main run."""
        start, end = self.main
        yield from range(-start, 0)
        yield from repeat(0, end - start)
        yield from range(1, size - end + 1)

    def _commented(self, size: int) -> Iterator[int]:
        """How far into the comments: by how many were seen, and how much prose came before."""
        first, seen = self.comments, self.counts[0]
        yield from repeat(0, first)
        for at in range(first, size):
            before = self.prose[first] / (self.prose[at] + 1)
            many = bisect_right((0, 2, 3, 5, 10), seen[at] - seen[first])
            yield many * 4 + bisect_right((0.35, 0.55, 0.8), before)


def _both_sides(sums: Sequence[_Sum], reach: int) -> Iterator[Iterator[_Sum]]:
    """Yield how much stands so many lines before each, and so many behind it."""
    yield map(sub, sums[:-1], chain(repeat(sums[0], reach), sums))
    yield map(sub, chain(sums[1 + reach :], repeat(sums[-1])), sums[1:])


def _doubled(column: Iterable[int], long: Sequence[bool]) -> list[int]:
    """A sign that weighs something else in a label than in a line that is none."""
    return [sign * 2 + is_long for sign, is_long in zip(column, long, strict=True)]


def _behind(first: int, size: int) -> list[int]:
    """How far each line stands behind the first of its kind."""
    steps = [bisect_right((1, 5, 20), at) for at in range(size - first)]
    return [4] * first + steps


def _main(odds: Sequence[float], weights: Sequence[float]) -> tuple[int, int]:
    """The run of lines with most prose in it, less what is none (maximum subarray)."""
    best, found = 0.0, (0, len(odds))
    total, start = 0.0, 0
    for at, (chance, weight) in enumerate(zip(odds, weights, strict=True)):
        if total <= 0:
            total, start = 0.0, at
        total += (chance - 0.4) * (weight + 3)
        if total > best:
            best, found = total, (start, at + 1)
    return found


def _distances(strong: Sequence[bool]) -> list[int]:
    """How many lines before each the last strong one stands, if it is near."""
    found, last = [], -_NEAREST
    for at, is_strong in enumerate(strong):
        found.append(min(at - last, _NEAREST))
        if is_strong:
            last = at
    return found
