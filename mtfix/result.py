"""What cleaning a text comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import Edit, Missing, Span, Withheld, apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.ignores import Problem


class Result(NamedTuple):
    """What cleaning a text came to. All spans are in code points of `original`."""

    original: str
    text: str
    edits: tuple[Edit, ...]
    withheld: tuple[Withheld, ...]
    problems: tuple[Problem, ...] = ()
    """Comments of the file that do nothing or can't be understood, and lines that can't be read
    as their format asks."""
    missing: tuple[Missing, ...] = ()
    """Terms of the source text, where it is at hand, that the text does not say. Never edits."""

    def undo(self) -> str:
        """Return the original, made from `text` and the edits alone.

        >>> Result("tik tok", "TikTok", (Edit(Span(0, 7), "tik tok", "TikTok", "t"),), ()).undo()
        'tik tok'
        """
        return revert(self.text, self.edits)


def revert(text: str, edits: Sequence[Edit]) -> str:
    """Return what `text` was before `edits`, given in coordinates of what it was.

    Raises ValueError where the edits are not what made `text`.
    """
    shift = 0
    inverse = []
    for edit in edits:
        start = edit.span.start + shift
        inverse.append(
            edit._replace(span=Span(start, start + len(edit.new)), old=edit.new, new=edit.old)
        )
        shift += len(edit.new) - len(edit.old)
    return apply(text, inverse)
