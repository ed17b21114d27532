"""What the surroundings of a place say of it: cues by their nearness, and what frames it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.terms.frames import framed
from mtfix.text.layout import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtfix.edits.edit import Span
    from mtfix.stages.terms.cue_index import Cue, Field
    from mtfix.stages.terms.guards import Candidate
    from mtfix.stages.terms.source_text import SourceEvidence
    from mtfix.stages.terms.weights import Weights

IN_SENTENCE, NEAR_BY, ELSEWHERE = "in the sentence", "near by", "elsewhere"
CLOSE = frozenset({IN_SENTENCE, NEAR_BY})


class Weight(NamedTuple):
    """What one cue (or the prior, or company) adds to a score, and where it stands.

    `zone` is empty for what has no place, and `start` then -1.
    """

    name: str
    zone: str
    value: float
    start: int = -1


class Reading(NamedTuple):
    """A place with what its surroundings and its source text say, and the span of its
    sentence."""

    candidate: Candidate
    weights: tuple[Weight, ...]
    company: int
    sentence: Span
    heard: SourceEvidence

    def own(self) -> set[bool]:
        """Which readings its own sentence speaks for: True the term, False the other one."""
        return {weight.value > 0 for weight in self.weights if weight.zone == IN_SENTENCE}


def read(
    index: int, candidate: Candidate, field: Field, heard: SourceEvidence, table: Weights
) -> Reading:
    """Return what is said around a place of the term with that index; each cue once, where it
    weighs most."""
    sentence = candidate.page.sentence(candidate.span)
    cues = field.cues_near(index, candidate.span)
    right = {candidate.term.term, *candidate.term.admitted}
    weights = [
        _weigh(cue, candidate.span, sentence, table, table.right if cue.name in right else 1.0)
        for cue in cues
    ]
    if frame := framed(candidate):
        name, at = frame
        inside = {cue for cue in cues if cue.start < at.end and at.start < cue.end}
        if not any(cue.weight >= table.frame for cue in inside):  # the same is not said twice
            weights = [one for one, cue in zip(weights, cues, strict=True) if cue not in inside]
            weights.append(Weight(name, IN_SENTENCE, table.frame, at.start))
    company = field.company(index, candidate.span)
    return Reading(candidate, strongest(weights), company, sentence, heard)


def strongest(weights: Iterable[Weight]) -> tuple[Weight, ...]:
    """Each name once, where it weighs most."""
    best: dict[str, Weight] = {}
    for weight in weights:
        known = best.get(weight.name)
        if known is None or abs(weight.value) > abs(known.value):
            best[weight.name] = weight
    return tuple(best.values())


def _weigh(cue: Cue, span: Span, sentence: Span, table: Weights, times: float) -> Weight:
    distance = cue.start - span.end if cue.start >= span.end else span.start - cue.end
    if sentence.start <= cue.start and cue.end <= sentence.end:
        zone, shares = IN_SENTENCE, (table.sentence, table.against)
    elif distance <= NEAR:
        zone, shares = NEAR_BY, (table.near, table.against_near)
    else:
        zone, shares = ELSEWHERE, (table.elsewhere, table.against_elsewhere)
    return Weight(cue.name, zone, cue.weight * times * shares[cue.weight < 0], cue.start)
