"""From what is said around a place to a sum: priors, caps, company, and where the text is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.stages.terms.repaired import REPAIRED, worth
from mtfix.stages.terms.surroundings import ELSEWHERE, IN_SENTENCE, NEAR_BY, Weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.packs.model import Term
    from mtfix.stages.terms.guards import Candidate
    from mtfix.stages.terms.repaired import Repaired
    from mtfix.stages.terms.surroundings import Reading
    from mtfix.stages.terms.weights import Weights

_FINE = 6
"""Digits after which two sums of the same figures are the same."""


def total(weights: Iterable[Weight]) -> float:
    """The sum of some weights, in which 0.5 + 0.3 is 0.8."""
    return round(sum(weight.value for weight in weights), _FINE)


def summands(
    cues: Iterable[Weight],
    readings: Sequence[Reading],
    repaired: Repaired,
    origin: str | None,
    table: Weights,
) -> tuple[Weight, ...]:
    """Return all that the score of a place is the sum of.

    `cues` are those that count for it, `readings` the places it is decided together with,
    `repaired` where terms of the text are put right, `origin` the language that the user says
    the text was translated from, or "none".
    """
    candidate = readings[0].candidate
    weights = [Weight("prior", "", _prior(candidate.term, candidate.old, table)), *cues]
    below = table.elsewhere_cap * table.against
    company = max(reading.company for reading in readings) * table.company
    others = (
        ("cap on what stands near by", _capped(weights, NEAR_BY, 1, table.near_cap)),
        ("cap on what stands elsewhere", _capped(weights, ELSEWHERE, 1, table.elsewhere_cap)),
        ("cap on what stands elsewhere", _capped(weights, ELSEWHERE, -1, below)),
        ("company of other terms", min(company, table.company_cap)),
        (REPAIRED, worth(repaired.around(candidate), table)),
        *readings[0].heard.weights(table),
        *_provenance(candidate, origin, table),
    )
    weights += (Weight(name, "", value) for name, value in others if value)
    return tuple(weights)


def _capped(weights: Iterable[Weight], zone: str, sign: int, most: float) -> float:
    """What has to be taken from the weights of a zone that speak one way, to keep them to
    `most` together."""
    values = (weight.value * sign for weight in weights if weight.zone == zone)
    return -sign * max(0.0, sum(value for value in values if value > 0) - most)


def _prior(term: Term, old: str, table: Weights) -> float:
    if term.ambiguous == "everyday":
        return table.everyday
    return table.phrase if len(old.replace("-", " ").split()) > 1 else table.word


def _provenance(
    candidate: Candidate, origin: str | None, table: Weights
) -> list[tuple[str, float]]:
    """What it adds where the text comes from: what the user says, else what the text shows."""
    language = candidate.term.origin
    if not language:
        return []
    if origin is not None:
        return [(f"said to come from {origin!r}", table.said * (1 if origin == language else -2))]
    share = table.signs if language in candidate.page.context.translated_from else 0.0
    return [(f"signs of a translation from {language!r}", share)]


def own_way(weights: Sequence[Weight], table: Weights) -> tuple[Weight, ...]:
    """Cues as a sentence weighs them that speaks against the term only: what stands near by
    and speaks for it counts like what stands elsewhere. The other way round it does not:
    an edit has to be sure, leaving a word has not."""
    if any(weight.zone == IN_SENTENCE and weight.value > 0 for weight in weights):
        return tuple(weights)
    share = table.elsewhere / table.near if table.near else 1.0
    return tuple(
        weight._replace(zone=ELSEWHERE, value=weight.value * share)
        if weight.zone == NEAR_BY and weight.value > 0
        else weight
        for weight in weights
    )
