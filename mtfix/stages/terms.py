"""Terms: names and words that were translated word by word become what was meant."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mtfix.edit import Edit, Safety, Span
from mtfix.grammar import fit
from mtfix.guards import VETOES, Place, failed_guard
from mtfix.scan import Trigger
from mtfix.stages.decision import Verdict, decide, sure
from mtfix.stages.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.document import Hit, Page
    from mtfix.packs.model import Term

STAGE = "term"


class Terms:
    """The stage, compiled for the terms of some packs. Immutable and thread-safe.

    `origin` is the language that the texts were translated from, where the user says so.
    """

    name = STAGE

    def __init__(self, terms: Sequence[Term], origin: str | None = None) -> None:
        self._terms = tuple(terms)
        self._origin = origin
        self._evidence: Evidence | None = None
        self._shields = _shields(self._terms)

    def triggers(self) -> Iterator[Trigger]:
        """Every variant, and the right forms that contain a variant of some term."""
        for index, term in enumerate(self._terms):
            for variant in term.variants:
                written = variant if variant.lower() == term.term.lower() else ""
                yield Trigger(variant, STAGE, index, "word", written)
        for form in self._shields:
            yield Trigger(form, STAGE, -1, "word", form)

    def __call__(self, page: Page) -> Iterator[Edit]:
        """Yield an edit for each place that is to be rewritten or might be."""
        for verdict in self.verdicts(page):
            if verdict.outcome != "leave":
                yield _edit(verdict)

    def verdicts(self, page: Page) -> list[Verdict]:
        """Return what was decided of every candidate of the page, in order."""
        places = [(hit.rule, self._place(page, hit)) for hit in _longest(page.hits.get(STAGE, ()))]
        verdicts: list[Verdict] = []
        open_: list[tuple[int, Place]] = []
        for index, place in places:
            if index < 0:
                continue
            why = next(filter(None, (veto(place) for veto in VETOES)), None) or failed_guard(place)
            if why:
                verdicts.append(Verdict(place, "leave", 0.0, (), why))
            elif place.term.ambiguous == "no":
                verdicts.append(sure(place))
            else:
                open_.append((index, place))
        if open_:
            if self._evidence is None:
                self._evidence = Evidence(self._terms)
            field = self._evidence.around(page.text, (place.span for _, place in open_))
            verdicts += decide(open_, field, self._origin)
        return sorted(verdicts, key=lambda verdict: verdict.place.span)

    def _place(self, page: Page, hit: Hit) -> Place:
        return Place(page, Span(hit.start, hit.end), self._terms[hit.rule])


def _edit(verdict: Verdict) -> Edit:
    place = verdict.place
    text = place.page.text
    span, new = fit(text, place.span, place.term)
    made = verdict.outcome == "rewrite" and place.term.status != "superseded"
    return Edit(
        span,
        text[span.start : span.end],
        new,
        place.term.rule,
        f"{place.term.term}: {verdict.reason}",
        Safety.SAFE if made else Safety.SUGGESTED,
        round(1 / (1 + math.exp(-2 * verdict.score)), 3),
    )


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Drop hits that lie within a longer one: the longest name decides.

    Equal places of competing entries stay side by side.
    """
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        inside = next((k for k in reversed(kept[-8:]) if k.end >= hit.end), None)
        if inside is None or inside[:2] == hit[:2]:
            kept.append(hit)
    return kept


def _shields(terms: Sequence[Term]) -> list[str]:
    """Right forms in which a variant of some entry stands as a word: they protect it."""
    variants = {variant.lower() for term in terms for variant in term.variants}
    shields = []
    for term in terms:
        for form in (term.term, *term.admitted):
            words = form.lower().split()
            runs = {
                " ".join(words[start:end])
                for start in range(len(words))
                for end in range(start + 1, len(words) + 1)
            }
            if len(words) > 1 and runs & variants or form.lower() in variants:
                shields.append(form)
    return list(dict.fromkeys(shields))
