"""Evidence that is kept from round to round: where the text around a candidate is the same, what
its surroundings say is the same."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.layout import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from mtfix.edits.edit import Span
    from mtfix.stages.terms.candidate import Candidate
    from mtfix.stages.terms.source_text import SourceEvidence
    from mtfix.stages.terms.surroundings import Evidence

_REACH = CONTEXT_WINDOW + 500
"""How far around a candidate the text counts: cues within the context window, and what they
themselves hang on, such as a longer variant around one of them."""


_CLOSE = 100
"""How far around it the text tells a candidate from most others of its term."""


class _Stretch(NamedTuple):
    """The text around a candidate: from `low` to `high` of the `text` of a page."""

    text: str
    low: int
    high: int

    def key(self, index: int, candidate: Candidate) -> tuple[int, int, str]:
        """Return a key that two candidates share if their evidence may be the same."""
        start, end = candidate.span
        return index, start - self.low, self.text[max(0, start - _CLOSE) : end + _CLOSE]

    def same(self, other: _Stretch) -> bool:
        return self.text[self.low : self.high] == other.text[other.low : other.high]


class EvidenceMemo:
    """The evidence of the candidates of a document in its last round, but for those that were
    rewritten."""

    def __init__(self) -> None:
        self._kept: list[tuple[int, Evidence]] = []
        self._known: dict[tuple[int, int, str], tuple[_Stretch, Evidence]] = {}

    def recall(self, index: int, candidate: Candidate, source: SourceEvidence) -> Evidence | None:
        """Return the evidence of a candidate of the term with that index, if it stood in the same
        text before: all that differs is where it stands now."""
        if not self._kept:
            return None
        stretch = _around(candidate)
        if _is_changed(candidate, stretch):
            return None
        if not self._known:
            for number, one in self._kept:
                old = _around(one.candidate)
                self._known[old.key(number, one.candidate)] = old, one
        known = self._known.get(stretch.key(index, candidate))
        if known is None or not known[0].same(stretch):
            return None
        return _moved(known[1], candidate, source)

    def keep(self, evidence: Iterable[tuple[int, Evidence]], rewritten: Container[Span]) -> None:
        """Keep the evidence of those candidates that are not rewritten, and forget all other."""
        self._kept = [one for one in evidence if one[1].candidate.span not in rewritten]
        self._known = {}


def _moved(evidence: Evidence, candidate: Candidate, source: SourceEvidence) -> Evidence | None:
    """The evidence where its candidate stands now; None if its sentence is another one there,
    since one that is very long is cut by the place at which it stands."""
    by = candidate.span.start - evidence.candidate.span.start
    sentence = candidate.page.sentence(candidate.span)
    if sentence != evidence.sentence.shifted(by):
        return None
    features = evidence.features
    if by:
        features = tuple(one._replace(start=one.start + by) for one in features)
    return evidence._replace(
        candidate=candidate, features=features, sentence=sentence, source=source
    )


def _is_changed(candidate: Candidate, stretch: _Stretch) -> bool:
    """Whether an edit has surely touched the text around a candidate."""
    changed = candidate.page.changed or ()
    first = bisect_left(changed, stretch.low, key=_end)
    return first < len(changed) and changed[first].start <= stretch.high


def _end(span: Span) -> int:
    return span.end


def _around(candidate: Candidate) -> _Stretch:
    text, (start, end) = candidate.page.text, candidate.span
    return _Stretch(text, max(0, start - _REACH), min(len(text), end + _REACH))
