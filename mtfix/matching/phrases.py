"""The predicate `phrase`: whether one of the phrases that begin with a literal stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.matching.predicates import word_ends, word_starts
from mtfix.matching.triggers import SEPARATOR, folded
from mtfix.text.line_wrap import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

PHRASE = 80
"""Bytes of a phrase that are looked at."""
NEXT_LINE = "  ", " >"
"""Text behind the last word of a line in folded text, where the next line begins with white space
or a sign of a quotation."""
_LINE_START = b" \t\r\n>"
_NEXT = 2
"""Letters of the first word of the next line that are looked at before the rest is."""
WRAP = 40
"""Bytes more, where a line ends within it and the next one begins with white space."""
_NEXT_LINE = tuple(map(str.encode, NEXT_LINE))
_BREAK = BREAK.encode()
_FEW = 64
"""Phrases that one look compares faster than a table."""
_SEPARATOR = SEPARATOR.encode()


class _Table(NamedTuple):
    """The phrases of a head, the longest first; and their lengths, since a pack may have
    thousands of one head."""

    phrases: tuple[bytes, ...]
    known: frozenset[bytes]
    lengths: tuple[int, ...]

    def begin(self, here: bytes, data: bytes, start: int) -> bool:
        """Whether `here`, what stands at `start` of the data in small letters, begins with one
        of the phrases and its last word ends there."""
        if len(self.phrases) <= _FEW and not here.startswith(self.phrases):
            return False
        for length in self.lengths:  # a generator would take twice as long
            if here[:length] in self.known and (
                length == PHRASE or word_ends(data, start + length)
            ):
                return True
        return False


class Phrases:
    """The test `phrase` of one group of triggers; its table is made at the first match."""

    def __init__(self, phrases: bytes) -> None:
        self._phrases = phrases
        self._by_head: dict[bytes, _Table] = {}
        self._next: dict[bytes, set[bytes]] = {}

    def __call__(self, data: bytes, start: int, end: int) -> bool:
        if not word_starts(data, start, end):
            return False
        here = folded(data[start : start + PHRASE])
        head = here[: end - start] if end - start <= PHRASE else folded(data[start:end])
        table = self._by_head.get(head) or self._read(head)
        next_words = self._next.get(head) if self._next else None
        if next_words is not None:
            word = data[end : end + WRAP].lstrip(_LINE_START)[:_NEXT].lower()
            return word in next_words and self._wrapped(data, start, head)
        if table.begin(here, data, start):
            return True
        near = here[: table.lengths[0]]
        return (b"  " in near or b" >" in near) and self._wrapped(data, start, head)

    def _wrapped(self, data: bytes, start: int, head: bytes) -> bool:
        """Whether a phrase stands there in two lines, of which the next is indented or quoted."""
        line = re.sub(_BREAK, b" ", data[start : start + PHRASE + WRAP])
        return self._by_head[head].begin(line.lower(), line, 0)

    def _read(self, head: bytes) -> _Table:
        """The phrases of a head, the longest first, put into the table."""
        begun: list[bytes] = []
        if head.endswith(_NEXT_LINE):  # the word behind it stands in the next line
            words = head[:-2] + b" "
            begun = self._listed(words, ends=False)
            self._next[head] = {one[len(words) : len(words) + _NEXT] for one in begun}
        begun = begun or self._listed(head + b"|", ends=True)
        phrases = tuple(sorted(begun, key=len, reverse=True))
        lengths = tuple(sorted(set(map(len, phrases)), reverse=True))
        self._by_head[head] = _Table(phrases, frozenset(phrases), lengths)
        return self._by_head[head]

    def _listed(self, head: bytes, *, ends: bool) -> list[bytes]:
        """The phrases of the head that is spelled so, or of those that it begins with one word
        to come."""
        found: list[bytes] = []
        for entry in self._entries_from(head):
            if not entry.startswith(head):
                break
            own, *begun = entry.split(b"|")
            if ends or b" " not in own[len(head) :]:
                found += (one[:PHRASE] for one in begun)
        return found

    def _entries_from(self, head: bytes) -> Iterator[bytes]:
        """Yield the entries in order from the first that is not before a head. They are looked up
        where they stand: to part all of them takes megabytes, and most pages ask for a few."""
        data, size = self._phrases, len(_SEPARATOR)
        low, high = 0, len(data)
        while low < high:
            middle = (low + high) // 2
            start = _behind(data.rfind(_SEPARATOR, low, middle), low)
            end = data.find(_SEPARATOR, start, high)
            end = high if end < 0 else end
            if data[start:end] < head:
                low = min(end + size, len(data))
            else:
                high = start
        while low < len(data):
            end = data.find(_SEPARATOR, low)
            end = len(data) if end < 0 else end
            yield data[low:end]
            low = end + size


def _behind(separator: int, otherwise: int) -> int:
    """Where the entry behind a separator begins, or, where none was found, `otherwise`."""
    return otherwise if separator < 0 else separator + len(_SEPARATOR)
