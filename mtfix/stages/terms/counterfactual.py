"""What would tip a decision: how much is missing, and by what it could come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.terms.policy import NO_CUE, NO_CUE_NEAR, missing_in_sentence, needs_own_sentence
from mtfix.stages.terms.score import COOCCURRING
from mtfix.stages.terms.surroundings import CLOSE
from mtfix.stages.terms.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.terms.verdict import Verdict
    from mtfix.stages.terms.weights import Weights

_SHOWN = 3
"""Cues that are named, of those that would do."""


class Counterfactual(NamedTuple):
    """Another outcome, what its score is short of it, and what would bring it about.

    `missing` is 0 where the score is not what keeps it from that outcome.
    """

    outcome: str
    missing: float
    ways: tuple[str, ...]


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
            way = ("any cue for it",) if not ask else ()
            return [Counterfactual("suggest", ask, way), _to_rewrite(verdict, table)]
        case _:
            leave = Counterfactual("leave", round(-under, 2), _against(verdict, -under, table))
            return [_to_rewrite(verdict, table), leave]


def _unweighed(verdict: Verdict) -> list[Counterfactual]:
    """What a verdict hangs on that was found without a score."""
    if verdict.outcome == "rewrite":
        way = "a comment to mtfix, or a decision of the configuration"
        return [Counterfactual("leave", 0.0, (way,))]
    if verdict.reason.startswith("guard "):
        return [Counterfactual("rewrite", 0.0, ("no cue: the guard of the entry is asked first",))]
    if verdict.reason.startswith("the source text"):
        return [Counterfactual("rewrite", 0.0, ("the source term in the source text",))]
    if verdict.reason.startswith("decided"):
        return [Counterfactual("rewrite", 0.0, ("another decision of the configuration",))]
    return [Counterfactual("rewrite", 0.0, ("no cue: such a place is never touched",))]


def _to_rewrite(verdict: Verdict, table: Weights) -> Counterfactual:
    missing = max(0.0, round(table.safe - verdict.score, 2))
    need = max(missing, _own_missing(verdict, table))
    if verdict.doubt and not need:
        way = f"no cue: {verdict.doubt}"
        if verdict.doubt in {NO_CUE, NO_CUE_NEAR}:
            way = "a cue for it in its sentence or within 400 characters"
        return Counterfactual("rewrite", 0.0, (way,))
    return Counterfactual("rewrite", missing, tuple(_ways(verdict, need, table)))


def _own_missing(verdict: Verdict, table: Weights) -> float:
    """What the sentence of an everyday word is short of."""
    if verdict.weighing is None:
        return 0.0
    evidence = verdict.weighing.evidence
    if not needs_own_sentence(evidence, verdict.others, table):
        return 0.0
    return round(missing_in_sentence(evidence, verdict.repaired, table), 2)


def _ways(verdict: Verdict, need: float, table: Weights) -> Iterator[str]:
    """What would bring so much for the term, the simplest first."""
    term, known = verdict.candidate.term, {one.name for one in verdict.features}
    unused = [(name, w * table.sentence) for name, w in term.cues_for if name not in known]
    unused.sort(key=lambda cue: -cue[1])
    enough = [name for name, weight in unused if weight >= need]
    if enough:
        yield f"a cue of weight {need:.2f} in its sentence, such as {_listed(enough, 'or')}"
    elif unused:
        named = _listed([name for name, _ in unused], "and")
        yield f"cues worth {need:.2f} in its sentence, such as {named}"
    right = table.right * table.sentence
    if term.is_name and term.ambiguous != "everyday" and term.term not in known and right >= need:
        yield f"a mention of {term.term}"
    near = sum(one.value for one in verdict.features if one.name == COOCCURRING)
    if need <= min(table.cooccurring, table.cooccurring_cap - near) and _is_close(verdict):
        yield "another term of the packs near by"
    said = any(one.name.startswith("said to come") for one in verdict.features)
    if need <= table.said and term.origin and not said and _is_close(verdict):
        yield f"--from {term.origin}"


def _is_close(verdict: Verdict) -> bool:
    """Whether a cue stands near enough, so that the score is all that is missing."""
    return any(one.zone in CLOSE and one.value > 0 for one in verdict.features)


def _against(verdict: Verdict, need: float, table: Weights) -> tuple[str, ...]:
    """What would bring so much against the term."""
    known = {one.name for one in verdict.features}
    against = [
        (n, w * table.against) for n, w in verdict.candidate.term.cues_against if n not in known
    ]
    enough = [name for name, weight in against if weight >= need]
    if enough:
        return (f"a cue against it in its sentence, such as {_listed(enough, 'or')}",)
    return (f"cues against it worth {need:.2f} in its sentence",)


def _listed(names: list[str], last: str) -> str:
    """Some names in words: *Ellison, Catz or Hurd*.

    >>> _listed(["excavat*", "king"], "or")
    'excavat… or king'
    """
    shown = [f"{name[:-1]}…" if name.endswith("*") else name for name in names[:_SHOWN]]
    return f" {last} ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
