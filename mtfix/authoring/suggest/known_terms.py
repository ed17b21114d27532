"""Proposed terms that packs have already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.model import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.packs.model import Pack


class Known:
    """The terms of packs, by their right and their wrong forms in any case."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._terms: dict[str, list[Term]] = {}
        self._variants: dict[str, list[Term]] = {}
        self.ids: set[str] = set()
        """The ids of all rules, without their stages."""
        for pack in packs:
            for term in pack.rules:
                self.ids.add(term.rule.partition("/")[2])
                if isinstance(term, Term):
                    for form in (term.term, *term.admitted):
                        self._terms.setdefault(form.lower(), []).append(term)
                    for form in term.variants:
                        self._variants.setdefault(form.lower(), []).append(term)

    def of(self, term: str) -> Term | None:
        """Return the entry that has this right form."""
        return next(iter(self._terms.get(term.lower(), ())), None)

    def sources(self, origin: str | None) -> Iterator[tuple[str, str]]:
        """Yield what the source language says for the terms, each with the right form."""
        for terms in self._terms.values():
            for term in terms:
                if origin in {None, term.origin}:
                    yield from ((source, term.term) for source in term.source)

    def has(self, term: str, wrong: str) -> bool:
        """Whether an entry makes this of that already."""
        owners = self._variants.get(wrong.lower(), ())
        return any(owner in self._terms.get(term.lower(), ()) for owner in owners)

    def is_right(self, wrong: str) -> bool:
        """Whether what was replaced is a right form, for the packs."""
        return any(term.term == wrong for term in self._terms.get(wrong.lower(), ()))

    def rival(self, wrong: str) -> Term | None:
        """Return the entry that has this wrong form."""
        return next(iter(self._variants.get(wrong.lower(), ())), None)


class Apart(NamedTuple):
    """A proposal that is not written as an entry, and why."""

    term: str
    wrong: str
    times: int
    why: str
