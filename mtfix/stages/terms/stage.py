"""Terms: names and words that were translated word by word become what was meant."""

from __future__ import annotations

import math
from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from mtfix.edits.edit import Edit
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.matching.triggers import Triggers
from mtfix.stages import DECISIONS
from mtfix.stages.terms.candidates import Variants
from mtfix.stages.terms.cue_index import Evidence
from mtfix.stages.terms.decision import Verdict, decide, rewritten, settled, sure, unsaid
from mtfix.stages.terms.frames import by_whom
from mtfix.stages.terms.grammar import as_one, fit
from mtfix.stages.terms.guards import Candidate, failed_guard
from mtfix.stages.terms.repaired import made
from mtfix.stages.terms.source_text import Forms, SourceEvidence, settles
from mtfix.stages.terms.vetoes import VETOES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtfix.matching.page import Page
    from mtfix.packs.model import Term
    from mtfix.stages.terms.cue_index import Field
    from mtfix.stages.terms.grammar import Change

STAGE = "term"


class Terms:
    """The stage, compiled for the terms of some packs. Immutable and thread-safe.

    `origin` is the language that the texts were translated from, where the user says so;
    `decided` what the user has decided of terms, by their ids: always, ask or never.
    """

    name = STAGE

    def __init__(
        self,
        terms: Sequence[Term],
        origin: str | None = None,
        decided: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._terms = tuple(terms)
        self._origin = origin
        self._decided = dict(decided)
        self._by_rule = {term.rule: term for term in self._terms}
        self._variants = Variants(self._terms)
        self._evidence: Evidence | None = None
        self._forms: Forms | None = None

    def triggers(self) -> Iterator[Triggers]:
        """The heads of all variants; where only capitals are wrong, the whole as written."""
        heads = self._variants.heads()
        phrases = ["|".join((text, *variants)) for text, variants in heads.items()]
        yield Triggers(STAGE, 0, "phrase", [*heads, *self._variants.wrapped()], phrases)
        yield Triggers(STAGE, 0, "exact", list(self._variants.written()))

    def __call__(self, page: Page) -> Iterator[Fix]:
        """Yield a fix for each place that is to be rewritten or might be."""
        for verdict in self._verdicts(page):
            if verdict.outcome != "leave":
                asked = self._decided.get(verdict.candidate.term.rule) == "always"
                yield _fix(verdict, asked=asked)

    def verdicts(self, page: Page) -> list[Verdict]:
        """Return what was decided of every candidate of the page, in order."""
        return sorted(self._verdicts(page), key=lambda verdict: verdict.candidate.span)

    def _verdicts(self, page: Page) -> Iterator[Verdict]:
        verdicts, undecided, field = self.questions(page)
        yield from verdicts
        if field is not None:
            known = (*made(page, self._by_rule), *rewritten(verdicts))
            yield from decide(undecided, field, self._origin, self.heard, known=known)

    def questions(
        self, page: Page
    ) -> tuple[list[Verdict], list[tuple[int, Candidate]], Field | None]:
        """Return the verdicts that need no weighing; the places that do, with the index of
        their term; and what stands around those, if there are any."""
        verdicts: list[Verdict] = []
        undecided: list[tuple[int, Candidate]] = []
        found = list(self._variants.found(page))
        standing = Counter(index for index, _ in found)
        for index, span in found:
            candidate = Candidate(page, span, self._terms[index])
            heard = self.heard(candidate)
            by_source = settles(heard, candidate, standing[index])
            why = next(filter(None, (veto(candidate) for veto in VETOES)), None)
            why = why or (not by_source and _refused(candidate)) or ""
            if why:
                verdicts.append(Verdict(candidate, "leave", 0.0, (), why))
            elif heard.absent and not candidate.case_only:
                verdicts.append(unsaid(candidate))
            elif candidate.term.rule in self._decided:
                word = self._decided[candidate.term.rule]
                verdicts.append(settled(candidate, DECISIONS[word], f"decided: {word}"))
            elif by_source:
                said = f"the source text says {heard.form}"
                verdicts.append(settled(candidate, "rewrite", said))
            elif candidate.term.ambiguous == "no":
                verdicts.append(sure(candidate))
            else:
                undecided.append((index, candidate))
        if not undecided:
            return verdicts, undecided, None
        if self._evidence is None:
            self._evidence = Evidence(self._terms)
        asked = [(index, candidate.span) for index, candidate in undecided]
        return verdicts, undecided, self._evidence.around(page.text, asked, found)

    def heard(self, candidate: Candidate) -> SourceEvidence:
        """What the source text says of a place: nothing, if it is of another language."""
        elsewhere = self._origin is not None and self._origin != candidate.term.origin
        return (
            SourceEvidence()
            if candidate.page.context.source is None or elsewhere
            else self.forms().heard(candidate)
        )

    def forms(self) -> Forms:
        """The source forms of the terms, made when first a source text is at hand."""
        if self._forms is None:
            self._forms = Forms(self._terms)
        return self._forms


def rewrite(text: str, origin: str | None = None) -> str:
    """Return `text` with the terms of the shipped packs put right where that is sure.

    `origin` is the language that the text was translated from, "none", or None for unknown.

    >>> rewrite("In 2020 tiktok, a subsidiary of byte skipping, grew.")
    'In 2020 TikTok, a subsidiary of ByteDance, grew.'
    """
    from mtfix.packs.model import Term as Record
    from mtfix.packs.store import load
    from mtfix.pipeline.single_stage import run

    rules = (rule for pack in load().packs for rule in pack.rules)
    return run(Terms([rule for rule in rules if isinstance(rule, Record)], origin), text)


def _refused(candidate: Candidate) -> str | None:
    """The guard of the entry that does not hold, if there is one."""
    why = failed_guard(candidate)
    return None if why and why.startswith("guard not-before") and by_whom(candidate) else why


def _fix(verdict: Verdict, *, asked: bool) -> Fix:
    """The fix of a place and what changes around it."""
    candidate = verdict.candidate
    text = candidate.page.text
    made = verdict.outcome == "rewrite" and (asked or candidate.term.status != "superseded")
    return Fix(
        tuple(Edit(span, text[span.start : span.end], new) for span, new in _changes(candidate)),
        candidate.term.rule,
        Reason.of("term", term=candidate.term.term, verdict=verdict.reason),
        Safety.SAFE if made else Safety.SUGGESTED,
        round(1 / (1 + math.exp(-2 * verdict.score)), 3),
    )


def _changes(candidate: Candidate) -> list[Change]:
    """What changes at a place: one change, or several with markup between them."""
    page, text = candidate.page, candidate.page.text
    sentence = page.sentence(candidate.span)
    changes = fit(text, candidate.span, candidate.term, sentence)
    whole = as_one(text, changes)
    if not page.crosses(whole.span) or page.crosses(candidate.span):
        return [whole]
    if any(page.crosses(change.span) for change in changes):
        changes = fit(text, candidate.span, candidate.term, sentence, wide=False)
    return changes
