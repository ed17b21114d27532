"""Places in lists of words that stand in the order of the alphabet: nothing there is spoken of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_NEAR = 600
"""Characters each side of a place in which the lines of the list are looked at."""
_LONGEST = 100
"""Characters each side of a place in which its line must end: a word is no longer."""
_HEAD = 3
"""Letters of a word that tell its place: letters with marks have one of their own in each
language."""
_FEWEST, _MOSTLY = 20, 0.9
"""Lines of one word that a list has there at least, and the share of them in order."""


def in_word_list(candidate: Candidate) -> Reason | None:
    """Return a reason where nearly every line around holds one word, and they are in order."""
    text, (start, end) = candidate.page.text, candidate.span
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return None  # another word stands before it, as in most lines
    before = text[max(0, start - _LONGEST) : start].rpartition("\n")[2]
    behind = text[end : end + _LONGEST].partition("\n")[0]
    if len(f"{before}{text[start:end]}{behind}".split(None, 1)) > 1:
        return None
    low = max(0, candidate.span.start // _NEAR - 1) * _NEAR
    around = Span(low, low + 3 * _NEAR)
    return Reason("in-word-list") if candidate.page.once("word list", around, _is_list) else None


def _is_list(text: str) -> str | None:
    lines = text.split("\n")[1:-1]  # the first and the last may be cut
    words = [line.casefold() for line in lines if len(line.split()) == 1]
    if len(words) < _FEWEST or len(words) < _MOSTLY * len(lines):
        return None
    in_order = sum(one[:_HEAD] <= other[:_HEAD] for one, other in pairwise(words))
    return "yes" if in_order >= _MOSTLY * (len(words) - 1) else None
