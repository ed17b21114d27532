"""One automaton: where the patterns of one group stand in some bytes."""

from __future__ import annotations

from _thread import allocate_lock  # what `threading.Lock` is, without the rest of it
from bisect import bisect_left, bisect_right
from itertools import compress, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from mtfix.matching.triggers import GRAM, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ahocorasick_rs import BytesAhoCorasick

    from mtfix.matching.plan import PatternGroup

    Match = tuple[int, int, int]
    """The number of a pattern, and start and end of where it occurs, in bytes."""

SEARCHED_A_PATTERN, SEARCH_COST = 0.4, 100
"""Bytes that are searched without an automaton, for each of its patterns, before it is built, and
what each such search counts besides. To build the one of all terms takes 15 ms, as long as to
search ten pages of 2 KB: in most processes on one page it is never built."""
SEARCHED_AT_LEAST = 6_000
"""Bytes that are searched so in any case: to load what builds automata takes a while as well."""
SEARCHED_A_SIGN = 40
"""The same for patterns that all begin with one of a few signs, which is a quicker search."""
_BLOCK = 1 << 10
"""Bytes that are asked together whether they are ASCII; more than any pattern reaches."""
_FEW = 3
"""First bytes that are looked for before an automaton is asked; most lines have none of them."""
_BEHIND = b"\xff"
"""A byte that no text has, behind all that it can have."""
_FIRST, _END = itemgetter(slice(1)), itemgetter(2)


class PatternAutomaton:
    """The patterns of one group. Thread-safe: what is built when it is first needed gives the
    same matches as a search without it.

    first_number: what is added to the number of a pattern in its group, so that the numbers of
        all groups differ.
    """

    def __init__(self, group: PatternGroup, first_number: int, reach: int) -> None:
        self._patterns = group.patterns.split(SEPARATOR.encode()) if group.patterns else []
        self._following = group.following
        self._only_beyond_ascii = group.beyond_ascii
        self._first_number = first_number
        self._reach = reach
        first_bytes = islice((first for first, _ in groupby(self._patterns, key=_FIRST)), _FEW + 1)
        firsts = list(first_bytes)
        self._signs = firsts if len(firsts) <= _FEW else []
        self.firsts = frozenset(b"".join(self._signs))
        """The bytes that all patterns begin with, if these are few."""
        self._lock = allocate_lock()
        self._searched = 0
        self._short = group.short
        self._numbers_of_short: dict[bytes, int] = {}
        self._numbers: dict[bytes, int] = {}
        self._automaton: BytesAhoCorasick | None = None
        self.folds = not group.following
        """Whether it looks in text in small letters, where a line end is a space."""
        self.begins_lines = group.begins_lines
        """Whether all patterns begin with a line end."""

    def find(self, data: bytes) -> list[Match]:
        """Return where the patterns, by their numbers in the group, stand; by their ends."""
        if self.firsts and not self._may_begin(data):
            return []
        if self._only_beyond_ascii:
            return [] if data.isascii() else _beyond_ascii(data, self._find, self._reach)
        return self._find(data)

    def _may_begin(self, data: bytes) -> bool:
        """Whether a byte stands in the data that patterns begin with."""
        return any(map(data.__contains__, self.firsts))

    def numbered(self, found: list[Match], base: int = 0) -> list[Match]:
        """Return matches by the numbers that patterns have among all groups, without what must
        follow a trigger, and counted from `base`."""
        number, following = self._first_number, self._following
        if following:
            return [
                (at + number, start - base, end - base - following[at]) for at, start, end in found
            ]
        if number or base:
            return [(at + number, start - base, end - base) for at, start, end in found]
        return found

    def _find(self, data: bytes) -> list[Match]:
        automaton = self._automaton or self._built_for(len(data))
        if automaton is None:
            return self._search_signs(data) if self._signs else self._search(data)
        found: list[Match] = automaton.find_matches_as_indexes(data, overlapping=True)
        return found

    def _built_for(self, size: int) -> BytesAhoCorasick | None:
        """The automaton, or None as long as so little was searched that it does not pay."""
        with self._lock:
            self._searched += size + SEARCH_COST
            a_pattern = SEARCHED_A_SIGN if self.firsts else SEARCHED_A_PATTERN
            enough = SEARCHED_AT_LEAST + a_pattern * len(self._patterns)
            if self._automaton is None and self._searched >= enough:
                from ahocorasick_rs import BytesAhoCorasick, Implementation

                # A DFA takes 5 times as long to build and 30 MB more, and scans less than twice
                # as fast: with so many patterns both wait for memory most of the time.
                kind = Implementation.ContiguousNFA
                self._automaton = BytesAhoCorasick(self._patterns, implementation=kind)
            return self._automaton

    def _search(self, data: bytes) -> list[Match]:
        """The matches, found without an automaton: at each place those patterns are compared that
        begin with the bytes there."""
        grams = _places(data)
        found = list(self._search_short(data, grams))
        patterns = self._patterns
        for gram, places in grams.items():
            low = bisect_left(patterns, gram)
            if low == len(patterns) or not patterns[low].startswith(gram):
                continue
            high = bisect_left(patterns, gram + _BEHIND, low)
            alike = tuple(patterns[low:high])
            for at in places:
                if data.startswith(alike, at):
                    stand = (data.startswith(pattern, at) for pattern in alike)
                    indexes = compress(range(low, high), stand)
                    found += [(index, at, at + len(patterns[index])) for index in indexes]
        return sorted(found, key=_END)

    def _search_signs(self, data: bytes) -> list[Match]:
        """The same for patterns that all begin with one of a few bytes."""
        if not self._numbers:
            self._numbers = {pattern: index for index, pattern in enumerate(self._patterns)}
        found: list[Match] = []
        numbers = self._numbers
        sizes = sorted(set(map(len, numbers)))
        for first in self._signs:
            at = data.find(first)
            while at >= 0:
                for size in sizes:
                    index = numbers.get(data[at : at + size])
                    if index is not None and at + size <= len(data):
                        found.append((index, at, at + size))
                at = data.find(first, at + 1)
        return sorted(found, key=_END)

    def _search_short(self, data: bytes, grams: Iterable[bytes]) -> Iterator[Match]:
        """The matches of patterns that are too short to be looked up, given what longer ones are
        looked up by."""
        if not self._numbers_of_short:
            self._numbers_of_short = {self._patterns[number]: number for number in self._short}
        numbers = self._numbers_of_short
        end = data[-GRAM:]
        for size in range(1, GRAM):
            beginnings = {gram[:size] for gram in grams}
            beginnings.update(end[at : at + size] for at in range(len(end) - size + 1))
            for pattern in numbers.keys() & beginnings:
                at = data.find(pattern)
                while at >= 0:
                    yield numbers[pattern], at, at + len(pattern)
                    at = data.find(pattern, at + 1)


def _places(data: bytes) -> dict[bytes, list[int]]:
    """Where the bytes by which patterns are looked up stand."""
    places: dict[bytes, list[int]] = {}
    for at in range(len(data) - GRAM + 1):
        places.setdefault(data[at : at + GRAM], []).append(at)
    return places


def between(found: list[Match], start: int, end: int) -> list[Match]:
    """Return which of some matches, given by their ends, lie between two places."""
    low, high = bisect_right(found, start, key=_END), bisect_right(found, end, key=_END)
    return [match for match in found[low:high] if match[1] >= start]


def _beyond_ascii(data: bytes, find: Callable[[bytes], list[Match]], reach: int) -> list[Match]:
    """The matches of patterns that all have a character beyond ASCII: they are looked for around
    such characters only."""
    found: list[Match] = []
    done = 0
    for start, end in _stretches(data):
        low = max(0, start - reach)
        found += [
            (pattern, first + low, last + low)
            for pattern, first, last in find(data[low : end + reach])
            if done <= first + low < end
        ]
        done = end
    return found


def _stretches(data: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of data that are not ASCII alone, in whole blocks."""
    start = -1
    for at in range(0, len(data), _BLOCK):
        if data[at : at + _BLOCK].isascii():
            if start >= 0:
                yield start, at
            start = -1
        elif start < 0:
            start = at
    if start >= 0:
        yield start, len(data)
