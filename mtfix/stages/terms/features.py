"""A feature: what one thing adds to the score of a candidate, and where it stands."""

from __future__ import annotations

from typing import NamedTuple

IN_SENTENCE, NEAR_BY, IN_SECTION, ELSEWHERE = (
    "in the sentence",
    "near by",
    "of the section",
    "elsewhere",
)
CLOSE = frozenset({IN_SENTENCE, NEAR_BY, IN_SECTION})


class Feature(NamedTuple):
    """The weight that one cue (or the prior, a topic, or other terms) adds to a score, and its
    place.

    `zone` is empty for what has no place, and `start` then -1.
    """

    name: str
    zone: str
    value: float
    start: int = -1
