"""What a model looks at in a line and its neighbours; `surroundings` adds its place on the page.

Each sign is a small whole number, for which the model has a weight. `own` reads one line,
`beside` its neighbours.

All lines of a page are asked for one sign before the next one is looked at: that is several
times as fast as line by line, and pages are long.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import repeat
from operator import truediv
from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.boilerplate.lines import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


MOST = 800
"""No sign has a greater value."""
REPEATS = 3
"""Occurrences of a line above which it makes no difference."""
_SHORT, LONG = 5, 12
"""Words from which a line is no longer a label, and from which it may be a sentence."""
_ENDS = {b".": 1, b":": 2, b"~": 3, b",": 4, b"0": 5, b"|": 6}
_STARTS = {b"a": 1, b"A": 2, b"c": 2, b"0": 3, b'"': 4}
_COVERED = (0.001, 0.15, 0.35, 0.6, 0.9)
_SIZES = (2.5, 5.5, LONG, 24)
_WORDS = (0, 1, 2, 3, 5, 8, 12, 17, 24, 40, 80)
COMMENTS, RELATED, _BYLINE = 1, 2, 64
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


class Line(NamedTuple):
    """What is known of a line by itself."""

    words: float
    form: int
    """Its size and whether it ends as a sentence does: what its neighbours see of it."""
    length: int
    """A label, a short line, or one that may be a sentence."""
    dated: bool
    signs: tuple[int, ...]


def own(
    shapes: Sequence[bytes], cues: Sequence[int], covered: Sequence[int], repeats: Sequence[int]
) -> Iterator[Line]:
    """Yield the signs of each line; the order is that of `OWN`."""
    sizes = list(map(len, shapes))
    counts = list(map(words, shapes))
    lengths = [0 if count < _SHORT else 1 if count < LONG else 2 for count in counts]
    times = list(map(_time, shapes))
    ends = [
        3 if shape.endswith(b"...") else _ENDS.get(shape.rstrip(b'" ')[-1:], 0) for shape in shapes
    ]
    shares = list(map(truediv, covered, sizes))
    capitals = [shape.count(b" A") + shape.startswith(b"A") for shape in shapes]
    separators = [shape.count(b"|") + shape.count(b" - ") for shape in shapes]
    by_length = (
        [min(3, shape.count(b". ") + shape.count(b".c") + shape.count(b'."')) for shape in shapes],
        _graded((0.001, 0.03, 0.06, 0.1, 0.2, 0.4), _counted(b",", shapes), counts),
        _graded((0.001, 0.03, 0.1, 0.2, 0.4), _counted(b"0", shapes), sizes),
        _graded((0.05, 0.15, 0.3, 0.5, 0.7, 0.9), capitals, counts),
        _graded((0.001, 0.05, 0.2), separators, counts),
        times,
        _graded((0.001, 0.1, 0.5), _counted(b"@", shapes), counts),
        _graded((0.001, 0.1, 0.3), _counted(b'"', shapes), counts),
        [min(one, REPEATS) - 1 for one in repeats],
        [_STARTS.get(shape[:1], 5) for shape in shapes],
    )
    signs = (
        [bisect_right(_WORDS, count) * 8 + end for count, end in zip(counts, ends, strict=True)],
        *(tripled(column, lengths) for column in by_length),
        _graded((4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 14.0), sizes, counts),
        tripled([b"a" not in shape and b"A" in shape for shape in shapes], lengths),
        tripled([(one & -one).bit_length() for one in cues], lengths),
        [one.bit_length() * 8 + end for one, end in zip(cues, ends, strict=True)],
        tripled([bisect_right(_COVERED, one) for one in shares], lengths),
        [one + 1 if most > 0.5 else 0 for one, most in zip(cues, shares, strict=True)],
        tripled([min(3, one.bit_count()) for one in cues], lengths),
    )
    forms = [
        bisect_right(_SIZES, count) * 3 + (1 if end == 1 else 2 * (end > 0))
        for count, end in zip(counts, ends, strict=True)
    ]
    dated = [time > 1 or one & _BYLINE > 0 for time, one in zip(times, cues, strict=True)]
    return map(Line, counts, forms, lengths, dated, zip(*signs, strict=True))


def _counted(sign: bytes, shapes: Sequence[bytes]) -> list[int]:
    return [shape.count(sign) for shape in shapes]


def _graded(steps: Sequence[float], parts: Sequence[float], wholes: Sequence[float]) -> list[int]:
    """How many steps each share reaches."""
    return list(map(bisect_right, repeat(steps), map(truediv, parts, wholes)))


def tripled(column: Iterable[int], lengths: Iterable[int]) -> list[int]:
    """A sign that weighs something else in a label, a short line and a long one."""
    return [sign * 3 + length for sign, length in zip(column, lengths, strict=True)]


def _time(shape: bytes) -> int:
    """Whether a time stands in a line, a date, or at least a year."""
    if b"0" not in shape:
        return 0
    if b"0:00" in shape:
        return 3
    if b"00.00.00" in shape or b"0|00" in shape or b"0-00" in shape:
        return 2
    return 1 if b"0000" in shape else 0


def beside(lines: Sequence[Line], cues: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield for each line what its neighbours are; the order is that of `BESIDE`."""
    forms = [_NONE, _NONE, *(line.form for line in lines), _NONE, _NONE]
    menus = [4, *map(_menu, cues), 4]
    each = zip(forms, forms[1:], forms[2:], forms[3:], forms[4:], menus, menus[2:], strict=False)
    return (
        (
            before * 16 + form,
            after * 16 + form,
            second,
            fourth,
            after * 16 + before,
            menu_before,
            menu_after,
        )
        for second, before, form, after, fourth, menu_before, menu_after in each
    )


def _menu(cues: int) -> int:
    return 0 if not cues else 1 if cues & COMMENTS else 2 if cues & RELATED else 3
