"""The automata: each looks for the patterns of one lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, Implementation

from mtfix.scan.begun import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.scan.plan import Lane

    Match = tuple[int, int, int]
    """The number of a pattern, and start and end of where it occurs, in bytes."""

_DFA_FROM = 200_000
"""Bytes from which building a DFA pays: it scans 2.5 times faster than the contiguous NFA
and takes 4 times as long to build."""

_BLOCK = 1 << 10
"""Bytes that are asked together whether they are ASCII; more than any pattern reaches."""
_FEW = 3
"""First bytes that are looked for before an automaton is asked; most lines have none of them."""
_GRAM = 4
"""Bytes of a pattern that must occur before it is searched."""


class Automata:
    """Some patterns and the automata that look for them, each made at its first need."""

    def __init__(self, lane: Lane, number: int) -> None:
        self.patterns = lane.patterns.split(SEPARATOR.encode()) if lane.patterns else []
        self.behind, self.across, self.wide = lane.behind, lane.across, lane.wide
        firsts = {pattern[:1] for pattern in self.patterns}
        self._firsts = firsts if len(firsts) <= _FEW else frozenset()
        self._number = number
        self._automata: dict[bool, BytesAhoCorasick] = {}

    def may_match(self, data: bytes) -> bool:
        """Whether one of the few bytes is there that all patterns begin with, if they are few."""
        return not self._firsts or any(first in data for first in self._firsts)

    def search(self, data: bytes) -> list[Match]:
        """What an automaton finds, found one by one: for a page or two that is sooner done
        than the automaton is built."""
        wanted: Iterable[tuple[int, bytes]] = enumerate(self.patterns)
        if len(self.patterns) > len(data):  # then it pays to see which can occur at all
            grams = {data[at : at + _GRAM] for at in range(len(data))}
            wanted = [one for one in wanted if one[1][:_GRAM] in grams or len(one[1]) < _GRAM]
        found = []
        for index, pattern in wanted:
            number, behind = index + self._number, self.behind[index] if self.behind else 0
            at = data.find(pattern)
            while at >= 0:
                found.append((number, at, at + len(pattern) - behind))
                at = data.find(pattern, at + 1)
        return found

    def scan(self, data: bytes) -> list[Match]:
        """What `search` finds, by an automaton."""
        found = self._automaton(len(data)).find_matches_as_indexes(data, overlapping=True)
        number, behind = self._number, self.behind
        if not behind:
            return [(at + number, start, end) for at, start, end in found] if number else found
        return [(at + number, start, end - behind[at]) for at, start, end in found]

    def _automaton(self, size: int) -> BytesAhoCorasick:
        large = size >= _DFA_FROM
        made = self._automata
        automaton = made.get(large) or (not large and made.get(True))
        if not automaton:
            kind = Implementation.DFA if large else Implementation.ContiguousNFA
            automaton = made[large] = BytesAhoCorasick(self.patterns, implementation=kind)
        return automaton


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
