"""Where do triggers stand? Matches of the automata, filtered by their looks."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from mtfix.matching.automaton import PatternAutomaton, beyond_ascii, inside
from mtfix.matching.candidate_lines import CandidateLine, lines_with
from mtfix.matching.changed_regions import moved, zones
from mtfix.matching.page import Hit, Page
from mtfix.matching.phrases import PHRASE
from mtfix.matching.plan import NUMBERS, Plan, planned
from mtfix.matching.predicates import BRACKET
from mtfix.matching.prefetch import prefetch
from mtfix.matching.trigger_index import TriggerIndex
from mtfix.matching.triggers import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.fix import Fix
    from mtfix.matching.automaton import Match
    from mtfix.matching.context import Context
    from mtfix.matching.trigger_index import Look
    from mtfix.matching.triggers import Triggers


_PIECE = 1 << 20
"""Bytes that are scanned at once, so that what that takes stays in the caches."""

_AHEAD_FROM = 4 << 20
"""Bytes from which a thread scans the next pieces while the last is looked at."""

_SEARCH_UP_TO, _SEARCH_COST = 7_000, 3_000
"""Bytes in which patterns are searched one by one before the first automaton is built, and what
each such search counts besides: for a page or two it is the quicker way."""


class Scanner:
    """All triggers of all rules, looked for at once. Immutable to its users, and thread-safe."""

    def __init__(self, triggers: Iterable[Triggers] | Plan) -> None:
        plan = triggers if isinstance(triggers, Plan) else planned(triggers)
        self._lanes: list[PatternAutomaton] = []
        owners = array(NUMBERS)
        for lane in plan.lanes:
            if lane.patterns:
                self._lanes.append(PatternAutomaton(lane, len(owners)))
                owners += lane.owners
        self._asking = TriggerIndex(plan.groups, owners, plan.shared)
        self._searched = -1
        self._reach = max(PHRASE, *(lane.longest for lane in plan.lanes), 0) + 2 * BRACKET

    def read(
        self,
        text: str,
        context: Context | None = None,
        *,
        line: CandidateLine | None = None,
    ) -> Page:
        """Return the page of `text`: its hits by stage, in code points, in order. `line` holds
        what is already known of its matches."""
        data = text.encode("utf-8", "surrogatepass")
        looks = self._asking.looks
        if line is not None and line.data == data:
            matches = [one for one in line.matches if looks[one[0]](data, one[1], one[2])]
        else:
            matches = self._matches(data, looks)
        hits: dict[str, list[Hit]] = {}
        place = _code_points(data)
        for pattern, start, end in matches:
            span = place(start), place(end)
            for stage, rule in self._asking.who(pattern, data, start, end):
                hits.setdefault(stage, []).append(Hit(*span, rule))
        for found in hits.values():
            found.sort(key=_hit_order)
        return Page(text, hits, context)

    def reread(self, page: Page, text: str, fixes: Sequence[Fix]) -> Page:
        """Return the page of `text`, which is that of `page` after `fixes`.

        A hit depends on the bytes close to it, so only what surrounds the edits is read
        again; the other hits move. Gives what `read` gives.
        """
        edits = sorted(edit for fix in fixes for edit in fix.edits)
        if len(edits) * 8 * self._reach > len(text):
            return page.after(fixes, text, self.read(text).hits)
        read = list(zones(edits, self._reach, len(text)))
        kept = moved(page.hits, read)
        for _, zone, _ in read:
            low = max(0, zone.start - self._reach)
            part = self.read(text[low : zone.end + self._reach])
            for stage, hits in part.hits.items():
                again = (Hit(start + low, end + low, rule) for start, end, rule in hits)
                inside = [hit for hit in again if zone.start <= hit.start < zone.end]
                kept.setdefault(stage, []).extend(inside)
        ordered = {stage: sorted(hits, key=_hit_order) for stage, hits in kept.items() if hits}
        return page.after(fixes, text, ordered)

    def touches(self, data: bytes) -> list[int]:
        """Where the matches start, in bytes and in no order, of which a change can come."""
        return [start for _, start, _ in self._matches(data, self._asking.looks)]

    def candidate_lines(self, data: bytes, also: Iterable[int] = ()) -> Iterator[CandidateLine]:
        """Yield the lines of `data`, in order, in which a match stands of which a change can
        come, and those that hold one of the places `also`; each as if it were read by itself."""
        looks = self._asking.looks
        raw = list(self._raw(data, within_lines=True))
        starts = set(also)
        for lane, found in raw:
            placed = lane.placed(found)
            starts.update(at for one, at, end in placed if looks[one](data, at, end))
        for start, end in lines_with(data, sorted(starts)):
            matches: list[Match] = []
            for lane, found in raw:
                matches += lane.placed(inside(found, start, end), start)
            yield CandidateLine(start, end, data[start:end], matches)

    def _matches(self, data: bytes, looks: Mapping[int, Look]) -> list[Match]:
        """Pattern, start and end, in bytes, of every match on which a look says yes, in no
        order."""
        if len(data) <= _PIECE:
            return [
                match
                for found in self._found(data)
                for match in found
                if looks[match[0]](data, match[1], match[2])
            ]
        pieces = self._pieces(data)
        return [
            (match[0], match[1] + at, match[2] + at)
            for at, found in (prefetch(pieces) if len(data) > _AHEAD_FROM else pieces)
            for match in found
            if looks[match[0]](data, match[1] + at, match[2] + at) and match[1] < _PIECE
        ]

    def _pieces(self, data: bytes) -> Iterator[tuple[int, list[Match]]]:
        """Where each piece of the data begins, and the matches of one lane in it."""
        for at in range(0, len(data), _PIECE):
            piece = data[at : at + _PIECE + self._reach]
            for found in self._found(piece):
                yield at, found

    def _found(self, data: bytes) -> Iterator[list[Match]]:
        """The matches of one lane after the other."""
        for lane, found in self._raw(data):
            yield lane.placed(found)

    def _raw(
        self, data: bytes, *, within_lines: bool = False
    ) -> Iterator[tuple[PatternAutomaton, list[Match]]]:
        """The lanes, each with what it finds, by the ends; only those of matches within lines,
        if these are all that is asked for."""
        small = self._small(len(data))
        plain = folded(data)
        for lane in self._lanes:
            if within_lines and lane.across:
                continue
            text = data if lane.behind else plain
            if not lane.may_match(text):
                continue
            look = lane.search if small else lane.scan
            yield lane, beyond_ascii(text, look, self._reach) if lane.wide else look(text)

    def _small(self, size: int) -> bool:
        """Whether to search the patterns one by one; to be asked once for each text."""
        if self._searched < _SEARCH_UP_TO:
            self._searched += size + _SEARCH_COST
        return self._searched < _SEARCH_UP_TO


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
        between = data[low:high]
        step = len(between if between.isascii() else between.translate(None, _CONTINUATION))
        point += step if asked >= byte else -step
        byte = asked
        asked = yield point
