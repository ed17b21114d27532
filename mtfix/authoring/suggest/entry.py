"""A proposed entry with the evidence for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.suggest.sense_cues import cues
from mtfix.packs.parse_term import slug
from mtfix.packs.yaml_writer import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.authoring.suggest.known_terms import Known
    from mtfix.authoring.suggest.sense_cues import Corpus
    from mtfix.authoring.suggest.term_replacements import Proposal

_EXAMPLES = 3
_CONTEXTS = 8
"""Sentences that are tried as examples, until enough of them hold."""


class ProposedEntry(NamedTuple):
    """An entry of a pack for review.

    notes: lines of comments above it. suggested: whether its fixes are only shown.
    changing: sentences with what they must become; staying: those that must stay.
    """

    term: str
    id: str
    kind: str
    source: tuple[str, ...]
    variants: tuple[str, ...]
    ambiguous: str
    cues_for: tuple[str, ...]
    cues_against: tuple[str, ...]
    changing: tuple[tuple[str, str], ...]
    staying: tuple[str, ...]
    notes: tuple[str, ...]
    suggested: bool = False

    @property
    def summary(self) -> tuple[str, str]:
        """The right form and the wrong ones."""
        return self.term, ", ".join(self.variants)

    def noted(self, note: str) -> ProposedEntry:
        """Return it with one more line of evidence."""
        return self._replace(notes=(*self.notes, note))

    def only_suggested(self) -> ProposedEntry:
        """Return the entry with fixes that are only shown."""
        return self._replace(suggested=True)

    def lines(self, refused: frozenset[str] | None) -> Iterator[str]:
        """Yield the lines of the entry with some examples, those in `refused` as comments; with
        None, all of them, to be tried."""
        yield from (f"# {note}" for note in self.notes)
        yield f"- term: {quoted(self.term)}"
        yield f"  id: {quoted(self.id)}"
        yield f"  kind: {self.kind}"
        if self.source:
            yield f"  source: {listed(self.source)}"
        yield "  variants:"
        yield from (f"  - {quoted(text)}" for text in self.variants)
        if self.suggested:
            yield "  status: superseded"
        if self.ambiguous != "false":
            yield f"  ambiguous: {self.ambiguous}"
        if self.cues_for:
            yield f"  for: {listed(self.cues_for)}"
        if self.cues_against:
            yield f"  against: {listed(self.cues_against)}"
        yield from self._examples(refused)

    def _examples(self, refused: frozenset[str] | None) -> Iterator[str]:
        held: list[str] = []
        failing: list[str] = []
        changing = tuple(map(changes, self.changing))
        if self.suggested:  # it changes nothing by itself
            changing = tuple(changes((before, before)) for before, _ in self.changing)
        for group in (changing, self.staying):
            if refused is None:
                held += group
                continue
            good = [text for text in group if text not in refused]
            held += good[:_EXAMPLES]
            failing += [text for text in group if text in refused][: max(0, _EXAMPLES - len(good))]
        if held:
            yield "  examples:"
            yield from (f"  - {quoted(text)}" for text in held)
        for text in failing:
            yield f"  # does not hold yet: {text}"


def changes(pair: tuple[str, str]) -> str:
    return f"{pair[0]} => {pair[1]}"


_PERSON = "Mr|Ms|Mrs|Dr|CEO|[Pp]resident|[Cc]hairman|[Ff]ounder|[Aa]ctor|[Ss]inger|[Mm]inister"
_KINDS = (
    ("person", rf"\b(?:{_PERSON})\.? $"),
    ("organization", r"\b(?:[Ss]hares of|[Ss]tock of|founded|acquired by|owned by) $"),
)


def _kind(proposal: Proposal) -> str:
    """Return the likely kind of a term, by the words before it; a person has to look."""
    if not proposal.name:
        return "term"
    after = [said for _, seen in proposal.variants for _, said in seen.samples]
    for kind, pattern in _KINDS:
        found = sum(bool(re.search(pattern, said[: said.find(proposal.term)])) for said in after)
        if 2 * found > len(after):
            return kind
    return "product"


def of_proposal(proposal: Proposal, known: Known, corpus: Corpus) -> ProposedEntry:
    """Return the entry for what was replaced by hand."""
    variants = tuple(wrong for wrong, _ in proposal.variants)
    samples = [pair for _, seen in proposal.variants for pair in seen.samples]
    kept = proposal.kept
    corrected = [before for before, _ in samples]
    apart = (proposal.term, *variants)
    one_word = any(" " not in wrong and wrong == wrong.lower() for wrong in variants)
    # What is only shown may be shown too often, but not too seldom for want of cues.
    is_open = one_word and not (proposal.weak and proposal.name)
    ambiguous = "true" if kept.count or is_open else "false"
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    if ambiguous != "false":
        for_ = tuple(cues(corrected, kept.samples, apart, corpus))
        against = tuple(cues(kept.samples, corrected, apart, corpus))
    owner = known.of(proposal.term)
    return ProposedEntry(
        proposal.term,
        slug(proposal.term) + ("-variants" if owner else ""),
        owner.kind if owner else _kind(proposal),
        (),
        variants,
        ambiguous,
        for_,
        against,
        tuple(_spread(samples)),
        tuple([one for one in kept.samples if is_example(one)][:_CONTEXTS]),
        tuple(_notes(proposal, owner and f"{owner.rule} ({owner.file}:{owner.line})", one_word)),
        proposal.weak,
    )


def _notes(proposal: Proposal, owner: str | None, one_word: bool) -> Iterator[str]:
    times = ", ".join(f"{wrong!r} {seen.count}" for wrong, seen in proposal.variants)
    yield f"corrected {proposal.times} times in {proposal.documents} documents: {times}"
    kept = proposal.kept
    if kept.count:
        yield f"left as it is {kept.count} times in {len(kept.documents)} documents"
    elif one_word:
        yield "one word, seen in no other sense here: add examples that stay"
    if owner:
        yield f"new wrong forms of a term that is known as {owner}: move them there"


def _spread(samples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sentences that make examples, the short and whole ones first."""
    good = [pair for pair in samples if is_example(pair[0]) and is_example(pair[1])]
    good.sort(key=lambda pair: (not pair[0].endswith((".", "!", "?")), abs(len(pair[0]) - 90)))
    chosen: list[tuple[str, str]] = []
    while good and len(chosen) < _CONTEXTS:
        said = {word for pair in chosen for word in pair[0].split()}
        # What says most that is new; of sentences alike, the first.
        best = max(good, key=lambda pair: len(set(pair[0].split()) - said) / len(pair[0].split()))
        chosen.append(best)
        good.remove(best)
    return chosen


def is_example(text: str) -> bool:
    """Whether a sentence can be written as an example."""
    return " =>" not in text and text.isprintable() and len(text.split()) > 2 and len(text) <= 300
