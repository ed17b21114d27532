"""The lines around a match, and whether they and it are one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.prose_lines import is_wide, line_start, lines_in, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACH = 600
"""Characters each side in which lines are looked for."""
_BEFORE_WORDS = 5
"""Words of a line that may go on in the next one."""
_END = lazy_regex(r"[.!?:;。！？：；…|»\])”\"]\s*\Z")
_FIELD = lazy_regex(r"[:：|©](?!\s*\Z)")
_SEVERAL_WORDS = lazy_regex(r".*?(?:\s|[.,:;]\Z)")


def lines_before(text: str, unit: Span, most: int, *, reach: int = _REACH) -> Sequence[Span]:
    """Return the lines before one that are not blank, the nearest first."""
    low = line_start(text, unit.start - reach)
    return list(lines_in(text, Span(low, unit.start)))[::-1][:most]


def lines_after(text: str, unit: Span, most: int, *, reach: int = _REACH) -> Sequence[Span]:
    """Return the lines behind one that are not blank, the nearest first."""
    high = min(len(text), unit.end + reach)
    return list(lines_in(text, Span(unit.end, high)))[:most]


def is_within_sentence(text: str, unit: Span) -> bool:
    """Return whether a line is a piece of a sentence that was broken at some width.

    >>> text = "The club paid a player for a year\\nto work on it in full time.\\nShare"
    >>> is_within_sentence(text, Span(34, 61)), is_within_sentence(text, Span(62, 67))
    (True, False)
    """
    words = text[unit.start : unit.end]
    if _FIELD.search(words):
        return False
    if not words[:1].islower():
        behind = text[unit.end + 1 : unit.end + 81].partition("\n")[0].lstrip(" ")
        return is_wide(unit) and behind[:1].islower() and not _END.search(words)
    line = _line_before(text, unit)
    before = text[line.start : line.end]
    return (
        len(before.split()) >= _BEFORE_WORDS
        and not _END.search(before)
        and bool(_SEVERAL_WORDS.match(words))
    )


def _line_before(text: str, unit: Span) -> Span:
    """The line right before one; empty where that is blank."""
    start = line_start(text, unit.start)
    if not start:
        return Span(0, 0)
    return trim(text, Span(line_start(text, start - 1), start - 1))
