"""Which topics the sections of a text are about, told by its words.

A text is read in pieces of some hundred characters. What a piece says counts for its neighbours,
less the further they are away and less beyond a heading, and a little for the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property, lru_cache
from itertools import chain
from math import exp, prod, sqrt
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.text.topic_pieces import Piece, cut
from mtfix.text.weighted_words import TOPICS, weighted_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence

    from mtfix.text.weighted_words import Hits, WeightedWords

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
_REMEMBERED = 1 << 10
"""Stretches of text whose words are kept for the next document: most often that is the same one
after somebody has typed something."""
_NOTHING = 1e-9
"""Evidence that is left where as much was taken away as there was."""


class Topics:
    """The topics of a text by section.

    Nothing is worked out before it is asked for. `known` keeps the words of each piece, so that of
    a text which has changed only the changed pieces are read.

    pieces: of the text, in order.
    near, everywhere: the evidence for each topic, by the numbers of the lists.
    times: in how many pieces each word stands.
    """

    def __init__(
        self,
        text: str,
        known: MutableMapping[str, Hits] | None = None,
        table: WeightedWords | None = None,
    ) -> None:
        self.text = text
        self._known: MutableMapping[str, Hits] = {} if known is None else known
        self._table = table or weighted_words(TOPICS)
        self._told: dict[int, Mapping[str, float]] = {}

    def at(self, position: int) -> Mapping[str, float]:
        """Return the topics of the section around a position and how sure they are (0 to 1), the
        surest first."""
        return self._of_piece(self.index(position)) if self.pieces else {}

    def in_span(self, start: int, end: int) -> Mapping[str, float]:
        """Return what the words of a span say for each topic: the sum of their weights."""
        return self.sums(self.words(self.text[start:end]))

    def telling_words(self, span: Span, topic: str) -> Sequence[str]:
        """Return the words of a span that say most for a topic, the most telling first."""
        number = self._table.lists.index(topic)
        weights = {
            word: weight
            for word, own in self.words(self.text[span.start : span.end]).items()
            for of, weight in own
            if of == number
        }
        return sorted(weights, key=lambda word: (-weights[word], word))

    def sections(self) -> Iterator[tuple[Span, Mapping[str, float]]]:
        """Yield the spans of the text whose surest topic is the same, each with its topics where
        they are surest."""
        best: tuple[Span, Mapping[str, float]] | None = None
        for index, piece in enumerate(self.pieces):
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

    def index(self, position: int) -> int:
        """Return the number of the piece at a position."""
        return max(0, bisect_right(self._starts, position) - 1)

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        return [
            Piece(start, end, opens, self.words(self.text[start:end]))
            for start, end, opens in cut(self.text)
        ]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [piece.start for piece in self.pieces]

    def words(self, text: str) -> Hits:
        """Return the words of a stretch of text that say something of a topic."""
        words = self._known.get(text)
        if words is None:
            words = self._known[text] = _hits(self._table, text)
        return words

    def sums(self, words: Hits) -> dict[str, float]:
        """Return what some words say for each topic, the most first."""
        sums: dict[int, float] = {}
        for own in words.values():
            for topic, weight in own:
                sums[topic] = sums.get(topic, 0.0) + weight
        ranked = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
        return {self._table.lists[topic]: value for topic, value in ranked}

    # --- topics ----------------------------------------------------------------------------------

    def _of_piece(self, index: int) -> Mapping[str, float]:
        """The topics of a piece."""
        if index not in self._told:
            self._told[index] = self.surest(index, self.near[index], self.everywhere)
        return self._told[index]

    def surest(
        self, index: int, near: Iterable[float], everywhere: Iterable[float]
    ) -> Mapping[str, float]:
        """Return the topics of a piece, the surest first, given the evidence for each topic in it
        and its neighbours, and in all pieces."""
        size = self._near_sizes[index] + _BRIEF
        own, whole = 1000 * (1 - _WHOLE) / size, 1000 * _WHOLE / (len(self.text) + _BRIEF)
        rates = [own * one + whole * every for one, every in zip(near, everywhere, strict=True)]
        best = sorted(((-rate, topic) for topic, rate in enumerate(rates) if rate > _NOTHING))
        names = self._table.lists
        sure = {names[topic]: 1 / (1 + (_HALF / -rate) ** _STEEP) for rate, topic in best[:_MOST]}
        least = max([_LEAST, *(_OF_BEST * value for value in sure.values())])
        return {topic: round(value, 3) for topic, value in sure.items() if value >= least}

    @cached_property
    def near(self) -> Sequence[Sequence[float]]:
        """For each piece the evidence for each topic in it and its neighbours."""
        return _smoothed(self._evidence, self._shares)

    @cached_property
    def _near_sizes(self) -> Sequence[float]:
        """For each piece the characters of it and its neighbours, as far as they count."""
        sizes = [[float(piece.end - piece.start)] for piece in self.pieces]
        return [size for (size,) in _smoothed(sizes, self._shares)]

    @cached_property
    def everywhere(self) -> Sequence[float]:
        """The evidence for each topic in all pieces."""
        return [sum(column) for column in zip(*self._evidence, strict=True)]

    @cached_property
    def _shares(self) -> Sequence[float]:
        return [self._share_before(index) for index in range(len(self.pieces))]

    def share(self, index: int, other: int) -> float:
        """Return how much of what one piece says counts for another."""
        return prod(self._shares[min(index, other) + 1 : max(index, other) + 1])

    @cached_property
    def times(self) -> Mapping[str, int]:
        return Counter(chain.from_iterable(piece.words for piece in self.pieces))

    @cached_property
    def _evidence(self) -> Sequence[Sequence[float]]:
        """For each piece the weight of its words for each topic; a word that stands in many pieces
        counts less in each."""
        times, count = self.times, len(self._table.lists)
        rows = []
        for piece in self.pieces:
            row = [0.0] * count
            for word, own in piece.words.items():
                share = word_share(times[word])
                for topic, weight in own:
                    row[topic] += weight * share
            rows.append(row)
        return rows

    def _share_before(self, index: int) -> float:
        """How much of what a piece says counts for the one before it, and the other way round."""
        if index == 0:
            return 0.0
        before, piece = self.pieces[index - 1], self.pieces[index]
        distance = (piece.end - before.start) / 2
        return exp(-distance / _REACH) * (_BEYOND_HEADING if piece.opens else 1.0)


def word_share(times: int) -> float:
    """Return how much a word counts in each of the pieces in which it stands."""
    return 1 / sqrt(times) if times else 0.0


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


@lru_cache(_REMEMBERED)
def _hits(table: WeightedWords, text: str) -> Hits:
    return table.hits(text)
