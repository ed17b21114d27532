"""What the other mistakes of a text say: where many names are surely wrong, one more is likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.guards import DISCOURSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.document import Page
    from mtfix.guards import Place
    from mtfix.packs.model import Term
    from mtfix.stages.terms.weights import Weights


REPAIRED = "other terms that are put right"
"""What `explain` calls their weight."""


class Repaired:
    """Where terms of a text are put right: `made` before or surely, `now` by decision."""

    __slots__ = ("_before", "_starts", "size")

    def __init__(
        self, made: Sequence[tuple[int, Term]], now: Iterable[tuple[int, Term]] = ()
    ) -> None:
        self._starts: dict[str, dict[str, list[int]]] = {}
        self._before: list[tuple[int, str]] = [(start, term.rule) for start, term in made]
        self.size = 0
        for start, term in (*made, *now):
            known = self._starts.setdefault(term.origin, {})
            known.setdefault(term.term, []).append(start)
            self.size += 1

    def before(self, place: Place) -> int:
        """How often this very term was put right around a place in an earlier round."""
        at, rule = place.span.start, place.term.rule
        return sum(rule == one and abs(start - at) <= DISCOURSE for start, one in self._before)

    def around(self, place: Place) -> int:
        """How many other terms from the same language are put right within the discourse of
        a place."""
        at = place.span.start
        return sum(
            any(abs(start - at) <= DISCOURSE for start in starts)
            for term, starts in self._starts.get(place.term.origin, {}).items()
            if term != place.term.term
        )


def worth(count: int, table: Weights) -> float:
    """What so many terms that are put right add to the score of another: one may be chance."""
    return min(count * table.repaired, table.repaired_cap) if count > 1 else 0.0


def made(page: Page, terms: Mapping[str, Term]) -> Iterator[tuple[int, Term]]:
    """The terms that were put right on a page before, and where they stand.

    One of which only the capitals were wrong says nothing: people are lazy, too.
    """
    for start, edit in page.made:
        term = terms.get(edit.rule)
        if term is not None and edit.old.lower() != edit.new.lower():
            yield start, term
