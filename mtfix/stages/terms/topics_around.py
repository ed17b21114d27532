"""The topics of the text around a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.rule_names import TERM
from mtfix.text.topics import Topics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtfix.matching.page import Page
    from mtfix.stages.terms.candidate import Candidate

_PART = 6_000
"""Characters of a long text for which topics are worked out at once, beside half as many before and
behind."""
_KEPT = 64
"""Texts whose topics are kept: neighbours ask for the same ones, and each takes ten kilobytes."""


class TopicsAround(NamedTuple):
    """The topics of the part of a text around a candidate, which begins at `offset`."""

    topics: Topics
    offset: int

    def at(self, position: int) -> Mapping[str, float]:
        """Return the topics of the section around a position of the text; see `Topics.at`."""
        return self.topics.at(position - self.offset)

    def in_span(self, start: int, end: int) -> Mapping[str, float]:
        """Return what the words of a span of the text say; see `Topics.in_span`."""
        return self.topics.in_span(start - self.offset, end - self.offset)


def topics_around(candidate: Candidate) -> TopicsAround:
    """Return the topics of a text, to which the variant itself does not count; of a long text,
    those of the part around a candidate: for a few places in a library, all of it would take too
    long."""
    page, span, text = candidate.page, candidate.span, candidate.page.text
    if len(text) <= 2 * _PART:
        found = TopicsAround(page.context.topics(text), 0)
    else:
        offset = max(0, (span.start // _PART) * _PART - _PART // 2)
        found = TopicsAround(_topics_of(text[offset : offset + 2 * _PART], page), offset)
    if not found.in_span(*span):
        return found
    without = found.topics.text.replace(candidate.old, " " * len(candidate.old))
    return TopicsAround(_topics_of(without, page), found.offset)


def _topics_of(text: str, page: Page) -> Topics:
    """The topics of a part of a page, or of a variation of it: most of its pieces are known."""
    kept: dict[str, Topics] = page.context.memo.setdefault(TERM, {}).setdefault("topics", {})
    if text not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[text] = Topics(text, page.context.words_of_topics)
    return kept[text]
