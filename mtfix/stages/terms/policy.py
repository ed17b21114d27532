"""The rules of the decision. Each stands once: the decision applies it, and what would tip the
decision is worked out from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.packs.schema import DOUBTED, FREQUENT, NEVER, UNSEEN
from mtfix.stages.terms.features import CLOSE, ELSEWHERE, IN_SECTION, IN_SENTENCE

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.plain_evidence import PlainEvidence
    from mtfix.stages.terms.surroundings import Evidence
    from mtfix.stages.terms.weights import Weights

NO_CUE_NEAR, NO_CUE, DIVIDED = Reason("no-cue-near"), Reason("no-cue"), Reason("divided")
NO_SIGN = Reason("no-sign")
_DIGITS = 6
_BESIDE_NAMES = {UNSEEN: {IN_SECTION}, DOUBTED: {IN_SECTION, IN_SENTENCE}}
"""Where something must speak for an entry of one line beside names of the packs, if nothing speaks
for a translation."""


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
    if evidence.plain:
        return _unclear_plain(evidence, evidence.plain, repaired, table)
    if needs_own_sentence(evidence, repaired, table):
        support, opposition = _sentence_balance(evidence)
        if round(support, _DIGITS) < round(table.everyday_sentence - worth, _DIGITS):
            return NO_CUE_NEAR
        return DIVIDED if opposition > support * table.everyday_share else None
    cues = [one for one in evidence.features if one.value > 0]
    if repaired >= table.repaired_enough and evidence.candidate.term.ambiguous != "everyday":
        return None if cues else NO_CUE
    return None if any(one.zone != ELSEWHERE for one in cues) else NO_CUE_NEAR


def _unclear_plain(
    evidence: Evidence, plain: PlainEvidence, repaired: int, table: Weights
) -> Reason | None:
    """Why the surroundings don't suffice for an entry of one line: all but what no native English
    can have needs a sign of a translation, and besides, what native English is not known to have,
    anything that speaks for the term; what it has, a topic or a cue; what is frequent there, one
    in the sentence. A topic alone is no sign: authors write of it, too, in words that were not
    met. Beside names of the packs it is, for what was not met."""
    if plain.frequency == NEVER:
        return None
    zones = {one.zone for one in evidence.features if one.value > 0}
    if not _looks_translated(evidence, repaired, table):
        needed = _BESIDE_NAMES.get(plain.frequency)
        is_among_names = evidence.cooccurring_terms >= table.names_enough
        return None if is_among_names and needed and needed <= zones else NO_SIGN
    if plain.frequency == UNSEEN:
        return None if zones else NO_CUE
    if plain.frequency == FREQUENT:
        return None if IN_SENTENCE in zones else NO_CUE_NEAR
    return None if zones & CLOSE else NO_CUE_NEAR


def _looks_translated(evidence: Evidence, repaired: int, table: Weights) -> bool:
    """Whether something speaks for a translation."""
    return bool(evidence.translated >= table.translated_enough or repaired or evidence.source.form)


def left_alone(evidence: Evidence, repaired: int, table: Weights) -> Reason | None:
    """Return why a candidate is left whatever its score is, or None: its section is about a topic
    of the ordinary meaning, or nothing speaks for the term and it stands in native English or
    nothing speaks for a translation, or it stands there often and nothing does."""
    plain = evidence.plain
    if plain is None or evidence.source.is_strong:
        return None
    if plain.opposing:
        return Reason.of("topic-against", topic=plain.opposing)
    if plain.frequency == NEVER or evidence.source.form:
        return None
    is_translated = _looks_translated(evidence, repaired, table)
    if not any(one.value > 0 for one in evidence.features):
        return None if plain.frequency == UNSEEN and is_translated else NO_CUE
    if plain.frequency != FREQUENT or is_translated:
        return None
    return NO_SIGN


def needs_own_sentence(evidence: Evidence, repaired: int, table: Weights) -> bool:
    """Return whether only its own sentence can speak for a candidate."""
    candidate = evidence.candidate
    if evidence.source.is_strong or evidence.plain or candidate.term.ambiguous != "everyday":
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
