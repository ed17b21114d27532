"""Terms: names and words that were translated word by word become what was meant."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from mtfix.edits.fix import Fix, Safety, joined
from mtfix.edits.reason import Reason
from mtfix.edits.rule_names import TERM
from mtfix.matching.triggers import Triggers
from mtfix.packs.schema import NEVER
from mtfix.stages import DECISIONS
from mtfix.stages.terms.candidate import Candidate
from mtfix.stages.terms.cue_index import CueIndex
from mtfix.stages.terms.decision import absent_from_source, decide, settled, sure, without_halves
from mtfix.stages.terms.evidence_memo import EvidenceMemo
from mtfix.stages.terms.frames import follows_owned_by
from mtfix.stages.terms.grammar import fit
from mtfix.stages.terms.guards import failed_guard
from mtfix.stages.terms.plain_evidence import native_words, variant_frequency
from mtfix.stages.terms.policy import NO_SIGN
from mtfix.stages.terms.repaired import repaired_before
from mtfix.stages.terms.source_text import SourceEvidence, SourceForms, settles
from mtfix.stages.terms.surroundings import collect_evidence, with_topics
from mtfix.stages.terms.term_tables import TermTables, tables_of
from mtfix.stages.terms.variant_index import VariantIndex, Variants, outermost
from mtfix.stages.terms.verdict import Verdict, rewritten
from mtfix.stages.terms.vetoes import first_veto

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.edits.edit import Edit
    from mtfix.matching.page import Page
    from mtfix.packs.model import Term
    from mtfix.pipeline.pipeline import Pipeline
    from mtfix.stages.terms.cue_index import CueOccurrences
    from mtfix.stages.terms.surroundings import Evidence

_NO_SOURCE = SourceEvidence()
_NOT_NATIVE = Reason("not-native")


class Terms:
    """The stage, compiled for the terms of some packs, or their tables. Immutable and thread-safe.

    `origin` is the language that the texts were translated from, where the user says so;
    `decided` what the user has decided of terms, by their ids: always, ask or never.
    """

    name = TERM

    def __init__(
        self,
        terms: Sequence[Term] | TermTables,
        origin: str | None = None,
        decided: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._tables = terms if isinstance(terms, TermTables) else tables_of(terms)
        self._origin = origin
        self._decided = dict(decided)
        self._variants = VariantIndex(self._tables)
        self._cues: CueIndex | None = None
        self._forms: SourceForms | None = None

    def triggers(self) -> Iterator[Triggers]:
        """The heads of all variants; where only capitals are wrong, the whole as written."""
        heads = self._variants.heads()
        phrases = ["|".join((text, *variants)) for text, variants in heads.items()]
        yield Triggers(TERM, 0, "phrase", [*heads, *self._variants.wrapped(heads)], phrases)
        yield Triggers(TERM, 0, "exact", list(self._variants.written()))

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
        verdicts, undecided, variants = self.triage(page)
        verdicts = [*map(without_halves, verdicts)]
        yield from verdicts
        known = (*repaired_before(page, self._tables), *rewritten(verdicts))
        native = native_words([candidate for _, candidate in undecided], known, self._origin)
        yield from (Verdict(one, "leave", 0.0, NO_SIGN) for one in native)
        undecided = [one for one in undecided if one[1] not in native]
        if undecided:
            memo = page.context.memo.setdefault(TERM, {}).setdefault("evidence", EvidenceMemo())
            around = self._evidence(page, undecided, variants, memo)
            evidence = [(index, with_topics(one, self._origin)) for index, one in around]
            decided = [*map(without_halves, decide(evidence, self._origin, known=known))]
            memo.keep(around, {one.candidate.span for one in decided if one.outcome == "rewrite"})
            yield from decided

    def triage(self, page: Page) -> tuple[list[Verdict], list[tuple[int, Candidate]], Variants]:
        """Return the verdicts that need no score; the candidates that do, with the index of
        their term; and the variants on the page."""
        verdicts: list[Verdict] = []
        undecided: list[tuple[int, Candidate]] = []
        standing = self._variants.standing(page)
        variants = Variants(list(outermost(standing)), standing)
        times = Counter(index for index, _ in variants.outermost)
        for index, span in variants.outermost:
            candidate = Candidate(page, span, self._tables.terms[index])
            verdict = self._without_score(candidate, times[index])
            if verdict is None:
                undecided.append((index, candidate))
            else:
                verdicts.append(verdict)
        return verdicts, undecided, variants

    def occurrences(
        self, text: str, candidates: Iterable[tuple[int, Candidate]], variants: Variants
    ) -> CueOccurrences:
        """Return the cues and the other terms around some candidates of a text."""
        if self._cues is None:
            self._cues = CueIndex(self._tables)
        asked = [(index, candidate.span) for index, candidate in candidates]
        return self._cues.around(text, asked, variants)

    def _evidence(
        self,
        page: Page,
        candidates: Sequence[tuple[int, Candidate]],
        variants: Variants,
        memo: EvidenceMemo,
    ) -> list[tuple[int, Evidence]]:
        """The evidence around candidates, that of an earlier round where it is the same."""
        sources = [self.source_evidence(candidate) for _, candidate in candidates]
        known = [
            memo.recall(index, candidate, source)
            for (index, candidate), source in zip(candidates, sources, strict=True)
        ]
        new = [one for one, old in zip(candidates, known, strict=True) if old is None]
        occurrences = self.occurrences(page.text, new, variants)
        return [
            (index, old or collect_evidence(index, candidate, occurrences, source))
            for (index, candidate), old, source in zip(candidates, known, sources, strict=True)
        ]

    def _without_score(self, candidate: Candidate, times: int) -> Verdict | None:
        """The verdict on a candidate whose term has so many on the page, if it needs no score."""
        source = self.source_evidence(candidate)
        by_source = settles(source, candidate, times)
        why = first_veto(candidate) or (None if by_source else _refused(candidate))
        if why:
            return Verdict(candidate, "leave", 0.0, why)
        if source.absent and not candidate.case_only:
            return absent_from_source(candidate)
        word = self._decided.get(candidate.term.rule)
        if word is not None:
            return settled(candidate, DECISIONS[word], Reason.of("decided", word=word))
        if by_source:
            return settled(candidate, "rewrite", Reason.of("source-says", form=source.form))
        if candidate.term.ambiguous == "no":
            return sure(candidate)
        return settled(candidate, "rewrite", _NOT_NATIVE) if _is_never_native(candidate) else None

    def source_evidence(self, candidate: Candidate) -> SourceEvidence:
        """Return what the source text says of a candidate: nothing, if it is of another
        language."""
        if candidate.page.context.source is None:
            return _NO_SOURCE
        elsewhere = self._origin is not None and self._origin != candidate.term.origin
        return _NO_SOURCE if elsewhere else self.forms().evidence(candidate)

    def forms(self) -> SourceForms:
        """The source forms of the terms, made when first a source text is at hand."""
        if self._forms is None:
            self._forms = SourceForms(self._tables.terms)
        return self._forms


def rewrite(text: str, origin: str | None = None) -> str:
    """Return `text` with the terms of the shipped packs put right where that is sure.

    `origin` is the language that the text was translated from, "none", or None for unknown.

    >>> rewrite("In 2020 tiktok, a subsidiary of byte skipping, grew.")
    'In 2020 TikTok, a subsidiary of ByteDance, grew.'
    """
    return _shipped(origin).run(text).text


@lru_cache
def _shipped(origin: str | None) -> Pipeline:
    """The pipeline of this stage, with the shipped packs, made once for each origin."""
    from mtfix.packs.model import Term as Record
    from mtfix.packs.store import load
    from mtfix.pipeline.single_stage import pipeline_of

    rules = (rule for pack in load().packs for rule in pack.rules)
    return pipeline_of(Terms([rule for rule in rules if isinstance(rule, Record)], origin))


def _is_never_native(candidate: Candidate) -> bool:
    """Whether a variant of several words holds one that no native English has, and nothing can
    speak against it. A single word can be a name of another language."""
    term = candidate.term
    if not term.is_plain or term.topics_against or " " not in candidate.old:
        return False
    return variant_frequency(term, candidate.old) == NEVER


def _refused(candidate: Candidate) -> Reason | None:
    """The guard of the entry that does not hold, if there is one."""
    why = failed_guard(candidate)
    if why and why.get("name") == "not-before" and follows_owned_by(candidate):
        return None
    return why


def _fix(verdict: Verdict, *, asked: bool) -> Fix:
    """The fix of a place and what changes around it."""
    candidate = verdict.candidate
    made = verdict.outcome == "rewrite" and (asked or candidate.term.status != "superseded")
    return Fix(
        _edits(candidate),
        candidate.term.rule,
        Reason.of("term", term=candidate.term.term, verdict=verdict.reason),
        Safety.SAFE if made else Safety.SUGGESTED,
        round(1 / (1 + math.exp(-2 * verdict.score)), 3),
    )


def _edits(candidate: Candidate) -> tuple[Edit, ...]:
    """The edits of a fix: one, or several that have markup between them."""
    page, text = candidate.page, candidate.page.text
    sentence = page.sentence(candidate.span)
    edits = fit(text, candidate.span, candidate.term, sentence)
    whole = joined(edits, text)
    if not page.crosses(whole.span) or page.crosses(candidate.span):
        return (whole,)
    if any(page.crosses(edit.span) for edit in edits):
        return fit(text, candidate.span, candidate.term, sentence, wide=False)
    return edits
