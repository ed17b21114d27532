"""The outcome at a candidate, and what it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.reason import Reason
from mtfix.stages.terms.doubts import doubt
from mtfix.stages.terms.features import CLOSE, ELSEWHERE, Feature
from mtfix.stages.terms.score import REPAIRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.packs.model import Term
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.score import Score
    from mtfix.stages.terms.surroundings import Evidence

_NONE = Reason("")
_NAMED = 3
"""Cues each way that a reason names."""


class Weighing:
    """The features that the score of a candidate is made of; the same however many other terms
    of the text are put right."""

    __slots__ = ("_doubt", "_is_doubt_known", "evidence", "score")

    def __init__(self, evidence: Evidence, score: Score) -> None:
        self.evidence = evidence
        self.score = score
        self._doubt: Reason | None = None
        self._is_doubt_known = False

    def doubt(self) -> Reason | None:
        """Return what is doubtful about the candidate by itself, which is asked but once."""
        if not self._is_doubt_known:
            self._doubt, self._is_doubt_known = doubt(self.evidence.candidate), True
        return self._doubt

    def close_values(self) -> list[float]:
        """Return what the cues in the sentence of the candidate and near it add."""
        own = self.evidence.features
        return [one.value for one in self.score.features if one.zone in CLOSE and one in own]


class Verdict(NamedTuple):
    """The decision about a candidate: `outcome` is rewrite, leave or suggest.

    why: what settled it; of a score, what keeps it from being decisive, if anything.
    doubt: why a candidate is only suggested though its score is high enough.
    weighing: what the score comes from; None where no score was needed.
    others: how many other terms are put right around it.
    repaired: what other terms that are put right add to the score.
    """

    candidate: Candidate
    outcome: str
    score: float
    why: Reason | None
    doubt: Reason | None = None
    weighing: Weighing | None = None
    others: int = 0
    repaired: float = 0.0

    @property
    def reason(self) -> Reason:
        """The reason of the outcome: what settled it, or the score with its strongest cues."""
        if self.weighing is None:
            return self.why or _NONE
        cues = [one for one in self.weighing.score.features if one.zone]
        cues.sort(key=_weight, reverse=True)
        support = tuple([one.name for one in cues if one.value > 0][:_NAMED])
        opposition = tuple([one.name for one in cues if one.value <= 0][:_NAMED])
        named = {
            "support": Reason.of("cues-for", names=support) if support else _NONE,
            "opposition": Reason.of("cues-against", names=opposition) if opposition else _NONE,
        }
        if self.why is None:
            return Reason.of("score", score=self.score, **named)
        return Reason.of("score-but", score=self.score, why=self.why, **named)

    @property
    def features(self) -> tuple[Feature, ...]:
        """The features of the score, as this candidate sees it: a cue may stand beside another
        candidate of the term. Empty where no score was needed."""
        if self.weighing is None:
            return ()
        own = self.weighing.evidence.features
        repaired = [Feature(REPAIRED, "", self.repaired)] if self.repaired else []
        return (
            *(
                one
                if one.zone in {"", ELSEWHERE} or one in own
                else one._replace(zone=f"{one.zone} of another place")
                for one in self.weighing.score.features
            ),
            *repaired,
        )

    def heaviest(self) -> list[Feature]:
        """Return the features: cues before what has no place, the heavy before the light."""
        return sorted(self.features, key=_importance)


def rewritten(verdicts: Iterable[Verdict]) -> Iterator[tuple[int, Term]]:
    """Yield the terms that verdicts put right, and where; not those that only get their
    capitals."""
    for verdict in verdicts:
        if verdict.outcome == "rewrite" and not verdict.candidate.case_only:
            yield verdict.candidate.span.start, verdict.candidate.term


def _weight(feature: Feature) -> float:
    return abs(feature.value)


def _importance(feature: Feature) -> tuple[bool, float, str]:
    return not feature.zone, -abs(feature.value), feature.name
