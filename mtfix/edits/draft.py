"""A text under revision that still knows its original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span, apply
from mtfix.edits.fix import flatten, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.edits.fix import Fix

READING = -1
"""The owner of an edit by which a format turns source into what a reader sees."""


class Draft:
    """`original`, and the disjoint, ordered `edits` (in the original) that give `text`.

    owners: for each edit the position of its fix in `fixes`, or READING.
    fixes: what was revised so far, with edits in the original. A fix that changes what an
        earlier one has made is `after` it, and its edits include those of the earlier one there.

    >>> from mtfix.edits.fix import Fix
    >>> draft = Draft("byte skipping  grew")
    >>> draft = draft.revise([Fix.of(Span(13, 15), "  ", " ", "surface/space")])
    >>> draft = draft.revise([Fix.of(Span(0, 13), "byte skipping", "ByteDance", "term/bytedance")])
    >>> draft.text
    'ByteDance grew'
    >>> [(fix.rule, fix.edits[0].old, fix.after) for fix in draft.fixes]
    [('surface/space', '  ', ()), ('term/bytedance', 'byte skipping', ())]
    """

    __slots__ = ("_placed", "edits", "fixes", "original", "owners", "text")

    def __init__(
        self,
        original: str,
        edits: Sequence[Edit] = (),
        *,
        owners: Sequence[int] | None = None,
        fixes: Sequence[Fix] = (),
        text: str | None = None,
    ) -> None:
        self.original = original
        self.edits = tuple(edits)
        self.owners = (READING,) * len(self.edits) if owners is None else tuple(owners)
        self.fixes = tuple(fixes)
        self.text = apply(original, self.edits) if text is None else text
        self._placed: tuple[list[int], list[int], list[int]] | None = None

    @classmethod
    def of_fixes(cls, original: str, fixes: Sequence[Fix]) -> Draft:
        """Return the draft of a text after some fixes of it, which is read as it stands."""
        owners = {edit: at for at, fix in enumerate(fixes) for edit in fix.edits}
        edits = flatten(fixes)
        return cls(original, edits, owners=[owners[edit] for edit in edits], fixes=fixes)

    def revise(self, fixes: Sequence[Fix]) -> Draft:
        """Return the draft after `fixes` of the current text, whose edits are disjoint.

        An edit that overlaps what earlier ones have made takes them in, and its fix is then
        `after` theirs; edits that only touch stay apart.
        """
        if not fixes:
            return self
        later = sorted(
            _Piece(*edit.span, 1, edit, len(self.fixes) + at)
            for at, fix in enumerate(fixes)
            for edit in fix.edits
        )
        text = apply(self.text, (piece.edit for piece in later))
        starts, _, _ = self._index()
        earlier = [
            _Piece(start, start + len(edit.new), 0, edit, owner)
            for start, edit, owner in zip(starts, self.edits, self.owners, strict=True)
        ]
        merged = _Merge(self, len(fixes))
        for group in _groups(sorted([*earlier, *later])):
            merged.add(group)
        revised = (
            fix._replace(edits=tuple(merged.edits_of[at]), after=tuple(sorted(merged.after[at])))
            for at, fix in enumerate(fixes)
        )
        return Draft(
            self.original,
            [edit for edit, _ in merged.flat],
            owners=[owner for _, owner in merged.flat],
            fixes=(*self.fixes, *revised),
            text=text,
        )

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

    def place(self, fix: Fix) -> Fix:
        """Return a fix of the current text as one of the original, without making it.

        Where it would change a part of what an earlier fix has made, it takes in all of that
        and is `after` it.
        """
        starts, ends, _ = self._index()
        edits: list[Edit] = []
        after: set[int] = set()
        for edit in fix.edits:
            start, end = edit.span
            low, high = bisect_right(ends, start), bisect_left(starts, end)
            first, last = start, end
            if low < len(starts) and starts[low] < start and self.owners[low] != READING:
                first = starts[low]
            if high and ends[high - 1] > end and self.owners[high - 1] != READING:
                last = ends[high - 1]
            after |= {self.owners[at] for at in range(low, high)} - {READING}
            span = self.locate(edit.span)
            new = self.text[first:start] + edit.new + self.text[end:last]
            edits.append(Edit(span, self.original[span.start : span.end], new))
        if any(one.span.end > two.span.start for one, two in pairwise(edits)):
            span = fix.span
            moved = (edit._replace(span=edit.span.shifted(-span.start)) for edit in fix.edits)
            old = self.text[span.start : span.end]
            return self.place(fix._replace(edits=(Edit(span, old, apply(old, moved)),)))
        return fix._replace(edits=tuple(edits), after=tuple(sorted(after)))

    def replay(self, fixes: Sequence[Fix]) -> Draft:
        """Return the draft after fixes of the current text that may build on one another."""
        draft, text = self, self.text
        levels: list[int] = []
        for fix in fixes:
            levels.append(max((levels[at] + 1 for at in fix.after), default=0))
        for level in range(max(levels, default=-1) + 1):
            below = flatten(select(fixes, [at for at, found in enumerate(levels) if found < level]))
            now = [fix for fix, found in zip(fixes, levels, strict=True) if found == level]
            draft = draft.revise([_moved(fix, below, apply(text, below)) for fix in now])
        return draft

    def crosses(self, span: Span) -> bool:
        """Whether `span` of the current text takes in what the reading leaves out or hides:
        markup or a placeholder. A line break that is read as a space is neither."""
        starts, ends, _ = self._index()
        for index in range(bisect_left(ends, span.start), len(starts)):
            start, end = starts[index], ends[index]
            if start >= span.end:
                return False
            inside = span.start < (start if start == end else end)
            if inside and self.owners[index] == READING and not is_soft(self.edits[index]):
                return True
        return False

    def _index(self) -> tuple[list[int], list[int], list[int]]:
        """Starts and ends of the edits' results in the current text, and the shift before each."""
        if self._placed is None:
            starts, ends, shifts = [], [], [0]
            for edit in self.edits:
                starts.append(edit.span.start + shifts[-1])
                ends.append(starts[-1] + len(edit.new))
                shifts.append(shifts[-1] + len(edit.new) - len(edit.old))
            self._placed = starts, ends, shifts
        return self._placed


def is_soft(edit: Edit) -> bool:
    """Whether an edit of the reading is a line break that is read as a space."""
    return edit.new.isspace() and "\n" in edit.old


def _moved(fix: Fix, made: Sequence[Edit], text: str) -> Fix:
    """A fix of a text as one of that `text` to which it has come by edits, each of which lies
    outside its own or within one of these."""
    ends = [edit.span.end for edit in made]
    starts = [edit.span.start for edit in made]
    shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in made)]
    edits = []
    for span, _, new in fix.edits:
        start = (
            span.start
            + shifts[min(bisect_right(ends, span.start), bisect_left(starts, span.start))]
        )
        end = span.end + shifts[bisect_left(starts, span.end)]
        edits.append(Edit(Span(start, end), text[start:end], new))
    return fix._replace(edits=tuple(edits), after=())


class _Piece(NamedTuple):
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


class _Merge:
    """Puts the later edits of a revision among the earlier ones, group by group."""

    def __init__(self, draft: Draft, count: int) -> None:
        self._draft = draft
        self._shift = 0
        self._first = len(draft.fixes)
        self.flat: list[tuple[Edit, int]] = []
        self.edits_of: list[list[Edit]] = [[] for _ in range(count)]
        self.after: list[set[int]] = [set() for _ in range(count)]

    def add(self, group: list[_Piece]) -> None:
        """Add the edits of a group, which are those that overlap; the shift moves on."""
        shift = self._shift
        self._shift += sum(len(p.edit.new) - len(p.edit.old) for p in group if not p.age)
        if len(group) == 1:
            [piece] = group
            edit = piece.edit
            if piece.age:  # nothing earlier here: only move it
                edit = edit._replace(span=Span(piece.start - shift, piece.end - shift))
                self.edits_of[piece.owner - self._first].append(edit)
            self.flat.append((edit, piece.owner))
            return
        start, end = group[0].start, max(piece.end for piece in group)
        span = Span(start - shift, end - self._shift)
        edit = self._compose(group, start, end, span)
        if edit.old != edit.new:
            self.flat.append((edit, max(piece.owner for piece in group)))

    def _compose(self, group: list[_Piece], start: int, end: int, span: Span) -> Edit:
        """Build the later fixes of a group upon the earlier ones, one after the other."""
        old = self._draft.original[span.start : span.end]
        here = self._draft.text[start:end]
        before = {piece.owner for piece in group if not piece.age and piece.owner != READING}
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


def _groups(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Split pieces, in order of place, into runs in which earlier and later ones overlap.

    Pieces of the same age are disjoint, so the last end of the other age decides.
    """
    group: list[_Piece] = []
    reach = [-1, -1]
    for piece in pieces:
        if group and not _joins(piece, group[-1], reach[1 - piece.age]):
            yield group
            group, reach = [], [-1, -1]
        group.append(piece)
        reach[piece.age] = max(reach[piece.age], piece.end)
    if group:
        yield group


def _joins(piece: _Piece, last: _Piece, reach: int) -> bool:
    """Whether a piece overlaps one of the other age, which reaches so far; or both insert at
    one place of the original, where their order would be lost."""
    if piece.start < reach:
        return True
    both = piece.age != last.age and piece.inserts and last.inserts
    return both and READING not in {piece.owner, last.owner} and piece.start <= last.end
