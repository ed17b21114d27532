"""The shape of lines: which are prose, and which belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.characters import EAST_ASIAN
from mtfix.text.sentence_breaks import CLOSING, STOPS, WIDE_STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PARAGRAPH_WORDS = 12
_SENTENCE_WORDS = 6
_ENDED = lazy_regex(rf"[{STOPS}{WIDE_STOPS}:;][{CLOSING}»]*\s*\Z")
_IDEOGRAPHS = lazy_regex(rf"[{EAST_ASIAN}]")
_WRAPPED_FROM, _WRAPPED_TO = 40, 120
"""How long the lines of hard-wrapped text are, in characters."""


def is_paragraph(text: str) -> bool:
    """Whether a line or block has the shape of a paragraph of prose.

    >>> is_paragraph("Post comment"), is_paragraph("It rose by 3% on Friday, " * 4 + "he said.")
    (False, True)
    """
    words = len(text.split()) + ideographs(text) // 2
    return words >= 2 * _PARAGRAPH_WORDS or (
        words >= _PARAGRAPH_WORDS and bool(_ENDED.search(text))
    )


def is_sentence(text: str) -> bool:
    """Whether a line is a whole sentence at least.

    >>> is_sentence("Buses use the ramp of the ferry."), is_sentence("Click to read more")
    (True, False)
    """
    return len(text.split()) >= _SENTENCE_WORDS and bool(_ENDED.search(text))


def ideographs(text: str) -> int:
    """How many Chinese, Japanese or Korean characters stand in `text`."""
    return 0 if text.isascii() else len(_IDEOGRAPHS.findall(text))


def stripped(text: str, span: Span, *, start: bool = True) -> Span:
    """The span without white space at its ends (at its end only)."""
    low, high = span
    while high > low and text[high - 1].isspace():
        high -= 1
    while start and low < high and text[low].isspace():
        low += 1
    return Span(low, high)


def lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a stretch that are not blank, without white space at their ends."""
    return (line for line in _all_lines(text, span) if line.start < line.end)


def units(text: str, span: Span) -> Iterator[Span]:
    """Lines, those of a hard-wrapped paragraph joined to one."""
    block: list[Span] = []
    for line in _all_lines(text, span):
        if line.start < line.end:
            block.append(line)
        elif block:
            yield from _joined(text, block)
            block = []
    yield from _joined(text, block)


def _all_lines(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    while at < span.end:
        end = text.find("\n", at, span.end)
        end = span.end if end < 0 else end
        yield stripped(text, Span(at, end))
        at = end + 1


def _joined(text: str, block: Sequence[Span]) -> Sequence[Span]:
    if is_wrapped(text, block):
        return [Span(block[0].start, block[-1].end)]
    return block


def is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Whether lines are one paragraph that was broken at some width.

    They are about equally long, except the last, and go on with small letters.
    """
    if len(block) < 2:
        return False
    sizes = [end - start for start, end in block]
    long = sum(_WRAPPED_FROM <= size <= _WRAPPED_TO for size in sizes[:-1])
    small = sum(text[start].isalpha() and not text[start].isupper() for start, _ in block[1:])
    rest = len(block) - 1
    return max(sizes) <= _WRAPPED_TO and long >= 0.8 * rest and small >= 0.5 * rest
