"""The topics of a text to which the places of one variant do not count."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mtfix.text.topics import word_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtfix.text.topics import Topics
    from mtfix.text.weighted_words import Hits


class TopicsWithout:
    """The topics of a text as they were if spaces stood in place of a variant.

    A text has many variants, and each changes few words of few pieces: what these add is taken
    from what is known of the text, instead of reading all of it again for each.
    """

    def __init__(self, topics: Topics, variant: str) -> None:
        self._topics, self._variant = topics, variant
        self._blank = " " * len(variant)
        self._told: dict[int, Mapping[str, float]] = {}

    def at(self, position: int) -> Mapping[str, float]:
        """Return the topics of the section around a position; see `Topics.at`."""
        if not self._topics.pieces:
            return {}
        index = self._topics.index(position)
        if index not in self._told:
            self._told[index] = self._of_piece(index)
        return self._told[index]

    def in_span(self, start: int, end: int) -> Mapping[str, float]:
        """Return what the words of a span say; see `Topics.in_span`."""
        return self._topics.sums(self._words(start, end))

    def _words(self, start: int, end: int) -> Hits:
        text = self._topics.text[start:end]
        return self._topics.words(text.replace(self._variant, self._blank))

    def _of_piece(self, index: int) -> Mapping[str, float]:
        near = [*self._topics.near[index]]
        everywhere = [*self._topics.everywhere]
        for number, topic, more in self._changes:
            near[topic] += more * self._topics.share(index, number)
            everywhere[topic] += more
        return self._topics.surest(index, near, everywhere)

    @cached_property
    def _changes(self) -> Sequence[tuple[int, int, float]]:
        """The changes of the evidence: a piece, a topic, and how much it says more for it."""
        pieces, times = self._topics.pieces, self._topics.times
        changed = dict(self._changed_pieces())
        shifts: dict[str, int] = {}
        weights: Hits = {}
        for number, after in changed.items():
            before = pieces[number].words
            for word in before.keys() ^ after.keys():
                shifts[word] = shifts.get(word, 0) + (1 if word in after else -1)
                weights[word] = before.get(word) or after[word]
        changes = []
        for word, shift in sorted(shifts.items()):
            old = word_share(times.get(word, 0))
            new = word_share(times.get(word, 0) + shift)
            for number, piece in enumerate(pieces):
                is_left = word in changed.get(number, piece.words)
                more = is_left * new - (word in piece.words) * old
                changes += [(number, topic, weight * more) for topic, weight in weights[word]]
        return [change for change in changes if change[2]]

    def _changed_pieces(self) -> Iterator[tuple[int, Hits]]:
        """The pieces that have the variant, by number, each with the words that are left of it."""
        topics = self._topics
        for number, piece in enumerate(topics.pieces):
            if topics.text.find(self._variant, piece.start, piece.end) >= 0:
                yield number, self._words(piece.start, piece.end)
