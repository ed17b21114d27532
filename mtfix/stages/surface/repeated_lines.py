"""Titles, captions and paragraphs that stand twice: scrapers take a title from the heading and
from the metadata of a page, a caption from a picture and from its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.stages.surface.whole_sentences import ENDED
from mtfix.text.prose_lines import is_paragraph, lines_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def find_repeated_lines(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the copies of lines that stand directly below one that says the same.

    A copy goes where the line is the title of the page: its first line, or the one directly above
    its first paragraph; and where several titles of a page stand twice, each above its paragraph.
    Sentences are no titles. Else it is only suggested, as is a copy of a title between or behind
    paragraphs, and one below its path.
    """
    lines = [
        _Line(span, " ".join(facts.text[span.start : span.end].split()))
        for span in lines_in(facts.text, Span(0, len(facts.text)))
    ]
    above = [is_paragraph(line.words) for line in lines]
    first = above.index(True) if True in above else -1
    if first < 0:
        return  # verses, lists, code
    copies = dict.fromkeys(at for at in range(1, len(lines)) if _is_copy(lines, at))
    heading = [line.words for line in lines[: first + 1] if line.is_text]
    page_titles = {heading[0], lines[first - 1].words} if heading and first else set()
    titles = sum(at + 1 < len(lines) and above[at + 1] for at in copies if not above[at])
    for at in copies:
        is_title = not ENDED.search(lines[at].words) and (
            (first - _HEAD <= at < first and lines[at].words in page_titles)
            or (at < len(lines) - 1 and above[at + 1] and titles >= _SEVERAL)
        )
        safety = Safety.SAFE if is_title else Safety.SUGGESTED
        yield _removal(lines, at, safety)
    said_above = frozenset(heading)
    for at in range(1, len(lines)):
        is_below = lines[at].words in said_above and at > first
        if (is_below and at not in copies) or _ends(lines[at - 1], lines[at]):
            yield _removal(lines, at, Safety.SUGGESTED)


def _is_copy(lines: Sequence[_Line], at: int) -> bool:
    return lines[at].words == lines[at - 1].words and lines[at].is_text


def _ends(path: _Line, line: _Line) -> bool:
    """Whether a line is the last part of one above such as *Home - Travel - Three days in town*."""
    return any(path.words.endswith(mark + line.words) for mark in _PATH_MARKS) and line.is_text


def _removal(lines: Sequence[_Line], at: int, safety: Safety) -> FoundPlace:
    """A line goes with all that parts it from the one before."""
    span = Span(lines[at - 1].span.end, lines[at].span.end)
    return FoundPlace(span, "", safety, whole=True)
