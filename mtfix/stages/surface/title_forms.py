"""Titles that stand twice at the head of a page, in two forms: with the path or the site before
them and without it, as a chapter of the same number, cut off as the description of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.found_place import FoundPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.surface.text_lines import TextLines

PATH_MARKS = (" - ", " – ", " — ", " | ", " > ", " » ")
_PATH_PARTS = 3
"""Parts of a path with its title; what has two may be a title with a subtitle."""
_PART_WORDS = 3
"""Words of a part of a title that is no label."""
_PARTS_BELOW = 2
"""Parts of a title that stand below it as lines of their own, so that none of them is meant."""
_HEAD = 3
"""Lines at the head of a page among which titles stand."""
_CHAPTER = lazy_regex(r"(?:Chapter|Episode|Part|Volume|Lesson) (\d+|[IVXL]+)\b\W*", 2)
_SHARED = 0.5
"""The share of the words of a shorter title of a chapter that stand in the longer one."""
_CUT = lazy_regex(r"(?:\.{2,}|…)\Z")
_CUT_WORDS, _CUT_REACH = 10, 8
"""Words of a description that was cut off, and lines behind it among which all of it stands."""


def title_forms(lines: TextLines) -> Iterator[tuple[int, FoundPlace]]:
    """Yield the places that say what another line at the head says, by the number of a line."""
    for at in range(min(_HEAD, len(lines) - 1)):
        yield from _path_and_title(lines, at)
        chapter = _shorter_chapter(lines, at)
        if chapter is not None:
            yield chapter, lines.removal(chapter, Safety.SAFE) if chapter else _first(lines)
    yield from _parts_of_title(lines)
    for at in range(min(_HEAD, len(lines) - 1)):
        if _is_cut_off(lines, at):
            yield at, lines.removal(at, Safety.SAFE) if at else _first(lines)


def _first(lines: TextLines) -> FoundPlace:
    """The place of the first line, with all that parts it from the next one."""
    return FoundPlace(Span(lines[0].span.start, lines[1].span.start), "", whole=True)


def _path_and_title(lines: TextLines, at: int) -> Iterator[tuple[int, FoundPlace]]:
    """The path in front of a title, and the title below, which says it again."""
    span, words = lines[at]
    for mark in PATH_MARKS:
        *path, title = words.split(mark)
        if len(path) + 1 >= _PATH_PARTS and title == lines[at + 1].words:
            end = span.end - len(title)
            yield at, FoundPlace(Span(span.start, end), "", whole=True)
            yield at + 1, lines.removal(at + 1, Safety.SAFE)


def _parts_of_title(lines: TextLines) -> Iterator[tuple[int, FoundPlace]]:
    """The lines above the first paragraph that are parts of the title of the page."""
    title = next(iter(lines.heading), "")
    parts = {part for mark in PATH_MARKS for part in title.split(mark)} - {title}
    above = [at for at in range(1, lines.first) if lines[at].words in parts]
    safety = Safety.SAFE if len(above) >= _PARTS_BELOW else Safety.SUGGESTED
    for at in above:
        if len(lines[at].words.split()) >= _PART_WORDS:
            yield at, lines.removal(at, safety)


def _shorter_chapter(lines: TextLines, at: int) -> int | None:
    """The number of the shorter one of two titles of the same chapter, one below the other. Below
    a table of contents stands a third."""
    titles = [_CHAPTER.match(lines[one].words) for one in range(at, min(at + 3, len(lines)))]
    one, other = titles[:2]
    if one is None or other is None or one[1] != other[1] or any(titles[2:]):
        return None
    names = [title.string[title.end() :] for title in (one, other)]
    words, others = ({word.strip(",.").lower() for word in name.split()} for name in names)
    if len(words & others) < _SHARED * min(len(words), len(others)):
        return None
    return at if len(names[0]) < len(names[1]) else at + 1


def _is_cut_off(lines: TextLines, at: int) -> bool:
    """Whether a line was cut off, and one behind it says all of it and goes on."""
    words = lines[at].words
    start = _CUT.sub("", words)
    if start == words or len(words.split()) < _CUT_WORDS:
        return False
    behind = range(at + 1, min(at + 1 + _CUT_REACH, len(lines)))
    return any(lines[one].words.startswith(start) for one in behind)
