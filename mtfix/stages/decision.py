"""Rewrite, leave or suggest: one decision per term and stretch of text.

The figures are those of `glossaries/README.md`. They were first found by trial on
translated news and clean manuals; nothing else in mtfix is a matter of degree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.grammar import stands_alone_with_a
from mtfix.guards import DISCOURSE, NEAR, Place
from mtfix.vetoes import longer_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mtfix.edit import Span
    from mtfix.packs.model import Term
    from mtfix.stages.evidence import Cue, Field
    from mtfix.stages.source import Heard

PRIOR_PHRASE, PRIOR_WORD, PRIOR_EVERYDAY = -0.2, -0.6, -1.2
SENTENCE, NEARBY, ELSEWHERE = 1.0, 0.7, 0.45
ELSEWHERE_CAP = 0.6
AGAINST = 1.3
COMPANY, COMPANY_CAP = 0.3, 0.6
TRANSLATED = 0.5
"""What it adds when the user says that the text was translated from the entry's language."""
SAFE_FROM, LEFT_FROM = 0.8, -0.6
EVERYDAY_SENTENCE = 0.9
"""What the cues in its own sentence must come to before an everyday word is rewritten."""


_MOST = 200
_CLOSE = frozenset({"in the sentence", "near by"})
FOLLOWED_FROM = 2
"""Places that are sure by their own sentence, from which the others of a text follow them."""


class Weight(NamedTuple):
    """What one cue (or the prior, or company) adds to a score, and where it stands.

    `zone` is empty for what has no place, and `start` then -1.
    """

    name: str
    zone: str
    value: float
    start: int = -1


class Verdict(NamedTuple):
    """What was decided of a place: `outcome` is rewrite, leave or suggest.

    `score` is the sum of `weights`; both are empty where no score was needed.
    """

    place: Place
    outcome: str
    score: float
    weights: tuple[Weight, ...]
    reason: str


class _Reading(NamedTuple):
    """A place with what its surroundings say."""

    place: Place
    weights: tuple[Weight, ...]
    company: int
    heard: Heard


def decide(
    places: Sequence[tuple[int, Place]],
    field: Field,
    origin: str | None,
    hear: Callable[[Place], Heard],
) -> Iterator[Verdict]:
    """Yield a verdict for each place of an ambiguous term, given its cues and what the source
    text says of it (`hear`).

    `places` come with the index of their term, in order of the text. `origin` is the
    language the user says the text was translated from, "none", or None for unknown.
    """
    for index, group in _discourses(places).values():
        readings = [_read(index, place, field, hear(place)) for place in group]
        together = _weights(_strongest(readings), readings, group[0], origin)
        verdicts = [_verdict(reading, together, origin) for reading in readings]
        certain = sum(verdict.outcome == "rewrite" for verdict in verdicts)
        for verdict in verdicts:
            yield _followed(verdict) if certain >= FOLLOWED_FROM else verdict


def sure(place: Place) -> Verdict:
    """The verdict for a variant that is never right."""
    return Verdict(place, "rewrite", 1.0, (), "the variant is never right in English")


def unsaid(place: Place) -> Verdict:
    """The verdict for a term that the source text does not say."""
    listed = ", ".join(place.term.source)
    return Verdict(place, "leave", 0.0, (), f"the source text does not say {listed}")


def settled(place: Place, outcome: str, reason: str) -> Verdict:
    """The verdict for a term of which the user has decided; a doubt about the place itself
    makes it a suggestion, unless the variant is never right."""
    doubt = _doubt(place) if outcome == "rewrite" and place.term.ambiguous != "no" else ""
    return Verdict(place, "suggest" if doubt else outcome, 1.0, (), reason + doubt)


def _discourses(
    places: Iterable[tuple[int, Place]],
) -> Mapping[tuple[int, int], tuple[int, list[Place]]]:
    """Group the places of a term that are no further apart than a discourse reaches, at most
    two hundred: what holds in a page need not hold in a library."""
    groups: dict[tuple[int, int], tuple[int, list[Place]]] = {}
    latest: dict[int, tuple[int, int]] = {}
    for index, place in places:
        group = groups[latest[index]][1] if index in latest else []
        far = not group or place.span.start - group[-1].span.end > DISCOURSE
        if far or len(group) >= _MOST:
            group = []
            latest[index] = index, place.span.start
            groups[latest[index]] = index, group
        group.append(place)
    return groups


def _read(index: int, place: Place, field: Field, heard: Heard) -> _Reading:
    sentence = place.page.sentence(place.span)
    weights: dict[str, Weight] = {}
    for cue in field.cues_near(index, place.span):
        weight = _weigh(cue, place.span, sentence)
        best = weights.get(weight.name)
        if best is None or abs(weight.value) > abs(best.value):
            weights[weight.name] = weight
    company = field.company(index, place.span)
    return _Reading(place, tuple(weights.values()), company, heard)


def _weigh(cue: Cue, span: Span, sentence: Span) -> Weight:
    distance = cue.start - span.end if cue.start >= span.end else span.start - cue.end
    if sentence.start <= cue.start and cue.end <= sentence.end:
        zone, factor = "in the sentence", SENTENCE
    elif distance <= NEAR:
        zone, factor = "near by", NEARBY
    else:
        zone, factor = "elsewhere", ELSEWHERE
    value = cue.weight * factor * (AGAINST if cue.weight < 0 else 1)
    return Weight(cue.name, zone, value, cue.start)


def _strongest(readings: Iterable[_Reading]) -> tuple[Weight, ...]:
    """Each cue once, where it stands nearest to any of the places."""
    best: dict[str, Weight] = {}
    for reading in readings:
        for weight in reading.weights:
            known = best.get(weight.name)
            if known is None or abs(weight.value) > abs(known.value):
                best[weight.name] = weight
    return tuple(best.values())


def _weights(
    cues: Iterable[Weight], readings: Sequence[_Reading], place: Place, origin: str | None
) -> tuple[Weight, ...]:
    """All that the score of a place is the sum of."""
    weights = [Weight("prior", "", _prior(place.term, place.old)), *cues]
    far = [weight.value for weight in weights if weight.zone == "elsewhere"]
    beyond = max(0.0, sum(v for v in far if v > 0) - ELSEWHERE_CAP)
    below = min(0.0, sum(v for v in far if v < 0) + ELSEWHERE_CAP * AGAINST)
    if beyond or below:
        weights.append(Weight("cap on what stands elsewhere", "", -beyond - below))
    company = min(max(reading.company for reading in readings) * COMPANY, COMPANY_CAP)
    if company:
        weights.append(Weight("company of other terms", "", company))
    weights += (Weight(name, "", value) for name, value in readings[0].heard.weights())
    translated = _translated(place.term, origin)
    if translated:
        weights.append(Weight(f"said to come from {origin!r}", "", translated))
    return tuple(weights)


def _prior(term: Term, old: str) -> float:
    if term.ambiguous == "everyday":
        return PRIOR_EVERYDAY
    return PRIOR_PHRASE if len(old.replace("-", " ").split()) > 1 else PRIOR_WORD


def _translated(term: Term, origin: str | None) -> float:
    if origin is None or not term.origin:
        return 0.0
    return TRANSLATED if origin == term.origin else -2 * TRANSLATED


def _verdict(reading: _Reading, together: tuple[Weight, ...], origin: str | None) -> Verdict:
    place = reading.place
    own = {weight.value > 0 for weight in reading.weights if weight.zone == "in the sentence"}
    weights = together
    if len(own) == 1:  # the sentence speaks for one reading only: the place goes its own way
        weights = _weights(_own_way(reading.weights), [reading], place, origin)
    score = sum(weight.value for weight in weights)
    weights = tuple(_seen_from(reading, weight) for weight in weights)
    close = _is_close(reading)
    outcome, why = "rewrite", ""
    if score <= LEFT_FROM:
        outcome = "leave"
    elif score < SAFE_FROM:
        outcome, why = "suggest", ", the evidence is not clear"
    elif not close:
        outcome, why = "suggest", ", no cue for it stands near by"
    elif place.term.ambiguous == "everyday" and False in own:
        outcome, why = "suggest", ", its sentence speaks against it as well"
    elif why := _doubt(place):
        outcome = "suggest"
    return Verdict(place, outcome, score, weights, f"score {score:+.2f}{why}{_told(weights)}")


def _doubt(place: Place) -> str:
    """Why a place is only suggested, whatever speaks for the term; or an empty string."""
    if longer_name(place):
        return ", it may be part of a longer name"
    if (
        place.term.is_name
        and not place.case_only
        and stands_alone_with_a(place.page.text, place.span)
    ):
        return ", a name takes no article"
    return ""


def _own_way(weights: Sequence[Weight]) -> tuple[Weight, ...]:
    """Cues as a sentence weighs them that speaks against the term only: what stands near by
    and speaks for it counts like what stands elsewhere. The other way round it does not:
    an edit has to be sure, leaving a word has not."""
    if any(weight.zone == "in the sentence" and weight.value > 0 for weight in weights):
        return tuple(weights)
    return tuple(
        weight._replace(zone="elsewhere", value=weight.value * ELSEWHERE / NEARBY)
        if weight.zone == "near by" and weight.value > 0
        else weight
        for weight in weights
    )


def _seen_from(reading: _Reading, weight: Weight) -> Weight:
    """The weight as this place sees it: a cue may stand beside another place of the term."""
    if not weight.zone or weight.zone == "elsewhere" or weight in reading.weights:
        return weight
    return weight._replace(zone=f"{weight.zone} of another place")


def _followed(verdict: Verdict) -> Verdict:
    """The verdict for an everyday word where the text has used it as the term repeatedly,
    and nothing near by speaks against it."""
    near = [weight.value for weight in verdict.weights if weight.zone in _CLOSE]
    if verdict.outcome != "suggest" or verdict.score < SAFE_FROM or longer_name(verdict.place):
        return verdict
    if not near or min(near) < 0:
        return verdict
    reason = f"score {verdict.score:+.2f}, as elsewhere in the text{_told(verdict.weights)}"
    return verdict._replace(outcome="rewrite", reason=reason)


def _is_close(reading: _Reading) -> bool:
    """Whether enough speaks for the term near the place itself, whatever the rest says.

    An everyday word needs it in its own sentence.
    """
    cues = [weight for weight in reading.weights if weight.value > 0]
    if reading.heard.tells:
        return True
    if reading.place.term.ambiguous == "everyday":
        own = sum(weight.value for weight in cues if weight.zone == "in the sentence")
        return own >= EVERYDAY_SENTENCE
    return any(weight.zone != "elsewhere" for weight in cues)


def _told(weights: Sequence[Weight]) -> str:
    """The strongest three cues each way, in words."""
    ordered = sorted((w for w in weights if w.zone), key=lambda weight: -abs(weight.value))
    told = ""
    for title, sign in (("for", True), ("against", False)):
        names = [weight.name for weight in ordered if (weight.value > 0) == sign][:3]
        if names:
            told += f"; {title}: {', '.join(names)}"
    return told
