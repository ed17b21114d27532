"""Titles, captions and paragraphs that stand twice: scrapers take a title from the heading and
from the metadata of a page, a caption from a picture and from its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.stages.surface.whole_sentences import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.stages.surface.page_facts import PageFacts

_LINE = lazy_regex(r"[^\n]*[^\s][^\n]*")
_TITLE_WORDS = 4
"""Words of the shortest line that is taken for a title: shorter ones are labels and verses."""
_PARAGRAPH_WORDS = 12
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
    def is_paragraph(self) -> bool:
        """Whether the line has the length and the end of a paragraph of prose."""
        return self.words.count(" ") >= _PARAGRAPH_WORDS - 1 and bool(ENDED.search(self.words))

    @property
    def is_text(self) -> bool:
        """Whether the line is of words, and enough of them: no row of figures, notes or code."""
        words = self.words.split()
        named = sum(word.isalpha() and len(word) > 1 for word in words)
        return self.words[0].isalpha() and named >= max(_TITLE_WORDS, len(words) / 2)


def find_repeated_lines(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the copies of lines that stand directly below one that says the same.

    A copy goes where the line is the title of the page, above its first paragraph, and where
    several titles of a page stand twice, each above its paragraph; sentences are no titles. Else
    it is only suggested, as is a copy of a title between or behind paragraphs, and one below its
    path.
    """
    lines = [
        _Line(Span(*match.span()), " ".join(match[0].split()))
        for match in _LINE.finditer(facts.text)
    ]
    above = [line.is_paragraph for line in lines]
    first = above.index(True) if True in above else -1
    if first < 0:
        return  # verses, lists, code
    copies = [at for at in range(1, len(lines)) if _is_copy(lines, at)]
    titles = sum(at + 1 < len(lines) and above[at + 1] for at in copies if not above[at])
    for at in copies:
        is_title = not ENDED.search(lines[at].words) and (
            first - _HEAD <= at < first
            or (at < len(lines) - 1 and above[at + 1] and titles >= _SEVERAL)
        )
        safety = Safety.SAFE if is_title else Safety.SUGGESTED
        yield _removal(lines, at, safety)
    heading = {line.words for line in lines[: first + 1] if line.is_text}
    for at in range(1, len(lines)):
        is_below = lines[at].words in heading and at > first
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
