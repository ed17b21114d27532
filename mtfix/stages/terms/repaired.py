"""What the other mistakes of a text say: where many names are surely wrong, one more is likely."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from mtfix.stages.terms.guards import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mtfix.matching.page import Page
    from mtfix.packs.model import Term
    from mtfix.stages.terms.guards import Candidate
    from mtfix.stages.terms.weights import Weights


REPAIRED = "other terms that are put right"
"""What `explain` calls their weight."""


class Repaired:
    """Where terms of a text are put right: `made` before or surely, `now` by decision."""

    __slots__ = ("_before", "_spots", "size")

    def __init__(
        self, made: Iterable[tuple[int, Term]], now: Iterable[tuple[int, Term]] = ()
    ) -> None:
        self._before: dict[str, list[int]] = {}
        self._spots: dict[str, list[tuple[int, str]]] = {}
        self.size = 0
        for start, term in sorted(made, key=_start):
            self._before.setdefault(term.rule, []).append(start)
            self._add(start, term)
        for start, term in now:
            self._add(start, term)
        for spots in self._spots.values():
            spots.sort()

    def _add(self, start: int, term: Term) -> None:
        self._spots.setdefault(term.origin, []).append((start, term.term))
        self.size += 1

    def before(self, candidate: Candidate) -> int:
        """How often this very term was put right around a place in an earlier round."""
        starts, at = self._before.get(candidate.term.rule, ()), candidate.span.start
        return bisect_right(starts, at + CONTEXT_WINDOW) - bisect_left(starts, at - CONTEXT_WINDOW)

    def around(self, candidate: Candidate) -> int:
        """How many other terms from the same language are put right within the discourse of
        a place."""
        spots, at = self._spots.get(candidate.term.origin, ()), candidate.span.start
        low = bisect_left(spots, at - CONTEXT_WINDOW, key=_start)
        high = bisect_right(spots, at + CONTEXT_WINDOW, key=_start)
        return len({term for _, term in spots[low:high]} - {candidate.term.term})


def _start(spot: tuple[int, object]) -> int:
    return spot[0]


def worth(count: int, table: Weights) -> float:
    """What so many terms that are put right add to the score of another: one may be chance."""
    return min(count * table.repaired, table.repaired_cap) if count > 1 else 0.0


def made(page: Page, terms: Mapping[str, Term]) -> Iterator[tuple[int, Term]]:
    """The terms that were put right on a page before, and where they stand.

    One of which only the capitals were wrong says nothing: people are lazy, too.
    """
    for start, rule, old, new in page.terms_made:
        term = terms.get(rule)
        if term is not None and old.lower() != new.lower():
            yield start, term
