"""The log odds, in thousandths, that each line of a page belongs to its article.

The model is linear: the odds are the sum of the weights of the values of all features. A first
guess comes from each line and its neighbours; the second one also knows where a line stands on
a page so guessed. The weights are in `weights.json`; `tests/fit/article.py` fits them.
"""

from __future__ import annotations

from functools import lru_cache
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.boilerplate.article.guessed_page import GuessedPage
from mtfix.stages.boilerplate.article.line_features import (
    LINE_FEATURES,
    MOST_REPEATS,
    LineFacts,
    line_features,
)
from mtfix.stages.boilerplate.article.page_features import neighbour_features, place_features
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtfix.stages.boilerplate.article.page_features import Columns
    from mtfix.stages.boilerplate.article.page_lines import PageLines

    Weights = Mapping[str, Sequence[int]]
    """For each feature a weight for each of its values, in thousandths of log odds."""
    _Content = tuple[bytes, int, int, int]
    """All that the features of a line are read from."""

FILE = Path(__file__).parent / "weights.json"
_VALUES = 800
"""No feature has a greater value; what was never seen in fitting weighs nothing."""
_LABEL = 60
"""Lines of fewer characters look alike on many pages, and are remembered."""


class WeighedLine(NamedTuple):
    """The facts about a line by itself, and what they add to both guesses."""

    facts: LineFacts
    first: int
    second: int


def line_odds(lines: PageLines) -> tuple[list[LineFacts], list[int]]:
    """Return what is known of each line, and the log odds that it belongs to the article."""
    first, second = weights()
    facts, to_first, to_second = map(list, zip(*weighed_lines(lines), strict=True))
    columns = neighbour_features([one.form for one in facts], [one.menu for one in facts])
    guesses = _sums(to_first, columns, first)
    page = GuessedPage(guesses, facts)
    again = _sums(to_second, {**columns, **place_features(page)}, second)
    each = zip(guesses, again, page.in_doubt(), strict=True)
    return facts, [revised if in_doubt else guess for guess, revised, in_doubt in each]


def weighed_lines(lines: PageLines) -> list[WeighedLine]:
    """Return what is known of each line by itself."""
    repeats = [min(many, MOST_REPEATS) for many in lines.repeats]
    contents = zip(lines.shapes, lines.menus, lines.covered, repeats, strict=True)
    return [
        _remembered[content] if len(content[0]) < _LABEL else _weighed(content)
        for content in contents
    ]


@lru_cache(1)
def weights() -> tuple[Weights, Weights]:
    """Return the shipped weights of the first guess and of the second."""
    import json

    first, second = json.loads(FILE.read_text(encoding="utf-8"))
    return _padded(first), _padded(second)


def _padded(table: Mapping[str, Sequence[float]]) -> Weights:
    whole = {name: [round(1000 * weight) for weight in row] for name, row in table.items()}
    return {name: row + [0] * (_VALUES - len(row)) for name, row in whole.items()}


def _sums(starts: Sequence[int], columns: Columns, table: Weights) -> list[int]:
    """For each line the weights of its values, and what it starts with."""
    weighed = (map(table[name].__getitem__, values) for name, values in columns.items())
    return list(map(sum, zip(starts, *weighed, strict=True)))


def _weighed(content: _Content) -> WeighedLine:
    facts, values = line_features(*content)
    (bias, first), (second_bias, second) = _line_weights()
    return WeighedLine(
        facts,
        sum(map(getitem, first, values), bias),
        sum(map(getitem, second, values), second_bias),
    )


@lru_cache(1)
def _line_weights() -> list[tuple[int, list[Sequence[int]]]]:
    """For each guess the weight of all lines alike, and those of `LINE_FEATURES` in their order."""
    return [(table["start"][0], [table[name] for name in LINE_FEATURES]) for table in weights()]


_remembered: Memo[_Content, WeighedLine] = Memo(_weighed)
