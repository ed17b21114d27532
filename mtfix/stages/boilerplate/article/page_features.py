"""The features of a line by its neighbours, and by its place on a page with first guesses.

Values are read as in `line_features`; here all lines are asked at once, a column a feature.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from itertools import accumulate, pairwise, repeat
from operator import add, sub
from typing import TYPE_CHECKING, TypeVar

from mtfix.stages.boilerplate.article.guessed_page import FAR
from mtfix.stages.boilerplate.article.line_features import LENGTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mtfix.stages.boilerplate.article.guessed_page import GuessedPage

    Columns = Mapping[str, Iterable[int]]
    """For each feature by its name the values, a line after the other."""

_FORMS, _NO_LINE, _NO_MENU = 16, 15, 4
"""How many forms lines have, with that of a line that is not there, which has this sort of menu."""
_GUESSES = (
    *(-5000, -4000, -3000, -2500, -2000, -1500, -999, -500),
    *(0, 500, 1000, 1500, 2000, 3000, 4000),
)
_REACHES = 1, 3, 8, 20
"""Lines on each side whose prose is measured."""
_PROSE_IN_LINE = (0.1, 0.3, 0.7, 1.5, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0, 35.0)
"""Words of prose a line, on average over those lines."""
_COUNT_REACH, _MOST_COUNTED = 20, 5
"""Lines on each side in which labels are counted, and up to how many of them."""
_COUNT_VALUES = [min(_MOST_COUNTED, count) * LENGTHS for count in range(_COUNT_REACH + 1)]
_FROM_MAIN_START = (-40, -20, -10, -6, -3, -1, 0)
_FROM_MAIN_END = (1, 2, 3, 6, 10, 20, 40, 80)
"""Lines from the first and from the last line of the run with most prose."""
# Thresholds: shares of the prose of the page; lines; words of prose; words of prose per word;
# comments; and the share of the prose so far that stands before the first comment.
_SHARES = (0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999)
_LINES = (1, 3, 6, 12, 25, 50, 100, 200)
_LINES_SINCE = (0, 1, 5, 20)
_PROSE = (50, 100, 200, 400, 800, 1600)
_DENSITIES = (0.1, 0.2, 0.3, 0.45, 0.6, 0.75)
_COMMENTS_BEFORE = (0, 2, 3, 5, 10)
_PROSE_BEFORE_COMMENTS = (0.35, 0.55, 0.8)
_NEAR = [bisect_right((2, 3, 4, 5, 7, 10, 15, 25, 50), lines) for lines in range(FAR + 1)]
_BETWEEN = [bisect_right((2, 3, 5, 10, 20), lines) for lines in range(FAR + 1)]
_Sum = TypeVar("_Sum", int, float)


def neighbour_features(forms: Sequence[int], menus: Sequence[int]) -> Columns:
    """Return what the lines next to each show: their forms and menu words, see `LineFacts`."""
    form = [_NO_LINE, _NO_LINE, *forms, _NO_LINE, _NO_LINE]
    menu = [_NO_MENU, *menus, _NO_MENU]
    before, after = form[1:-3], form[3:-1]
    return {
        "line before": [b * _FORMS + own for b, own in zip(before, forms, strict=True)],
        "line after": [a * _FORMS + own for a, own in zip(after, forms, strict=True)],
        "line before that": form[:-4],
        "line after that": form[4:],
        "lines on both sides": [a * _FORMS + b for a, b in zip(after, before, strict=True)],
        "words of menus in the line before": menu[:-2],
        "words of menus in the line after": menu[2:],
    }


def place_features(page: GuessedPage) -> Columns:
    """Return where each line of a page stands."""
    lines = _reached(_LINES, page.size)
    guesses = [bisect_right(_GUESSES, guess) * LENGTHS for guess in page.guesses]
    density = page.prose[-1] / (page.words or 1.0)
    return {
        "last guess": map(add, guesses, page.lengths),
        "prose after": _prose_after(page),
        "lines before": lines,
        "lines after": lines[::-1],
        "prose of the page": repeat(bisect_right(_PROSE, page.prose[-1]), page.size),
        "share of prose": repeat(bisect_right(_DENSITIES, density), page.size),
        "between paragraphs": [
            _BETWEEN[since] * 6 + _BETWEEN[until]
            for since, until in zip(page.since, page.until, strict=True)
        ],
        **_by_label(page),
        **_prose_around(page),
        **_labels_around(page),
    }


def _by_label(page: GuessedPage) -> Columns:
    """The features that have other values in labels and in other lines."""
    columns: Columns = {
        "place by the main run": _by_main_run(page),
        "prose before": _prose_before(page),
        "since a paragraph": map(_NEAR.__getitem__, page.since),
        "until a paragraph": map(_NEAR.__getitem__, page.until),
        "since comments": _since(page.first_comment, page.size),
        "since related": _since(page.first_related, page.size),
        "within comments": _within_comments(page),
    }
    is_longer = [length > 0 for length in page.lengths]
    return {
        name: [value * 2 + longer for value, longer in zip(column, is_longer, strict=True)]
        for name, column in columns.items()
    }


def _by_main_run(page: GuessedPage) -> list[int]:
    from_start = [page.main_start + lines for lines in _FROM_MAIN_START]
    return _reached([*from_start, *(page.main_end + far for far in _FROM_MAIN_END)], page.size)


def _prose_before(page: GuessedPage) -> list[int]:
    shares = [bisect_left(page.prose, share * page.prose[-1]) for share in _SHARES]
    return _reached(shares, page.size)


def _prose_after(page: GuessedPage) -> list[int]:
    total = page.prose[-1]
    from_end = [total - before for before in page.prose[:0:-1]]
    shares = [bisect_left(from_end, share * total) for share in _SHARES]
    return _reached(shares, page.size)[::-1]


def _prose_around(page: GuessedPage) -> Columns:
    columns = {}
    for reach in _REACHES:
        grade = partial(bisect_right, [words * reach for words in _PROSE_IN_LINE])
        before, after = _around(page.prose, reach, grade)
        columns[f"prose in {reach} lines before"] = before
        columns[f"prose in {reach} lines after"] = after
    return columns


def _labels_around(page: GuessedPage) -> Columns:
    columns = {}
    counted = {"comments": page.comments, "dates": page.dates, "words of menus": page.menus}
    for name, labels in counted.items():
        counts = list(accumulate(labels, initial=0))
        before, after = _around(counts, _COUNT_REACH, _COUNT_VALUES.__getitem__)
        columns[f"{name} before"] = map(add, before, page.lengths)
        columns[f"{name} after"] = map(add, after, page.lengths)
    return columns


def _within_comments(page: GuessedPage) -> list[int]:
    """0 before the first comment; behind it by the comments so far, and by the share of the prose
    so far that stands before the first."""
    first, prose = page.first_comment, page.prose
    seen = accumulate(page.comments[first:], initial=0)
    return [0] * first + [
        bisect_right(_COMMENTS_BEFORE, count) * (len(_PROSE_BEFORE_COMMENTS) + 1)
        + bisect_right(_PROSE_BEFORE_COMMENTS, prose[first] / (prose[at] + 1))
        for at, count in zip(range(first, page.size), seen, strict=False)
    ]


def _reached(thresholds: Sequence[int], size: int) -> list[int]:
    """For each line how many of the thresholds, in ascending order, its number reaches."""
    limits = [0, *(min(max(0, one), size) for one in thresholds), size]
    column: list[int] = []
    for value, (start, end) in enumerate(pairwise(limits)):
        column += [value] * (end - start)
    return column


def _since(first: int, size: int) -> list[int]:
    """How far behind a line each stands, in grades; those before it have the last grade."""
    reached = _reached([first + lines for lines in _LINES_SINCE], size)
    return [len(_LINES_SINCE)] * first + [value - 1 for value in reached[first:]]


def _around(
    sums: Sequence[_Sum], reach: int, grade: Callable[[_Sum], int]
) -> tuple[list[int], list[int]]:
    """Return the graded sums over the `reach` lines before each line, and over those behind it;
    `sums` are the running totals before each line, and at last the total."""
    ends = [*sums, *repeat(sums[-1], reach)]
    starts = [*repeat(sums[0], reach), *sums]
    windows = list(map(grade, map(sub, ends, starts)))
    return windows[: len(sums) - 1], windows[1 + reach :]
