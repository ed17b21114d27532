"""What decides of entries of one line, which have no cues of their own: how often the variant
stands in native English, the topics of its section, and how much speaks for a translation."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from mtfix.packs.native_counts import native_counts
from mtfix.packs.schema import DOUBTED, NEVER, UNSEEN
from mtfix.stages.terms.features import IN_SECTION, IN_SENTENCE, Feature
from mtfix.stages.terms.weights import WEIGHTS
from mtfix.text.characters import PRINTED_APOSTROPHE
from mtfix.text.layout import CONTEXT_WINDOW
from mtfix.text.line_wrap import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.edit import Span
    from mtfix.packs.model import Term
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.topics_around import TopicsAround
    from mtfix.stages.terms.weights import Weights

STRANGE = frozenset({NEVER, UNSEEN})
"""Frequencies of variants that are themselves a sign of a translation."""
_BY_TOPIC = STRANGE | {DOUBTED}
"""Those of variants that are suggested where nothing but topics speaks for them."""
_NO_SIGN, _PER_LIKELIHOOD = 0.1, 2.0
"""The likelihood of a translation from which on it is a sign of one: of native texts, one in fifty
has so much; and how much it then speaks for a translation."""
_DAMAGE = ("term", "surface")
"""The stages whose fixes show what a translation engine leaves."""


class PlainEvidence(NamedTuple):
    """What is known of a candidate of an entry of one line.

    frequency: of the variant in native English.
    opposing: a topic of the ordinary meaning that is stronger than those of the entry, or "".
    """

    frequency: str
    opposing: str


def variant_frequency(term: Term, old: str) -> str:
    """Return how often what stands at a place stands in native English: see `NativeCounts`."""
    return native_counts().frequency(term, unwrapped(old).lower().replace(PRINTED_APOSTROPHE, "'"))


def is_strange(term: Term, old: str) -> bool:
    """Return whether a variant of an entry says by itself that a text may be translated: one of a
    line that native English is not known to have, or one that is no everyday word."""
    if term.is_plain:
        return variant_frequency(term, old) in STRANGE
    return term.ambiguous != "everyday"


def plain_evidence(candidate: Candidate, topics: TopicsAround) -> PlainEvidence:
    """Return what is known of a candidate, given the topics around it."""
    term = candidate.term
    found = topics.at(candidate.span.start)
    own, against = _strongest(found, term.topics), _strongest(found, term.topics_against)
    opposing = against[0] if against[1] > own[1] else ""
    return PlainEvidence(variant_frequency(term, candidate.old), opposing)


def native_words(
    candidates: Sequence[Candidate], known: Iterable[tuple[int, Term]], said: str | None
) -> frozenset[Candidate]:
    """Return those candidates of a text that stand in native English while neither the text seems
    translated nor anything near them shows it: no topic can make terms of them, so topics need
    not be worked out.

    known: terms that are put right, and where.
    """
    plain = [one for one in candidates if one.term.is_plain and one.page.context.source is None]
    kinds = {one: variant_frequency(one.term, one.old) for one in plain}
    strange = {one for one, frequency in kinds.items() if frequency in STRANGE}
    signs = sorted([start for start, _ in known] + [one.span.start for one in strange])
    return frozenset(
        one
        for one in plain
        if kinds[one] not in _BY_TOPIC
        and not _is_one_near(signs, one.span)
        and translation_signs(one, said) < WEIGHTS.translated_enough
    )


def _is_one_near(places: Sequence[int], span: Span) -> bool:
    at = bisect_left(places, span.start - CONTEXT_WINDOW)
    return at < len(places) and places[at] <= span.end + CONTEXT_WINDOW


def topic_features(
    candidate: Candidate, topics: TopicsAround, sentence: Span, table: Weights = WEIGHTS
) -> Iterator[Feature]:
    """Yield what the topics of the section and the words of the sentence say of a candidate."""
    term, span = candidate.term, candidate.span
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


def _strongest(found: Mapping[str, float], names: Iterable[str]) -> tuple[str, float]:
    """The strongest of some topics, and how strong it is; 0 where none is there."""
    return max(((name, found.get(name, 0.0)) for name in names), key=_value, default=("", 0.0))


def _value(pair: tuple[str, float]) -> float:
    return pair[1]


def translation_signs(
    candidate: Candidate, said: str | None, *, strange_near: bool = False
) -> float:
    """Return how much speaks for a translation from the language of the entry, 0 to 1.

    said: the language that the user says the text was translated from, or "none".
    strange_near: whether another variant near it is strange to native English.
    """
    if said is not None:
        return float(said == candidate.term.origin)
    page = candidate.page
    context = page.context
    if candidate.term.origin in context.translated_from:
        return 1.0
    damage = sum(context.damage[stage] for stage in _DAMAGE)
    is_damaged = damage >= max(WEIGHTS.damage_enough, len(page.text) / CONTEXT_WINDOW)
    return max(
        _likelihood(candidate),
        WEIGHTS.damage_share * is_damaged,
        WEIGHTS.strange_share * strange_near,
    )


def _likelihood(candidate: Candidate) -> float:
    """How much the likelihood speaks that the text around a candidate was translated; where the
    whole shows no sign, the part is not asked."""
    context = candidate.page.context
    if context.translated < _NO_SIGN:
        return 0.0
    return min(
        1.0, _PER_LIKELIHOOD * context.translated_at(candidate.page.text, candidate.span.start)
    )
