"""The main segment of a flattened page: the run of lines that reads like an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edit import Edit, Span
from mtfix.stages.shape import is_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.document import Page

RULE = "boilerplate/segment"
_SHORT_COST = 12.0
"""What a line that is no paragraph costs, in words: a heading between two paragraphs is
carried by them, a menu is not."""
_LEAST_WORDS = 60


def edits(page: Page) -> Iterator[Edit]:
    """Yield the removal of what stands before and after the main segment.

    The segment is the run of lines with the most words in paragraphs, less the cost of the
    other lines (maximum subarray). Where it has fewer than 60 words, nothing is taken.
    """
    segment = _segment(page.text)
    for span in (Span(0, segment.start), Span(segment.end, len(page.text))):
        old = page.text[span.start : span.end]
        if old.strip():
            yield Edit(span, old, "", RULE, "outside the main segment")


def _segment(text: str) -> Span:
    best, found = 0.0, Span(0, len(text))
    total, start, at = 0.0, 0, 0
    for line in text.splitlines(keepends=True):
        if total <= 0:
            total, start = 0.0, at
        at += len(line)
        total += _gain(line)
        if total > best:
            best, found = total, Span(start, at)
    return found if best >= _LEAST_WORDS else Span(0, len(text))


def _gain(line: str) -> float:
    words = len(line.split())
    if not words:
        return 0.0
    return float(words) if is_paragraph(line) else words / 2 - _SHORT_COST
