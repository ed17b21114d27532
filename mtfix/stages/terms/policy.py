"""The rules of the decision. Each stands once: the decision applies it, and what would tip the
decision is worked out from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.stages.terms.surroundings import ELSEWHERE, IN_SENTENCE

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.surroundings import Evidence
    from mtfix.stages.terms.weights import Weights

NO_CUE_NEAR, NO_CUE, DIVIDED = Reason("no-cue-near"), Reason("no-cue"), Reason("divided")
_DIGITS = 6


def outcome_of(score: float, table: Weights) -> str:
    """Return what a score alone comes to."""
    if score <= table.left:
        return "leave"
    return "suggest" if score < table.safe else "rewrite"


def unclear(evidence: Evidence, repaired: int, worth: float, table: Weights) -> Reason | None:
    """Return why the surroundings of a candidate don't suffice, whatever the rest of the text
    says, or None.

    An everyday word needs cues in its own sentence, and none there against it. `repaired` other
    terms are put right around it, which makes do for some of the cues; their `worth` is what they
    add to the score.
    """
    if evidence.source.is_strong:
        return None
    if needs_own_sentence(evidence, repaired, table):
        support, opposition = _sentence_balance(evidence)
        if round(support, _DIGITS) < round(table.everyday_sentence - worth, _DIGITS):
            return NO_CUE_NEAR
        return DIVIDED if opposition > support * table.everyday_share else None
    cues = [one for one in evidence.features if one.value > 0]
    if repaired >= table.repaired_enough and evidence.candidate.term.ambiguous != "everyday":
        return None if cues else NO_CUE
    return None if any(one.zone != ELSEWHERE for one in cues) else NO_CUE_NEAR


def needs_own_sentence(evidence: Evidence, repaired: int, table: Weights) -> bool:
    """Return whether only its own sentence can speak for a candidate."""
    candidate = evidence.candidate
    if evidence.source.is_strong or candidate.term.ambiguous != "everyday":
        return False
    return repaired < table.repaired_enough or not _is_phrase(candidate)


def missing_in_sentence(evidence: Evidence, worth: float, table: Weights) -> float:
    """Return what the cues for an everyday word in its sentence are short of."""
    support, opposition = _sentence_balance(evidence)
    needed = max(table.everyday_sentence - worth, opposition / table.everyday_share)
    return max(0.0, needed - support)


def _sentence_balance(evidence: Evidence) -> tuple[float, float]:
    """The weights for and against the term in the sentence of a candidate."""
    own = [one.value for one in evidence.features if one.zone == IN_SENTENCE]
    return sum(value for value in own if value > 0), -sum(value for value in own if value < 0)


def _is_phrase(candidate: Candidate) -> bool:
    """Whether a variant has several words, *the* and *a* aside."""
    words = candidate.old.lower().replace("-", " ").split()
    return len(words) - (words[0] in {"the", "a", "an"}) > 1
