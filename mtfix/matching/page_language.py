"""Whether the words around a place on a page are in a given language."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.text.language import (
    FEW_WORDS,
    has_small_words,
    is_foreign,
    is_foreign_document,
)
from mtfix.text.sentence_breaks import search_window

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.matching.page import Page


def in_other_language(page: Page, span: Span, language: str) -> bool:
    """Return whether the sentence around a span is surely not in `language`; of a short one, its
    paragraph is asked, and where that is short, too, the document."""
    sentence = page.sentence(span)
    if _is_short(page, sentence):  # what is asked then hangs on the place as well
        around, block = search_window(page.text, span), page.block(span.start)
        sentence = Span(max(around.start, block.start), min(around.end, block.end))
    key = sentence, language
    answer = page.in_other_language.get(key)
    if answer is None:
        text = page.text[sentence.start : sentence.end]
        answer = page.in_other_language[key] = is_foreign(text, language) or (
            len(text.split()) < FEW_WORDS
            and not has_small_words(text, language)
            and page.context.ask(_question(language))
        )
    return answer


@cache
def _question(language: str) -> Callable[[str], bool]:
    """The question whether a document is in another language, the same one for each language."""
    return partial(is_foreign_document, language=language)


def _is_short(page: Page, sentence: Span) -> bool:
    """Whether a sentence has few words."""
    known = page.short_sentences.get(sentence)
    if known is None:
        words = page.text[sentence.start : sentence.end].split()
        known = page.short_sentences[sentence] = len(words) < FEW_WORDS
    return known
