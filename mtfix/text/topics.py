"""Which topics the sections of a text are about, told by its words.

A text is read in pieces of some hundred characters. What a piece says counts for its neighbours,
less the further they are away and less beyond a heading, and a little for the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property
from itertools import pairwise
from math import exp, sqrt
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.weighted_words import TOPICS, weighted_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping, Sequence

    from mtfix.text.weighted_words import WeightedWords

PIECE = 500
"""Characters that a piece has at least, but for the last one of a text or before a heading."""
_LONGEST = 3 * PIECE
"""Characters after which a piece ends even within a line."""
_REACH = 1_500
"""Characters over which the share of a neighbour falls to 1/e."""
_BEYOND_HEADING = 0.4
"""The share of a neighbour behind a heading."""
_WHOLE = 0.15
"""The share of the whole text, beside a piece and its neighbours."""
_BRIEF = 250
"""Characters that are added to what a topic is measured by, so that a few words prove little."""
_HALF = 14.0
"""Weight of words in 1,000 characters by which a topic is as likely as not."""
_STEEP = 1.6
_LEAST, _OF_BEST, _MOST = 0.15, 0.3, 5
"""A topic is named from this confidence on, and from this share of that of the first one; and so
many are named at most."""
_HEADING = lazy_regex(r"\n(?=#{1,6} |(?:\d+[.)]|[IVX]+\.) *[A-Z][^\n]{0,60}\n)")


class _Piece(NamedTuple):
    start: int
    end: int
    opens: bool
    """Whether a heading begins it."""
    words: frozenset[str]


class Topics:
    """The topics of a text by section.

    Nothing is worked out before it is asked for. `known` keeps the words of each piece, so that of
    a text which has changed only the changed pieces are read.
    """

    def __init__(
        self,
        text: str,
        known: MutableMapping[str, frozenset[str]] | None = None,
        table: WeightedWords | None = None,
    ) -> None:
        self.text = text
        self._known: MutableMapping[str, frozenset[str]] = {} if known is None else known
        self._table = table or weighted_words(TOPICS)
        self._told: dict[int, Mapping[str, float]] = {}

    def at(self, position: int) -> Mapping[str, float]:
        """Return the topics of the section around a position and how sure they are (0 to 1), the
        surest first."""
        return self._of_piece(self._index(position)) if self._pieces else {}

    def in_span(self, start: int, end: int) -> Mapping[str, float]:
        """Return what the words of a span say for each topic: the sum of their weights."""
        return self._sums(self._words(self.text[start:end]))

    def telling_words(self, span: Span, topic: str) -> Sequence[str]:
        """Return the words of a span that say most for a topic, the most telling first."""
        number = self._table.lists.index(topic)
        weights = {
            word: weight
            for word in self._words(self.text[span.start : span.end])
            for of, weight in self._table.weights(word)
            if of == number
        }
        return sorted(weights, key=lambda word: (-weights[word], word))

    def sections(self) -> Iterator[tuple[Span, Mapping[str, float]]]:
        """Yield the spans of the text whose surest topic is the same, each with its topics where
        they are surest."""
        best: tuple[Span, Mapping[str, float]] | None = None
        for index, piece in enumerate(self._pieces):
            topics = self._of_piece(index)
            if best is not None and _first(best[1]) == _first(topics):
                surer = max(best[1], topics, key=lambda one: max(one.values(), default=0.0))
                best = Span(best[0].start, piece.end), surer
                continue
            if best is not None:
                yield best
            best = Span(piece.start, piece.end), topics
        if best is not None:
            yield best

    # --- pieces ----------------------------------------------------------------------------------

    def _index(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    @cached_property
    def _pieces(self) -> Sequence[_Piece]:
        return [
            _Piece(start, end, opens, self._words(self.text[start:end]))
            for start, end, opens in _cut(self.text)
        ]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [piece.start for piece in self._pieces]

    def _words(self, text: str) -> frozenset[str]:
        words = self._known.get(text)
        if words is None:
            words = self._known[text] = self._table.hits(text)
        return words

    def _sums(self, words: frozenset[str]) -> dict[str, float]:
        sums: dict[int, float] = {}
        for word in words:
            for topic, weight in self._table.weights(word):
                sums[topic] = sums.get(topic, 0.0) + weight
        ranked = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
        return {self._table.lists[topic]: value for topic, value in ranked}

    # --- topics ----------------------------------------------------------------------------------

    def _of_piece(self, index: int) -> Mapping[str, float]:
        """The topics of a piece."""
        if index not in self._told:
            size = self._near_sizes[index] + _BRIEF
            near, whole = 1000 * (1 - _WHOLE) / size, 1000 * _WHOLE / (len(self.text) + _BRIEF)
            pairs = zip(self._near[index], self._sums_of_all, strict=True)
            self._told[index] = self._surest([near * one + whole * every for one, every in pairs])
        return self._told[index]

    @cached_property
    def _near(self) -> Sequence[Sequence[float]]:
        """For each piece the evidence for each topic in it and its neighbours."""
        return _smoothed(self._evidence, self._shares)

    @cached_property
    def _near_sizes(self) -> Sequence[float]:
        """For each piece the characters of it and its neighbours, as far as they count."""
        sizes = [[float(piece.end - piece.start)] for piece in self._pieces]
        return [size for (size,) in _smoothed(sizes, self._shares)]

    @cached_property
    def _sums_of_all(self) -> Sequence[float]:
        return [sum(column) for column in zip(*self._evidence, strict=True)]

    @cached_property
    def _shares(self) -> Sequence[float]:
        return [self._share(index) for index in range(len(self._pieces))]

    @cached_property
    def _evidence(self) -> Sequence[Sequence[float]]:
        """For each piece the weight of its words for each topic; a word that stands in many pieces
        counts less in each."""
        often = Counter([word for piece in self._pieces for word in piece.words])
        table, count = self._table, len(self._table.lists)
        told = {
            word: [(topic, weight / sqrt(times)) for topic, weight in table.weights(word)]
            for word, times in often.items()
        }
        rows = []
        for piece in self._pieces:
            row = [0.0] * count
            for word in piece.words:
                for topic, weight in told[word]:
                    row[topic] += weight
            rows.append(row)
        return rows

    def _share(self, index: int) -> float:
        """How much of what a piece says counts for the one before it, and the other way round."""
        if index == 0:
            return 0.0
        before, piece = self._pieces[index - 1], self._pieces[index]
        distance = (piece.end - before.start) / 2
        return exp(-distance / _REACH) * (_BEYOND_HEADING if piece.opens else 1.0)

    def _surest(self, rates: Sequence[float]) -> Mapping[str, float]:
        """The topics that are named by their evidence in 1,000 characters."""
        best = sorted(((-rate, topic) for topic, rate in enumerate(rates) if rate))[:_MOST]
        names = self._table.lists
        sure = {names[topic]: 1 / (1 + (_HALF / -rate) ** _STEEP) for rate, topic in best}
        least = max([_LEAST, *(_OF_BEST * value for value in sure.values())])
        return {topic: round(value, 3) for topic, value in sure.items() if value >= least}


def _first(topics: Mapping[str, float]) -> str:
    return next(iter(topics), "")


def _smoothed(
    rows: Sequence[Sequence[float]], shares: Sequence[float]
) -> Sequence[Sequence[float]]:
    """Each row with its neighbours on both sides, which count by the product of the shares on the
    way."""
    before = _carried(rows, shares)
    after = _carried(rows[::-1], [0.0, *shares[:0:-1]])[::-1]
    return [
        [one + low + high for one, low, high in zip(*three, strict=True)]
        for three in zip(rows, before, after, strict=True)
    ]


def _carried(rows: Sequence[Sequence[float]], shares: Sequence[float]) -> Sequence[Sequence[float]]:
    """For each row the sum of those before it, each by the product of the shares up to it."""
    found: list[Sequence[float]] = []
    carried: Sequence[float] = [0.0] * (len(rows[0]) if rows else 0)
    for index, share in enumerate(shares):
        if index:
            pairs = zip(carried, rows[index - 1], strict=True)
            carried = [share * (old + new) for old, new in pairs]
        found.append(carried)
    return found


def _cut(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each piece of a text, and whether a heading begins it. A piece ends
    with a line, or where a long line has a space."""
    headings = [match.end() for match in _HEADING.finditer(text)]
    for first, end in pairwise([0, *headings, len(text)]):
        start = first
        while start < end:
            stop = _stop(text, start, end)
            yield start, stop, start == first > 0
            start = stop


def _stop(text: str, start: int, end: int) -> int:
    """Where the piece ends that starts at a place."""
    if end - start <= PIECE:
        return end
    line = text.find("\n", start + PIECE, min(end, start + _LONGEST))
    if line < 0:
        line = text.find(" ", start + _LONGEST, end) if end - start > _LONGEST else -1
    return end if line < 0 else line + 1
