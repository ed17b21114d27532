"""Evidence from the text that was translated, where it is at hand.

A source form is unambiguous where it means nothing else in its language (抖音): then it settles
what an ambiguous variant is. Others are ordinary words as well (甲骨文 is a script, too): they
weigh, the more so where words stand beside them that go with names; else the cues decide.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.packs.lexicons import lexicon
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.guards import failed_guard
from mtfix.text.characters import is_whole_word
from mtfix.text.language import is_written_in
from mtfix.text.sentence_breaks import WIDE_STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtfix.packs.model import Term
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.weights import Weights

_SIDE, _SENTENCE = 8, 60
"""How far before a form words directly beside it are looked for, and in its sentence, in
characters each side."""
_MOST = 50
"""Occurrences of a form whose surroundings are looked at."""
_STOPS = lazy_regex(rf"[{WIDE_STOPS}!?\n]")
_SURROGATE = lazy_regex("[\ud800-\udfff]")
_BESIDE_GUARDS = frozenset({"before", "after", "not-before", "not-after"})


class SourceEvidence(NamedTuple):
    """The evidence of a source text for the term of a candidate.

    form: the source form that stands there, or nothing, and how many `times`.
    unambiguous: whether it means nothing else.
    beside, near: the word that goes with names beside it, and in its sentence.
    absent: whether the source is in the language of the term, so that it would say it, and
        does not.
    """

    form: str = ""
    times: int = 0
    unambiguous: bool = False
    beside: str = ""
    near: str = ""
    absent: bool = False

    @property
    def is_strong(self) -> bool:
        """Whether the source speaks for the term by more than a word that has other meanings."""
        return bool(self.form) and (self.unambiguous or bool(self.beside))

    def weights(self, table: Weights) -> Iterator[tuple[str, float]]:
        """Yield what this adds to a score, each with a name."""
        if self.form:
            weight = table.coined if self.unambiguous else table.ordinary
            yield f"the source text says {self.form}", weight
        if self.beside:
            yield f"in the source {self.beside} stands beside it", table.beside
        elif self.near:
            yield f"in the source {self.near} stands near it", table.beside_near


class SourceForms:
    """The source forms of some terms, looked for together: of forms that overlap, the longest
    counts, and each must be a word of its own where its script parts words."""

    def __init__(self, terms: Sequence[Term]) -> None:
        from ahocorasick_rs import AhoCorasick

        self.terms = terms
        self.owners: dict[str, list[int]] = {}
        for index, term in enumerate(terms):
            for form in filter(None, dict.fromkeys(term.source)):
                self.owners.setdefault(form, []).append(index)
        # At the beginning of a sentence, a word may have a capital.
        capitalised = {form[0].upper() + form[1:]: form for form in self.owners}
        spellings = {**capitalised, **{form: form for form in self.owners}}
        self._automaton = AhoCorasick(list(spellings))
        self._forms = list(spellings.values())
        self._latest: tuple[str, Mapping[str, list[Span]]] = "", {}

    def occurrences(self, source: str) -> Mapping[str, list[Span]]:
        """Return the forms that stand in a source text, and where, in order."""
        latest = self._latest
        if latest[0] is not source:
            latest = self._latest = source, self._search(source)
        return latest[1]

    def _search(self, source: str) -> dict[str, list[Span]]:
        text = _SURROGATE.sub("\ufffd", source)  # what stands for bytes that are no text
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        whole = [match for match in found if is_whole_word(source, match[1], match[2])]
        occurrences: dict[str, list[Span]] = {}
        reach = 0
        for pattern, start, end in sorted(whole, key=lambda match: (match[1], -match[2])):
            if start >= reach:
                occurrences.setdefault(self._forms[pattern], []).append(Span(start, end))
                reach = end
        return occurrences

    def evidence(self, candidate: Candidate) -> SourceEvidence:
        """Return what the source text of a page says of the term of a candidate."""
        term, source = candidate.term, candidate.page.context.source
        if source is None or not term.source:
            return SourceEvidence()
        occurrences = self.occurrences(source)
        here = {form: spans for form in term.source if (spans := occurrences.get(form))}
        if not here:
            return SourceEvidence(absent=is_written_as_packs(source, term.origin))
        around = [
            words for spans in here.values() for words in name_words(source, spans, term.origin)
        ]
        return SourceEvidence(
            next(iter(here)),
            sum(map(len, here.values())),
            term.unambiguous_source,
            next((beside for beside, _ in around if beside), ""),
            next((near for _, near in around if near), ""),
        )


def settles(evidence: SourceEvidence, candidate: Candidate, count: int) -> bool:
    """Return whether the source decides about a candidate for itself: in a form that means nothing
    else it says the term as often as the text, in which variants of it stand `count` times; what
    the entry wants to stand directly beside the place still has to."""
    if not evidence.form or not evidence.unambiguous or candidate.term.ambiguous == "no":
        return False
    right = candidate.page.text.count(candidate.term.term)
    guards = tuple(one for one in candidate.term.guards if one[0] in _BESIDE_GUARDS)
    term = candidate.term._replace(guards=guards)
    beside = type(candidate)(candidate.page, candidate.span, term)
    return evidence.times >= count + right and not failed_guard(beside)


def name_words(source: str, spans: Sequence[Span], language: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a language that go with names beside each span, and near it in its
    sentence; empty where there are none."""
    after, before, near = _name_patterns(language)
    for start, end in spans[:_MOST]:
        beside = (
            after.search(source, start + 1, end)  # 甲骨文公司 is a form by itself
            or after.match(source, end)
            or before.search(source, max(0, start - _SIDE), start)
        )
        left = _STOPS.split(source[max(0, start - _SENTENCE) : start])[-1]
        right = _STOPS.split(source[end : end + _SENTENCE])[0]
        close = near.search(f"{left} {right}")
        yield beside[0].strip() if beside else "", close[0] if close else ""


@cache
def _name_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for the words after, before and near names in texts of a language."""
    after, before, near = (
        _any_of(lexicon(f"{place}-names", language)) for place in ("after", "before", "near")
    )
    return (
        re.compile(rf"\s?{after}"),
        re.compile(rf"{before}[“《「]?\Z"),
        re.compile(near),
    )


def _any_of(entries: Sequence[str]) -> str:
    """A pattern for any of some words; where a word with `!` before it stands, none does."""
    words, others = (
        "|".join(re.escape(text.lstrip("!")) for text in entries if text.startswith("!") is wanted)
        for wanted in (False, True)
    )
    return (rf"(?!{others})" if others else "") + (rf"(?:{words})" if words else "(?!)")


def is_written_as_packs(text: str, language: str) -> bool:
    """Return whether a text is surely in a language, and in the spelling of its packs: Chinese
    ones have simplified characters, so that a traditional text does not say their terms."""
    others = lexicon("other-spelling", language)
    return is_written_in(text, language) and not any(char in text[:_LOOKED_AT] for char in others)


_LOOKED_AT = 4_000
"""Characters of a text that tell its spelling."""
