"""What would tip a decision: how much is missing, and by what it could come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.reason import Reason
from mtfix.stages.terms.policy import NO_CUE, NO_CUE_NEAR, missing_in_sentence, needs_own_sentence
from mtfix.stages.terms.score import COOCCURRING
from mtfix.stages.terms.surroundings import CLOSE
from mtfix.stages.terms.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.terms.verdict import Verdict, Weighing
    from mtfix.stages.terms.weights import Weights

_SHOWN = 3
"""Cues that are named, of those that would do."""


_ANY_CUE, _CLOSE_CUE = Reason("way-any-cue"), Reason("way-close-cue")
_WITHOUT_SCORE = {
    "guard": Reason("way-guard"),
    "source-silent": Reason("way-source"),
    "source-says": Reason("way-source"),
    "decided": Reason("way-decision"),
}
"""What would bring a candidate to be rewritten that is left for these reasons."""


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
        return [_unweighed(verdict)]
    over, under = verdict.score - table.safe, table.left - verdict.score
    match verdict.outcome:
        case "rewrite":
            return [Counterfactual("suggest", round(over, 2), _against(verdict, over, table))]
        case "leave":
            missing = round(under, 2)
            way = () if missing else (_ANY_CUE,)
            return [
                Counterfactual("suggest", missing, way),
                _to_rewrite(verdict, verdict.weighing, table),
            ]
        case _:
            leave = Counterfactual("leave", round(-under, 2), _against(verdict, -under, table))
            return [_to_rewrite(verdict, verdict.weighing, table), leave]


def _unweighed(verdict: Verdict) -> Counterfactual:
    """What a verdict hangs on that was found without a score."""
    if verdict.outcome == "rewrite":
        return Counterfactual("leave", 0.0, (Reason("way-comment"),))
    reason = verdict.why
    if reason.code == "doubted":
        reason = reason.get("reason")
    way = _WITHOUT_SCORE.get(reason.code, Reason("way-none"))
    return Counterfactual("rewrite", 0.0, (way,))


def _to_rewrite(verdict: Verdict, weighing: Weighing, table: Weights) -> Counterfactual:
    missing = max(0.0, round(table.safe - verdict.score, 2))
    need = max(missing, _missing_in_sentence(verdict, weighing, table))
    if verdict.doubt is not None and not need:
        lacks_cue = verdict.doubt in {NO_CUE, NO_CUE_NEAR}
        way = _CLOSE_CUE if lacks_cue else Reason.of("way-doubt", doubt=verdict.doubt)
        return Counterfactual("rewrite", 0.0, (way,))
    return Counterfactual("rewrite", missing, tuple(_ways(verdict, weighing, need, table)))


def _missing_in_sentence(verdict: Verdict, weighing: Weighing, table: Weights) -> float:
    """What the sentence of an everyday word is short of."""
    if not needs_own_sentence(weighing.evidence, verdict.others, table):
        return 0.0
    return round(missing_in_sentence(weighing.evidence, verdict.repaired, table), 2)


def _ways(verdict: Verdict, weighing: Weighing, need: float, table: Weights) -> Iterator[Reason]:
    """What would bring so much for the term, the simplest first."""
    term, known = verdict.candidate.term, {one.name for one in verdict.features}
    unused = [(name, w * table.sentence) for name, w in term.cues_for if name not in known]
    unused.sort(key=lambda cue: -cue[1])
    enough = [name for name, weight in unused if weight >= need]
    if enough:
        yield Reason.of("way-cue", need=need, names=tuple(enough[:_SHOWN]))
    elif unused:
        names = tuple(name for name, _ in unused[:_SHOWN])
        yield Reason.of("way-cues", need=need, names=names)
    right = table.right * table.sentence
    if term.is_name and term.ambiguous != "everyday" and term.term not in known and right >= need:
        yield Reason.of("way-right-form", term=term.term)
    is_close = any(one.zone in CLOSE and one.value > 0 for one in verdict.features)
    near = sum(one.value for one in verdict.features if one.name == COOCCURRING)
    if need <= min(table.cooccurring, table.cooccurring_cap - near) and is_close:
        yield Reason("way-other-term")
    if need <= table.said and term.origin and not weighing.score.origin_is_said and is_close:
        yield Reason.of("way-origin", language=term.origin)


def _against(verdict: Verdict, need: float, table: Weights) -> tuple[Reason, ...]:
    """What would bring so much against the term."""
    known = {one.name for one in verdict.features}
    against = [
        (n, w * table.against) for n, w in verdict.candidate.term.cues_against if n not in known
    ]
    enough = [name for name, weight in against if weight >= need]
    if enough:
        return (Reason.of("way-cue-against", names=tuple(enough[:_SHOWN])),)
    return (Reason.of("way-cues-against", need=need),)
