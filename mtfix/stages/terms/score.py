"""From the features of a candidate to a score: priors, caps, other terms, provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.schema import DOUBTED, FREQUENT, NEVER, SEEN, UNSEEN
from mtfix.stages.terms.features import ELSEWHERE, IN_SENTENCE, NEAR_BY, Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.matching.context import Context
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.surroundings import Evidence
    from mtfix.stages.terms.weights import Weights

_DIGITS = 6
"""Digits after which two sums of the same figures are the same."""
REPAIRED = "other terms that are put right"
COOCCURRING = "company of other terms"
_PRIOR = "prior"
_PRIORS = {
    NEVER: "prior of what native English can't have",
    UNSEEN: "prior of what native English is not known to have",
    DOUBTED: "prior of what native English may have",
    SEEN: "prior of what stands in native English",
    FREQUENT: "prior of what is frequent in native English",
}
"""The names of the priors of entries of one line, by the frequency of the variant."""
_NEAR_CAP = "cap on what stands near by"
_ELSEWHERE_CAP = "cap on what stands elsewhere"


class ProvenanceWeight:
    """The weight of a text's provenance for a term: from what the user says (`said`: a language, or
    "none"), else from what is known of the document."""

    __slots__ = ("_context", "_said")

    def __init__(self, said: str | None, context: Context) -> None:
        self._said = said
        self._context = context

    @property
    def is_said(self) -> bool:
        """Whether the user says it."""
        return self._said is not None

    def of(self, language: str, table: Weights, translated: float = 0.0) -> tuple[str, float]:
        """Return what speaks for a translation from a language, and what it adds to a score;
        `translated` is that of the evidence."""
        if self._said is not None:
            value = table.said if self._said == language else -2 * table.said
            return f"said to come from {self._said!r}", value
        signs = table.signs if language in self._context.translated_from else 0.0
        value = max(signs, table.translated * translated)
        return f"signs of a translation from {language!r}", value


class Score(NamedTuple):
    """The features of a candidate and their sum, but for what other repairs of the text add,
    which changes while a text is decided. `repaired_around` is the candidate for which these are
    counted; `origin_is_said` whether the user says where the text comes from."""

    features: tuple[Feature, ...]
    sum: float
    repaired_around: Candidate
    origin_is_said: bool

    def total(self, repaired: float) -> float:
        """Return the score, given what other repairs add to it."""
        return round(self.sum + repaired, _DIGITS)


def score(
    cues: Sequence[Feature],
    evidence: Evidence,
    cooccurring_terms: int,
    provenance: ProvenanceWeight,
    table: Weights,
) -> Score:
    """Return the score of a candidate by its `evidence`.

    `cues` are those that count for it, which may be those of other candidates as well, and
    `cooccurring_terms` likewise.
    """
    candidate, language = evidence.candidate, evidence.candidate.term.origin
    near, elsewhere, against = _sums_by_zone(cues)
    below = table.elsewhere_cap * table.against
    others = (
        (_NEAR_CAP, min(0.0, table.near_cap - near)),
        (_ELSEWHERE_CAP, min(0.0, table.elsewhere_cap - elsewhere)),
        (_ELSEWHERE_CAP, max(0.0, against - below)),
        (COOCCURRING, min(cooccurring_terms * table.cooccurring, table.cooccurring_cap)),
        *evidence.source.weights(table),
        *([provenance.of(language, table, evidence.translated)] if language else ()),
    )
    features = [_prior(evidence, table), *cues]
    features += [Feature(name, "", value) for name, value in others if value]
    return Score(
        tuple(features), sum([one.value for one in features]), candidate, provenance.is_said
    )


def repaired_worth(count: int, table: Weights) -> float:
    """Return what so many terms that are put right add to the score of another: one may be
    chance."""
    return min(count * table.repaired, table.repaired_cap) if count > 1 else 0.0


def one_sided(features: Sequence[Feature], table: Weights) -> tuple[Feature, ...]:
    """Return cues as a sentence weighs them that speaks against the term only: what stands near
    by and speaks for it counts like what stands elsewhere. The other way round it does not:
    an edit has to be sure, leaving a word has not."""
    for _, zone, value, _ in features:
        if zone == IN_SENTENCE and value > 0:
            return tuple(features)
    share = table.elsewhere / table.near if table.near else 1.0
    return tuple(
        [
            Feature(one.name, ELSEWHERE, one.value * share, one.start)
            if one.value > 0 and one.zone == NEAR_BY
            else one
            for one in features
        ]
    )


def _sums_by_zone(cues: Sequence[Feature]) -> tuple[float, float, float]:
    """Return the sums for the term near by and elsewhere, and against it elsewhere."""
    near = elsewhere = against = 0.0
    for _, zone, value, _ in cues:
        if zone == ELSEWHERE:
            if value > 0:
                elsewhere += value
            else:
                against -= value
        elif zone == NEAR_BY and value > 0:
            near += value
    return near, elsewhere, against


def _prior(evidence: Evidence, table: Weights) -> Feature:
    """What the variant itself says."""
    candidate = evidence.candidate
    if evidence.plain:
        value: float = getattr(table, evidence.plain.frequency)
        return Feature(_PRIORS[evidence.plain.frequency], "", value)
    if candidate.term.ambiguous == "everyday":
        return Feature(_PRIOR, "", table.everyday)
    is_phrase = len(candidate.old.replace("-", " ").split()) > 1
    return Feature(_PRIOR, "", table.phrase if is_phrase else table.word)
