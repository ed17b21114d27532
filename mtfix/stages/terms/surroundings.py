"""Evidence around a candidate: cues by their distance, and frames such as *the CEO of …*."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.terms.features import ELSEWHERE, IN_SENTENCE, NEAR_BY, Feature
from mtfix.stages.terms.frames import frame_around
from mtfix.stages.terms.plain_evidence import plain_evidence, topic_features, translation_signs
from mtfix.stages.terms.topics_around import topics_around
from mtfix.stages.terms.weights import WEIGHTS
from mtfix.text.layout import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.edits.edit import Span
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.cue_index import CueOccurrences, Occurrence
    from mtfix.stages.terms.plain_evidence import PlainEvidence
    from mtfix.stages.terms.source_text import SourceEvidence
    from mtfix.stages.terms.weights import Weights


class Evidence(NamedTuple):
    """A candidate with its features, the span of its sentence, how many other terms stand near
    it, and what the source text says of it.

    strange_near: whether one of these is a variant that native English has not.
    translated: how much speaks for a translation, 0 to 1, for entries of which topics decide.
    plain: what is known besides of a candidate of an entry of one line; None of others.
    """

    candidate: Candidate
    features: tuple[Feature, ...]
    cooccurring_terms: int
    sentence: Span
    source: SourceEvidence
    strange_near: bool = False
    translated: float = 0.0
    plain: PlainEvidence | None = None

    def sentence_senses(self) -> set[bool]:
        """Return which senses its own sentence speaks for: True the term, False the other."""
        return {one.value > 0 for one in self.features if one.zone == IN_SENTENCE}


def collect_evidence(
    index: int,
    candidate: Candidate,
    occurrences: CueOccurrences,
    source: SourceEvidence,
    *,
    table: Weights = WEIGHTS,
) -> Evidence:
    """Return what speaks for and against a candidate of the term with that index; each cue once,
    where it weighs most."""
    sentence = candidate.page.sentence(candidate.span)
    cues = occurrences.cues_near(index, candidate.span)
    if frame := frame_around(candidate):
        name, at = frame
        inside = [one for one in cues if one[0] < at.end and at.start < one[1]]
        if any(cue.weight >= table.frame for _, _, cue in inside):  # the same is not said twice
            frame = None
        else:
            cues = [one for one in cues if one not in inside]
    features = _weighed(cues, candidate, sentence, table)
    if frame:
        features.append(Feature(name, IN_SENTENCE, table.frame, at.start))
    near = occurrences.cooccurring_terms(index, candidate.span)
    strange = occurrences.is_strange_near(index, candidate.span)
    return Evidence(candidate, strongest(features), near, sentence, source, strange)


def with_topics(evidence: Evidence, said: str | None = None) -> Evidence:
    """Return evidence with what topics, frequencies and provenance say, which hang on the whole
    text, not on what stands around the candidate alone. `said` is as in `translation_signs`."""
    candidate, term = evidence.candidate, evidence.candidate.term
    if not (term.is_plain or term.topics or term.topics_against):
        return evidence
    topics = topics_around(candidate)
    return evidence._replace(
        features=(*evidence.features, *topic_features(candidate, topics, evidence.sentence)),
        plain=plain_evidence(candidate, topics) if term.is_plain else None,
        translated=translation_signs(candidate, said, strange_near=evidence.strange_near),
    )


def strongest(features: Iterable[Feature]) -> tuple[Feature, ...]:
    """Return each name once, where it weighs most."""
    best: dict[str, Feature] = {}
    for feature in features:
        known = best.get(feature.name)
        if known is None or abs(feature.value) > abs(known.value):
            best[feature.name] = feature
    return tuple(best.values())


def _weighed(
    cues: Sequence[Occurrence], candidate: Candidate, sentence: Span, table: Weights
) -> list[Feature]:
    """The cues around a candidate with what each adds by its distance."""
    start, end = candidate.span
    low, high = sentence
    right = {candidate.term.term, *candidate.term.admitted}
    own, own_against = table.sentence, table.against
    near, near_against = table.near, table.against_near
    far, far_against = table.elsewhere, table.against_elsewhere
    features: list[Feature] = []
    new = tuple.__new__  # of tens of thousands; a call of the class takes twice as long
    for at, until, (name, weight) in cues:
        if low <= at and until <= high:
            zone, share = IN_SENTENCE, own_against if weight < 0 else own
        elif (at - end if at >= end else start - until) <= NEAR:
            zone, share = NEAR_BY, near_against if weight < 0 else near
        else:
            zone, share = ELSEWHERE, far_against if weight < 0 else far
        if name in right:
            weight *= table.right  # noqa: PLW2901
        features.append(new(Feature, (name, zone, weight * share, at)))
    return features
