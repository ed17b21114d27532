"""A page with a first guess for each line: where its prose, paragraphs and comments are.

A guess is the log odds, in thousandths, that a line belongs to the article.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise, repeat
from math import exp, log
from operator import mul
from typing import TYPE_CHECKING

from mtfix.stages.boilerplate.article.line_features import LONG_WORDS
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.stages.boilerplate.article.line_features import LineFacts

FAR = 50
"""Lines beyond which it makes no difference how far the next paragraph is."""
_PARAGRAPH = 1000 * log(0.6 / 0.4)
"""The guess from which a long line counts as a paragraph of the article."""
_PROSE_CHANCE, _LINE_WORDS = 0.4, 3
"""A line with a smaller chance takes from the run of lines with most prose, and how much it gives
or takes is measured by its words and so many more."""
_LATE = 0.25
"""Share of the prose that must lie before comments or related links begin."""
_SURE, _HOPELESS, _LONELY = 4000, -2500, 12
"""A guess beyond which nothing more is asked; one at which nothing more is asked so many lines
from any paragraph."""


class GuessedPage:
    """A page with a first guess for each line, and the `facts` of each line."""

    def __init__(self, guesses: Sequence[float], facts: Sequence[LineFacts]) -> None:
        self.guesses, self.size = guesses, len(guesses)
        words, self.lengths, *_ = columns = list(zip(*facts, strict=True))
        self.comments, self.dates, self.menus, related = columns[-4:]
        self.words = sum(words)
        chances = list(map(_chances.__getitem__, guesses))
        self.prose = list(accumulate(map(mul, chances, words), initial=0.0))
        """Words of prose before each line, and in all."""
        each = zip(chances, words, strict=True)
        self.main_start, self.main_end = _best_run(
            (chance - _PROSE_CHANCE) * (many + _LINE_WORDS) for chance, many in each
        )
        paragraphs = [
            at
            for at, (guess, many) in enumerate(zip(guesses, words, strict=True))
            if guess > _PARAGRAPH and many >= LONG_WORDS
        ]
        self.since = _distances(paragraphs, self.size)
        self.until = _distances([self.size - 1 - at for at in paragraphs[::-1]], self.size)[::-1]
        """Lines from the last paragraph, and to the next."""
        late = bisect_right(self.prose, _LATE * self.prose[-1])
        self.first_comment = _first(self.comments, late)
        self.first_related = _first(related, late)

    def in_doubt(self) -> list[bool]:
        """Return for each line whether more is to be asked than the first guess."""
        return [
            -_SURE <= guess <= _SURE
            and (guess >= _HOPELESS or since <= _LONELY or until <= _LONELY)
            for guess, since, until in zip(self.guesses, self.since, self.until, strict=True)
        ]


_chances: Memo[float, float] = Memo(lambda guess: 1 / (1 + exp(-guess / 1000)))


def _best_run(gains: Iterable[float]) -> tuple[int, int]:
    """The first and the last line of the run with the greatest sum (maximum subarray); of the
    whole page where no line gains."""
    best, run = 0.0, None
    total, start, at = 0.0, 0, -1
    for at, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, at
        total += gain
        if total > best:
            best, run = total, (start, at)
    return run or (0, at)


def _distances(paragraphs: Sequence[int], size: int) -> list[int]:
    """How many lines before each the last paragraph stands, at most `FAR`."""
    if not paragraphs:
        return [FAR] * size
    found = [FAR] * (paragraphs[0] + 1)
    for at, following in pairwise([*paragraphs, size - 1]):
        near = min(following - at, FAR)
        found += [*range(1, near + 1), *repeat(FAR, following - at - near)]
    return found


def _first(labels: Sequence[bool], start: int) -> int:
    """The first line from `start` on that is so; the number of lines if none is."""
    return next((at for at in range(start, len(labels)) if labels[at]), len(labels))
