"""Whether the words around a place on a page are in a given language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.text.language import FEW_WORDS, is_foreign
from mtfix.text.sentence_breaks import search_window

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.matching.page import Page


def in_other_language(page: Page, span: Span, language: str) -> bool:
    """Return whether the sentence around a span is surely not in `language`; of a short one, its
    paragraph is asked."""
    sentence = page.sentence(span)
    key = sentence, language
    known = page.in_other_language.get(key)
    if known is not None:
        return known
    text = page.text[sentence.start : sentence.end]
    if len(text.split()) < FEW_WORDS:  # what is asked then hangs on the place as well
        around, block = search_window(page.text, span), page.block(span.start)
        return is_foreign(
            page.text[max(around.start, block.start) : min(around.end, block.end)], language
        )
    found = page.in_other_language[key] = is_foreign(text, language)
    return found
