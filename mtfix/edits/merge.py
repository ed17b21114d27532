"""The later edits of a draft put among the earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span, apply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edits.draft import Draft

EXTRACTION = -1
"""The owner of an edit by which a format turns source into what a reader sees."""


class Piece(NamedTuple):
    """An edit and the place it has in the current text: where an earlier one (age 0)
    left its result, where a later one (age 1) finds what it replaces."""

    start: int
    end: int
    age: int
    edit: Edit
    owner: int

    @property
    def inserts(self) -> bool:
        return self.edit.span.start == self.edit.span.end


class Merge:
    """Puts the later edits of a revision among the earlier ones, group by group."""

    def __init__(self, draft: Draft, count: int) -> None:
        self._draft = draft
        self._shift = 0
        self._first = len(draft.fixes)
        self.flat: list[tuple[Edit, int]] = []
        self.edits_of: list[list[Edit]] = [[] for _ in range(count)]
        self.after: list[set[int]] = [set() for _ in range(count)]

    def add(self, group: list[Piece]) -> None:
        """Add the edits of a group, which are those that overlap; the shift moves on."""
        shift = self._shift
        for piece in group:
            if not piece.age:
                self._shift += len(piece.edit.new) - len(piece.edit.old)
        if len(group) == 1:
            [piece] = group
            edit = piece.edit
            if piece.age:  # nothing earlier here: only move it
                edit = Edit(Span(piece.start - shift, piece.end - shift), edit.old, edit.new)
                self.edits_of[piece.owner - self._first].append(edit)
            self.flat.append((edit, piece.owner))
            return
        start, end = group[0].start, max(piece.end for piece in group)
        span = Span(start - shift, end - self._shift)
        edit = self._compose(group, start, end, span)
        if edit.old != edit.new:
            self.flat.append((edit, max(piece.owner for piece in group)))

    def _compose(self, group: list[Piece], start: int, end: int, span: Span) -> Edit:
        """Build the later fixes of a group upon the earlier ones, one after the other."""
        old = self._draft.original[span.start : span.end]
        here = self._draft.text[start:end]
        before = {piece.owner for piece in group if not piece.age and piece.owner != EXTRACTION}
        made: list[Edit] = []
        edit = Edit(span, old, here)
        for piece in (piece for piece in group if piece.age):
            made.append(piece.edit._replace(span=piece.edit.span.shifted(-start)))
            edit = Edit(span, old, apply(here, made))
            at = piece.owner - self._first
            if self.edits_of[at] and self.edits_of[at][-1].span == span:
                self.edits_of[at].pop()
            self.edits_of[at].append(edit)
            self.after[at] |= before - {piece.owner}
            before.add(piece.owner)
        return edit


def overlap_groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Split pieces, in order of place, into runs in which earlier and later ones overlap.

    Pieces of the same age are disjoint, so the last end of the other age decides.
    """
    group: list[Piece] = []
    reach = [-1, -1]
    for piece in pieces:
        if group and not _joins(piece, group[-1], reach[1 - piece.age]):
            yield group
            group, reach = [], [-1, -1]
        group.append(piece)
        reach[piece.age] = max(reach[piece.age], piece.end)
    if group:
        yield group


def _joins(piece: Piece, last: Piece, reach: int) -> bool:
    """Whether a piece overlaps one of the other age, which reaches so far; or both insert at
    one place of the original, where their order would be lost."""
    if piece.start < reach:
        return True
    both = piece.age != last.age and piece.inserts and last.inserts
    return both and EXTRACTION not in {piece.owner, last.owner} and piece.start <= last.end
