"""The words with which lines begin, looked for in a text that has letters and figures alone.

Signs and spaces may stand in front of words and between them, so patterns hold none: that for
`Share to:` is a line end and `shareto`. All begin with a line end, so the automaton skips from
one to the next.
"""

from __future__ import annotations

import re
from itertools import accumulate, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from mtfix.matching.automaton import PatternAutomaton
from mtfix.matching.predicates import word_ends
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.matching.automaton import Match
    from mtfix.matching.plan import PatternGroup

LINE_END = b"\n"
MOST_SIGNS = 40
"""Bytes that may stand before the words of a line, among them, and behind those of a whole one."""
_DROPPED = bytes(range(128)).translate(
    None, b"\n0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
_SMALL = bytes(range(256)).lower()
_WIDE = "\u00a0·«»’‘“”–—…•★【】「」｜：，、。！？（）\u3000"
_WIDE_SIGN = re.compile(
    b"|".join(
        re.escape(prefix) + b"[" + bytes(map(itemgetter(-1), signs)) + b"]"
        for prefix, signs in groupby(sorted(map(str.encode, _WIDE)), key=itemgetter(slice(-1)))
    )
)
"""One of the signs, by their bytes but the last."""
_SIGNS = frozenset(_DROPPED.decode() + _WIDE)
_FIGURES = frozenset(b"0123456789")
_START, _END = itemgetter(1), itemgetter(2)


def line_pattern(text: str, test: str) -> str:
    """Return what is looked for where a line begins with some words, or where they are all of
    it."""
    words = squeezed(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")
    return f"\n{words}\n" if test == "alone" else f"\n{words}"


def squeezed(data: bytes) -> bytes:
    """Return text without signs and spaces, but with its line ends, in small letters.

    >>> squeezed(b" Share to: WeChat")
    b'sharetowechat'
    """
    letters = data.translate(_SMALL, _DROPPED)
    return letters if letters.isascii() else _WIDE_SIGN.sub(b"", letters)


class LineBeginnings(PatternAutomaton):
    """Finds where lines begin with one of the patterns, or where one is all of a line."""

    def __init__(self, group: PatternGroup, first_number: int, reach: int) -> None:
        super().__init__(group, first_number, reach)
        self.folds = self.begins_lines = False  # a line by itself begins, too
        self.firsts = frozenset()

    def find(self, data: bytes) -> list[Match]:
        """Return where the words of the patterns stand, signs among them included; by their
        ends."""
        text = LINE_END + squeezed(data) + LINE_END
        found = sorted(self._find(text), key=_START)
        if not found:
            return []
        starts = [0, *accumulate(len(line) + 1 for line in data.split(LINE_END))]
        matches: list[Match] = []
        line = at = 0
        for pattern, start, _ in found:
            line += text.count(LINE_END, at, start)
            at = start
            words = self._patterns[pattern].strip(LINE_END)
            span = words_at(data, starts[line], starts[line + 1] - 1, len(words))
            if span:
                matches.append((pattern, *span))
        return sorted(matches, key=_END)


def words_at(data: bytes, start: int, end: int, size: int) -> tuple[int, int] | None:
    """Return where the first words of a line stand that have so many bytes, signs aside; None
    where a word goes on behind them, or too many signs stand in front or among them."""
    line = data[start : min(end, start + size + 2 * MOST_SIGNS)]
    if line.isascii():
        match = _OF_SIZE[size](line)
        if match is None or match.end() - match.start(1) > size + 2 * MOST_SIGNS:
            return None
        first, at = start + match.start(1), start + match.end()
        return (first, at) if data[at - 1] in _FIGURES or word_ends(data, at) else None
    first, at = -1, start
    for char in line.decode("utf-8", "surrogateescape"):
        width = 1 if char < "\x80" else len(char.encode("utf-8", "surrogateescape"))
        if char not in _SIGNS:
            if first < 0:
                first = at
            size -= width
        at += width
        if not size:
            break
    if size or first - start > MOST_SIGNS or at - first > size + 2 * MOST_SIGNS:
        return None
    is_figure = data[at - 1] in _FIGURES
    return (first, at) if is_figure or word_ends(data, at) else None


def _of_size(size: int) -> Callable[[bytes], re.Match[bytes] | None]:
    """The match of so many letters and figures at the beginning of a line, with the signs."""
    signs = rb"[^0-9A-Za-z]"
    words = rb"(?:[0-9A-Za-z]%s*?){%d}[0-9A-Za-z]" % (signs, size - 1)
    return re.compile(rb"%s{,%d}(%s)" % (signs, MOST_SIGNS, words)).match


_OF_SIZE = Memo(_of_size)
"""By the number of letters and figures."""


def leads_line(data: bytes, start: int, _end: int) -> bool:
    """A line begins with the trigger, signs before it aside."""
    before = data[max(0, start - MOST_SIGNS - 1) : start]
    signs = before[before.rfind(LINE_END) + 1 :]
    return len(signs) <= MOST_SIGNS and not squeezed(signs)


def is_line(data: bytes, start: int, end: int) -> bool:
    """The trigger is all of a line, signs on both sides aside."""
    signs = data[end : end + MOST_SIGNS + 1].partition(LINE_END)[0]
    return len(signs) <= MOST_SIGNS and not squeezed(signs) and leads_line(data, start, end)


TESTS: dict[str, Callable[[bytes, int, int], bool]] = {"line": leads_line, "alone": is_line}
"""The predicates of triggers that are looked for in this way, by their names."""
