"""Imported terms beside the shipped ones: what is known already, and what would compete."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mtfix.edits.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.interchange.concept import Concept
    from mtfix.packs.model import Term


class ShippedTerms:
    """The terms of the shipped packs, among which others are imported.

    ids: those that no imported entry may have, since it would switch a shipped one off.
    known: how many terms brought nothing new.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self.ids: set[str] = set()
        self.known = 0
        self._equal: dict[str, list[Term]] = defaultdict(list)
        self._owners: dict[str, Term] = {}
        self._spelled: dict[str, Term] = {}
        for term in terms:
            self.ids.add(term.rule.partition("/")[2])
            self._equal[term.term].append(term)
            self._spelled.setdefault(term.term.lower(), term)
            for variant in term.variants:
                self._owners.setdefault(variant.lower(), term)

    def merge(self, concepts: Iterable[Concept | Problem]) -> Iterator[Concept | Problem]:
        """Yield what concepts add to the shipped terms. Equal terms are one, and where a shipped
        entry says otherwise, that is told and the shipped one holds."""
        for one in concepts:
            if isinstance(one, Problem):
                yield one
            elif owner := self._other_spelling(one.term):
                text = f"the term {one.term!r} is spelled {owner.term!r} in {owner.rule}"
                yield _told(one, f"{text}; it is left out", owner)
            elif owner := self._sure_owner(one.term):
                text = f"the term {one.term!r} is a wrong form of {owner.term!r} in {owner.rule}"
                yield _told(one, f"{text}; it is left out", owner)
            else:
                yield from self._added(one)

    def _other_spelling(self, text: str) -> Term | None:
        """The shipped term that a text is but for its capitals, if the text is none itself."""
        owner = self._spelled.get(text.lower())
        if owner is None or text in self._equal or text in owner.admitted:
            return None
        return owner

    def _sure_owner(self, text: str) -> Term | None:
        """The shipped term that always takes a text for itself, if there is one."""
        owner = self._owners.get(text.lower())
        if owner is None or owner.ambiguous != "no" or owner.term.lower() == text.lower():
            return None
        return owner

    def _added(self, one: Concept) -> Iterator[Concept | Problem]:
        equal = self._equal.get(one.term, ())
        sources = {source for term in equal for source in term.source}
        wrong = {field: list(self._new(one, field)) for field in ("deprecated", "superseded")}
        for field, pairs in wrong.items():
            for text, owner in pairs:
                if owner is not None and owner.term != one.term:
                    said = f"the {field} term {text!r} is put right as {owner.term!r} by"
                    yield _told(one, f"{said} {owner.rule}; it is left out", owner)
        kept = one._replace(
            source=tuple(source for source in one.source if source not in sources),
            deprecated=_without_owner(wrong["deprecated"]),
            superseded=_without_owner(wrong["superseded"]),
        )
        if equal and not (kept.source or kept.deprecated or kept.superseded):
            self.known += 1
        else:
            yield kept

    def _new(self, one: Concept, field: str) -> Iterator[tuple[str, Term | None]]:
        """The wrong forms of a concept, each with the shipped term that has it."""
        texts: Sequence[str] = getattr(one, field)
        return ((text, self._owners.get(text.lower())) for text in texts)


def _without_owner(pairs: Iterable[tuple[str, Term | None]]) -> tuple[str, ...]:
    return tuple(text for text, owner in pairs if owner is None)


def _told(one: Concept, text: str, owner: Term) -> Problem:
    remedy = (
        f"to have it otherwise, give an entry of your own the id {owner.rule.partition('/')[2]}"
    )
    return Problem.at(one.place, f"{text}; {remedy}", severity="warning")
