"""Where each word of a text stands, so that cues are looked up instead of searched for."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from mtfix.matching.triggers import folded
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.characters import WORD, continues_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.edits.edit import Span

_PARTS = lazy_regex(f"({WORD}+)")
_PIECE = 1 << 18
"""Characters that are folded at once, so that of a long text there are no copies in between."""
_LAST = "\U0010ffff"
_PARTS_OF_ASCII = lazy_regex("([0-9A-Za-z_]+)")


class WordIndex:
    """The words within some windows of a text, folded, with where they start in code points.

    text: the text itself.
    folded: the text in small letters (only those of ASCII), each line break a space.
    words: the words.
    """

    __slots__ = ("_beginnings", "_ordered", "_read", "_with_stem", "folded", "text", "words")

    def __init__(self, text: str, windows: Sequence[Span]) -> None:
        self.text = text
        self.folded = fold(text)
        self.words: set[str] = set()
        self._read = [self._words_of(window) for window in windows]
        for words, _ in self._read:
            self.words.update(words)
        self._ordered: list[str] = []
        self._beginnings: set[str] = set()
        self._with_stem: dict[str, Sequence[str]] = {}

    def _words_of(self, window: Span) -> tuple[Sequence[str], Sequence[int]]:
        """The words of a window, but for those that its ends cut, and where each starts."""
        part = self.folded[window.start : window.end]
        pieces = (_PARTS_OF_ASCII if part.isascii() else _PARTS).split(part)
        ends = list(accumulate(map(len, pieces), initial=window.start))
        words, places = pieces[1::2], ends[1::2]
        if words and not pieces[-1] and in_word(self.text, window.end):
            words.pop()
        if words and not pieces[0] and in_word(self.text, window.start - 1):
            del words[0], places[0]
        return words, places

    def starts(self, wanted: Iterable[str]) -> dict[str, list[int]]:
        """Return for each of some words of the windows where it starts, in ascending order."""
        starts: dict[str, list[int]] = {word: [] for word in wanted}
        for words, places in self._read:
            for word, start in zip(words, places, strict=False):
                if word in starts:
                    starts[word].append(start)
        return starts

    def beginnings(self, size: int) -> set[str]:
        """Return the first letters of all words, so many."""
        if not self._beginnings:
            self._beginnings = {word[:size] for word in self.words}
        return self._beginnings

    def beginning_with(self, stem: str) -> Sequence[str]:
        """Return the words that begin with a stem, in alphabetical order."""
        found = self._with_stem.get(stem)  # entries of one topic share their cues
        if found is None:
            if not self._ordered:
                self._ordered = sorted(self.words)
            first = bisect_left(self._ordered, stem)
            last = bisect_left(self._ordered, stem + _LAST, first)
            found = self._with_stem[stem] = self._ordered[first:last]
        return found


def fold(text: str) -> str:
    """Return text of the same length in which ASCII letters are small and a line break is a
    space, as the scan sees it."""
    if len(text) <= _PIECE:
        return folded(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")
    made = ""
    for at in range(0, len(text), _PIECE):  # a list of them would take as much room as the text
        made += fold(text[at : at + _PIECE])
    return made


def in_word(text: str, at: int) -> bool:
    """Return whether the character at a place of a text belongs to a word; outside of the text
    none does."""
    return at >= 0 and continues_word(text[at : at + 1])
