"""The topics of the text around a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.rule_names import TERM
from mtfix.text.topics import Topics
from mtfix.text.topics_without import TopicsWithout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtfix.stages.terms.candidate import Candidate
    from mtfix.text.weighted_words import Hits

_PART = 6_000
"""Characters of a long text for which topics are worked out at once, beside half as many before and
behind."""
_KEPT = 64
"""Texts whose topics are kept: neighbours ask for the same ones, and each takes ten kilobytes."""


class TopicsAround(NamedTuple):
    """The topics of the part of a text around a candidate.

    topics: of the part, to which the variant itself does not count.
    offset: where the part begins.
    told: what they were found to be at positions of the text that were asked before, which takes
        little room.
    """

    topics: Topics | TopicsWithout
    offset: int
    told: dict[tuple[str, int], Mapping[str, float]]
    variant: str

    def at(self, position: int) -> Mapping[str, float]:
        """Return the topics of the section around a position of the text; see `Topics.at`."""
        key = self.variant, position - self.offset
        known = self.told.get(key)
        if known is None:
            known = self.told[key] = self.topics.at(position - self.offset)
        return known

    def in_span(self, start: int, end: int) -> Mapping[str, float]:
        """Return what the words of a span of the text say; see `Topics.in_span`."""
        return self.topics.in_span(start - self.offset, end - self.offset)


def topics_around(candidate: Candidate) -> TopicsAround:
    """Return the topics around a candidate: of a long text, those of the part that it stands in,
    since for a few places in a library all of it would take too long."""
    page, span = candidate.page, candidate.span
    memo = page.context.memo.setdefault(TERM, {}).setdefault("topics", _Memo())
    part, offset = page.text, 0
    if len(part) > 2 * _PART:
        offset = max(0, (span.start // _PART) * _PART - _PART // 2)
        part = part[offset : offset + 2 * _PART]
    words = page.context.words_of_topics
    topics, variant = memo.topics(part, words), ""
    if topics.in_span(span.start - offset, span.end - offset):
        variant = candidate.old
    told = memo.told(offset, part)
    return TopicsAround(memo.without(part, variant) if variant else topics, offset, told, variant)


class _Memo:
    """What is known of the parts of a document: neighbours ask for the same ones, and the next
    round for those that have not changed."""

    def __init__(self) -> None:
        self._topics: dict[str, tuple[Topics, dict[str, TopicsWithout]]] = {}
        self._parts: dict[int, tuple[str, dict[tuple[str, int], Mapping[str, float]]]] = {}

    def topics(self, text: str, words: dict[str, Hits]) -> Topics:
        """Return the topics of a text, of whose pieces most are among the `words`."""
        if text not in self._topics:
            if len(self._topics) >= _KEPT:
                self._topics.clear()
            self._topics[text] = Topics(text, words), {}
        return self._topics[text][0]

    def without(self, text: str, variant: str) -> TopicsWithout:
        """Return the topics of a text, of which `topics` was asked, without a variant."""
        topics, known = self._topics[text]
        if variant not in known:
            known[variant] = TopicsWithout(topics, variant)
        return known[variant]

    def told(self, offset: int, part: str) -> dict[tuple[str, int], Mapping[str, float]]:
        """Return what is known of the part of the text that begins at a place."""
        text, told = self._parts.get(offset, ("", {}))
        if text != part:
            told = {}
            self._parts[offset] = part, told
        return told
