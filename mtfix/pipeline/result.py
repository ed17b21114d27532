"""What cleaning a text comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Missing, Withheld, revert

if TYPE_CHECKING:
    from mtfix.edits.problem import Problem
    from mtfix.text.provenance import Provenance


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
    def origin(self) -> Provenance:
        """Whether and from which language the text looks translated by a machine, by which
        signs, and how damaged it is. Worked out each time it is asked for.

        >>> Result("A 测试 of，half， 译文 left.", "", (), ()).origin.language
        'zh'
        """
        from mtfix.text.provenance import provenance

        asked = (held.edit for held in self.withheld if held.is_open)
        return provenance(self.original, self.edits, asked, dict(self.languages), self.said)

    def undo(self) -> str:
        """Return the original, made from `text` and the edits alone.

        >>> from mtfix.edits.edit import Edit, Span
        >>> Result("tik tok", "TikTok", (Edit(Span(0, 7), "tik tok", "TikTok", "t"),), ()).undo()
        'tik tok'
        """
        return revert(self.text, self.edits)
