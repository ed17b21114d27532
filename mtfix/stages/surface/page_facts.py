"""Facts about a page that several checks of surface rules need, worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mtfix.edits.edit import Span
from mtfix.matching.page_language import in_other_language
from mtfix.stages.surface.language import is_english

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.matching.page import Page

    Names = Callable[[], frozenset[str]]

_Answer = TypeVar("_Answer")

_LONG = 4_000
"""Characters of a paragraph from which its ends may be those of the search for them."""
_STEP = 600
"""Such ends are moved to multiples of so many characters, so that neighbours share a stretch."""


class PageFacts:
    """A page for one run of the stage over it; `names` returns those that the packs know.

    source: the text that it was translated from, if it is at hand; marked: whether it is in a
    markup language, of which all code is a placeholder.

    Rules ask of places in order, so the last line and paragraph mostly are the next ones, too.
    """

    __slots__ = (
        "_answers",
        "_line",
        "_sentence",
        "marked",
        "names",
        "page",
        "source",
        "text",
    )

    def __init__(self, page: Page, names: Names = frozenset) -> None:
        self.page = page
        self.text = page.text
        self.source = page.context.source
        self.marked = page.context.marked
        self.names = names
        self._line = Span(-1, -2)
        self._sentence = self._line, self._line
        self._answers: dict[tuple[object, ...], object] = {}

    def line(self, at: int) -> Span:
        """Return the line around `at`, without its line end."""
        if not self._line.start <= at <= self._line.end:
            self._line = self.page.line(at)
        return self._line

    def block(self, at: int) -> Span:
        """Return the paragraph around `at`, at most 4,000 characters each side."""
        return self.page.block(at)

    def stretch(self, at: int) -> Span:
        """Return the paragraph around `at`; of a long one the part around, which is the same for
        places close together."""
        start, end = self.block(at)
        if end - start < _LONG:
            return Span(start, end)
        return Span(-(-start // _STEP) * _STEP, max(at + 1, end // _STEP * _STEP))

    def sentence(self, span: Span) -> Span:
        """Return the sentence around `span`."""
        if self._sentence[0] != span:
            self._sentence = span, self.page.sentence(span)
        return self._sentence[1]

    def is_foreign(self, span: Span, language: str) -> bool:
        """Return whether the sentence around `span` is surely not in `language`; in a document of
        another language, whether it does not surely read as English."""
        known = self.page.context.language
        if language == "en" and known not in {"", "en"} and not is_english(self, span):
            return True
        return in_other_language(self.page, span, language)

    def once(self, key: tuple[object, ...], answer: Callable[[], _Answer]) -> _Answer:
        """Return the answer to a question, worked out when first asked."""
        if key not in self._answers:
            self._answers[key] = answer()
        return self._answers[key]  # type: ignore[return-value]  # each question has one type
