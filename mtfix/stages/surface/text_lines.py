"""The lines of a page as they are compared with one another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.text.prose_lines import is_paragraph, lines_in

if TYPE_CHECKING:
    from mtfix.edits.fix import Safety
    from mtfix.matching.page import Page

_TITLE_WORDS = 4
"""Words of the shortest line that is taken for a title: shorter ones are labels and verses."""


class Line(NamedTuple):
    """A line that is not blank: its place, and its words with single spaces between them."""

    span: Span
    words: str

    @property
    def is_text(self) -> bool:
        """Whether the line is of words, and enough of them: no row of figures, notes or code."""
        words = self.words.split()
        named = sum(word.isalpha() and len(word) > 1 for word in words)
        return self.words[0].isalpha() and named >= max(_TITLE_WORDS, len(words) / 2)


class TextLines:
    """The lines of a text that are not blank.

    is_paragraph: of each, whether it has the shape of a paragraph of prose.
    first: the number of the first paragraph, of those that stand there once if there are any; -1
        if there is none.
    heading: the words of the lines of text up to it.
    """

    def __init__(self, page: Page) -> None:
        whole = Span(0, len(page.text))
        self._lines = [Line(span, _words(page, span)) for span in lines_in(page.text, whole)]
        self.is_paragraph = [is_paragraph(line.words) for line in self._lines]
        times = Counter(line.words for line in self._lines)
        found = [at for at, is_one in enumerate(self.is_paragraph) if is_one]
        once = (at for at in found if times[self._lines[at].words] == 1)
        self.first = next(once, found[0] if found else -1)
        self.heading = [line.words for line in self._lines[: self.first + 1] if line.is_text]

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, number: int) -> Line:
        return self._lines[number]

    def removal(self, at: int, safety: Safety) -> FoundPlace:
        """Return the place of a line with all that parts it from the one before."""
        span = Span(self._lines[at - 1].span.end, self._lines[at].span.end)
        return FoundPlace(span, "", safety, whole=True)


def _words(page: Page, span: Span) -> str:
    """The words of a line as they stood there before terms in it were put right, which may have
    happened to one of two copies alone."""
    pieces: list[str] = []
    at = span.start
    for start, _, old, new in page.terms_made:
        if at <= start < span.end and page.text.startswith(new, start):
            pieces += page.text[at:start], old
            at = start + len(new)
    return " ".join("".join([*pieces, page.text[at : span.end]]).split())
