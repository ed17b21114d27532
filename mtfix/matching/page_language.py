"""Whether the words around a place on a page are in a given language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mtfix.text.language import FEW_WORDS, is_foreign
from mtfix.text.sentence_breaks import search_window

if TYPE_CHECKING:
    from mtfix.edits.edit import Span


class _Layout(Protocol):
    """A page, or what knows its sentences and paragraphs."""

    text: str

    def sentence(self, span: Span) -> Span: ...

    def block(self, at: int) -> Span: ...


def in_other_language(page: _Layout, span: Span, language: str) -> bool:
    """Return whether the sentence around a span is surely not in `language`; of a short one, its
    paragraph is asked."""
    sentence = page.sentence(span)
    text = page.text[sentence.start : sentence.end]
    if len(text.split()) < FEW_WORDS:
        around, block = search_window(page.text, span), page.block(span.start)
        text = page.text[max(around.start, block.start) : min(around.end, block.end)]
    return is_foreign(text, language)
