"""Where do cues stand around a candidate, and which other terms keep it company?

Cues are common words, so they are not part of the scan: each term that has a candidate
gets an automaton of its own cues, and looks only within 8,000 characters of its candidates.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.matching.scanner import Scanner
from mtfix.matching.triggers import Triggers
from mtfix.text.characters import continues_word
from mtfix.text.layout import CONTEXT_WINDOW, NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mtfix.packs.model import Term

_ENDINGS = ("s", "es", "'s", "’s", "s'", "s’")
_ENOUGH, _MOST = 2, 100
_NESTED = 6
"""Spans that may begin before a cue and still reach over it."""
_SHARES = {"no": 1.0, "yes": 0.5}
"""How much a variant counts as the cue that its term is: everyday words do not at all."""


class Cue(NamedTuple):
    """An occurrence of a cue: `weight` is positive for the term, negative against it."""

    start: int
    end: int
    name: str
    weight: float


class Companion(NamedTuple):
    """An occurrence of another entry's term, right or wrong."""

    start: int
    end: int
    term: int


class _Pattern(NamedTuple):
    """A text to look for, and the cue that it stands for.

    `exact` when its capitals count; `open` when any ending may follow.
    """

    text: str
    name: str
    weight: float
    exact: bool
    open: bool


class Field:
    """The cues and companions found around the candidates of one page."""

    def __init__(self, cues: Mapping[int, list[Cue]], companions: list[Companion]) -> None:
        self._cues = cues
        self._companions = companions

    def cues_near(self, term: int, span: Span) -> list[Cue]:
        """The cues of a term within the discourse of `span`, which they don't overlap: of the
        nearest hundred each side, each text at most twice, where it stands nearest."""
        found = self._cues.get(term, [])
        here = bisect_left(found, span.start, key=_start)
        low, high = max(0, here - _MOST), here + _MOST
        start = bisect_left(found, span.start - CONTEXT_WINDOW, low, here, key=_start)
        end = bisect_left(found, span.end + CONTEXT_WINDOW, here, min(high, len(found)), key=_start)
        before = [cue for cue in found[start:here] if cue.end <= span.start]
        after = [cue for cue in found[here:end] if cue.start >= span.end]
        return [*reversed(list(_nearest(reversed(before)))), *_nearest(after)]

    def company(self, term: int, span: Span) -> int:
        """How many other terms stand near `span`; two are enough to know."""
        found = self._companions
        start = bisect_left(found, span.start - NEAR, key=_start)
        end = bisect_left(found, span.end + NEAR, key=_start)
        others: set[int] = set()
        for one in found[start:end]:
            if one.term != term and (one.end <= span.start or one.start >= span.end):
                others.add(one.term)
                if len(others) == _ENOUGH:
                    break
        return len(others)


class Evidence:
    """What speaks for and against some terms. Patterns are made when first asked for."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._called: dict[str, list[Term]] = {}
        for term in terms:
            self._called.setdefault(term.term.lower(), []).append(term)
        self._cues: dict[int, tuple[list[_Pattern], Scanner]] = {}
        self._names: dict[str, list[int]] = {}
        for index, term in enumerate(terms):
            for form in (term.term, *term.admitted) if term.is_name else ():
                self._names.setdefault(form, []).append(index)
        # A right form counts as it is written: *Oracle*, not *oracle*.
        self._right = Scanner([Triggers("name", 0, "exact", list(self._names))])

    def around(
        self, text: str, asked: Sequence[tuple[int, Span]], found: Iterable[tuple[int, Span]]
    ) -> Field:
        """Look for cues and company around the candidates that are `asked` about.

        `found` are all candidates of the page; both are given as term and span.
        """
        variants = [Companion(span.start, span.end, term) for term, span in found]
        spans: dict[int, list[Span]] = {}
        for term, span in asked:
            spans.setdefault(term, []).append(span)
        cues = {}
        for term, candidates in spans.items():
            own = [one for one in variants if one.term == term]
            cues[term] = _outer(list(self._around(text, term, candidates)), own)
        # An everyday word may be just that: it is no company for others.
        company = [one for one in variants if self._terms[one.term].ambiguous != "everyday"]
        near = _windows((span for _, span in asked), len(text), NEAR)
        right = (one for window in near for one in self._rightly(text, window))
        return Field(cues, sorted([*company, *right]))

    def _around(self, text: str, term: int, candidates: Iterable[Span]) -> Iterator[Cue]:
        if term not in self._cues:
            patterns = list(_patterns(self._terms[term], self._called))
            groups = (Triggers("cue", i, "start", (p.text,)) for i, p in enumerate(patterns))
            self._cues[term] = patterns, Scanner(groups)
        patterns, scanner = self._cues[term]
        for window in _windows(candidates, len(text), CONTEXT_WINDOW):
            page = scanner.read(text[window.start : window.end])
            for hit in page.hits.get("cue", ()):
                pattern = patterns[hit.rule]
                start, end = hit.start + window.start, hit.end + window.start
                if _stands(text, start, end, pattern):
                    yield Cue(start, end, pattern.name, pattern.weight)

    def _rightly(self, text: str, window: Span) -> Iterator[Companion]:
        page = self._right.read(text[window.start : window.end])
        for hit in page.hits.get("name", ()):
            start, end = hit.start + window.start, hit.end + window.start
            for term in self._names[text[start:end]]:
                yield Companion(start, end, term)


def _patterns(term: Term, names: Mapping[str, list[Term]]) -> Iterator[_Pattern]:
    """All that a term's cues are found by, its right form among them."""
    own = {term.term.lower(), *term.variants}
    against = ((name, -weight) for name, weight in term.cues_against)
    for name, weight in (*term.cues_for, *against):
        called = () if name.lower() == term.term.lower() else names.get(name.lower(), ())
        for form, share in _forms(name, called):
            if form not in own or form == name:  # a candidate is no evidence for itself
                yield _pattern(form, name, weight * share)
    if term.is_name and term.ambiguous != "everyday":
        # The right form near by says that the text is about the term.
        for form in (term.term, *term.admitted):
            yield _Pattern(form, form, 1.0, exact=True, open=False)


def _pattern(form: str, name: str, weight: float) -> _Pattern:
    exact = len(form) > 1 and form.isupper() and form.isalpha()
    return _Pattern(form.removesuffix("*"), name, weight, exact, form.endswith("*"))


def _forms(name: str, terms: Sequence[Term]) -> Iterator[tuple[str, float]]:
    """What a cue is found by, and what that counts: where terms are called so, their name and
    their variants."""
    yield terms[0].term if terms else name, 1.0
    for term in terms:
        share = _SHARES.get(term.ambiguous, 0.0)
        if share:
            yield from ((variant, share) for variant in term.variants if len(variant) > 3)


def _outer(cues: list[Cue], own: Sequence[Companion]) -> list[Cue]:
    """The cues in order, without those that lie within a longer one or within a variant of
    their own term: the *Oracle* of *Oracle bones* says nothing of the company."""
    over: list[Cue | Companion] = sorted([*cues, *own], key=_start)
    starts = [one.start for one in over]
    return sorted(cue for cue in cues if not _inside(cue, over, starts))


def _nearest(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Each cue twice: it counts once, and one of two may be told of already."""
    times: dict[tuple[str, float], int] = {}
    for cue in cues:
        known = times.get((cue.name, cue.weight), 0)
        if known < 2:
            times[cue.name, cue.weight] = known + 1
            yield cue


def _start(one: Cue | Companion) -> int:
    return one.start


def _inside(cue: Cue, over: Sequence[Cue | Companion], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, cue.start)
    size = cue.end - cue.start
    return any(
        one.end >= cue.end and one.end - one.start > size
        for one in over[max(0, index - _NESTED) : index]
    )


def _stands(text: str, start: int, end: int, pattern: _Pattern) -> bool:
    """Whether the match is the whole word, or one with an ending that the cue allows."""
    if pattern.exact and text[start:end] != pattern.text:
        return False
    if pattern.open or end >= len(text) or not continues_word(text[end]):
        return True
    return any(
        text.startswith(ending, end)
        and not continues_word(text[end + len(ending) : end + len(ending) + 1])
        for ending in _ENDINGS
    )


def _windows(candidates: Iterable[Span], size: int, reach: int) -> Iterator[Span]:
    """What lies within `reach` of the places, stretches that overlap made one."""
    window: Span | None = None
    for candidate in sorted(candidates):
        low, high = max(0, candidate.start - reach), min(size, candidate.end + reach)
        if window is not None and low <= window.end:
            window = Span(window.start, max(high, window.end))
            continue
        if window is not None:
            yield window
        window = Span(low, high)
    if window is not None:
        yield window
