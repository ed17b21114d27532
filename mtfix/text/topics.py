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
from mtfix.text.topic_words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping, Sequence

    from mtfix.text.topic_words import TopicWords

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
        table: TopicWords | None = None,
    ) -> None:
        self.text = text
        self._known: MutableMapping[str, frozenset[str]] = {} if known is None else known
        self._table = table or topic_words()

    def at(self, position: int) -> Mapping[str, float]:
        """Return the topics of the section around a position and how sure they are (0 to 1), the
        surest first."""
        return self._of_pieces[self._index(position)] if self._pieces else {}

    def in_span(self, start: int, end: int) -> Mapping[str, float]:
        """Return what the words of a span say for each topic: the sum of their weights."""
        return self._sums(self._words(self.text[start:end]))

    def telling_words(self, span: Span, topic: str) -> Sequence[str]:
        """Return the words of a span that say most for a topic, the most telling first."""
        number = self._table.topics.index(topic)
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
        for piece, topics in zip(self._pieces, self._of_pieces, strict=True):
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
        return {self._table.topics[topic]: value for topic, value in ranked}

    # --- topics ----------------------------------------------------------------------------------

    @cached_property
    def _of_pieces(self) -> Sequence[Mapping[str, float]]:
        """The topics of each piece."""
        own = self._evidence()
        shares = [self._share(index) for index in range(len(own))]
        sizes = [float(piece.end - piece.start) for piece in self._pieces]
        count = len(self._table.topics)
        smooth = [
            _smoothed([row[topic] for row in own], shares) if any(row[topic] for row in own) else ()
            for topic in range(count)
        ]
        lengths = _smoothed(sizes, shares)
        whole = sum(sizes) + _BRIEF
        found = []
        for index, length in enumerate(lengths):
            rates = {}
            for topic in range(count):
                if smooth[topic]:
                    near = smooth[topic][index] / (length + _BRIEF)
                    everywhere = sum(row[topic] for row in own) / whole
                    rates[topic] = 1000 * ((1 - _WHOLE) * near + _WHOLE * everywhere)
            found.append(self._surest(rates))
        return found

    def _evidence(self) -> list[list[float]]:
        """For each piece the weight of its words for each topic; a word that stands in many pieces
        counts less in each."""
        often = Counter(word for piece in self._pieces for word in piece.words)
        rows = []
        for piece in self._pieces:
            row = [0.0] * len(self._table.topics)
            for word in piece.words:
                share = 1 / sqrt(often[word])
                for topic, weight in self._table.weights(word):
                    row[topic] += share * weight
            rows.append(row)
        return rows

    def _share(self, index: int) -> float:
        """How much of what a piece says counts for the one before it, and the other way round."""
        if index == 0:
            return 0.0
        before, piece = self._pieces[index - 1], self._pieces[index]
        distance = (piece.end - before.start) / 2
        return exp(-distance / _REACH) * (_BEYOND_HEADING if piece.opens else 1.0)

    def _surest(self, rates: Mapping[int, float]) -> Mapping[str, float]:
        sure = {topic: 1 / (1 + (_HALF / rate) ** _STEEP) for topic, rate in rates.items() if rate}
        ranked = sorted(sure.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
        least = max(_LEAST, _OF_BEST * ranked[0][1]) if ranked else _LEAST
        names = self._table.topics
        return {names[topic]: round(value, 3) for topic, value in ranked if value >= least}


def _first(topics: Mapping[str, float]) -> str:
    return next(iter(topics), "")


def _smoothed(values: Sequence[float], shares: Sequence[float]) -> list[float]:
    """Each value with its neighbours on both sides, which count by the product of the shares on
    the way."""
    found = list(values)
    carried = 0.0
    for index, value in enumerate(values):
        carried *= shares[index]
        found[index] += carried
        carried += value
    carried = 0.0
    for index in range(len(values) - 1, -1, -1):
        found[index] += carried
        carried = (carried + values[index]) * shares[index]
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
