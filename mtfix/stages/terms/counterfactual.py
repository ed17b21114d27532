"""Counterfactuals: how far a decision is from another outcome, and what would bring it about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.reason import Reason
from mtfix.stages.terms.features import CLOSE
from mtfix.stages.terms.policy import NO_CUE, NO_CUE_NEAR, missing_in_sentence, needs_own_sentence
from mtfix.stages.terms.score import COOCCURRING
from mtfix.stages.terms.weights import WEIGHTS
from mtfix.text.layout import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.terms.verdict import Verdict
    from mtfix.stages.terms.weights import Weights

_INSTEAD = {
    "guard": "no-cue-guard-first",
    "source-says": "source-term",
    "source-silent": "source-term",
    "decided": "another-decision",
}
"""The condition under which a candidate would be rewritten, by the code of the reason why it is
not; no cue where such a place is never touched."""
_SHOWN = 3
"""Cues that are named, of those that would do."""


class Counterfactual(NamedTuple):
    """Another outcome, what its score is short of it, and what would bring it about.

    `missing` is 0 where the score is not what keeps it from that outcome.
    """

    outcome: str
    missing: float
    ways: tuple[Reason, ...]


def counterfactuals(verdict: Verdict, table: Weights = WEIGHTS) -> list[Counterfactual]:
    """Return the outcomes that a verdict could have been tipped to, the next one first."""
    if verdict.weighing is None:
        return _unweighed(verdict)
    over, under = verdict.score - table.safe, table.left - verdict.score
    match verdict.outcome:
        case "rewrite":
            return [Counterfactual("suggest", round(over, 2), _against(verdict, over, table))]
        case "leave":
            ask = round(under, 2)
            way = (Reason("any-cue"),) if not ask else ()
            return [Counterfactual("suggest", ask, way), _to_rewrite(verdict, table)]
        case _:
            leave = Counterfactual("leave", round(-under, 2), _against(verdict, -under, table))
            return [_to_rewrite(verdict, table), leave]


def _unweighed(verdict: Verdict) -> list[Counterfactual]:
    """The condition of a verdict that was found without a score."""
    if verdict.outcome == "rewrite":
        return [Counterfactual("leave", 0.0, (Reason("comment-or-decision"),))]
    reason = verdict.reason.get("reason") or verdict.reason  # of two the one that settled it
    code = _INSTEAD.get(reason.code, "no-cue-never-touched")
    return [Counterfactual("rewrite", 0.0, (Reason(code),))]


def _to_rewrite(verdict: Verdict, table: Weights) -> Counterfactual:
    missing = max(0.0, round(table.safe - verdict.score, 2))
    need = max(missing, _own_missing(verdict, table))
    if verdict.doubt and not need:
        way = Reason.of("no-cue-but", doubt=verdict.doubt)
        if verdict.doubt in {NO_CUE, NO_CUE_NEAR}:
            way = Reason.of("cue-near", reach=NEAR)
        return Counterfactual("rewrite", 0.0, (way,))
    return Counterfactual("rewrite", missing, tuple(_ways(verdict, need, table)))


def _own_missing(verdict: Verdict, table: Weights) -> float:
    """The weight that the cues in the sentence of an everyday word lack."""
    if verdict.weighing is None:
        return 0.0
    evidence = verdict.weighing.evidence
    if not needs_own_sentence(evidence, verdict.others, table):
        return 0.0
    return round(missing_in_sentence(evidence, verdict.repaired, table), 2)


def _ways(verdict: Verdict, need: float, table: Weights) -> Iterator[Reason]:
    """The ways to add so much weight for the term, the simplest first."""
    term, known = verdict.candidate.term, {one.name for one in verdict.features}
    unused = [(name, w * table.sentence) for name, w in term.cues_for if name not in known]
    unused.sort(key=lambda cue: -cue[1])
    enough = [name for name, weight in unused if weight >= need]
    if enough:
        yield Reason.of("cue-of-weight", weight=need, cues=tuple(enough[:_SHOWN]))
    elif unused:
        named = tuple(name for name, _ in unused[:_SHOWN])
        yield Reason.of("cues-worth", weight=need, cues=named)
    right = table.right * table.sentence
    if term.is_name and term.ambiguous != "everyday" and term.term not in known and right >= need:
        yield Reason.of("mention-of", term=term.term)
    near = sum(one.value for one in verdict.features if one.name == COOCCURRING)
    if need <= min(table.cooccurring, table.cooccurring_cap - near) and _is_close(verdict):
        yield Reason("another-term-near")
    is_said = verdict.weighing is not None and verdict.weighing.score.origin_is_said
    if need <= table.said and term.origin and not is_said and _is_close(verdict):
        yield Reason.of("from-language", language=term.origin)


def _is_close(verdict: Verdict) -> bool:
    """Whether a cue stands near enough, so that the score is all that is missing."""
    return any(one.zone in CLOSE and one.value > 0 for one in verdict.features)


def _against(verdict: Verdict, need: float, table: Weights) -> tuple[Reason, ...]:
    """The ways to add so much weight against the term."""
    known = {one.name for one in verdict.features}
    against = [
        (n, w * table.against) for n, w in verdict.candidate.term.cues_against if n not in known
    ]
    enough = [name for name, weight in against if weight >= need]
    if enough:
        return (Reason.of("cue-against", cues=tuple(enough[:_SHOWN])),)
    return (Reason.of("cues-against-worth", weight=need),)
