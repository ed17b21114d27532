"""What `explain` says of topics: those of each section, and the words that told them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.topics import Topics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.edits.edit import Span

_SHOWN, _WORDS = 3, 5
"""Topics of a section that are shown, and words of each."""


class ToldTopic(NamedTuple):
    """A topic, how sure it is, and the words that told it."""

    topic: str
    confidence: float
    words: Sequence[str]


class ToldSection(NamedTuple):
    """A stretch of a text, in code points, and its topics, the surest first."""

    span: Span
    topics: Sequence[ToldTopic]


def told_topics(text: str) -> Iterator[ToldSection]:
    """Yield the sections of a text that have topics."""
    topics = Topics(text)
    for span, found in topics.sections():
        if found:
            told = [
                ToldTopic(topic, sure, topics.telling_words(span, topic)[:_WORDS])
                for topic, sure in [*found.items()][:_SHOWN]
            ]
            yield ToldSection(span, told)
