"""Where each word of a text stands, so that cues are looked up instead of searched for."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from mtfix.matching.triggers import folded
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.characters import WORD, continues_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.edits.edit import Span

_PARTS = lazy_regex(f"({WORD}+)")
_LAST = "\U0010ffff"
_PARTS_OF_ASCII = lazy_regex("([0-9A-Za-z_]+)")


class WordIndex:
    """The words within some windows of a text, folded, with where they start in code points.

    text: the text itself.
    folded: the text in small letters (only those of ASCII), each line break a space.
    starts: for each word where it starts, in ascending order.
    """

    __slots__ = ("_beginnings", "_ordered", "_with_stem", "folded", "starts", "text")

    def __init__(self, text: str, windows: Sequence[Span]) -> None:
        self.text = text
        self.folded = fold(text)
        self.starts: dict[str, list[int]] = {}
        self._ordered: list[str] = []
        self._beginnings: set[str] = set()
        self._with_stem: dict[str, Sequence[str]] = {}
        for window in windows:
            self._read(window)

    def _read(self, window: Span) -> None:
        """Add the words of a window, but for those that its ends cut."""
        part = self.folded[window.start : window.end]
        pieces = (_PARTS_OF_ASCII if part.isascii() else _PARTS).split(part)
        ends = list(accumulate(map(len, pieces), initial=window.start))
        words, places = pieces[1::2], ends[1::2]
        if words and not pieces[-1] and in_word(self.text, window.end):
            words.pop()
        if words and not pieces[0] and in_word(self.text, window.start - 1):
            del words[0], places[0]
        starts = self.starts
        for word, start in zip(words, places, strict=False):
            if word in starts:
                starts[word].append(start)
            else:
                starts[word] = [start]

    def beginnings(self, size: int) -> set[str]:
        """Return the first letters of all words: so many, and fewer."""
        if not self._beginnings:
            for letters in range(1, size + 1):
                self._beginnings.update([word[:letters] for word in self.starts])
        return self._beginnings

    def beginning_with(self, stem: str) -> Sequence[str]:
        """Return the words that begin with a stem, in alphabetical order."""
        found = self._with_stem.get(stem)  # entries of one topic share their cues
        if found is None:
            if not self._ordered:
                self._ordered = sorted(self.starts)
            first = bisect_left(self._ordered, stem)
            last = bisect_left(self._ordered, stem + _LAST, first)
            found = self._with_stem[stem] = self._ordered[first:last]
        return found


def fold(text: str) -> str:
    """Return text of the same length in which ASCII letters are small and a line break is a
    space, as the scan sees it."""
    return folded(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def in_word(text: str, at: int) -> bool:
    """Return whether the character at a place of a text belongs to a word; outside of the text
    none does."""
    return at >= 0 and continues_word(text[at : at + 1])
