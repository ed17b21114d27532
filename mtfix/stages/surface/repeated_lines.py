"""Titles, captions and paragraphs that stand twice: scrapers take a title from the heading and
from the metadata of a page, a caption from a picture and from its description."""

from __future__ import annotations

from itertools import chain, islice, tee
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.stages.surface.whole_sentences import ENDED
from mtfix.text.prose_lines import is_paragraph, lines_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from mtfix.stages.surface.page_facts import PageFacts

_TITLE_WORDS = 4
"""Words of the shortest line that is taken for a title: shorter ones are labels and verses."""
_HEAD = 3
"""Lines below a title and its copy among which the first paragraph stands."""
_PATH_MARKS = (" - ", " – ", " — ", " | ", " > ", " » ")
_SEVERAL = 2
"""Titles of a page that stand twice, which show that all of its titles do."""


class _Line(NamedTuple):
    """A line that is not blank: its place, and its words with single spaces between them."""

    span: Span
    words: str

    @property
    def is_text(self) -> bool:
        """Whether the line is of words, and enough of them: no row of figures, notes or code."""
        words = self.words.split()
        named = sum(word.isalpha() and len(word) > 1 for word in words)
        return self.words[0].isalpha() and named >= max(_TITLE_WORDS, len(words) / 2)


class _Copy(NamedTuple):
    """A line that stands twice: its number among the lines, the line above it, itself, and whether
    it stands directly above a paragraph."""

    at: int
    above: Span
    line: _Line
    is_above_paragraph: bool


def find_repeated_lines(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the copies of lines that stand directly below one that says the same.

    A copy goes where the line is the title of the page: its first line, or the one directly above
    its first paragraph; and where several titles of a page stand twice, each above its paragraph.
    Sentences are no titles. Else it is only suggested, as is a copy of a title between or behind
    paragraphs, and one below its path.
    """
    head = _head(facts.text)
    if not head:
        return  # verses, lists, code
    first = len(head) - 1
    heading = [line.words for line in head if line.is_text]
    page_titles = {heading[0], head[first - 1].words} if heading and first else set()
    copies, others = _copies(_lines(facts.text), first, frozenset(heading))
    titles = sum(copy.is_above_paragraph for copy in copies if not is_paragraph(copy.line.words))
    for copy in copies:
        is_title = not ENDED.search(copy.line.words) and (
            (first - _HEAD <= copy.at < first and copy.line.words in page_titles)
            or (copy.is_above_paragraph and titles >= _SEVERAL)
        )
        yield _removal(copy, Safety.SAFE if is_title else Safety.SUGGESTED)
    for copy in others:
        yield _removal(copy, Safety.SUGGESTED)


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank, one after the other: all at once would take several times as
    much room as the text."""
    for span in lines_in(text, Span(0, len(text))):
        yield _Line(span, " ".join(text[span.start : span.end].split()))


def _head(text: str) -> list[_Line]:
    """The lines up to the first paragraph, or none where there is no paragraph."""
    first = next((at for at, line in enumerate(_lines(text)) if is_paragraph(line.words)), -1)
    return list(islice(_lines(text), first + 1))


def _copies(
    lines: Iterator[_Line], first: int, said_above: Set[str]
) -> tuple[list[_Copy], list[_Copy]]:
    """The lines that say what the one above says; and those that say what a heading or the end of
    the path above says. `first` is the number of the first paragraph."""
    copies: list[_Copy] = []
    others: list[_Copy] = []
    above, here, below = tee(lines, 3)
    behind = chain(islice(below, 2, None), [None])
    threes = zip(above, islice(here, 1, None), behind, strict=False)
    for at, (before, line, after) in enumerate(threes, 1):
        is_copy = line.words == before.words and line.is_text
        if is_copy or (at > first and line.words in said_above) or _ends(before, line):
            is_title = after is not None and is_paragraph(after.words)
            (copies if is_copy else others).append(_Copy(at, before.span, line, is_title))
    return copies, others


def _ends(path: _Line, line: _Line) -> bool:
    """Whether a line is the last part of one above such as *Home - Travel - Three days in town*."""
    return any(path.words.endswith(mark + line.words) for mark in _PATH_MARKS) and line.is_text


def _removal(copy: _Copy, safety: Safety) -> FoundPlace:
    """A line goes with all that parts it from the one before."""
    return FoundPlace(Span(copy.above.end, copy.line.span.end), "", safety, whole=True)
