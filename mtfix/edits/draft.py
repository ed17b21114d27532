"""A text under revision that still knows its original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from mtfix.edits.composition import flatten, select
from mtfix.edits.edit import Edit, Seam, Span, apply
from mtfix.edits.merge import EXTRACTION, Merge, Piece, overlap_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.edits.fix import Fix


class Draft:
    """`original`, and the disjoint, ordered `edits` (in the original) that give `text`.

    owners: for each edit the position of its fix in `fixes`, or EXTRACTION.
    is_marked: whether extraction has made edits.
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

    __slots__ = ("_placed", "edits", "fixes", "is_marked", "original", "owners", "text")

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
        self.owners = (EXTRACTION,) * len(self.edits) if owners is None else tuple(owners)
        self.fixes = tuple(fixes)
        self.text = (apply(original, self.edits) if edits else original) if text is None else text
        self._placed: tuple[list[int], list[int], list[int]] | None = None
        self.is_marked = EXTRACTION in self.owners

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
            Piece(*edit.span, 1, edit, len(self.fixes) + at)
            for at, fix in enumerate(fixes)
            for edit in fix.edits
        )
        text = apply(self.text, (piece.edit for piece in later))
        starts, _, _ = self._index()
        earlier = [
            Piece(start, start + len(edit.new), 0, edit, owner)
            for start, edit, owner in zip(starts, self.edits, self.owners, strict=True)
        ]
        merged = Merge(self, len(fixes))
        for group in overlap_groups(sorted([*earlier, *later])):
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
            if low < len(starts) and starts[low] < start and self.owners[low] != EXTRACTION:
                first = starts[low]
            if high and ends[high - 1] > end and self.owners[high - 1] != EXTRACTION:
                last = ends[high - 1]
            after |= {self.owners[at] for at in range(low, high)} - {EXTRACTION}
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
        """Whether `span` of the current text takes in markup that extraction removed, or a
        placeholder. A line break that became a space is neither, nor is a seam."""
        if not self.is_marked:
            return False
        starts, ends, _ = self._index()
        for index in range(bisect_left(ends, span.start), len(starts)):
            start, end = starts[index], ends[index]
            if start >= span.end:
                return False
            inside = span.start < (start if start == end else end)
            if inside and self.owners[index] == EXTRACTION and not is_soft(self.edits[index]):
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
    """Whether an edit of the extraction turns a line break into a space, or is a seam."""
    return isinstance(edit, Seam) or (edit.new.isspace() and "\n" in edit.old)


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
