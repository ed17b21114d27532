"""What cleaning a text comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import Edit, Missing, Span, Withheld, apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.ignores import Problem
    from mtfix.origin import Origin


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
    said: str | None = None
    """Where the user says the text comes from."""
    languages: tuple[tuple[str, str], ...] = ()
    """The rules of terms that are among the edits, and the languages of their packs."""

    @property
    def origin(self) -> Origin:
        """Whether and from which language the text looks translated by a machine, by which
        signs, and how damaged it is. Worked out each time it is asked for.

        >>> Result("A 测试 of，half， 译文 left.", "", (), ()).origin.language
        'zh'
        """
        from mtfix.origin import origin

        asked = (held.edit for held in self.withheld if held.is_open)
        return origin(self.original, self.edits, asked, dict(self.languages), self.said)

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
