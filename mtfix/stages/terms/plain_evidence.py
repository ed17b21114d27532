"""What decides of entries of one line, which have no cues of their own: how often the variant
stands in native English, the topics of its section, and how much speaks for a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.native_counts import native_counts
from mtfix.packs.schema import NEVER, UNSEEN
from mtfix.stages.terms.features import IN_SECTION, IN_SENTENCE, Feature
from mtfix.stages.terms.weights import WEIGHTS
from mtfix.text.line_wrap import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mtfix.edits.edit import Span
    from mtfix.packs.model import Term
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.weights import Weights
    from mtfix.text.topics import Topics

STRANGE = frozenset({NEVER, UNSEEN})
"""Frequencies of variants that are themselves a sign of a translation."""
_DAMAGE = ("term", "surface")
"""The stages whose fixes show what a translation engine leaves."""


class PlainEvidence(NamedTuple):
    """What is known of a candidate of an entry of one line.

    frequency: of the variant in native English.
    translated: how much speaks for a translation from the language of the entry, 0 to 1.
    opposing: a topic of the ordinary meaning that is stronger than those of the entry, or "".
    """

    frequency: str
    translated: float
    opposing: str


def variant_frequency(term: Term, old: str) -> str:
    """Return how often what stands at a place stands in native English: see `NativeCounts`."""
    return native_counts().frequency(term, unwrapped(old).lower())


def is_strange(term: Term, old: str) -> bool:
    """Return whether a variant of an entry says by itself that a text may be translated: one of a
    line that native English is not known to have, or one that is no everyday word."""
    if term.is_plain:
        return variant_frequency(term, old) in STRANGE
    return term.ambiguous != "everyday"


def plain_evidence(
    candidate: Candidate, said: str | None = None, *, strange_near: bool = False
) -> PlainEvidence:
    """Return what is known of a candidate.

    said: the language that the user says the text was translated from, or "none".
    strange_near: whether another variant near it is strange to native English.
    """
    term = candidate.term
    found = _topics(candidate).at(candidate.span.start)
    own, against = _strongest(found, term.topics), _strongest(found, term.topics_against)
    return PlainEvidence(
        variant_frequency(term, candidate.old),
        _translated(candidate, said, strange_near=strange_near),
        against[0] if against[1] > own[1] else "",
    )


def topic_features(
    candidate: Candidate, sentence: Span, table: Weights = WEIGHTS
) -> Iterator[Feature]:
    """Yield what the topics of the section and the words of the sentence say of a candidate."""
    term, span, topics = candidate.term, candidate.span, _topics(candidate)
    if not (term.topics or term.topics_against):
        return
    found = topics.at(span.start)
    beside: dict[str, float] = {}
    for start, end in ((sentence.start, span.start), (span.end, sentence.end)):
        for topic, weight in topics.in_span(start, end).items():
            beside[topic] = beside.get(topic, 0.0) + weight
    for names, share in ((term.topics, 1.0), (term.topics_against, -table.against)):
        name, sure = _strongest(found, names)
        if sure:
            yield Feature(f"topic {name}", IN_SECTION, share * table.topic * sure, span.start)
        name, weight = _strongest(beside, names)
        if weight:
            value = min(weight * table.topic_word, table.topic_words_cap)
            yield Feature(f"words of {name}", IN_SENTENCE, share * value, span.start)


def _topics(candidate: Candidate) -> Topics:
    return candidate.page.context.topics(candidate.page.text)


def _strongest(found: Mapping[str, float], names: Iterable[str]) -> tuple[str, float]:
    """The strongest of some topics, and how strong it is; 0 where none is there."""
    return max(((name, found.get(name, 0.0)) for name in names), key=_value, default=("", 0.0))


def _value(pair: tuple[str, float]) -> float:
    return pair[1]


def _translated(candidate: Candidate, said: str | None, *, strange_near: bool) -> float:
    if said is not None:
        return float(said == candidate.term.origin)
    page = candidate.page
    context = page.context
    if candidate.term.origin in context.translated_from:
        return 1.0
    damaged = sum(context.damage[stage] for stage in _DAMAGE) >= WEIGHTS.damage_enough
    return max(
        context.translated_at(page.text, candidate.span.start),
        WEIGHTS.damage_share * damaged,
        WEIGHTS.strange_share * strange_near,
    )
