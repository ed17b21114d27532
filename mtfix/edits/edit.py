"""Spans and edits, and how edits are made and unmade.

All spans are half-open and count code points *of the text named beside them*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LONG, _PIECE = 1 << 20, 1 << 18
"""Characters from which a text is edited without a second copy of it, and those added at once."""


class Span(NamedTuple):
    """A stretch of a text: `start` up to, not including, `end`, in code points."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether both share a character, or an insertion stands inside the other.

        >>> Span(0, 3).overlaps(Span(2, 5)), Span(0, 3).overlaps(Span(3, 5))
        (True, False)
        >>> Span(1, 1).overlaps(Span(0, 3)), Span(0, 0).overlaps(Span(0, 3))
        (True, False)
        """
        if self == other:
            return True
        return max(self.start, other.start) < min(self.end, other.end) or (
            (self.start == self.end and other.start < self.start < other.end)
            or (other.start == other.end and self.start < other.start < self.end)
        )

    def shifted(self, by: int) -> Span:
        """Return the span moved by so many code points."""
        return Span(self.start + by, self.end + by)


class Edit(NamedTuple):
    """One replacement: `old` at `span` becomes `new`."""

    span: Span
    old: str
    new: str


class Seam(Edit):
    """An edit by which a format takes out markup that says nothing, such as that between two
    pieces of a word that look the same. A fix may go across it, and then keeps the markup."""

    __slots__ = ()


def hull(edits: Sequence[Edit]) -> Span:
    """Return the span from the first of some ordered edits to the end of the last."""
    return Span(edits[0].span.start, edits[-1].span.end)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with all `edits` made at once.

    The edits are disjoint, in order, and in coordinates of `text`.
    Raises ValueError where they are not, or where an `old` is not what stands in the text.

    >>> apply("tik tok", [Edit(Span(0, 7), "tik tok", "TikTok")])
    'TikTok'
    """
    parts = _parts(text, edits)
    if len(text) <= _LONG:
        return "".join(parts)
    made = ""
    for part in parts:  # a list of them would take as much room as the text
        made += part
    return made


def _parts(text: str, edits: Iterable[Edit]) -> Iterator[str]:
    """The parts that an edited text is made of, none of them long that stands in the text."""
    at = 0
    for (start, end), old, new in edits:
        if start < at or text[start:end] != old:
            raise ValueError(f"an edit does not fit at {start}:{end}")
        while at < start:
            yield text[at : min(start, at + _PIECE)]
            at += _PIECE
        yield new
        at = end
    for low in range(at, len(text), _PIECE):
        yield text[low : low + _PIECE]


def revert(text: str, edits: Iterable[Edit]) -> str:
    """Return what `text` was before `edits`, given in coordinates of what it was.

    Raises ValueError where the edits are not what made `text`.
    """
    shift = 0
    inverse = []
    for span, old, new in edits:
        start = span.start + shift
        inverse.append(Edit(Span(start, start + len(new)), new, old))
        shift += len(new) - len(old)
    return apply(text, inverse)
