"""What a model looks at in a line and its neighbours; `surroundings` adds its place on the page.

Each sign is a small whole number, for which the model has a weight. `own` reads one line,
`beside` its neighbours.

All lines of a page are asked for one sign before the next one is looked at: that is several
times as fast as line by line, and pages are long.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import repeat
from operator import floordiv
from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.boilerplate.lines import LONGEST_WORD, words
from mtfix.stages.boilerplate.weights import summed
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


REPEATS = 3
"""Occurrences of a line above which it makes no difference."""
_SHORT, LONG = 5, 12
"""Words from which a line is no longer a label, and from which it may be a sentence."""
_ENDS = dict(zip(b".:~,0|", (1, 2, 3, 4, 5, 6), strict=True))
_STARTS = dict(zip(b'aAc0"', (1, 2, 2, 3, 4), strict=True))
_SMALL, _CAPITAL, _IDEOGRAPH, _STOP = b"aAc."
_LETTERS = b"aAcp "
_LONG_BARE = 40
_TIMES = (b"0:00", 3), (b"00.00.00", 2), (b"0|00", 2), (b"0-00", 2), (b"0000", 1)
_COUNTED = b".", b",", b"0", b"|", b"-", b"@", b'"'
_HALF = 0.500001
"""More than half of a line."""
_COVERED = (0.001, 0.15, 0.35, _HALF, 0.6, 0.9)
_SIZES = (2.5, 5.5, LONG, 24)
_WORDS = (0, 1, 2, 3, 5, 8, 12, 17, 24, 40, 80)
COMMENTS, RELATED, _BYLINE = 1, 2, 64
"""Bits of the classes of words whose place on the page counts."""
FORMS = 16
"""How many forms of lines there are, with that of a line that is not there."""
SENTENCES = frozenset(form for form in range(4 * FORMS) if form % FORMS % 3 == 1)
"""The forms of lines that end as a sentence does, whichever words of menus they have."""
LENGTHS = 3
"""A label, a short line, and one that may be a sentence."""
MOST_WORDS = 60
"""Words above which a line counts no more."""
MARKS = (1 << 12, 1 << 6, 1)
"""What is counted around a line of the short ones there: such as have words of comments, dates,
and words of other menus. Up to 63 of each are counted in one number."""

OWN = (
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
Key = tuple[int, ...]


class Own:
    """The weights of `OWN`, put together as pages ask for them.

    Few combinations of signs occur, so those that depend on the same of a line are a group,
    whose weight is looked up at once.
    """

    def __init__(self, tables: Sequence[Sequence[int]]) -> None:
        first = 0
        self._groups = []
        for size, values in ((4, _by_words), (4, _by_kind), (5, _by_kind), (5, _by_cues)):
            self._groups.append(summed(tables[first : first + size], values))
            first += size

    def weights(self, keys: Iterable[Iterable[Key]]) -> Iterator[int]:
        """Yield what the signs of each line weigh, from what `own` has read."""
        each = zip(self._groups, keys, strict=True)
        return map(sum, zip(*(map(group.__getitem__, keys) for group, keys in each), strict=True))


def _by_kind(key: Key) -> Key:
    """Signs that weigh something else in a label, a short line and a long one."""
    length, *values = key
    return tuple(value * LENGTHS + length for value in values)


def _by_words(key: Key) -> Key:
    length, many, end, start, letters, capitals = key
    return many * 8 + end, *_by_kind((length, start)), letters, *_by_kind((length, capitals))


def _by_cues(key: Key) -> Key:
    length, end, cues, share = key
    more = share > _COVERED.index(_HALF)
    kinds = min(3, cues.bit_count())
    first, covered, many = _by_kind((length, (cues & -cues).bit_length(), share - more, kinds))
    return first, cues.bit_length() * 8 + end, covered, (cues + 1) * more, many


class Facts(NamedTuple):
    """What is known of each line by itself, a column each."""

    words: Sequence[float]
    forms: Sequence[int]
    """The size of a line and whether it ends as a sentence does: what its neighbours see of it,
    and with that, which words of menus it has."""
    lengths: Sequence[int]
    """A label, a short line, or one that may be a sentence."""
    dated: Sequence[bool]
    marks: Sequence[int]
    """Which of `MARKS` it has."""


def own(
    shapes: Sequence[bytes], cues: Sequence[int], covered: Sequence[int], repeats: Sequence[int]
) -> tuple[Facts, Iterable[Iterable[Key]]]:
    """Return what is known of some lines, and what their signs are read from, by the groups of
    `Own`."""
    sizes = list(map(len, shapes))
    counts = _words(shapes)
    lengths = [0 if count < _SHORT else 1 if count < LONG else 2 for count in counts]
    # Many lines have the same signs between their letters, and most have few.
    bare = (shape.translate(None, _LETTERS) for shape in shapes)
    counted = [_bare[one] if len(one) < _LONG_BARE else _counted(one) for one in bare]
    stops, commas, digits, bars, dashes, odd, brackets = zip(*counted, strict=True)
    times = [_time(shape) if many > 2 else 0 for shape, many in zip(shapes, digits, strict=True)]
    ends = [0 if shape[-1] in _LETTERS else _end(shape) for shape in shapes]
    firsts = [shape[0] for shape in shapes]
    within = map(bytes.count, shapes, repeat(b" A"))
    capitals = [many + (first == _CAPITAL) for many, first in zip(within, firsts, strict=True)]
    each = zip(shapes, bars, dashes, strict=True)
    separators = [many + shape.count(b" - ") if dash else many for shape, many, dash in each]
    grades = list(map(bisect_right, repeat(_WORDS), counts))
    keys = (
        zip(
            lengths,
            grades,
            ends,
            [_STARTS.get(first, 5) for first in firsts],
            _graded((4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 14.0), sizes, counts),
            [_SMALL not in shape and _CAPITAL in shape for shape in shapes],
            strict=True,
        ),
        zip(
            lengths,
            list(map(_sentences, shapes, stops)),
            _graded((0.001, 0.03, 0.06, 0.1, 0.2, 0.4), commas, counts),
            _graded((0.05, 0.15, 0.3, 0.5, 0.7, 0.9), capitals, counts),
            [one - 1 for one in repeats],
            strict=True,
        ),
        zip(
            lengths,
            times,
            _graded((0.001, 0.03, 0.1, 0.2, 0.4), digits, sizes),
            _graded((0.001, 0.05, 0.2), separators, counts),
            _graded((0.001, 0.1, 0.5), odd, counts),
            _graded((0.001, 0.1, 0.3), brackets, counts),
            strict=True,
        ),
        zip(lengths, ends, cues, _graded(_COVERED, covered, sizes), strict=True),
    )
    forms = [
        bisect_right(_SIZES, count) * 3
        + (1 if end == 1 else 2 if end else 0)
        + (_menu(cue) * FORMS if cue else 0)
        for count, end, cue in zip(counts, ends, cues, strict=True)
    ]
    dated = [time > 1 or one & _BYLINE > 0 for time, one in zip(times, cues, strict=True)]
    told = zip(cues, lengths, dated, strict=True)
    marks = [_marks(cue, date) if (cue or date) and length < 2 else 0 for cue, length, date in told]
    return Facts([min(count, MOST_WORDS) for count in counts], forms, lengths, dated, marks), keys


def _end(shape: bytes) -> int:
    if shape.endswith(b"..."):
        return 3
    ending = shape.rstrip(b'" ')
    return _ENDS.get(ending[-1], 0) if ending else 0


def _marks(cues: int, dated: bool) -> int:
    comment, date, menu = MARKS
    return (cues & COMMENTS) * comment + dated * date + (cues > COMMENTS) * menu


def _words(shapes: Sequence[bytes]) -> list[float]:
    """The words of each line; most pages need no look at single lines for them."""
    if _IDEOGRAPH in b"".join(shapes):
        return list(map(words, shapes))
    spaces = map(bytes.count, shapes, repeat(b" "))
    each = zip(spaces, map(floordiv, map(len, shapes), repeat(LONGEST_WORD)), strict=True)
    return [many + 1 if many >= least else least for many, least in each]


def _counted(bare: bytes) -> tuple[int, ...]:
    return tuple(map(bare.count, _COUNTED))


_bare = Memo(_counted)


def _sentences(shape: bytes, stops: int) -> int:
    """How many sentences follow another one; most lines have no stop but at the end."""
    if stops == (shape[-1] == _STOP):
        return 0
    return min(3, shape.count(b". ") + shape.count(b".c") + shape.count(b'."'))


def _graded(steps: Sequence[float], parts: Iterable[float], wholes: Sequence[float]) -> list[int]:
    """How many steps each share reaches; nothing reaches none."""
    each = zip(parts, wholes, strict=True)
    return [bisect_right(steps, part / whole) if part else 0 for part, whole in each]


def _time(shape: bytes) -> int:
    """Whether a time stands in a line, a date, or at least a year."""
    return next((time for sign, time in _TIMES if shape.find(sign) >= 0), 0)


def _menu(cues: int) -> int:
    return 1 if cues & COMMENTS else 2 if cues & RELATED else 3
