"""The other repairs of a text: where many names are surely wrong, one more is likely."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from mtfix.text.layout import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.matching.page import Page
    from mtfix.packs.model import Term
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.term_tables import TermTables
    from mtfix.stages.terms.weights import Weights


class Repaired:
    """Where terms of a text are put right: `earlier` or surely, and `now` by decision.

    `enough` is from how many others on one more makes no difference to a candidate.
    """

    __slots__ = ("_before", "_enough", "_spots", "size")

    def __init__(
        self,
        earlier: Iterable[tuple[int, Term]],
        now: Iterable[tuple[int, Term]],
        enough: int,
    ) -> None:
        self._before: dict[str, list[int]] = {}
        self._spots: dict[str, list[tuple[int, str]]] = {}
        self._enough = enough
        self.size = 0
        for start, term in earlier:
            self._before.setdefault(term.rule, []).append(start)
            self._add(start, term)
        for start, term in now:
            self._add(start, term)
        for found in (*self._before.values(), *self._spots.values()):
            found.sort()  # type: ignore[attr-defined]

    def _add(self, start: int, term: Term) -> None:
        self._spots.setdefault(term.origin, []).append((start, term.term))
        self.size += 1

    def before(self, candidate: Candidate) -> int:
        """Return how often this very term was put right around a candidate in an earlier round."""
        starts = self._before.get(candidate.term.rule)
        if not starts:
            return 0
        at = candidate.span.start
        return bisect_right(starts, at + CONTEXT_WINDOW) - bisect_left(starts, at - CONTEXT_WINDOW)

    def around(self, candidate: Candidate) -> int:
        """Return how many other terms from the same language are put right within the context
        window of a candidate, at most `enough`."""
        spots = self._spots.get(candidate.term.origin, ())
        low, high = candidate.span.start - CONTEXT_WINDOW, candidate.span.start + CONTEXT_WINDOW
        others: set[str] = set()
        for number in range(bisect_left(spots, (low, "")), len(spots)):
            start, term = spots[number]
            if start > high or len(others) == self._enough:
                break
            if term != candidate.term.term:
                others.add(term)
        return len(others)


def enough_repaired(table: Weights) -> int:
    """Return from how many repaired terms on more of them make no difference to the decision."""
    most = int(table.repaired_cap / table.repaired) + 1 if table.repaired else 0
    return max(most, table.repaired_enough, 2)


def repaired_before(page: Page, tables: TermTables) -> Iterator[tuple[int, Term]]:
    """Yield the terms that were put right on a page before, and where they stand.

    One of which only the capitals were wrong says nothing: people are lazy, too.
    """
    for start, rule, old, new in page.terms_made:
        term = tables.by_rule(rule)
        if term is not None and old.lower() != new.lower():
            yield start, term
