"""The check of the surface rule for numbers of list items: they are told by their neighbours."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.language import is_english
from mtfix.text.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_ITEM = lazy_regex(
    r"^[ \t>#*]*(?P<number>\d{1,2})\.(?=[\"“‘(]?[^\W\d_]+[ ,:'’?!.]?)",
    re.MULTILINE,
)
"""A number at the start of a line that is glued to the first word."""
_FEW_WORDS = 2
"""Words that an item must have at least: one alone may be the name of a file."""
_NEAR = 3_000
"""Characters within which the item before or behind begins."""
_LINE_END = 60
"""Characters of the line before in which its last word stands."""


class _Item(NamedTuple):
    """An item that is set wrongly: where its number starts, and the number."""

    start: int
    number: int


def list_item(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for the number of an item in English, of which the one before or behind is glued as
    well and has the next number."""
    items: list[_Item] = facts.once(("items",), lambda: list(_items(facts.text)))
    index = bisect_right(items, match.start("number"), key=_start) - 1
    if index < 0 or items[index].start != match.start("number"):
        return None
    line = facts.line(match.end())
    words = facts.text[match.end() - 1 : line.end].split()
    if not _has_neighbour(items, index) or len(words) < _FEW_WORDS:
        return None
    return Safety.SAFE if is_english(facts, line) else Safety.SUGGESTED


def _has_neighbour(items: list[_Item], index: int) -> bool:
    start, number = items[index]
    before = items[index - 1] if index else None
    behind = items[index + 1] if index + 1 < len(items) else None
    return any(
        one is not None and one.number == number + step and abs(one.start - start) <= _NEAR
        for one, step in ((before, -1), (behind, 1))
    )


def _items(text: str) -> Iterator[_Item]:
    """The items of the page that are set wrongly."""
    for found in _ITEM.finditer(text):
        number = int(found["number"])
        if number and not continues_sentence(text, found.start()):
            yield _Item(found.start("number"), number)


def continues_sentence(text: str, line_start: int) -> bool:
    """Return whether a sentence goes on at the start of a line: the line before ends in a comma
    or a small word. A number there is no item."""
    before = text[max(0, line_start - _LINE_END) : line_start]
    last = before.rpartition("\n")[0].rpartition("\n")[2].split()[-1:]
    return bool(last) and (last[0].endswith(",") or last[0] in FUNCTION_WORDS)


def _start(item: _Item) -> int:
    return item.start
