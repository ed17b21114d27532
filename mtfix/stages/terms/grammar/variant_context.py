"""A variant with the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span
from mtfix.matching.page import PLACEHOLDER
from mtfix.text.line_wrap import unwrapped
from mtfix.text.sentence_breaks import sentence as sentence_around

if TYPE_CHECKING:
    from mtfix.packs.model import Term

REACH = 160
"""How far behind a variant grammar looks, in characters."""
SENTENCE = 300
"""How much of the sentence before it is looked at."""
BACK = 600
"""How much of the paragraph before it is looked at."""
_MARKS = f"*_~{PLACEHOLDER}"
_SIGNS = frozenset(_MARKS)
_LONGEST = 8
"""The marks directly around a variant that grammar reads across, and how many there may be."""


class VariantContext(NamedTuple):
    """The variant at `span` of `text`, which becomes `term`.

    `before` is what its sentence says before it; `after` what follows from `end`, up to which
    it is replaced: a gloss or a company suffix may go with it. `opening` and `closing` are the
    sizes of the marks directly around it, such as those of emphasis: both read across them.
    """

    text: str
    span: Span
    term: Term
    before: str
    end: int
    opening: int = 0
    closing: int = 0

    @property
    def old(self) -> str:
        return self.text[self.span.start : self.span.end]

    @property
    def after(self) -> str:
        start = self.end + self.closing
        return self.text[start : start + REACH]

    @property
    def line(self) -> str:
        """The line of the variant, at most 160 characters each side."""
        low, high = max(0, self.span.start - REACH), min(len(self.text), self.span.end + REACH)
        start = max(low, self.text.rfind("\n", low, self.span.start) + 1)
        end = self.text.find("\n", self.span.end, high)
        return self.text[start : high if end < 0 else end]

    @property
    def paragraph(self) -> str:
        """The text of its paragraph before the variant, at most 600 characters."""
        low = max(0, self.span.start - BACK)
        return self.text[max(low, self.text.rfind("\n\n", low, self.span.start)) : self.span.start]

    @property
    def case_only(self) -> bool:
        """Whether only capitals are wrong."""
        return unwrapped(self.old).lower() == self.term.term.lower()

    def edit(self, span: Span, new: str) -> Edit:
        """Return the edit by which `new` comes to stand at a span of the text."""
        return Edit(span, self.text[span.start : span.end], new)

    def ahead(self, start: int, end: int) -> Span:
        """Return a span of `after` as one of the text."""
        shift = self.end + self.closing
        return Span(start + shift, end + shift)

    def back(self, start: int, end: int) -> Span:
        """Return a span of `before` as one of the text."""
        shift = self.span.start - self.opening - len(self.before)
        return Span(start + shift, end + shift)


def variant_context(
    text: str, span: Span, term: Term, sentence: Span | None = None
) -> VariantContext:
    """Return the variant at `span` with its surroundings; its sentence, if that is known."""
    start = (sentence or sentence_around(text, span)).start
    opening, closing = marks_around(text, span)
    end = max(start, span.start - opening)
    before = text[max(start, end - SENTENCE) : end]
    if end - start > SENTENCE:  # what stands before that is unknown, as a placeholder is
        before = PLACEHOLDER + before[1:]
    return VariantContext(text, span, term, before, span.end, span.start - end, closing)


def marks_around(text: str, span: Span) -> tuple[int, int]:
    """Return the sizes of the marks directly before and behind a span: signs of emphasis, and
    placeholders, which stand for tags.

    >>> marks_around("The **oracle bones** are", Span(6, 18))
    (2, 2)
    """
    opening = closing = 0
    if text[max(0, span.start - 1) : span.start] in _SIGNS:
        before = text[max(0, span.start - _LONGEST) : span.start]
        opening = len(before) - len(before.rstrip(_MARKS))
    if text[span.end : span.end + 1] in _SIGNS:
        behind = text[span.end : span.end + _LONGEST]
        closing = len(behind) - len(behind.lstrip(_MARKS))
    return opening, closing


def with_case_of(old: str, new: str) -> str:
    """Return `new` in the case of `old`: all in capitals, with a capital, or as it is."""
    if len(old) > 1 and old.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new
