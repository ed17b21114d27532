"""Rewrite, leave or suggest: one decision per term and stretch of text.

The figures are those of `mtfix.stages.terms.weights`; nothing else in mtfix is a matter of degree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.stages.terms.doubts import doubt, hidden_grammar
from mtfix.stages.terms.features import IN_SECTION
from mtfix.stages.terms.policy import left_alone, outcome_of, unclear
from mtfix.stages.terms.repaired import Repaired, enough_repaired
from mtfix.stages.terms.score import ProvenanceWeight, one_sided, repaired_worth, score
from mtfix.stages.terms.surroundings import strongest
from mtfix.stages.terms.verdict import Verdict, Weighing, rewritten
from mtfix.stages.terms.vetoes.longer_name import longer_name
from mtfix.stages.terms.weights import WEIGHTS
from mtfix.text.layout import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mtfix.edits.edit import Span
    from mtfix.packs.model import Term
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.surroundings import Evidence
    from mtfix.stages.terms.weights import Weights


_MOST = 200
"""Candidates that are decided together at most: what holds in a page need not in a library."""
_FOLLOWED_FROM = 2
"""Candidates that are sure by their own sentence, from which the others of a text follow them."""
_ROUNDS = 3
"""Times that all is decided at most; the rounds of the whole text go on from there."""
_UNCLEAR = Reason("unclear")
_AS_ELSEWHERE = Reason("as-elsewhere")


def decide(
    evidence: Sequence[tuple[int, Evidence]],
    origin: str | None,
    *,
    table: Weights = WEIGHTS,
    known: Sequence[tuple[int, Term]] = (),
) -> list[Verdict]:
    """Return a verdict for each candidate of an ambiguous term, given the evidence around it and
    the terms that are `known` to be put right, and where.

    `evidence` comes with the index of the term, in order of the text. `origin` is the
    language the user says the text was translated from, "none", or None for unknown.
    What is put right is evidence for the rest, so candidates are decided again where that brings
    more.
    """
    if not evidence:
        return []
    provenance = ProvenanceWeight(origin, evidence[0][1].candidate.page.context)
    discourses = [Discourse(group, provenance, table) for group in _groups(evidence)]
    enough = enough_repaired(table)
    verdicts: list[Verdict] = []
    repaired, before = Repaired(known, (), enough), -1
    for _ in range(_ROUNDS):
        if repaired.size == before:
            break
        verdicts = [one for discourse in discourses for one in discourse.verdicts(repaired)]
        before, repaired = repaired.size, Repaired(known, rewritten(verdicts), enough)
    return verdicts


class Discourse:
    """The candidates of one term in one stretch of text, which are decided together."""

    __slots__ = ("_counts", "_table", "_verdicts", "_weighings")

    def __init__(
        self, evidence: Sequence[Evidence], provenance: ProvenanceWeight, table: Weights
    ) -> None:
        self._table = table
        self._counts: list[tuple[int, int]] | None = None
        self._verdicts: list[Verdict] = []
        self._weighings = _weighings(evidence, provenance, table)

    def verdicts(self, repaired: Repaired) -> list[Verdict]:
        """Return the verdicts, given where terms of the text are put right: those of the last
        time, if around the candidates there are no more of these than there were then."""
        counts = []
        for one in self._weighings:
            candidate = one.evidence.candidate
            counts.append((repaired.around(candidate), repaired.before(candidate)))
        if counts != self._counts:
            self._counts = counts
            self._verdicts = self._decided(counts)
        return self._verdicts

    def _decided(self, counts: Sequence[tuple[int, int]]) -> list[Verdict]:
        table = self._table
        first = counts[0][0]
        verdicts = []
        for weighing, (around, _) in zip(self._weighings, counts, strict=True):
            # What is decided by the cues of all has the score of the first of them.
            is_first = weighing.score.repaired_around is self._weighings[0].evidence.candidate
            verdicts.append(_verdict(weighing, around, first if is_first else around, table))
        certain = sum(one.outcome == "rewrite" for one in verdicts)
        for number, (around, before) in enumerate(counts):
            many = around >= table.repaired_enough
            if certain + before >= (1 if many else _FOLLOWED_FROM):
                verdicts[number] = _following(verdicts[number], table, is_alone=many)
        return verdicts


def sure(candidate: Candidate) -> Verdict:
    """Return the verdict for a variant that is never right."""
    return Verdict(candidate, "rewrite", 1.0, Reason("never-right"))


def absent_from_source(candidate: Candidate) -> Verdict:
    """Return the verdict for a term that the source text does not say."""
    reason = Reason.of("source-silent", forms=candidate.term.source)
    return Verdict(candidate, "leave", 0.0, reason)


def settled(candidate: Candidate, outcome: str, reason: Reason) -> Verdict:
    """Return the verdict for a term of which the user or the source has decided; a doubt about
    the place itself makes it a suggestion, unless the variant is never right."""
    why = doubt(candidate) if outcome == "rewrite" and candidate.term.ambiguous != "no" else None
    if not why:
        return Verdict(candidate, outcome, 1.0, reason)
    return Verdict(candidate, "suggest", 1.0, _but(reason, why), why)


def without_halves(verdict: Verdict) -> Verdict:
    """Return a verdict that only suggests what would be made by half."""
    why = hidden_grammar(verdict.candidate) if verdict.outcome == "rewrite" else None
    if not why:
        return verdict
    both = why if verdict.weighing else _but(verdict.reason, why)
    return verdict._replace(outcome="suggest", why=both, doubt=why)


def _but(reason: Reason, doubt: Reason) -> Reason:
    return Reason.of("settled-in-doubt", reason=reason, doubt=doubt)


def _groups(evidence: Iterable[tuple[int, Evidence]]) -> list[list[Evidence]]:
    """The candidates of each term that are no further apart than a context window reaches."""
    groups: list[list[Evidence]] = []
    latest: dict[int, list[Evidence]] = {}
    for index, one in evidence:
        group = latest.get(index, [])
        start = one.candidate.span.start
        is_far = not group or start - group[-1].candidate.span.end > CONTEXT_WINDOW
        if is_far or len(group) >= _MOST:
            group = latest[index] = []
            groups.append(group)
        group.append(one)
    return groups


def _weighings(
    evidence: Sequence[Evidence], provenance: ProvenanceWeight, table: Weights
) -> list[Weighing]:
    """Return the weighings of candidates that are decided together. Where a sentence speaks
    for one sense only, its candidate is scored by its own cues, else by those of all."""
    senses = [one.sentence_senses() for one in evidence]
    ordinary = {one.sentence for one, own in zip(evidence, senses, strict=True) if own == {False}}
    together = None
    weighings = []
    for one, own in zip(evidence, senses, strict=True):
        if len(own) == 1 or one.plain:
            apart = _apart(one, ordinary) if own == {True} else one
            cues = one_sided(apart.features, table) if own else apart.features
            scored = score(cues, apart, apart.cooccurring_terms, provenance, table)
            weighings.append(Weighing(apart, scored))
            continue
        if together is None:
            every = [feature for other in evidence for feature in other.features]
            most = max(other.cooccurring_terms for other in evidence)
            together = score(strongest(every), evidence[0], most, provenance, table)
        weighings.append(Weighing(one, together))
    return weighings


def _apart(evidence: Evidence, others: Collection[Span]) -> Evidence:
    """A candidate whose sentence speaks for the term only, without what speaks against it in
    `others`, the sentences of candidates that mean the ordinary thing: each has its own cues. Nor
    do the topics of the section count against it, which the sentence contradicts."""
    features = tuple(
        [
            one
            for one in evidence.features
            if one.value > 0 or (one.zone != IN_SECTION and not _is_within(one.start, others))
        ]
    )
    return evidence._replace(features=features)


def _is_within(place: int, spans: Collection[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def _verdict(weighing: Weighing, around: int, counted: int, table: Weights) -> Verdict:
    """The verdict on a candidate with `around` other terms put right around it, of which the
    score counts `counted`."""
    worth = repaired_worth(counted, table)
    total = weighing.score.total(worth)
    outcome = outcome_of(total, table)
    why: Reason | None = None
    doubtful: Reason | None = None
    if outcome == "suggest":
        why = _UNCLEAR
    elif outcome == "rewrite":
        own_worth = repaired_worth(around, table)
        doubtful = unclear(weighing.evidence, around, own_worth, table) or weighing.doubt()
        if doubtful:
            outcome, why = "suggest", doubtful
    candidate = weighing.evidence.candidate
    if left := left_alone(weighing.evidence, around, table):
        outcome, why, doubtful = "leave", left, None
    return Verdict(candidate, outcome, total, why, doubtful, weighing, around, worth)


def _following(verdict: Verdict, table: Weights, *, is_alone: bool) -> Verdict:
    """The verdict for an everyday word where the text has used it as the term repeatedly,
    and nothing near by speaks against it. `is_alone` when nothing near by need speak for it."""
    if verdict.outcome != "suggest" or verdict.score < table.safe or verdict.weighing is None:
        return verdict
    near = verdict.weighing.close_values()
    if (not near and not is_alone) or min(near, default=0) < 0 or longer_name(verdict.candidate):
        return verdict
    return verdict._replace(outcome="rewrite", why=_AS_ELSEWHERE, doubt=None)
