"""The scan: where the triggers of all rules stand in a text.

Automata find the literals; a predicate then looks at the bytes around each match, and most
matches go no further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.matching.automaton import PatternAutomaton, between
from mtfix.matching.candidate_lines import CandidateLine, lines_with
from mtfix.matching.code_points import code_points
from mtfix.matching.hit_columns import HIT_ORDER, HitColumns, columns_of_parts, merged
from mtfix.matching.line_beginnings import MOST_SIGNS, LineBeginnings
from mtfix.matching.page import Hit, Page
from mtfix.matching.phrases import PHRASE
from mtfix.matching.plan import Plan, make_plan
from mtfix.matching.predicates import BRACKET
from mtfix.matching.prefetch import prefetch
from mtfix.matching.rescan_regions import Region, hits_outside, regions
from mtfix.matching.trigger_index import TriggerIndex
from mtfix.matching.triggers import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.fix import Fix
    from mtfix.matching.automaton import Match
    from mtfix.matching.context import Context
    from mtfix.matching.triggers import Triggers

    Found = tuple[PatternAutomaton, list[Match]]
    """The matches of one automaton, by its own numbers."""
    Hits = Mapping[str, Collection[Hit]]
    """The hits of each stage that has any."""

_PIECE = 1 << 20
"""Bytes that are scanned at once, so that what that takes stays in the caches."""
_PART = 1 << 19
"""Characters of a long text that are read at once."""
_PREFETCH_FROM = 4 << 20
"""Bytes from which a thread scans the next pieces while the last is looked at."""
_REREAD_SHARE = 8
"""Where the regions around the edits are more than this part of a text, all of it is read."""
_LINE = 1_000
"""Bytes of a text that is looked through as a line."""


class Scanner:
    """All triggers of all rules, looked for at once. Thread-safe, and gives the same for the same
    text at any time."""

    def __init__(self, triggers: Iterable[Triggers] | Plan) -> None:
        plan = triggers if isinstance(triggers, Plan) else make_plan(triggers)
        longest = max((group.longest for group in plan.pattern_groups), default=0)
        self._reach = max(PHRASE, longest) + 2 * max(BRACKET, 2 * MOST_SIGNS)
        self._automata: list[PatternAutomaton] = []
        first = 0
        for group in plan.pattern_groups:
            if group.patterns:
                kind = LineBeginnings if group.leads_lines else PatternAutomaton
                self._automata.append(kind(group, first, self._reach))
                first += len(group.owners)
        firsts = bytes({byte for automaton in self._automata for byte in automaton.firsts})
        self._no_first = bytes(range(256)).translate(None, firsts)
        self._index = TriggerIndex(plan)
        self._accepts = self._index.accepts

    def read_page(
        self,
        text: str,
        context: Context | None = None,
        *,
        line: CandidateLine | None = None,
    ) -> Page:
        """Return the page of `text`. `line` holds what is already known of its matches."""
        return Page(text, self.read_hits(text, line), context)

    def read_hits(self, text: str, line: CandidateLine | None = None) -> Hits:
        """Return the hits of `text` by stage, in code points, in order. `line` holds what is
        already known of its matches."""
        return self._read_parts(text) if len(text) > _PART else self._read(text, line)

    def _read(self, text: str, line: CandidateLine | None = None) -> dict[str, list[Hit]]:
        """The hits of a text that is read at once."""
        data = text.encode("utf-8", "surrogatepass")
        accepts = self._accepts
        if line is not None and line.data == data:
            matches = [one for one in line.matches if accepts[one[0]](data, one[1], one[2])]
        else:
            matches = self._matches(data)
        hits: dict[str, list[Hit]] = {}
        if not matches:
            return hits
        point = code_points(data)
        new, rules = tuple.__new__, self._index.rules  # calls of the class take twice as long
        for pattern, start, end in matches:
            first = point(start)
            last = first + end - start if data[start:end].isascii() else point(end)
            for stage, rule in rules(pattern, data, start, end):
                hits.setdefault(stage, []).append(new(Hit, (first, last, rule)))
        for found in hits.values():
            found.sort(key=HIT_ORDER)
        return hits

    def _read_parts(self, text: str) -> dict[str, HitColumns]:
        """The hits of a long text. A hit depends on the bytes close to it, so parts are read by
        themselves, and no copy of the whole is needed."""
        return columns_of_parts(
            (start + _PART, self._region_hits(text, Span(start, start + _PART)))
            for start in range(0, len(text), _PART)
        )

    def _region_hits(self, text: str, region: Span) -> dict[str, list[Hit]]:
        """The hits that begin in a region of a text."""
        low = max(0, region.start - self._reach)
        found: dict[str, list[Hit]] = {}
        for stage, hits in self._read(text[low : region.end + self._reach]).items():
            again = (Hit(start + low, end + low, rule) for start, end, rule in hits)
            found[stage] = [hit for hit in again if region.start <= hit.start < region.end]
        return found

    def reread(self, page: Page, text: str, fixes: Sequence[Fix]) -> Page:
        """Return the page of `text`, which is that of `page` after `fixes`.

        A hit depends on the bytes close to it, so only what surrounds the edits is read
        again; the other hits move. Gives what `read_page` gives.
        """
        edits = sorted(edit for fix in fixes for edit in fix.edits)
        if len(edits) * _REREAD_SHARE * self._reach > len(text):
            return page.after(fixes, text, self.read_hits(text))
        changed = list(regions(edits, self._reach, len(text)))
        new: dict[str, list[Hit]] = {}
        for region in changed:
            for stage, found in self._region_hits(text, region.new).items():
                new.setdefault(stage, []).extend(found)
        hits = {
            stage: _joined(page.hits.get(stage, ()), changed, new.get(stage, []))
            for stage in dict.fromkeys((*page.hits, *new))
        }
        return page.after(fixes, text, {stage: found for stage, found in hits.items() if found})

    def is_touched(self, data: bytes) -> bool:
        """Return whether `touches` is not empty, without looking further than it must."""
        return any(True for _ in self._matches_by_piece(data))

    def touches(self, data: bytes) -> list[int]:
        """Return where the matches start, in bytes and in no order, on which a change may hang."""
        return [start for _, start, _ in self._matches(data)]

    def candidate_lines(self, data: bytes, also: Iterable[int] = ()) -> Iterator[CandidateLine]:
        """Yield the lines of `data`, in order, in which a match stands on which a change may hang,
        and those that hold one of the places `also`; each as if it were read by itself."""
        accepts = self._accepts
        found = list(self._find(data, within_lines=True))
        starts = set(also)
        for automaton, matches in found:
            numbered = automaton.numbered(matches)
            starts.update(at for one, at, end in numbered if accepts[one](data, at, end))
        for start, end in lines_with(data, sorted(starts)):
            inside: list[Match] = []
            for automaton, matches in found:
                inside += automaton.numbered(between(matches, start, end), start)
            yield CandidateLine(start, end, data[start:end], inside)

    def _matches(self, data: bytes) -> list[Match]:
        """The matches that some rule accepts, in no order."""
        accepts = self._accepts
        if len(data) > _PIECE:
            return list(self._matches_by_piece(data))
        return [
            match
            for automaton, found in self._find(data)
            for match in automaton.numbered(found)
            if accepts[match[0]](data, match[1], match[2])
        ]

    def _matches_by_piece(self, data: bytes) -> Iterator[Match]:
        """The same, as they come in one piece after the other."""
        accepts = self._accepts
        pieces = self._pieces(data)
        return (
            (match[0], match[1] + at, match[2] + at)
            for at, found in (prefetch(pieces) if len(data) > _PREFETCH_FROM else pieces)
            for match in found
            if accepts[match[0]](data, match[1] + at, match[2] + at) and match[1] < _PIECE
        )

    def _pieces(self, data: bytes) -> Iterator[tuple[int, list[Match]]]:
        """Where each piece of the data begins, and the matches of one automaton in it."""
        for at in range(0, len(data), _PIECE):
            for automaton, found in self._find(data[at : at + _PIECE + self._reach]):
                yield at, automaton.numbered(found)

    def _find(self, data: bytes, *, within_lines: bool = False) -> Iterator[Found]:
        """The automata, each with what it finds; only those of matches within lines, if these are
        all that is asked for."""
        small = folded(data)
        # Of a line the bytes are looked up at once with which patterns begin; of a long text it
        # is faster to search for each.
        firsts = set(data.translate(None, self._no_first)) if len(data) < _LINE else None
        for automaton in self._automata:
            if within_lines and automaton.begins_lines:
                continue
            if automaton.folds:
                found = automaton.find(small)
            elif firsts is not None and automaton.firsts and automaton.firsts.isdisjoint(firsts):
                continue
            else:
                found = automaton.find(data)
            if found:
                yield automaton, found


def _joined(hits: Collection[Hit], changed: Sequence[Region], new: list[Hit]) -> Collection[Hit]:
    """The hits of a page outside some regions, and those that are now in these, in order."""
    kept = hits_outside(changed, hits)
    if isinstance(hits, HitColumns):
        return merged(kept, new)
    return sorted([*kept, *new], key=HIT_ORDER)
