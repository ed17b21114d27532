"""The withheld fixes of a document, and the suppressions that people have written into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.fix import Fix, Withheld

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.edits.draft import Draft
    from mtfix.edits.edit import Edit
    from mtfix.edits.problem import Problem
    from mtfix.edits.reason import Reason
    from mtfix.formats.document import Document
    from mtfix.formats.suppressions import Suppressions

    Leave = Callable[[Fix, str], Reason | None]
    """Says of a fix, placed in the source, and the source why it is left; `ACCEPTED` if it is to be
    made whatever its safety; or None."""
    Suppressed = Callable[[Fix], Reason | None]
    """Says of a fix, placed in the source, which comment leaves it, or None."""


class Ledger:
    """The withheld fixes of one document, placed in its source, each once.

    suppressed: is asked before the comments of the document.
    """

    __slots__ = ("_document", "_leave", "_suppressed", "_suppressions", "_withheld")

    def __init__(
        self,
        document: Document,
        leave: Leave | None = None,
        suppressed: Suppressed | None = None,
    ) -> None:
        self._withheld: dict[tuple[tuple[Edit, ...], str], Withheld] = {}
        self._document = document
        self._leave = leave
        self._suppressed = suppressed
        self._suppressions: Suppressions | None = None
        if document.comments:
            from mtfix.formats.suppressions import Suppressions

            self._suppressions = Suppressions(document.comments, document.draft.original)

    def suppression(self, draft: Draft, fix: Fix) -> Reason | None:
        """Return why a comment leaves a fix of `draft`, or None."""
        if self._suppressions is None and self._suppressed is None:
            return None
        placed = self._document.place(draft, fix)
        return (self._suppressed and self._suppressed(placed)) or self.source_suppression(placed)

    def refusal(self, draft: Draft, fix: Fix) -> Reason | None:
        """Return why who asked for the cleaning leaves a fix of `draft`, `ACCEPTED`, or None."""
        if self._leave is None:
            return None
        return self._leave(self._document.place(draft, fix), draft.original)

    def source_suppression(self, fix: Fix) -> Reason | None:
        """Return why a comment leaves a fix of the source, or None."""
        return self._suppressions.reason(fix) if self._suppressions else None

    def withhold(self, draft: Draft, fix: Fix, reason: Reason) -> None:
        """Put down a fix of `draft` that is not made."""
        placed = self._document.place(draft, fix)
        self._withheld[placed.edits, placed.rule] = Withheld(placed, reason)

    def withheld(self) -> list[Withheld]:
        """Return what was put down."""
        return list(self._withheld.values())

    def problems(self) -> tuple[Problem, ...]:
        """Return the comments that can't be understood, and those that left nothing."""
        return self._suppressions.problems() if self._suppressions else ()
