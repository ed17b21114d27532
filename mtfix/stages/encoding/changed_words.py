"""The words that a repair changes: as they stand between spaces, before and after."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.word_shapes import can_be_right, is_well_formed
from mtfix.text.characters import FIRST_IDEOGRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.stages.encoding.minimal_diff import RepairedRun

_SPACE = " \t\r\n\f\u3000"
_SPACES = lazy_regex(f"[{_SPACE}]")
_LONGEST = 200
"""Most characters before and behind a run that count as its word: some scripts have no spaces."""


class ChangedWord(NamedTuple):
    """A word, or words that one run takes in, with the runs that become new.

    start: where it begins in its piece.
    is_whole: whether nothing in it is broken still.
    is_doubtful: whether it can be right as it stands.
    """

    start: int
    old: str
    new: str
    runs: tuple[RepairedRun, ...]
    is_whole: bool
    is_doubtful: bool


def changed_words(piece: str, runs: Sequence[RepairedRun]) -> Iterator[ChangedWord]:
    """Yield the words of a piece that its runs change, in order."""
    word: list[RepairedRun] = []
    start = end = 0
    for run in runs:
        if not word or run.start >= end:
            if word:
                yield _changed_word(piece, start, end, word)
            word, start = [], _start_of_word(piece, run.start)
        word.append(run)
        end = _end_of_word(piece, run.end)
    if word:
        yield _changed_word(piece, start, end, word)


def _start_of_word(piece: str, at: int) -> int:
    low = max(0, at - _LONGEST)
    return max((piece.rfind(space, low, at) + 1 for space in _SPACE), default=0) or low


def _end_of_word(piece: str, at: int) -> int:
    high = min(len(piece), at + _LONGEST)
    found = _SPACES.search(piece, at, high)
    return found.start() if found else high


def _is_among_ideographs(piece: str, run: RepairedRun) -> bool:
    """Whether a run makes signs of the West out of controls beside ideographs, which are what is
    left of others whose bytes are lost."""
    if len(run.new) != run.end - run.start:
        return False
    around = piece[max(0, run.start - 1) : run.end + 1]
    return any(
        "\x80" <= min(pair) < "\xa0" and max(pair) >= FIRST_IDEOGRAPH for pair in pairwise(around)
    )


def _changed_word(piece: str, start: int, end: int, runs: list[RepairedRun]) -> ChangedWord:
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at, size = start, 0
    for run in runs:
        parts += piece[at : run.start], run.new
        size += run.start - at
        places.append((size, size + len(run.new)))
        size += len(run.new)
        at = run.end
    old, new = piece[start:end], "".join([*parts, piece[at:end]])
    is_whole = (
        all(run.is_certain for run in runs)
        and all(is_well_formed(new, *place) for place in places)
        and not any(_is_among_ideographs(piece, run) for run in runs)
    )
    is_doubtful = is_whole and all(map(can_be_right, _SPACES.split(old)))
    return ChangedWord(start, old, new, tuple(runs), is_whole, is_doubtful)
