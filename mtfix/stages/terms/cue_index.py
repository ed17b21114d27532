"""Where cues stand around candidates, and which other terms occur near them.

Cues are common words, so they are not part of the scan: the words around the candidates are
read once, and each term that has a candidate looks up its own cues among them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.packs.native_counts import native_counts
from mtfix.stages.terms.cue_table import STEM_KEY, CueTable
from mtfix.stages.terms.line_table import keys_among
from mtfix.stages.terms.plain_evidence import is_strange
from mtfix.stages.terms.word_index import WordIndex, in_word
from mtfix.text.layout import CONTEXT_WINDOW, NEAR

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from mtfix.stages.terms.cue_table import Cue, CuePattern
    from mtfix.stages.terms.term_tables import TermTables
    from mtfix.stages.terms.variant_index import Variants

    Occurrence = tuple[int, int, Cue]
    """Where a cue starts and ends, and the cue."""
    Numbered = tuple[int, int, int]
    """The same, with its number in the table."""
    Variant = tuple[int, Span]
    """A variant of a term that stands on a page: the index of the term, and where."""
    Found = tuple[int, int, int]
    """Where a cue starts, where it ends as a negative number (so that of several with one start
    the longest is first), and its number in the table; -1 for a variant of the term itself."""

_MOST = 100
"""Cues on each side of a candidate that are looked at."""
ENOUGH = 2
"""From so many other terms on, more of them say no more."""
_TWICE = 2
_LONG = 3
"""Letters that a variant of another term has more than, if it is to count as a cue."""


class Occurrences:
    """The cues of one term in a text, in order; those within a longer one or within a variant
    of the term itself left out: the *Oracle* of *Oracle bones* says nothing of the company."""

    __slots__ = ("_all", "_cues", "_starts")

    def __init__(self, table: CueTable, found: Iterable[Found]) -> None:
        self._cues = table.cues
        self._all: list[Numbered] = []
        reach = reached_from = -1
        for start, negative, number in sorted(found):
            end = -negative
            if end < reach or (end == reach and start > reached_from):
                continue
            if number >= 0:
                self._all.append((start, end, number))
            if end > reach:
                reach, reached_from = end, start
        self._starts = [start for start, _, _ in self._all]

    def near(self, span: Span) -> list[Occurrence]:
        """Return the cues within the context window of a span that they don't overlap: of the
        nearest hundred on each side, each at most twice, where it stands nearest; in order."""
        found, starts = self._all, self._starts
        here = bisect_left(starts, span.start)
        low, high = max(0, here - _MOST), min(here + _MOST, len(found))
        first = bisect_left(starts, span.start - CONTEXT_WINDOW, low, here)
        last = bisect_left(starts, span.end + CONTEXT_WINDOW, here, high)
        cues, start, end = self._cues, span.start, span.end
        before = _first_two([one for one in reversed(found[first:here]) if one[1] <= start])
        before.reverse()
        after = _first_two([one for one in found[here:last] if one[0] >= end])
        return [(start, end, cues[number]) for start, end, number in (*before, *after)]


class CueIndex:
    """The cues of some terms, and their right names. A term's table is made when it first has
    a candidate to decide."""

    def __init__(self, tables: TermTables) -> None:
        self._terms = tables.terms
        self._named = tables.named
        self._right_forms = tables.right_forms
        self._tables: dict[int, CueTable] = {}

    def around(self, text: str, asked: Iterable[Variant], variants: Variants) -> CueOccurrences:
        """Return the cues and the other terms around the candidates that are `asked` about, given
        as term and span, in order."""
        found = variants.outermost
        spans, own, all_variants = map(_by_term, (asked, found, variants.every))
        every = (span for candidates in spans.values() for span in candidates)
        words = WordIndex(text, list(windows(every, len(text), CONTEXT_WINDOW)))
        present = {term: _Present.of(self._table(term), words) for term in spans}
        right = keys_among(self._right_forms, words.words)
        stems = {stem for one in present.values() for stem, _ in one.stems}
        starts = words.starts(
            right.union(*(one.words for one in present.values()), *map(words.beginning_with, stems))
        )
        cues = {}
        for term, candidates in spans.items():
            table = self._tables[term]
            within = list(windows(candidates, len(text), CONTEXT_WINDOW))
            hits = _written(table, words, present[term], starts, within)
            hits += _of_others(table, all_variants, set(all_variants[term]), within)
            hits += [(start, -end, -1) for start, end in own[term]]
            cues[term] = Occurrences(table, hits)
        # An everyday word may be just that: it is not counted as a term.
        others = sorted(
            (span.start, span.end, term)
            for term, span in found
            if is_strange(self._terms[term], text[span.start : span.end])
        )
        occurrences = CueOccurrences(cues, others, others)
        alone = [
            span
            for term, candidates in spans.items()
            for span in candidates
            if occurrences.cooccurring_terms(term, span) < ENOUGH
        ]
        if not alone:
            return occurrences
        found_words = {word: starts[word] for word in right}
        names = self._right_names(text, found_words, list(windows(alone, len(text), NEAR)))
        return CueOccurrences(cues, sorted([*others, *names]), others)

    def _table(self, term: int) -> CueTable:
        """The cues of a term, made when they are first asked for."""
        if term not in self._tables:
            self._tables[term] = CueTable(self._terms[term], self._named)
        return self._tables[term]

    def _right_names(
        self, text: str, starts: Mapping[str, Sequence[int]], within: Sequence[Span]
    ) -> Iterator[tuple[int, int, int]]:
        """The right forms of names within some windows, each with its term, given where the words
        start that they are looked up with; they count as they are written: *Oracle*, not
        *oracle*."""
        for word, found in starts.items():
            places = _places(found, within)
            for form, offset, term in self._right_forms[word] if places else ():
                if self._says_little(form, term):
                    continue
                for at in places:
                    start, end = at - offset, at - offset + len(form)
                    if text.startswith(form, start) and _is_whole(text, start, end):
                        yield start, end, term

    def _says_little(self, form: str, term: int) -> bool:
        """Whether the right form of an entry of one line stands in any English text."""
        return native_counts().is_common(form) and self._terms[term].is_plain


class CueOccurrences:
    """The cues of each term, and all occurrences of terms, around the candidates of one page."""

    def __init__(
        self,
        cues: Mapping[int, Occurrences],
        terms: Sequence[tuple[int, int, int]],
        variants: Sequence[tuple[int, int, int]],
    ) -> None:
        """`terms` are the places at which terms occur, right or wrong: start, end and index;
        `variants` those at which they are wrong."""
        self._cues = cues
        self._variants = variants
        self._terms = terms
        self._starts = [start for start, _, _ in terms]

    def cues_near(self, term: int, span: Span) -> list[Occurrence]:
        """Return the cues of a term around one of its candidates; see `Occurrences.near`."""
        return self._cues[term].near(span)

    def cooccurring_terms(self, term: int, span: Span) -> int:
        """Return how many other terms stand near `span`; from two on, two."""
        first = bisect_left(self._starts, span.start - NEAR)
        last = bisect_left(self._starts, span.end + NEAR)
        others: set[int] = set()
        for start, end, other in self._terms[first:last]:
            if other != term and (end <= span.start or start >= span.end):
                others.add(other)
                if len(others) == ENOUGH:
                    break
        return len(others)

    def is_strange_near(self, term: int, span: Span) -> bool:
        """Return whether a variant of another term stands near `span`."""
        first = bisect_left(self._variants, (span.start - NEAR,))
        last = bisect_left(self._variants, (span.end + NEAR,))
        return any(
            other != term and (end <= span.start or start >= span.end)
            for start, end, other in self._variants[first:last]
        )


def _by_term(variants: Iterable[Variant]) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = {}
    for term, span in variants:
        spans.setdefault(term, []).append(span)
    return spans


def windows(spans: Iterable[Span], size: int, reach: int) -> Iterator[Span]:
    """Yield what lies within `reach` of some spans of a text of that size, stretches that overlap
    made one, in order."""
    window: Span | None = None
    for start, end in sorted(spans):
        low, high = max(0, start - reach), min(size, end + reach)
        if window is not None and low <= window.end:
            window = Span(window.start, max(high, window.end))
            continue
        if window is not None:
            yield window
        window = Span(low, high)
    if window is not None:
        yield window


class _Present(NamedTuple):
    """The words of a text by which the cues of a table are found there; and the stems that some
    of its words may begin with, each with its cue."""

    words: AbstractSet[str]
    stems: Sequence[tuple[str, int]]

    @classmethod
    def of(cls, table: CueTable, words: WordIndex) -> _Present:
        """Return those of a table."""
        stems = table.short_stems
        if table.stems:
            keys = table.stem_keys & words.beginnings(STEM_KEY)
            stems = [stem for key in keys for stem in table.stems[key]] + stems
        return cls(table.looked_up & words.words, stems)


def _written(
    table: CueTable,
    words: WordIndex,
    present: _Present,
    starts: Mapping[str, Sequence[int]],
    within: Sequence[Span],
) -> list[Found]:
    """Where the cues of a table stand within some windows, given where words start."""
    found: list[Found] = []
    alone, phrases = table.words, table.phrases
    for word in present.words:
        places = _places(starts[word], within)
        for size, cue in alone.get(word, ()):
            found += [(at, -at - size, cue) for at in places]
        for pattern in phrases.get(word, ()) if phrases else ():
            _add_matches(found, pattern, words, places)
    for stem, cue in present.stems:
        size = len(stem)
        for word in words.beginning_with(stem):
            found += [(at, -at - size, cue) for at in _places(starts[word], within)]
    for pattern in table.without_words:
        places = [at + pattern.offset for at in _all_places(pattern.text, words.folded, within)]
        _add_matches(found, pattern, words, places)
    return found


def _add_matches(
    found: list[Found], pattern: CuePattern, words: WordIndex, places: Iterable[int]
) -> None:
    """Add where a pattern stands, of the places of the word that it is looked up with."""
    for place in places:
        start = place - pattern.offset
        if pattern.stands(words.text, words.folded, start):
            found.append((start, -start - len(pattern.text), pattern.cue))


def _all_places(wanted: str, text: str, within: Sequence[Span]) -> Iterator[int]:
    """Where a text stands in another one within some windows."""
    for low, high in within:
        start = text.find(wanted, low, high)
        while start >= 0:
            yield start
            start = text.find(wanted, start + 1, high)


def _places(starts: Sequence[int], within: Sequence[Span]) -> Sequence[int]:
    """Those of some places, in ascending order, that lie within windows."""
    if len(within) == 1:
        low, high = within[0]
        if low <= starts[0] and starts[-1] < high:
            return starts
    found: list[int] = []
    if len(starts) < len(within):
        for start in starts:
            at = bisect_left(within, (start + 1,)) - 1
            if at >= 0 and start < within[at].end:
                found.append(start)
        return found
    for low, high in within:
        found += starts[bisect_left(starts, low) : bisect_left(starts, high)]
    return found


def _of_others(
    table: CueTable,
    variants: Mapping[int, Sequence[Span]],
    own: Container[Span],
    within: Sequence[Span],
) -> Iterator[Found]:
    """Variants of the other terms that are cues, but for those that are variants of the term
    itself (`own`) as well: a candidate is no evidence for itself."""
    for other in table.variants_of.keys() & variants.keys():
        spans = variants[other]
        for low, high in within:
            for span in spans[bisect_left(spans, (low,)) : bisect_left(spans, (high,))]:
                if span.end - span.start > _LONG and span.end <= high and span not in own:
                    for number in table.variants_of[other]:
                        yield span.start, -span.end, number


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether what stands at a place begins and ends no later than words do."""
    return not (in_word(text, start) and in_word(text, start - 1)) and not (
        in_word(text, end - 1) and in_word(text, end)
    )


def _first_two(found: Iterable[Numbered]) -> list[Numbered]:
    """Each cue twice at most: it counts once, and one of two may be counted as something else."""
    times: dict[int, int] = {}
    kept = []
    for one in found:
        number = one[2]
        before = times.get(number, 0)
        if before < _TWICE:
            times[number] = before + 1
            kept.append(one)
    return kept
