"""Lines of an English page that were left in the language that it was translated from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.text.characters import EAST_ASIAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.surface.page_facts import PageFacts

_LINE = lazy_regex(
    rf"(?m)^[^\n{EAST_ASIAN}]{{0,40}}(?:[{EAST_ASIAN}]{{2,}}[^\n{EAST_ASIAN}]{{0,6}}){{2,}}[^\n]*$"
)
"""A line that holds several words in ideographs, kana or Hangul."""
_LETTER = lazy_regex(rf"[{EAST_ASIAN}]")
_LATIN = lazy_regex(r"[A-Za-z]{2,}")
_FEW, _PART = 6, 10
"""Characters from which on a line is a sentence, and the most such lines: one in so many."""
_NEAR = 200
"""Characters of the lines around that are looked at: a whole passage is quoted, or meant."""


def find_untranslated_lines(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the lines in ideographs, kana or Hangul of a page that is otherwise in Latin
    letters; nothing can be put there, so they are only reported."""
    text = facts.text
    if text.isascii():
        return
    found = [
        match
        for match in _LINE.finditer(text)
        if len(_LETTER.findall(match[0])) >= max(_FEW, 2 * len(_LATIN.findall(match[0])))
    ]
    if not found or len(found) * _PART > len(text.splitlines()):
        return
    for match in found:
        before = text[max(0, match.start() - _NEAR) : match.start()].rstrip().rpartition("\n")[2]
        behind = text[match.end() : match.end() + _NEAR].lstrip().partition("\n")[0]
        if not _LETTER.search(before + behind):
            yield FoundPlace(Span(*match.span()), match[0], Safety.SUGGESTED)
