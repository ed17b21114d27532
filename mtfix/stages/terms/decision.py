"""Rewrite, leave or suggest: one decision per term and stretch of text.

The figures are those of `mtfix.stages.terms.weights`; nothing else in mtfix is a matter of degree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.terms.doubts import doubt
from mtfix.stages.terms.repaired import Repaired, worth
from mtfix.stages.terms.score import own_way, summands, total
from mtfix.stages.terms.surroundings import (
    CLOSE,
    ELSEWHERE,
    IN_SENTENCE,
    Reading,
    Weight,
    read,
    strongest,
)
from mtfix.stages.terms.vetoes.longer_name import longer_name
from mtfix.stages.terms.weights import WEIGHTS
from mtfix.text.layout import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.edit import Span
    from mtfix.packs.model import Term
    from mtfix.stages.terms.cue_index import Field
    from mtfix.stages.terms.guards import Candidate
    from mtfix.stages.terms.source_text import SourceEvidence
    from mtfix.stages.terms.weights import Weights


_MOST = 200
FOLLOWED_FROM = 2
"""Places that are sure by their own sentence, from which the others of a text follow them."""


class Verdict(NamedTuple):
    """What was decided of a place: `outcome` is rewrite, leave or suggest.

    `score` is the sum of `weights`; both are empty where no score was needed. `doubt` says
    why a place is only suggested though its score is high enough.
    """

    candidate: Candidate
    outcome: str
    score: float
    weights: tuple[Weight, ...]
    reason: str
    doubt: str = ""

    def heaviest(self) -> list[Weight]:
        """What was weighed: cues before what has no place, the heavy before the light."""
        return sorted(self.weights, key=_importance)


def _importance(weight: Weight) -> tuple[bool, float, str]:
    return not weight.zone, -abs(weight.value), weight.name


_AGAIN = 3
"""Times that all is weighed at most; the rounds of the whole text go on from there."""


def decide(
    candidates: Sequence[tuple[int, Candidate]],
    field: Field,
    origin: str | None,
    hear: Callable[[Candidate], SourceEvidence],
    table: Weights = WEIGHTS,
    known: Sequence[tuple[int, Term]] = (),
) -> list[Verdict]:
    """Return a verdict for each place of an ambiguous term, given its cues, what the source
    text says of it (`hear`), and the terms that are `known` to be put right, and where.

    `places` come with the index of their term, in order of the text. `origin` is the
    language the user says the text was translated from, "none", or None for unknown.
    What is put right is evidence for the rest, so all is weighed again where that brings more.
    """
    groups = [
        [read(index, candidate, field, hear(candidate), table) for candidate in group]
        for index, group in _discourses(candidates).values()
    ]
    verdicts: list[Verdict] = []
    repaired, before = Repaired(known), -1
    for _ in range(_AGAIN):
        if repaired.size == before:
            break
        verdicts = [one for group in groups for one in _decided(group, repaired, origin, table)]
        before, repaired = repaired.size, Repaired(known, rewritten(verdicts))
    return verdicts


def rewritten(verdicts: Iterable[Verdict]) -> Iterator[tuple[int, Term]]:
    """The terms that verdicts put right, and where; not those that only get their capitals."""
    for verdict in verdicts:
        if verdict.outcome == "rewrite" and not verdict.candidate.case_only:
            yield verdict.candidate.span.start, verdict.candidate.term


def _decided(
    readings: Sequence[Reading], repaired: Repaired, origin: str | None, table: Weights
) -> Iterator[Verdict]:
    """The verdicts on the places of one term in one stretch of text."""
    cues = strongest(weight for reading in readings for weight in reading.weights)
    together = summands(cues, readings, repaired, origin, table)
    other = {reading.sentence for reading in readings if reading.own() == {False}}
    verdicts = [
        _verdict(_apart(reading, other), together, repaired, origin, table) for reading in readings
    ]
    certain = sum(verdict.outcome == "rewrite" for verdict in verdicts)
    for verdict in verdicts:
        many = repaired.around(verdict.candidate) >= table.repaired_enough
        if certain + repaired.before(verdict.candidate) >= (1 if many else FOLLOWED_FROM):
            verdict = _followed(verdict, table, alone=many)  # noqa: PLW2901
        yield verdict


def sure(candidate: Candidate) -> Verdict:
    """The verdict for a variant that is never right."""
    return Verdict(candidate, "rewrite", 1.0, (), "the variant is never right in English")


def unsaid(candidate: Candidate) -> Verdict:
    """The verdict for a term that the source text does not say."""
    listed = ", ".join(candidate.term.source)
    return Verdict(candidate, "leave", 0.0, (), f"the source text does not say {listed}")


def settled(candidate: Candidate, outcome: str, reason: str) -> Verdict:
    """The verdict for a term of which the user has decided; a doubt about the place itself
    makes it a suggestion, unless the variant is never right."""
    why = doubt(candidate) if outcome == "rewrite" and candidate.term.ambiguous != "no" else ""
    told = f"{reason}, {why}" if why else reason
    return Verdict(candidate, "suggest" if why else outcome, 1.0, (), told, why)


def _discourses(
    candidates: Iterable[tuple[int, Candidate]],
) -> Mapping[tuple[int, int], tuple[int, list[Candidate]]]:
    """Group the places of a term that are no further apart than a discourse reaches, at most
    two hundred: what holds in a page need not hold in a library."""
    groups: dict[tuple[int, int], tuple[int, list[Candidate]]] = {}
    latest: dict[int, tuple[int, int]] = {}
    for index, candidate in candidates:
        group = groups[latest[index]][1] if index in latest else []
        far = not group or candidate.span.start - group[-1].span.end > CONTEXT_WINDOW
        if far or len(group) >= _MOST:
            group = []
            latest[index] = index, candidate.span.start
            groups[latest[index]] = index, group
        group.append(candidate)
    return groups


def _verdict(
    reading: Reading,
    together: tuple[Weight, ...],
    repaired: Repaired,
    origin: str | None,
    table: Weights,
) -> Verdict:
    candidate, weights = reading.candidate, together
    if len(reading.own()) == 1:  # its sentence speaks for one reading only: it goes its own way
        weights = summands(own_way(reading.weights, table), [reading], repaired, origin, table)
    score = total(weights)
    weights = tuple(_seen_from(reading, weight) for weight in weights)
    outcome, why, unclear = "rewrite", "", ""
    if score <= table.left:
        outcome = "leave"
    elif score < table.safe:
        outcome, unclear = "suggest", "the evidence is not clear"
    elif why := _unclear(reading, repaired, table) or doubt(candidate):
        outcome = "suggest"
    because = f", {why or unclear}" if why or unclear else ""
    reason = f"score {score:+.2f}{because}{_told(weights)}"
    return Verdict(candidate, outcome, score, weights, reason, why)


def _apart(reading: Reading, others: Collection[Span]) -> Reading:
    """A place whose sentence speaks for the term only, without what speaks against it in
    `others`, the sentences, those of places that mean the ordinary thing: each has its own cues."""
    if not others or reading.own() != {True}:
        return reading
    weights = tuple(
        weight
        for weight in reading.weights
        if weight.value > 0 or not any(one.start <= weight.start < one.end for one in others)
    )
    return reading._replace(weights=weights)


def _unclear(reading: Reading, repaired: Repaired, table: Weights) -> str:
    """Why the surroundings of a place don't suffice, whatever the rest of the text says.

    An everyday word needs cues in its own sentence, and none there against it; fewer, where
    other terms are put right around it.
    """
    if reading.heard.is_strong:
        return ""
    candidate, many = reading.candidate, repaired.around(reading.candidate) >= table.repaired_enough
    cues = [weight for weight in reading.weights if weight.value > 0]
    if candidate.term.ambiguous == "everyday" and not (many and _is_phrase(candidate)):
        own = sum(weight.value for weight in cues if weight.zone == IN_SENTENCE)
        if round(own, 6) < _need(candidate, repaired, table):
            return "no cue for it stands near by"
        against = -sum(w.value for w in reading.weights if w.zone == IN_SENTENCE and w.value < 0)
        return (
            "its sentence speaks against it as well" if against > own * table.everyday_share else ""
        )
    if many and candidate.term.ambiguous != "everyday":
        return "" if cues else "no cue for it stands in the text"
    close = any(weight.zone != ELSEWHERE for weight in cues)
    return "" if close else "no cue for it stands near by"


def _is_phrase(candidate: Candidate) -> bool:
    """Whether a variant has several words, *the* and *a* aside."""
    words = candidate.old.lower().replace("-", " ").split()
    return len(words) - (words[0] in {"the", "a", "an"}) > 1


def _need(candidate: Candidate, repaired: Repaired, table: Weights) -> float:
    """What the cues in the sentence of an everyday word must come to."""
    return round(table.everyday_sentence - worth(repaired.around(candidate), table), 6)


def _seen_from(reading: Reading, weight: Weight) -> Weight:
    """The weight as this place sees it: a cue may stand beside another place of the term."""
    if not weight.zone or weight.zone == ELSEWHERE or weight in reading.weights:
        return weight
    return weight._replace(zone=f"{weight.zone} of another place")


def _followed(verdict: Verdict, table: Weights, *, alone: bool) -> Verdict:
    """The verdict for an everyday word where the text has used it as the term repeatedly,
    and nothing near by speaks against it. `alone` when nothing near by need speak for it."""
    near = [weight.value for weight in verdict.weights if weight.zone in CLOSE]
    if verdict.outcome != "suggest" or verdict.score < table.safe or longer_name(verdict.candidate):
        return verdict
    if (not near and not alone) or min(near, default=0) < 0:
        return verdict
    reason = f"score {verdict.score:+.2f}, as elsewhere in the text{_told(verdict.weights)}"
    return verdict._replace(outcome="rewrite", reason=reason, doubt="")


def _told(weights: Sequence[Weight]) -> str:
    """The strongest three cues each way, in words."""
    ordered = sorted((w for w in weights if w.zone), key=lambda weight: -abs(weight.value))
    told = ""
    for title, sign in (("for", True), ("against", False)):
        names = [weight.name for weight in ordered if (weight.value > 0) == sign][:3]
        if names:
            told += f"; {title}: {', '.join(names)}"
    return told
