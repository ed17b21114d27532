"""What a model looks at: the signs of a line, of its neighbours, and of its place on the page.

Each sign is a small whole number, for which the model has a weight. `own` reads one line,
`beside` its neighbours, `around` the page with a first guess for each line.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.boilerplate.lines import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MOST = 800
"""No sign has a greater value."""
REPEATS = 3
"""Occurrences of a line above which it makes no difference."""
_SHORT, _LONG = 5, 12
"""Words from which a line is no longer a label, and from which it may be a sentence."""
_ENDS = {b".": 1, b":": 2, b"~": 3, b",": 4, b"0": 5, b"|": 6}
_STARTS = {b"a": 1, b"A": 2, b"c": 2, b"0": 3, b'"': 4}
_WORDS = (0, 1, 2, 3, 5, 8, 12, 17, 24, 40, 80)
_COMMENTS, _RELATED, _BYLINE = 1, 2, 64
"""Bits of the classes of words whose place on the page counts."""
_NONE = 15
"""The form of a line that is not there."""

OWN = (
    "words and end",
    "sentences",
    "commas",
    "digits",
    "capitals",
    "separators",
    "time or date",
    "signs",
    "brackets",
    "repeated",
    "beginning",
    "letters in a word",
    "all capitals",
    "words of menus",
    "words of menus and end",
    "share of such words",
    "nothing but such words",
    "kinds of such words",
)
BESIDE = (
    "line before",
    "line after",
    "line before that",
    "line after that",
    "lines on both sides",
    "words of menus in the line before",
    "words of menus in the line after",
)
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


class Line(NamedTuple):
    """What is known of a line by itself."""

    words: float
    form: int
    """Its size and whether it ends as a sentence does: what its neighbours see of it."""
    length: int
    """A label, a short line, or one that may be a sentence."""
    dated: bool
    signs: tuple[int, ...]


def own(shape: bytes, cues: int, covered: int, repeats: int) -> Line:
    """Return the signs of one line; the order is that of `OWN`."""
    size = len(shape)
    count = words(shape)
    length = 0 if count < _SHORT else 1 if count < _LONG else 2
    end = 3 if shape.endswith(b"...") else _ENDS.get(shape.rstrip(b'" ')[-1:], 0)
    sentences = shape.count(b". ") + shape.count(b".c") + shape.count(b'."')
    capitals = shape.count(b" A") + shape.startswith(b"A")
    separators = shape.count(b"|") + shape.count(b" - ")
    time = _time(shape)
    graded = (
        min(3, sentences),
        bisect_right((0.001, 0.03, 0.06, 0.1, 0.2, 0.4), shape.count(b",") / count),
        bisect_right((0.001, 0.03, 0.1, 0.2, 0.4), shape.count(b"0") / size),
        bisect_right((0.05, 0.15, 0.3, 0.5, 0.7, 0.9), capitals / count),
        bisect_right((0.001, 0.05, 0.2), separators / count),
        time,
        bisect_right((0.001, 0.1, 0.5), shape.count(b"@") / count),
        bisect_right((0.001, 0.1, 0.3), shape.count(b'"') / count),
        min(repeats, REPEATS) - 1,
        _STARTS.get(shape[:1], 5),
    )
    signs = (
        bisect_right(_WORDS, count) * 8 + end,
        *(sign * 3 + length for sign in graded),
        bisect_right((4, 5, 6, 7, 8, 10, 14), size / count),
        (b"a" not in shape and b"A" in shape) * 3 + length,
        (cues & -cues).bit_length() * 3 + length,
        cues.bit_length() * 8 + end,
        bisect_right((0.001, 0.15, 0.35, 0.6, 0.9), covered / size) * 3 + length,
        cues + 1 if covered > size / 2 else 0,
        min(3, cues.bit_count()) * 3 + length,
    )
    form = bisect_right((2.5, 5.5, _LONG, 24), count) * 3 + (1 if end == 1 else 2 * (end > 0))
    return Line(count, form, length, time > 1 or bool(cues & _BYLINE), signs)


def _time(shape: bytes) -> int:
    """Whether a time stands in a line, a date, or at least a year."""
    if b"0:00" in shape:
        return 3
    if b"00.00.00" in shape or b"0|00" in shape or b"0-00" in shape:
        return 2
    return 1 if b"0000" in shape else 0


def beside(lines: Sequence[Line], cues: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield for each line what its neighbours are; the order is that of `BESIDE`."""
    forms = [_NONE, _NONE, *(line.form for line in lines), _NONE, _NONE]
    menus = [4, *(_menu(one) for one in cues), 4]
    for at in range(len(lines)):
        second, before, form, after, fourth = forms[at : at + 5]
        yield (
            before * 16 + form,
            after * 16 + form,
            second,
            fourth,
            after * 16 + before,
            menus[at],
            menus[at + 2],
        )


def _menu(cues: int) -> int:
    return 0 if not cues else 1 if cues & _COMMENTS else 2 if cues & _RELATED else 3


_MASS = (0.1, 0.3, 0.7, 1.5, 3, 5, 8, 12, 18, 25, 35)
_GUESS = (-5, -4, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3, 4)
_FAR = (-40, -20, -10, -6, -3, -1.5, -0.5, 0.5, 1.5, 3, 6, 10, 20, 40, 80)
_SHARE = (0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999)
_COUNT = (1, 3, 6, 12, 25, 50, 100, 200)
_NEAR = (2, 3, 4, 5, 7, 10, 15, 25, 50)
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
    size = len(lines)
    page = _Page(guesses, lines, cues)
    prose, total = page.prose, page.prose[-1] or 1.0
    density = total / (page.words[-1] or 1.0)
    whole = bisect_right((50, 100, 200, 400, 800, 1600), total)
    share = bisect_right((0.1, 0.2, 0.3, 0.45, 0.6, 0.75), density)
    for at, (guess, line) in enumerate(zip(guesses, lines, strict=True)):
        since, until = page.since[at], page.until[at]
        if (
            guess < -_SURE
            or guess > _SURE
            or (guess < _HOPELESS and since > _LONELY and until > _LONELY)
        ):
            yield ()
            continue
        length, long = line.length, line.length > 0
        row = [bisect_right(_GUESS, guess) * 3 + length]
        for reach in (1, 3, 8, 20):
            before, after = prose[at] - prose[max(0, at - reach)], prose[min(size, at + 1 + reach)]
            row.append(bisect_right(_MASS, before / reach))
            row.append(bisect_right(_MASS, (after - prose[at + 1]) / reach))
        row += (
            bisect_right(_FAR, page.off(at)) * 2 + long,
            bisect_right(_SHARE, prose[at] / total) * 2 + long,
            bisect_right(_SHARE, (total - prose[at + 1]) / total),
            bisect_right(_COUNT, at),
            bisect_right(_COUNT, size - 1 - at),
            bisect_right(_NEAR, since) * 2 + long,
            bisect_right(_NEAR, until) * 2 + long,
            bisect_right((2, 3, 5, 10, 20), since) * 6 + bisect_right((2, 3, 5, 10, 20), until),
            page.behind(at, page.comments) * 2 + long,
            page.behind(at, page.related) * 2 + long,
            whole,
            share,
        )
        low, high = max(0, at - 20), min(size, at + 21)
        for counts in page.counts:
            row.append(min(5, counts[at] - counts[low]) * 3 + length)
            row.append(min(5, counts[high] - counts[at + 1]) * 3 + length)
        row.append(page.commented(at) * 2 + long)
        yield tuple(row)


class _Page:
    """Sums over a page, and where its main parts stand."""

    def __init__(
        self, guesses: Sequence[float], lines: Sequence[Line], cues: Sequence[int]
    ) -> None:
        odds = [1 / (1 + math.exp(-max(-30.0, min(30.0, guess)))) for guess in guesses]
        weights = [min(line.words, _WEIGHT) for line in lines]
        mass = [chance * weight for chance, weight in zip(odds, weights, strict=True)]
        self.prose = list(accumulate(mass, initial=0.0))
        self.words = list(accumulate(weights, initial=0.0))
        self.main = _main(odds, weights)
        strong = [
            chance > 0.6 and weight >= _LONG for chance, weight in zip(odds, weights, strict=True)
        ]
        self.since = _distances(strong)
        self.until = _distances(strong[::-1])[::-1]
        short = [one if line.length < 2 else 0 for one, line in zip(cues, lines, strict=True)]
        dates = (line.dated and line.length < 2 for line in lines)
        self.counts = [
            list(accumulate(marks, initial=0))
            for marks in (
                (one & _COMMENTS for one in short),
                dates,
                (one > _COMMENTS for one in short),
            )
        ]
        late = _LATE * self.prose[-1]
        self.comments = self._first(short, _COMMENTS, late)
        self.related = self._first(short, _RELATED, late)

    def _first(self, cues: Sequence[int], bit: int, late: float) -> int:
        """The first line with such words behind a part of the prose, or one behind the end."""
        places = (at for at, one in enumerate(cues) if one & bit and self.prose[at] > late)
        return next(places, len(cues))

    def off(self, at: int) -> int:
        """How many lines `at` stands before (negative) or behind the main run."""
        start, end = self.main
        return at - start if at < start else at - end + 1 if at >= end else 0

    def behind(self, at: int, first: int) -> int:
        return bisect_right((1, 5, 20), at - first) if at >= first else 4

    def commented(self, at: int) -> int:
        """How far into the comments: by how many were seen, and how much prose came before."""
        first = self.comments
        if at < first:
            return 0
        seen = self.counts[0][at] - self.counts[0][first]
        before = self.prose[first] / (self.prose[at] + 1)
        return bisect_right((0, 2, 3, 5, 10), seen) * 4 + bisect_right((0.35, 0.55, 0.8), before)


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
    """How many lines before each the last strong one stands."""
    found, last = [], -99
    for at, is_strong in enumerate(strong):
        found.append(at - last)
        if is_strong:
            last = at
    return found
