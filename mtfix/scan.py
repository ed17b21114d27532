"""One automaton over all packs: where do triggers stand?

The scan is the only thing that reads every byte of a text. It runs on UTF-8 bytes,
lower-cased (which folds ASCII letters only and keeps offsets), takes overlapping
matches and filters them by a cheap look at the bytes around, so that a clean text
leaves without any stage having seen it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, Implementation

from mtfix.document import Hit, Page
from mtfix.edit import Span
from mtfix.triggers import BRACKET, TESTS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from mtfix.edit import Edit
    from mtfix.triggers import Triggers

_DFA_FROM = 200_000
"""Bytes from which building a DFA pays: it scans 2.5 times faster than the contiguous NFA
and takes 4 times as long to build."""

_SEARCH_UP_TO, _SEARCH_COST = 12_000_000, 4_000_000
"""Bytes times patterns that are searched one by one before the first automaton is built, and
what each such search counts at least: for a page or two it is the quicker way."""


class Scanner:
    """All triggers of all rules, as one automaton. Immutable to its users, and thread-safe."""

    def __init__(self, groups: Iterable[Triggers]) -> None:
        self._groups = list(groups)
        owners: dict[bytes, list[tuple[int, bytes]]] = {}
        for number, group in enumerate(self._groups):
            exact = group.test == "exact"
            # A trigger that ends within a character is written with escaped bytes.
            joined = "\0".join(group.texts).encode("utf-8", "surrogateescape")
            for written in joined.split(b"\0"):
                owner = number, written if exact else b""
                owners.setdefault(written.lower(), []).append(owner)
        owners.pop(b"", None)
        self._patterns = list(owners)
        self._owners = list(owners.values())
        self._looks = [self._look(owner) for owner in self._owners]
        self._automata: dict[bool, BytesAhoCorasick] = {}
        self._searched = 0
        self._reach = max(map(len, self._patterns), default=0) + 2 * BRACKET

    def read(self, text: str, source: str | None = None) -> Page:
        """Return the page of `text`: its hits by stage, in code points, in order."""
        data = text.encode("utf-8", "surrogatepass")
        hits: dict[str, list[Hit]] = {}
        place = _code_points(data)
        for pattern, start, end in self.matches(data):
            span = place(start), place(end)
            for owner in self._owners[pattern]:
                if self._accepts(owner, data, start, end):
                    group = self._groups[owner[0]]
                    hits.setdefault(group.stage, []).append(Hit(*span, group.rule))
        for found in hits.values():
            found.sort(key=_hit_order)
        return Page(text, hits, source)

    def reread(self, page: Page, text: str, edits: Sequence[Edit]) -> Page:
        """Return the page of `text`, which is that of `page` after `edits`.

        A hit depends on the bytes close to it, so only what surrounds the edits is read
        again; the other hits move. Gives what `read` gives.
        """
        if len(edits) * 8 * self._reach > len(text):
            return self.read(text, page.source)
        zones = list(_zones(edits, self._reach, len(text)))
        kept = _moved(page.hits, zones)
        for _, zone, _ in zones:
            low = max(0, zone.start - self._reach)
            part = self.read(text[low : zone.end + self._reach])
            for stage, hits in part.hits.items():
                moved = (Hit(start + low, end + low, rule) for start, end, rule in hits)
                inside = [hit for hit in moved if zone.start <= hit.start < zone.end]
                kept.setdefault(stage, []).extend(inside)
        return Page(
            text,
            {stage: sorted(hits, key=_hit_order) for stage, hits in kept.items() if hits},
            page.source,
        )

    def matches(self, data: bytes) -> list[tuple[int, int, int]]:
        """Pattern, start and end, in bytes, of every match that at least one group accepts,
        in the order in which they end."""
        looks = self._looks
        found = self._found(data.lower())
        return [match for match in found if looks[match[0]](data, match[1], match[2])]

    def _found(self, lowered: bytes) -> list[tuple[int, int, int]]:
        if not self._patterns:
            return []
        effort = len(lowered) * len(self._patterns)
        if not self._automata and self._searched + effort < _SEARCH_UP_TO:
            self._searched += effort + _SEARCH_COST
            return _search(self._patterns, lowered)
        large = len(lowered) >= _DFA_FROM
        automaton = self._automata.get(large) or (not large and self._automata.get(True))
        if not automaton:
            kind = Implementation.DFA if large else Implementation.ContiguousNFA
            automaton = BytesAhoCorasick(self._patterns, implementation=kind)
            self._automata[large] = automaton
        return automaton.find_matches_as_indexes(lowered, overlapping=True)

    def _accepts(self, owner: tuple[int, bytes], data: bytes, start: int, end: int) -> bool:
        number, written = owner
        if written and data[start:end] != written:
            return False
        return TESTS[self._groups[number].test](data, start, end)

    def _look(self, owners: list[tuple[int, bytes]]) -> Callable[[bytes, int, int], bool]:
        """The cheapest function that says whether any owner of a pattern accepts a match."""
        if len(owners) == 1 and not owners[0][1]:
            return TESTS[self._groups[owners[0][0]].test]
        return lambda data, start, end: any(self._accepts(o, data, start, end) for o in owners)


def _search(patterns: Iterable[bytes], lowered: bytes) -> list[tuple[int, int, int]]:
    """What the automaton finds, found one by one: for a page or two that is sooner done
    than the automaton is built."""
    found = []
    for number, pattern in enumerate(patterns):
        at = lowered.find(pattern)
        while at >= 0:
            found.append((number, at, at + len(pattern)))
            at = lowered.find(pattern, at + 1)
    return sorted(found, key=_ending)


def _zones(edits: Iterable[Edit], reach: int, size: int) -> Iterator[tuple[Span, Span, int]]:
    """What lies within `reach` of the edits: before and after them, and how far what follows
    has moved. Zones that meet are one."""
    shift = 0
    old: Span | None = None
    start_shift = 0
    for edit in edits:
        low, high = max(0, edit.span.start - reach), edit.span.end + reach
        if old is not None and low <= old.end:
            old = Span(old.start, high)
        else:
            if old is not None:
                yield old, Span(old.start + start_shift, old.end + shift), shift
            old, start_shift = Span(low, high), shift
        shift += len(edit.new) - len(edit.old)
    if old is not None:
        yield old, Span(old.start + start_shift, min(size, old.end + shift)), shift


def _moved(
    hits: Mapping[str, Sequence[Hit]], zones: Sequence[tuple[Span, Span, int]]
) -> dict[str, list[Hit]]:
    """The hits outside the zones, where they are after the edits."""
    starts = [old.start for old, _, _ in zones]
    moved: dict[str, list[Hit]] = {}
    for stage, found in hits.items():
        kept = moved.setdefault(stage, [])
        for hit in found:
            index = bisect_right(starts, hit.start) - 1
            if index < 0:
                kept.append(hit)
            elif hit.start >= zones[index][0].end:
                shift = zones[index][2]
                kept.append(Hit(hit.start + shift, hit.end + shift, hit.rule))
    return moved


def _ending(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[2], match[1]


def _hit_order(hit: Hit) -> tuple[int, int, int]:
    return hit.end, hit.start, hit.rule


_CONTINUATION = bytes(range(0x80, 0xC0))


def _code_points(data: bytes) -> Callable[[int], int]:
    """A function from byte offsets, asked for in nearly ascending order, to code points."""
    if data.isascii():
        return lambda at: at
    walk = _walk(data)
    next(walk)
    return walk.send


def _walk(data: bytes) -> Generator[int, int, None]:
    byte = point = 0
    asked = yield 0
    while True:
        low, high = (byte, asked) if asked >= byte else (asked, byte)
        step = len(data[low:high].translate(None, _CONTINUATION))
        point += step if asked >= byte else -step
        byte = asked
        asked = yield point
