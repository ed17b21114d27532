"""Entries whose author says of a variant what counting in native English contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.authoring.lint.fault import Fault, fault
from mtfix.packs.model import Term
from mtfix.packs.native_counts import native_counts
from mtfix.packs.schema import FREQUENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CHANCE = 1
"""Times that a variant may stand in native English by chance, or by a translation among it."""


def faults(checked: Iterable[object]) -> Iterator[Fault]:
    """Yield the variants that are always rewritten and stand in native English, and those of
    lines that are called frequent there and are not."""
    counts = native_counts()
    for term in checked:
        if isinstance(term, Term) and term.language == "en":
            for variant in term.variants:
                met = counts.variants.get(variant.lower(), 0)
                yield from _disagreement(term, variant, met, counts.words)


def _disagreement(term: Term, variant: str, met: int, words: int) -> Iterator[Fault]:
    always = term.ambiguous == "no" and not term.guards
    if always and met > _CHANCE and variant.lower() != term.term.lower():
        problem = f"{variant!r} stands {met} times in {words:,} words of native English"
        yield fault("everyday", term, problem, "mark it ambiguous")
    elif term.frequency == FREQUENT and not met and words:
        problem = f"{variant!r} is called everyday, and stands nowhere in {words:,} words"
        yield fault("everyday", term, problem, "take out 'everyday'")
