"""Titles, captions and paragraphs that stand twice: scrapers take a title from the heading and
from the metadata of a page, a caption from a picture and from its description."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.stages.surface.text_lines import Line, TextLines
from mtfix.stages.surface.title_forms import PATH_MARKS, title_forms
from mtfix.stages.surface.whole_sentences import ENDED
from mtfix.stages.translated import seems_translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.surface.found_place import FoundPlace
    from mtfix.stages.surface.page_facts import PageFacts

_LONGEST_PAGE = 1_000_000
"""Characters of a text that may be a page: of a longer one, the lines would take several times as
much memory as the text."""
_HEAD = 3
"""Lines below a title and its copy among which the first paragraph stands."""
_SEVERAL = 2
"""Titles of a page that stand twice, which show that all of its titles do; and copies of a title
between paragraphs, which show that they are descriptions of pictures."""
_LONG_TITLE = 8
"""Words of a title that nobody repeats between the paragraphs below it."""
_LONG_PARAGRAPH = 25
"""Words of a paragraph that nobody writes twice in a row."""


def find_repeated_lines(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the copies of lines that say what another line says.

    A copy goes

    - directly below the same line, where it is the title of the page: its first line, or the one
      directly above its first paragraph; where several titles of a page stand twice, each above
      its paragraph; and where it is a long paragraph;
    - where a long title of the page, or one that is repeated again and again, stands among its
      paragraphs as the description of a picture;
    - where a title stands above in another form: see `title_forms`.

    Sentences are no titles. Else it is only suggested. So are all copies but titles directly below
    where nothing shows a translation, since manuals, indexes and answers to many questions repeat
    their lines; and all but those directly below in a markup language.
    """
    if len(facts.text) > _LONGEST_PAGE:
        return
    lines = TextLines(facts.page)
    if lines.first < 0:
        return  # verses, lists, code
    found: dict[int, FoundPlace] = {}
    is_translation = seems_translated(facts.page)
    for at, place in chain(_said_above(lines), title_forms(lines)):
        if at not in found or place.safety > found[at].safety:
            is_sure = is_translation and not facts.marked
            found[at] = place if is_sure else place._replace(safety=Safety.SUGGESTED)
    for at, place in _copies(lines, is_translation=is_translation):
        if at not in found or place.safety > found[at].safety:
            found[at] = place
    yield from found.values()


def _copies(lines: TextLines, *, is_translation: bool) -> Iterator[tuple[int, FoundPlace]]:
    """The copies directly below the same line, each by the number of its line."""
    first, above = lines.first, lines.is_paragraph
    page_titles = {lines.heading[0], lines[first - 1].words} if lines.heading and first else set()
    copies = [at for at in range(1, len(lines)) if _is_copy(lines, at)]
    titles = sum(at + 1 < len(lines) and above[at + 1] for at in copies if not above[at])
    for at in copies:
        words = lines[at].words
        is_title = not ENDED.search(words) and (
            (first - _HEAD <= at < first and words in page_titles)
            or (at < len(lines) - 1 and above[at + 1] and titles >= _SEVERAL)
        )
        is_sure = is_title or (is_translation and len(words.split()) >= _LONG_PARAGRAPH)
        yield at, lines.removal(at, Safety.SAFE if is_sure else Safety.SUGGESTED)


def _said_above(lines: TextLines) -> Iterator[tuple[int, FoundPlace]]:
    """The copies of a line from above the first paragraph that stand below it, and the last part
    of a path, each by the number of its line."""
    for at in range(1, len(lines)):
        if _ends(lines[at - 1], lines[at]):
            yield at, lines.removal(at, Safety.SUGGESTED)
    heading = frozenset(lines.heading)
    below = [at for at in range(lines.first + 1, len(lines)) if lines[at].words in heading]
    times = Counter(lines[at].words for at in below)
    for at in below:
        is_sure = not lines.is_paragraph[at] and _is_description(lines[at], times)
        yield at, lines.removal(at, Safety.SAFE if is_sure else Safety.SUGGESTED)


def _is_description(line: Line, times: Counter[str]) -> bool:
    """Whether the copy of a title among paragraphs is the description of a picture."""
    return len(line.words.split()) >= _LONG_TITLE or times[line.words] >= _SEVERAL


def _is_copy(lines: TextLines, at: int) -> bool:
    return lines[at].words == lines[at - 1].words and lines[at].is_text


def _ends(path: Line, line: Line) -> bool:
    """Whether a line is the last part of one above such as *Home - Travel - Three days in town*."""
    return any(path.words.endswith(mark + line.words) for mark in PATH_MARKS) and line.is_text
