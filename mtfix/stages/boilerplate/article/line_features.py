"""The features of a line by itself.

A feature has a name and, for each line, a small whole number as its value; the model has a
weight for each value of each feature. Shares and counts are graded: the value is the number of
thresholds that are reached.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from mtfix.stages.boilerplate.article.menu_words import BYLINE, COMMENTS, RELATED
from mtfix.stages.boilerplate.article.page_lines import words
from mtfix.text.memo import Memo

LINE_FEATURES = (
    "words and end",
    "beginning",
    "letters in a word",
    "all capitals",
    "sentences",
    "commas",
    "capitals",
    "repeated",
    "time or date",
    "digits",
    "separators",
    "signs",
    "brackets",
    "words of menus",
    "words of menus and end",
    "share of such words",
    "nothing but such words",
    "kinds of such words",
)
MOST_REPEATS = 3
"""Occurrences of a line above which it makes no difference."""
LENGTHS = 3
"""A line is a label (0), short (1), or long enough to be a sentence (2). Where that matters, a
feature has another value for each: `value * LENGTHS + length`."""
LONG_WORDS = 12
_LENGTH_WORDS = (5, LONG_WORDS)
_MOST_WORDS = 60
"""Words above which a line counts no more than with as many."""

_WORDS = (0, 1, 2, 3, 5, 8, 12, 17, 24, 40, 80)
_FORM_WORDS = (2.5, 5.5, 12, 24)
_LETTERS_IN_WORD = (4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 14.0)
_COMMAS_IN_WORDS = (0.001, 0.03, 0.06, 0.1, 0.2, 0.4)
_CAPITALS_IN_WORDS = (0.05, 0.15, 0.3, 0.5, 0.7, 0.9)
_DIGITS_IN_SIZE = (0.001, 0.03, 0.1, 0.2, 0.4)
_SEPARATORS_IN_WORDS = (0.001, 0.05, 0.2)
_SIGNS_IN_WORDS = (0.001, 0.1, 0.5)
_BRACKETS_IN_WORDS = (0.001, 0.1, 0.3)
_COVERED_IN_SIZE = (0.001, 0.15, 0.35, 0.6, 0.9)
_HALF = 0.500001
"""More than half of a line."""

_ENDS = dict(zip(b".:~,0|", (1, 2, 3, 4, 5, 6), strict=True))
_SENTENCE_END, _ELLIPSIS_END = 1, 3
_STARTS = dict(zip(b'aAc0"', (1, 2, 2, 3, 4), strict=True))
_OTHER_START = 5
_CAPITAL, _STOP = b"A."
_LETTERS_AND_SPACES = b"aAcp "
_COUNTED = b".", b",", b"0", b"|", b"-", b"@", b'"'
_DATES = (b"0:00", 3), (b"00.00.00", 2), (b"0|00", 2), (b"0-00", 2), (b"0000", 1)
"""Shapes of a time, of dates, and of a year, with how sure a date each of them is."""


class LineFacts(NamedTuple):
    """Facts about a line that the features of other lines and of the page are made from."""

    words: float
    length: int
    form: int
    """Its size (0 to 4) and how it ends: `size * 3 + (0 bare, 1 sentence, 2 other sign)`."""
    menu: int
    """The sort of its menu words: 0 none, 1 of comments, 2 of related links, 3 of others."""
    dated: bool
    comment_label: bool
    date_label: bool
    menu_label: bool
    """Whether it is shorter than a sentence and has words of comments, a date, other words."""
    related_label: bool

    @property
    def is_sentence(self) -> bool:
        return self.form % 3 == 1


def line_features(
    shape: bytes, menus: int, covered: int, repeats: int
) -> tuple[LineFacts, tuple[int, ...]]:
    """Return what is known of a line, and its value for each of `LINE_FEATURES`."""
    size, count = len(shape), words(shape)
    length, end = bisect_right(_LENGTH_WORDS, count), _end(shape)
    signs = _counts[shape.translate(None, _LETTERS_AND_SPACES)]
    date = _date(shape) if signs.digits > 2 else 0
    capitals = shape.count(b" A") + (shape[0] == _CAPITAL)
    values = (
        bisect_right(_WORDS, count) * 8 + end,
        _STARTS.get(shape[0], _OTHER_START) * LENGTHS + length,
        bisect_right(_LETTERS_IN_WORD, size / count),
        (b"A" in shape and b"a" not in shape) * LENGTHS + length,
        _sentences(shape, signs.stops) * LENGTHS + length,
        bisect_right(_COMMAS_IN_WORDS, signs.commas / count) * LENGTHS + length,
        bisect_right(_CAPITALS_IN_WORDS, capitals / count) * LENGTHS + length,
        (repeats - 1) * LENGTHS + length,
        *_sign_values(shape, count, signs, date, length),
        *_menu_values(menus, covered / size, end, length),
    )
    return _facts(count, length, end, menus, date), values


class _Signs(NamedTuple):
    """How many signs of each sort a line has."""

    stops: int
    commas: int
    digits: int
    bars: int
    dashes: int
    others: int
    brackets: int


def _sign_values(
    shape: bytes, count: float, signs: _Signs, date: int, length: int
) -> tuple[int, ...]:
    if not any(signs[2:]):
        return length, length, length, length, length
    separators = signs.bars + shape.count(b" - ")
    return (
        date * LENGTHS + length,
        bisect_right(_DIGITS_IN_SIZE, signs.digits / len(shape)) * LENGTHS + length,
        bisect_right(_SEPARATORS_IN_WORDS, separators / count) * LENGTHS + length,
        bisect_right(_SIGNS_IN_WORDS, signs.others / count) * LENGTHS + length,
        bisect_right(_BRACKETS_IN_WORDS, signs.brackets / count) * LENGTHS + length,
    )


def _menu_values(menus: int, share: float, end: int, length: int) -> tuple[int, ...]:
    if not menus:
        return length, end, length, 0, length
    first_class = (menus & -menus).bit_length()
    return (
        first_class * LENGTHS + length,
        menus.bit_length() * 8 + end,  # the last of its classes
        bisect_right(_COVERED_IN_SIZE, share) * LENGTHS + length,
        menus + 1 if share >= _HALF else 0,
        min(3, menus.bit_count()) * LENGTHS + length,
    )


def _facts(count: float, length: int, end: int, menus: int, date: int) -> LineFacts:
    sort_of_end = 1 if end == _SENTENCE_END else 2 if end else 0
    menu = 0 if not menus else 1 if menus & COMMENTS else 2 if menus & RELATED else 3
    dated = date > 1 or menus & BYLINE > 0
    is_label = length < 2
    return LineFacts(
        min(count, _MOST_WORDS),
        length,
        bisect_right(_FORM_WORDS, count) * 3 + sort_of_end,
        menu,
        dated,
        is_label and menus & COMMENTS > 0,
        is_label and dated,
        is_label and menus > COMMENTS,
        is_label and menus & RELATED > 0,
    )


def _counts_in(signs: bytes) -> _Signs:
    return _Signs(*map(signs.count, _COUNTED))


_counts = Memo(_counts_in)
"""Many lines have the same signs between their letters, and most have few."""


def _end(shape: bytes) -> int:
    """How a line ends: 0 with a letter, else by the sign."""
    if shape[-1] in _LETTERS_AND_SPACES:
        return 0
    if shape.endswith(b"..."):
        return _ELLIPSIS_END
    ending = shape.rstrip(b'" ')
    return _ENDS.get(ending[-1], 0) if ending else 0


def _sentences(shape: bytes, stops: int) -> int:
    """How many sentences follow another one, at most 3."""
    if stops == (shape[-1] == _STOP):
        return 0
    return min(3, shape.count(b". ") + shape.count(b".c") + shape.count(b'."'))


def _date(shape: bytes) -> int:
    return next((value for sign, value in _DATES if sign in shape), 0)
