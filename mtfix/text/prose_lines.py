"""Which lines are prose, and which are one hard-wrapped paragraph."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.characters import EAST_ASIAN
from mtfix.text.sentence_breaks import CLOSING, STOPS, WIDE_STOPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PARAGRAPH_WORDS = 12
_SENTENCE_WORDS = 6
_SENTENCE_END = lazy_regex(rf"[{STOPS}{WIDE_STOPS}:;][{CLOSING}»]*\s*\Z")
_IDEOGRAPHS = lazy_regex(rf"[{EAST_ASIAN}]")
_WRAPPED_FROM, _WRAPPED_TO = 40, 120
"""Characters of the lines of hard-wrapped text."""
_LONG, _SMALL = 0.8, 0.5
"""Of its lines but the last, the share that is at least so long; and of those but the first, the
share that begins with a small letter."""
_PIECE = 1 << 16
"""Characters whose lines are listed at once."""
_LONGEST_TABLE = 200_000
"""Characters of a text of which all lines are kept; of a longer one they are looked for around
each place, so that work and memory follow the number of places."""


@lru_cache(4_096)
def is_paragraph(text: str) -> bool:
    """Return whether a line or block has the shape of a paragraph of prose.

    >>> is_paragraph("Post comment"), is_paragraph("It rose by 3% on Friday, " * 4 + "he said.")
    (False, True)
    """
    words = len(text.split()) + count_ideographs(text) // 2
    return words >= 2 * _PARAGRAPH_WORDS or (
        words >= _PARAGRAPH_WORDS and bool(_SENTENCE_END.search(text))
    )


def is_sentence(text: str) -> bool:
    """Return whether a line is a whole sentence at least.

    >>> is_sentence("Buses use the ramp of the ferry."), is_sentence("Click to read more")
    (True, False)
    """
    return len(text.split()) >= _SENTENCE_WORDS and bool(_SENTENCE_END.search(text))


def count_ideographs(text: str) -> int:
    """Return how many Chinese, Japanese or Korean characters stand in `text`."""
    return 0 if text.isascii() else len(_IDEOGRAPHS.findall(text))


def line_start(text: str, at: int) -> int:
    """Return where the line around a place begins."""
    return text.rfind("\n", 0, at) + 1 if at > 0 else 0


def trim(text: str, span: Span, *, start: bool = True) -> Span:
    """Return the span without white space at its ends (at its end only)."""
    low, high = span
    while high > low and text[high - 1].isspace():
        high -= 1
    while start and low < high and text[low].isspace():
        low += 1
    return Span(low, high)


def is_behind_text(text: str, line: Span) -> bool:
    """Return whether the line before one is not blank."""
    if line.start < 2 or text[line.start - 2] == "\n":
        return line.start == 1 and not text[0].isspace()
    return not text[line_start(text, line.start - 1) : line.start].isspace()


def is_followed(text: str, line: Span) -> bool:
    """Return whether the line behind one is not blank."""
    behind = text[line.end + 1 : line.end + 2]
    if not behind.isspace():
        return bool(behind)
    end = text.find("\n", line.end + 1)
    return bool(text[line.end : len(text) if end < 0 else end].strip())


def lines_in(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a stretch that are not blank, without white space at their ends."""
    if len(text) <= _LONGEST_TABLE:
        from mtfix.text.line_spans import line_spans

        return line_spans(text).lines_in(span)
    return (line for line in all_lines(text, span) if line.start < line.end)


def units_in(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a stretch, those of a hard-wrapped paragraph joined to one."""
    if len(text) <= _LONGEST_TABLE:
        from mtfix.text.line_spans import line_spans

        return line_spans(text).units_in(span)
    return (unit for block in _blocks(all_lines(text, span)) for unit in _joined(text, block))


def all_lines(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a stretch, blank ones too, without white space at their ends."""
    at, end = span
    while at >= 0:
        cut = text.find("\n", at + _PIECE, end)  # the lines of a long text are not listed at once
        for raw in text[at : end if cut < 0 else cut].split("\n"):
            line = raw.strip()
            start = at if len(line) == len(raw) else at + raw.find(line)
            yield Span(start, start + len(line))
            at += len(raw) + 1
        at = at if cut >= 0 else -1


def _blocks(lines: Iterable[Span]) -> Iterator[list[Span]]:
    """The lines between blank ones."""
    block: list[Span] = []
    for line in lines:
        if line.start < line.end:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _joined(text: str, block: Sequence[Span]) -> Sequence[Span]:
    if is_wrapped(text, block):
        return [Span(block[0].start, block[-1].end)]
    return block


def is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Return whether the lines between two blank ones are a paragraph broken at some width.

    They are about equally long, except the last, and go on with small letters. (On a flattened
    page, where menus stand right beside paragraphs, `article.lines` asks for more.)
    """
    rest = len(block) - 1
    if rest < 1 or any(map(is_too_wide, block)):
        return False
    long = sum(map(is_wide, block[:-1]))
    return are_of_paragraph(rest, long, sum(goes_on(text, line) for line in block[1:]))


def is_wide(line: Span) -> bool:
    """Return whether a line is as long as one of hard-wrapped text at least."""
    return line.end - line.start >= _WRAPPED_FROM


def is_too_wide(line: Span) -> bool:
    """Return whether a line is longer than any of hard-wrapped text."""
    return line.end - line.start > _WRAPPED_TO


def goes_on(text: str, line: Span) -> bool:
    """Return whether a line begins with a small letter."""
    return text[line.start].isalpha() and not text[line.start].isupper()


def are_of_paragraph(lines: int, wide: int, going_on: int) -> bool:
    """Return whether so many lines behind the first are a hard-wrapped paragraph, given how many
    of all but the last are wide, and how many of them go on."""
    return lines > 0 and wide >= _LONG * lines and going_on >= _SMALL * lines
