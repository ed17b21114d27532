"""Where do cues stand around a candidate, and which other terms keep it company?

Cues are common words, so they are not part of the scan: they are looked up in a second
automaton, and only within 8,000 characters of a candidate that needs them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import Span
from mtfix.guards import DISCOURSE
from mtfix.scan import Scanner
from mtfix.triggers import Triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.packs.model import Term

_ENDINGS = ("s", "es", "'s", "’s", "s'", "s’")
_NESTED = 6
"""Variants that may begin before a cue and still reach over it."""


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
    """What one text of the automaton stands for."""

    text: str
    exact: bool
    any_ending: bool
    owners: tuple[tuple[int, str, float], ...]
    companion: int


class Field:
    """The cues and companions found around the candidates of one page."""

    def __init__(self) -> None:
        self.cues: dict[int, list[Cue]] = {}
        self.companions: list[Companion] = []

    def settle(self) -> None:
        """Put all in order, and drop cues that lie within a variant of their own term:
        the *Oracle* of *Oracle bones* says nothing of the company."""
        self.companions.sort()
        for term, cues in self.cues.items():
            own = [one for one in self.companions if one.term == term]
            starts = [one.start for one in own]
            self.cues[term] = sorted(cue for cue in cues if not _inside(cue, own, starts))

    def cues_near(self, term: int, span: Span) -> list[Cue]:
        """The cues of a term within the discourse of `span`, which they don't overlap."""
        low, high = span.start - DISCOURSE, span.end + DISCOURSE
        found = self.cues.get(term, [])
        start = bisect_left(found, low, key=lambda cue: cue.start)
        end = bisect_left(found, high, key=lambda cue: cue.start)
        return [cue for cue in found[start:end] if cue.end <= span.start or cue.start >= span.end]

    def companions_near(self, term: int, span: Span, reach: int) -> set[int]:
        """Which other terms stand within `reach` characters of `span`."""
        start = bisect_left(self.companions, span.start - reach, key=lambda one: one.start)
        end = bisect_left(self.companions, span.end + reach, key=lambda one: one.start)
        return {
            one.term
            for one in self.companions[start:end]
            if one.term != term and (one.end <= span.start or one.start >= span.end)
        }


class Evidence:
    """The cues, right forms and variants of all terms, as one automaton."""

    def __init__(self, terms: Sequence[Term]) -> None:
        patterns: dict[tuple[str, bool, bool], list[tuple[int, str, float]]] = {}
        companions: dict[tuple[str, bool, bool], int] = {}
        forms = _forms(terms)
        for index, term in enumerate(terms):
            own = {term.term.lower(), *term.variants}
            for name, weight in _weighted(term):
                for form in forms.get(name.lower(), [name]):
                    if form in own and form != name:
                        continue  # a candidate is no evidence for itself
                    key = _key(form, name)
                    patterns.setdefault(key, []).append((index, name, weight))
            for form in (term.term, *term.admitted):
                if term.is_name:
                    key = (form, True, False)
                    companions[key] = index
                    if term.ambiguous != "everyday":
                        # The right form near by says that the text is about the term.
                        patterns.setdefault(key, []).append((index, form, 1.0))
            for form in term.variants:
                companions.setdefault((form.lower(), False, False), index)
        for key in companions:
            patterns.setdefault(key, [])
        self._patterns = [
            _Pattern(*key, tuple(owners), companions.get(key, -1))
            for key, owners in patterns.items()
        ]
        self._scanner = Scanner(
            Triggers("cue", index, "start", (pattern.text,))
            for index, pattern in enumerate(self._patterns)
        )

    def around(self, text: str, places: Iterable[Span]) -> Field:
        """Look the cues up within the discourse of all `places`."""
        field = Field()
        for window in _windows(places, len(text)):
            page = self._scanner.read(text[window.start : window.end])
            for hit in page.hits.get("cue", ()):
                pattern = self._patterns[hit.rule]
                start, end = hit.start + window.start, hit.end + window.start
                if _stands(text, start, end, pattern):
                    _add(field, pattern, start, end)
        field.settle()
        return field


def _inside(cue: Cue, own: Sequence[Companion], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, cue.start)
    size = cue.end - cue.start
    return any(
        one.end >= cue.end and one.end - one.start > size
        for one in own[max(0, index - _NESTED) : index]
    )


def _add(field: Field, pattern: _Pattern, start: int, end: int) -> None:
    for owner, name, weight in pattern.owners:
        field.cues.setdefault(owner, []).append(Cue(start, end, name, weight))
    if pattern.companion >= 0:
        field.companions.append(Companion(start, end, pattern.companion))


def _weighted(term: Term) -> Iterable[tuple[str, float]]:
    yield from term.cues_for
    yield from ((name, -weight) for name, weight in term.cues_against)


def _forms(terms: Sequence[Term]) -> dict[str, list[str]]:
    """For a cue that is itself a term: the term and its variants, which count as the cue."""
    forms: dict[str, list[str]] = {}
    for term in terms:
        found = forms.setdefault(term.term.lower(), [term.term])
        found += (variant for variant in term.variants if len(variant) > 3)
    return forms


def _key(form: str, name: str) -> tuple[str, bool, bool]:
    """Text, whether its capitals count, and whether any ending may follow."""
    exact = len(form) > 1 and form.isupper() and form.isalpha()
    any_ending = form.endswith("*")
    text = form.removesuffix("*")
    return (text if exact else text.lower()), exact, any_ending and name.endswith("*")


def _stands(text: str, start: int, end: int, pattern: _Pattern) -> bool:
    """Whether the match is the whole word, or one with an ending that the cue allows."""
    if pattern.exact and text[start:end] != pattern.text:
        return False
    if start and _in_word(text[start - 1]):
        return False
    if pattern.any_ending or end >= len(text) or not _in_word(text[end]):
        return True
    return any(
        text.startswith(ending, end)
        and not _in_word(text[end + len(ending) : end + len(ending) + 1])
        for ending in _ENDINGS
    )


def _in_word(char: str) -> bool:
    return (char.isalnum() and char < "\u2e80") or char == "_"


def _windows(places: Iterable[Span], size: int) -> Iterable[Span]:
    """The discourses of the places, those that overlap made one."""
    window: Span | None = None
    for place in sorted(places):
        low, high = max(0, place.start - DISCOURSE), min(size, place.end + DISCOURSE)
        if window is not None and low <= window.end:
            window = Span(window.start, max(high, window.end))
            continue
        if window is not None:
            yield window
        window = Span(low, high)
    if window is not None:
        yield window
