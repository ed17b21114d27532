"""A text under revision that still knows its original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span, apply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Draft:
    """`original`, and the disjoint, ordered `edits` (in the original) that give `text`.

    >>> draft = Draft("byte skipping  grew")
    >>> draft = draft.revise([Edit(Span(13, 15), "  ", " ", "surface/space")])
    >>> draft = draft.revise([Edit(Span(0, 13), "byte skipping", "ByteDance", "term/bytedance")])
    >>> draft.text
    'ByteDance grew'
    >>> [(edit.span, edit.old, edit.rule) for edit in draft.edits]
    [(Span(start=0, end=15), 'byte skipping  ', 'surface/space+term/bytedance')]
    """

    __slots__ = ("_places", "edits", "original", "text")

    def __init__(self, original: str, edits: Sequence[Edit] = (), text: str | None = None) -> None:
        self.original = original
        self.edits = tuple(edits)
        self.text = apply(original, self.edits) if text is None else text
        self._places: tuple[list[int], list[int], list[int]] | None = None

    def revise(self, edits: Sequence[Edit]) -> Draft:
        """Return the draft after `edits`, which are disjoint, ordered and in the current text.

        Earlier and later edits that touch become one edit of the original;
        edits of one side only stay apart. A reading edit, which has no name,
        merges only where it really overlaps: a line break after a term stays its own.
        """
        if not edits:
            return self
        text = apply(self.text, edits)
        if not self.edits:
            return Draft(self.original, edits, text)
        starts, _, _ = self._index()
        earlier = (
            _Piece(start, start + len(edit.new), 0, edit)
            for start, edit in zip(starts, self.edits, strict=True)
        )
        later = (_Piece(*edit.span, 1, edit) for edit in edits)
        composed: list[Edit] = []
        shift = 0
        for group in _groups(sorted([*earlier, *later], key=_place)):
            edit, shift = self._compose(group, shift)
            composed += edit
        return Draft(self.original, composed, text)

    def locate(self, span: Span) -> Span:
        """Return the span of the original that `span` of the current text came from.

        An end inside a replaced part moves out to the border of that edit.
        """
        starts, ends, shifts = self._index()
        before = bisect_right(ends, span.start)
        if before < len(starts) and starts[before] < span.start:
            start = self.edits[before].span.start
        else:
            start = span.start - shifts[before]
        reached = bisect_left(starts, span.end)
        if reached and ends[reached - 1] > span.end:
            end = self.edits[reached - 1].span.end
        else:
            end = span.end - shifts[reached]
        return Span(min(start, end), max(start, end))

    def crosses(self, span: Span) -> bool:
        """Whether `span` of the current text takes in what the reading leaves out or hides:
        markup or a hole. A line break that is read as a space is neither."""
        starts, ends, _ = self._index()
        for index in range(bisect_left(ends, span.start), len(starts)):
            start, end = starts[index], ends[index]
            if start >= span.end:
                return False
            inside = span.start < (start if start == end else end)
            if inside and not self.edits[index].rule and not is_soft(self.edits[index]):
                return True
        return False

    def _index(self) -> tuple[list[int], list[int], list[int]]:
        """Starts and ends of the edits' results in the current text, and the shift before each."""
        if self._places is None:
            starts, ends, shifts = [], [], [0]
            for edit in self.edits:
                starts.append(edit.span.start + shifts[-1])
                ends.append(starts[-1] + len(edit.new))
                shifts.append(shifts[-1] + len(edit.new) - len(edit.old))
            self._places = starts, ends, shifts
        return self._places

    def _compose(self, group: list[_Piece], shift: int) -> tuple[list[Edit], int]:
        """Turn a group into edits of the original; `shift` leads from there to the group."""
        after = shift + sum(len(p.edit.new) - len(p.edit.old) for p in group if not p.age)
        if len({piece.age for piece in group}) == 1:
            if group[0].age:  # nothing earlier here: only move it
                [piece] = group
                span = Span(piece.start - shift, piece.end - shift)
                return [piece.edit._replace(span=span)], after
            return [piece.edit for piece in group], after
        start, end = group[0].start, max(piece.end for piece in group)
        span = Span(start - shift, end - after)
        old = self.original[span.start : span.end]
        later = (piece.edit for piece in group if piece.age)
        new = _replaced(self.text, start, end, later)
        return ([] if old == new else [_joined(span, old, new, group)]), after


def is_soft(edit: Edit) -> bool:
    """Whether an edit of the reading is a line break that is read as a space."""
    return edit.new.isspace() and "\n" in edit.old


class _Piece(NamedTuple):
    """An edit and the place it has in the current text: where an earlier one (age 0)
    left its result, where a later one (age 1) finds what it replaces."""

    start: int
    end: int
    age: int
    edit: Edit


def _place(piece: _Piece) -> tuple[int, int, int]:
    return piece[:3]


def _groups(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Split pieces, in order of place, into runs in which an earlier and a later one touch.

    Pieces of the same age are disjoint, so the last end of the other age decides.
    """
    group: list[_Piece] = []
    reach = [-1, -1]
    for piece in pieces:
        if group and piece.start > _border(reach[1 - piece.age], piece, group):
            yield group
            group, reach = [], [-1, -1]
        group.append(piece)
        reach[piece.age] = piece.end
    if group:
        yield group


def _border(reach: int, piece: _Piece, group: list[_Piece]) -> int:
    """The last start at which `piece` still joins the group that reaches to `reach`."""
    nameless = not piece.edit.rule or not all(p.edit.rule for p in group[-1:] if not p.age)
    return reach - 1 if nameless else reach


def _replaced(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    here = (e._replace(span=Span(e.span.start - start, e.span.end - start)) for e in edits)
    return apply(text[start:end], list(here))


def joined(span: Span, old: str, new: str, edits: Sequence[Edit]) -> Edit:
    """One edit for several: it names every rule and is as safe as the least safe."""
    return Edit(
        span,
        old,
        new,
        "+".join(dict.fromkeys(name for e in edits for name in e.rule.split("+"))),
        "; ".join(dict.fromkeys(e.reason for e in edits if e.reason)),
        min(e.safety for e in edits),
        min(e.confidence for e in edits),
    )


def _joined(span: Span, old: str, new: str, group: list[_Piece]) -> Edit:
    """One edit for a mixed group."""
    pieces = sorted(group, key=lambda piece: piece.age)
    edits = [p.edit for p in pieces if p.edit.rule] or [p.edit for p in pieces]
    return joined(span, old, new, edits)
