"""The automata: each looks for the patterns of one lane."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from mtfix.matching.triggers import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ahocorasick_rs import BytesAhoCorasick

    from mtfix.matching.plan import PatternGroup

    Match = tuple[int, int, int]
    """The number of a pattern, and start and end of where it occurs, in bytes."""

_BLOCK = 1 << 10
"""Bytes that are asked together whether they are ASCII; more than any pattern reaches."""
_FEW = 3
"""First bytes that are looked for before an automaton is asked; most lines have none of them."""
_FIRST, _END = itemgetter(slice(1)), itemgetter(2)
_GRAM = 4
"""Bytes of a pattern that must occur before it is searched."""


class PatternAutomaton:
    """Some patterns and the automaton that looks for them, made at its first need."""

    def __init__(self, lane: PatternGroup, number: int) -> None:
        self.patterns = lane.patterns.split(SEPARATOR.encode()) if lane.patterns else []
        self.behind, self.across, self.wide = lane.behind, lane.across, lane.wide
        firsts = set(islice((first for first, _ in groupby(self.patterns, key=_FIRST)), _FEW + 1))
        self._firsts = firsts if len(firsts) <= _FEW else frozenset()
        self._number = number
        self._automaton: BytesAhoCorasick | None = None

    def may_match(self, data: bytes) -> bool:
        """Whether one of the few bytes is there that all patterns begin with, if they are few."""
        return not self._firsts or any(first in data for first in self._firsts)

    def search(self, data: bytes) -> list[Match]:
        """What `scan` finds, found one by one: for a page or two that is sooner done than an
        automaton is built."""
        if len(self.patterns) > len(data):  # then it pays to see which can occur at all
            grams = {data[at : at + _GRAM] for at in range(len(data))}
            wanted: Iterable[int] = self._beginning(grams)
        else:
            wanted = range(len(self.patterns))
        found = []
        for index in wanted:
            pattern = self.patterns[index]
            at = data.find(pattern)
            while at >= 0:
                found.append((index, at, at + len(pattern)))
                at = data.find(pattern, at + 1)
        return sorted(found, key=_END)

    def _beginning(self, grams: Iterable[bytes]) -> set[int]:
        """The patterns that begin with some bytes, and those that are shorter than these."""
        patterns = self.patterns
        starts = {gram[:size] for gram in grams for size in range(1, _GRAM)}
        found = set()
        for start in (*grams, *starts):
            index = bisect_left(patterns, start)
            while index < len(patterns) and patterns[index].startswith(start):
                if len(start) < _GRAM and len(patterns[index]) > len(start):
                    break
                found.add(index)
                index += 1
        return found

    def scan(self, data: bytes) -> list[Match]:
        """Where the patterns of this lane, by their numbers in it, stand; by their ends."""
        if self._automaton is None:
            from ahocorasick_rs import BytesAhoCorasick, Implementation

            # A DFA takes 5 times as long to build, needs 30 MB more, and scans only 1.2 times as
            # fast: with so many patterns both wait for memory most of the time.
            kind = Implementation.ContiguousNFA
            self._automaton = BytesAhoCorasick(self.patterns, implementation=kind)
        found: list[Match] = self._automaton.find_matches_as_indexes(data, overlapping=True)
        return found

    def placed(self, found: list[Match], base: int = 0) -> list[Match]:
        """Matches of this lane by the numbers that patterns have among all lanes, without what
        must follow a trigger, and counted from `base`."""
        number, behind = self._number, self.behind
        if behind:
            return [
                (at + number, start - base, end - base - behind[at]) for at, start, end in found
            ]
        if number or base:
            return [(n + number, at - base, end - base) for n, at, end in found]
        return found


def inside(found: list[Match], start: int, end: int) -> list[Match]:
    """Return which of some matches, by their ends, lie between two places."""
    low, high = bisect_right(found, start, key=_END), bisect_right(found, end, key=_END)
    return [match for match in found[low:high] if match[1] >= start]


def beyond_ascii(data: bytes, look: Callable[[bytes], list[Match]], reach: int) -> list[Match]:
    """What a lane finds whose patterns all have a character beyond ASCII: only where one is."""
    if data.isascii():
        return []
    found: list[Match] = []
    done = 0
    for start, end in _wide(data):
        low = max(0, start - reach)
        found += [
            (pattern, first + low, last + low)
            for pattern, first, last in look(data[low : end + reach])
            if done <= first + low < end
        ]
        done = end
    return found


def _wide(data: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of data that are not ASCII alone, in whole blocks, with one between."""
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
