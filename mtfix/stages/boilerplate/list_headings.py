"""Headings of lists, which go with their list or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.lines_around import lines_after
from mtfix.text.prose_lines import line_start

if TYPE_CHECKING:
    from mtfix.matching.page import Page
    from mtfix.stages.boilerplate.units import RuleMatch

_ITEM = lazy_regex(r"[ \t>]*(?:[-*+•·]|\d{1,3}[.)])[ \t]+\S")


def list_doubt(page: Page, match: RuleMatch, recognized: frozenset[int]) -> Reason | None:
    """Return why a line with a colon at its end may not go: a list begins below it whose first
    item no rule knows, or that can't be taken out of its markup.

    recognized: the starts of all lines that rules recognised.
    """
    text = page.text
    if not match.whole or not text.endswith((":", "："), 0, match.unit.end):
        return None
    for first in lines_after(text, match.unit, 1):
        is_item = _ITEM.match(text, line_start(text, first.start)) is not None
        if (is_item and first.start not in recognized) or page.crosses(
            Span(match.unit.end, first.start + 1)
        ):
            return Reason("introduces-list")
    return None
