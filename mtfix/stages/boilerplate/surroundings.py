"""What a model looks at in the page around a line, with a guess for each of its lines.

As in `signs`, all lines are asked for one sign before the next one is looked at. Signs that
change at a few places of a page only are not asked line by line at all: what they add is noted
where it changes. All guesses are log odds in thousandths.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, repeat
from operator import getitem, sub
from typing import TYPE_CHECKING, TypeVar

from mtfix.stages.boilerplate.signs import LENGTHS, MARKS
from mtfix.stages.boilerplate.steps import Sign, Steps
from mtfix.stages.boilerplate.weights import summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.stages.boilerplate.prose import Page
    from mtfix.text.memo import Memo


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

_REACHES = 1, 3, 8, 20
_MASS = (0.1, 0.3, 0.7, 1.5, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0, 35.0)
"""Words of prose in a line, on average."""
_MASSES = {reach: [mass * reach for mass in _MASS] for reach in _REACHES}
_GUESS = (
    *(-5000, -4000, -3000, -2500, -2000, -1500, -999, -500),
    *(0, 500, 1000, 1500, 2000, 3000, 4000),
)
"""The steps of the last guess; what is just -1000 belongs to those below."""
_BEFORE = (-40, -20, -10, -6, -3, -1, 0)
_BEHIND = (1, 2, 3, 6, 10, 20, 40, 80)
_SHARE = (0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999)
_COUNT = (1, 3, 6, 12, 25, 50, 100, 200)
_SINCE = (0, 1, 5, 20)
_PROSE = (50, 100, 200, 400, 800, 1600)
_DENSITY = (0.1, 0.2, 0.3, 0.45, 0.6, 0.75)
_SEEN = (1, 2, 4, 9)
_BEFORE_COMMENTS = (0.35, 0.55, 0.8)
_NEAR = (2, 3, 4, 5, 7, 10, 15, 25, 50)
_BETWEEN = (2, 3, 5, 10, 20)
_WIDE, _MANY = 20, 5
"""How far dates and words of menus are counted on each side, and up to how many of them."""


class Around:
    """The weights of `AROUND`, put together as pages ask for them."""

    def __init__(self, tables: Sequence[Sequence[int]]) -> None:
        named = dict(zip(AROUND, tables, strict=True))
        self._guess = [named["last guess"][length::LENGTHS] for length in range(LENGTHS)]
        self._mass = {
            reach: [named[f"prose in {reach} lines {side}"] for side in ("before", "after")]
            for reach in _REACHES
        }
        self._named = named
        self._near = summed([named[name] for name in _NEAR_SIGNS], _near)
        self._before, self._after = _counted(named, "before"), _counted(named, "after")
        self._signs = {name: Sign(named[name], by_label=name in _BY_LABEL) for name in _STEPS}
        self._changes = {name: self._signs[name].changes(order) for name, order in _ORDERS.items()}

    def weights(self, page: Page) -> Iterator[Iterable[int]]:
        """Yield columns that are together what the page around each line adds."""
        lengths = page.facts.lengths
        guesses = map(bisect_right, repeat(_GUESS), page.guesses)
        yield map(getitem, map(self._guess.__getitem__, lengths), guesses)
        for reach, (before, after) in self._mass.items():
            masses = _windows(page.prose, reach)
            graded = list(map(bisect_right, repeat(_MASSES[reach]), masses))
            yield map(before.__getitem__, graded[: page.size])
            yield map(after.__getitem__, graded[1 + reach :])
        yield map(self._near.__getitem__, zip(page.since, page.until, lengths, strict=True))
        marks = list(_windows(list(accumulate(page.facts.marks, initial=0)), _WIDE))
        yield map(self._before.__getitem__, zip(marks, lengths, strict=False))
        yield map(self._after.__getitem__, zip(marks[1 + _WIDE :], lengths, strict=True))
        yield self._steps(page).weights(lengths)

    def _steps(self, page: Page) -> Steps:
        """What the place on the page adds."""
        steps, changes, size = Steps(page.size), self._changes, page.size
        start, end = page.main
        off = [*(start + far for far in _BEFORE), *(end - 1 + far for far in _BEHIND)]
        steps.follow(changes["place by the main run"], off)
        shares = [share * page.total for share in _SHARE]
        steps.follow(changes["prose before"], [bisect_left(page.prose, one) for one in shares])
        rest = (page.total - share for share in shares[::-1])
        steps.follow(changes["prose after"], [bisect_right(page.prose, one) - 1 for one in rest])
        steps.follow(changes["lines before"], _COUNT)
        steps.follow(changes["lines after"], [size - many for many in _COUNT[::-1]])
        comments = page.comments[0] if page.comments else size
        for sign, first in (("since comments", comments), ("since related", page.related)):
            steps.follow(changes[sign], [first + many for many in _SINCE])
        places, values = _commented(page.prose, page.comments)
        for sign, order in (
            ("prose of the page", [bisect_right(_PROSE, page.total)]),
            ("share of prose", [bisect_right(_DENSITY, page.density)]),
            ("within comments", values),
        ):
            steps.follow(self._signs[sign].changes(order), places if len(order) > 1 else ())
        return steps


_ORDERS = {
    "place by the main run": range(len(_BEFORE) + len(_BEHIND) + 1),
    "prose before": range(len(_SHARE) + 1),
    "prose after": range(len(_SHARE), -1, -1),
    "lines before": range(len(_COUNT) + 1),
    "lines after": range(len(_COUNT), -1, -1),
    "since comments": (4, 0, 1, 2, 3),
    "since related": (4, 0, 1, 2, 3),
}
"""The values that a sign has one after the other from the head of a page to its end."""
_STEPS = (*_ORDERS, "prose of the page", "share of prose", "within comments")
_NEAR_SIGNS = "since a paragraph", "until a paragraph", "between paragraphs"
_BY_LABEL = {
    "place by the main run",
    "prose before",
    "since comments",
    "since related",
    "within comments",
}


def _near(place: tuple[int, int, int]) -> tuple[int, ...]:
    """How far the next paragraphs are, for lines of a length."""
    since, until, length = place
    long = length > 0
    return (
        bisect_right(_NEAR, since) * 2 + long,
        bisect_right(_NEAR, until) * 2 + long,
        bisect_right(_BETWEEN, since) * (len(_BETWEEN) + 1) + bisect_right(_BETWEEN, until),
    )


def _counted(named: Mapping[str, Sequence[int]], side: str) -> Memo[tuple[int, int], int]:
    """What the lines of each of `MARKS` that stand on a side add, by how many there are."""
    tables = [named[f"{what} {side}"] for what in ("comments", "dates", "words of menus")]

    def many(place: tuple[int, int]) -> list[int]:
        marks, length = place
        return [min(_MANY, marks // mark % MARKS[1]) * LENGTHS + length for mark in MARKS]

    return summed(tables, many)


def _windows(sums: Sequence[_Sum], reach: int) -> Iterator[_Sum]:
    """How much stands so many lines before each line and the end, and each place so far behind
    it: what stands behind a line is what stands before the one so many and one behind it."""
    return map(sub, [*sums, *[sums[-1]] * reach], [*[sums[0]] * reach, *sums])


def _commented(prose: Sequence[float], comments: Sequence[int]) -> tuple[list[int], list[int]]:
    """The places where it changes how far a line is into the comments, and to what, with what
    it is before: by how many were seen, and how much prose came before."""
    if not comments:
        return [], [0]
    first = comments[0]
    before = [bisect_right(prose, prose[first] / share - 1) for share in _BEFORE_COMMENTS]
    seen = [comments[many] + 1 for many in _SEEN if many < len(comments)]
    places = sorted({first, *seen, *(at for at in before if at > first)})
    values = [
        (1 + bisect_right(seen, at)) * (len(before) + 1) + sum(at < place for place in before)
        for at in places
    ]
    return places, [0, *values]
