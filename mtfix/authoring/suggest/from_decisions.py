"""What the decisions of a team tell of terms: cues for those that they accept here and refuse
there, and entries for names that other rules have changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.suggest.proposed_rule import ProposedRule
from mtfix.authoring.suggest.sense_cues import Corpus, cues
from mtfix.edits.rule_names import TERM, is_of
from mtfix.packs.model import Term
from mtfix.packs.parse_term import slug
from mtfix.packs.yaml_writer import listed, quoted
from mtfix.review.decision import ACCEPT, REFUSE, Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.packs.model import Pack

_FOR_CUES = 2
"""Places on a side from which its words are cues."""
_EXAMPLES = 8


class DecidedChange(NamedTuple):
    """All places at which one change was accepted or refused."""

    rule: str
    old: str
    new: str
    accepted: tuple[Decision, ...]
    refused: tuple[Decision, ...]

    @property
    def evidence(self) -> str:
        """How often it was decided, and by how many people."""
        by = {one.by for one in (*self.accepted, *self.refused)}
        people = f", by {len(by)} people" if len(by) > 1 else ""
        return f"accepted at {len(self.accepted)} places, refused at {len(self.refused)}{people}"


def decided_changes(decisions: Iterable[Decision]) -> list[DecidedChange]:
    """Return the changes about which people have decided at single places, in order."""
    found: dict[tuple[str, str, str], dict[str, list[Decision]]] = defaultdict(
        lambda: {ACCEPT: [], REFUSE: []}
    )
    for one in decisions:
        if one.scope == "place":
            found[one.rule, one.old or "", one.new or ""][one.decision].append(one)
    return [
        DecidedChange(*key, tuple(sorted(both[ACCEPT])), tuple(sorted(both[REFUSE])))
        for key, both in sorted(found.items())
    ]


# --- terms ---------------------------------------------------------------------------------------


def entries(
    changes: Sequence[DecidedChange],
    packs: Iterable[Pack],
    clean: Sequence[tuple[str, str]],
    origin: str | None,
) -> tuple[list[ProposedRule], str | None]:
    """Return entries of terms: those of the packs with further cues, and new ones for what other
    rules have changed; and the language that they are from: `origin`, or else that of most."""
    terms = {rule.rule: rule for pack in packs for rule in pack.rules if isinstance(rule, Term)}
    origins = Counter(terms[one.rule].origin for one in changes if one.rule in terms)
    if origin is None and origins:
        [(origin, _)] = origins.most_common(1)
    terms = {rule: term for rule, term in terms.items() if term.origin == (origin or "")}
    corpus = Corpus(())
    for one in changes:
        for place in (*one.accepted, *one.refused):
            corpus.add("", _sentence(place, one.old))
    for name, text in clean:
        corpus.add(name, text)
    by_term: dict[str, list[DecidedChange]] = defaultdict(list)
    for one in changes:
        if is_of(one.rule, TERM):
            by_term[one.rule].append(one)
    known = (
        _with_cues(terms[rule], some, corpus) for rule, some in by_term.items() if rule in terms
    )
    fresh = (_new_entry(one, clean) for one in changes if not is_of(one.rule, TERM))
    return [one for one in (*known, *fresh) if one is not None], origin


def _with_cues(term: Term, changes: Sequence[DecidedChange], corpus: Corpus) -> ProposedRule | None:
    """An entry in place of that of the packs, with the words that tell its senses apart; None where
    there are none, and for an entry of one line, of which topics decide."""
    if term.ambiguous == "no" or term.is_plain:
        return None
    accepted = [_sentence(place, one.old) for one in changes for place in one.accepted]
    refused = [_sentence(place, one.old) for one in changes for place in one.refused]
    apart = (term.term, *term.variants)
    known = {cue.lower() for cue, _ in (*term.cues_for, *term.cues_against)}
    for_, against = (
        [cue for cue in cues(side, other, apart, corpus) if cue.lower() not in known]
        if len(side) >= _FOR_CUES
        else []
        for side, other in ((accepted, refused), (refused, accepted))
    )
    if not for_ and not against:
        return None
    new = [f"for {', '.join(for_)}"] * bool(for_) + [f"against {', '.join(against)}"] * bool(
        against
    )
    notes = (
        f"{term.rule} with new cues: {'; '.join(new)}",
        f"accepted at {len(accepted)} places, refused at {len(refused)}",
    )
    pairs = [
        (_sentence(place, one.old), _sentence(place, one.new))
        for one in changes
        for place in one.accepted
    ]
    stay = [(text, text) for text in refused]
    own = [(one.before, one.before if one.after is None else one.after) for one in term.examples]
    examples = (*pairs[:_EXAMPLES], *stay[:_EXAMPLES], *own)
    fields = (*_fields(term), *_cue_lines(term, for_, against))
    return ProposedRule(_id(term), notes, fields, examples, len(examples))


def _fields(term: Term) -> Iterator[str]:
    """The fields of an entry as it is, but for its cues and examples."""
    yield f"term: {quoted(term.term)}"
    yield f"kind: {term.kind}"
    for name, texts in (("source", term.source), ("variants", term.variants)):
        if texts:
            yield f"{name}: {listed(texts)}"
    yield f"ambiguous: {'everyday' if term.ambiguous == 'everyday' else 'true'}"
    for name, texts in (*term.guards, ("admitted", term.admitted), ("byline", term.byline)):
        if texts:
            yield f"{name}: {listed(texts)}"
    topics = (*term.topics, *(f"-{topic}" for topic in term.topics_against))
    if topics:
        yield f"topics: {listed(topics)}"
    if term.unambiguous_source:
        yield "coined: true"
    for name, text in (("sound", term.sound), ("number", term.number)):
        if text:
            yield f"{name}: {text}"
    if term.status != "preferred":
        yield f"status: {term.status}"


def _cue_lines(term: Term, for_: Sequence[str], against: Sequence[str]) -> Iterator[str]:
    for name, own, new in (("for", term.cues_for, for_), ("against", term.cues_against, against)):
        told = [
            quoted(cue) if weight == 1 else f"{{{quoted(cue)}: {weight}}}" for cue, weight in own
        ]
        told += map(quoted, new)
        if told:
            yield f"{name}: [{', '.join(told)}]"


def _id(term: Term) -> str:
    return term.rule.partition("/")[2]


def _new_entry(one: DecidedChange, clean: Sequence[tuple[str, str]]) -> ProposedRule | None:
    """An entry for a name in another form, found by a rule of the surface; only suggested, since
    it was seen here alone."""
    is_name = " " in one.new and one.new[:1].isupper() and one.old[:1].isalpha()
    if not is_name or len(one.accepted) < _FOR_CUES or one.refused:
        return None
    stands = sum(text.count(one.old) for _, text in clean)
    if stands:
        return None
    fields = (
        f"term: {quoted(one.new)}",
        "kind: person",
        f"variants: [{quoted(one.old)}]",
        "status: superseded",
    )
    text = _sentence(one.accepted[0], one.old)
    notes = (f"{one.rule}: {one.evidence}",)
    return ProposedRule(slug(one.new), notes, fields, ((text, text),))


def _sentence(place: Decision, said: str) -> str:
    """The words of a place with a text in it; those that are cut at the ends are left out."""
    before, behind = place.before or "", place.behind or ""
    if before and not before[0].isupper():
        before = before.partition(" ")[2] or before
    if behind and behind[-1].isalnum():
        behind = behind.rpartition(" ")[0] or behind
    gap = " " if before and before[-1] not in "([{“‘\"'-/" else ""
    tail = " " if behind and behind[0] not in ".,;:!?)]}”’\"'-/" else ""
    return f"{before}{gap}{said}{tail}{behind}"
