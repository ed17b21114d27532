"""A candidate: a place where a variant of a term stands and has to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.line_wrap import unwrapped

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.matching.page import Page
    from mtfix.packs.model import Term


class Candidate(NamedTuple):
    """A variant of `term` at a span of a page, in code points."""

    page: Page
    span: Span
    term: Term

    @property
    def old(self) -> str:
        return self.page.text[self.span.start : self.span.end]

    @property
    def case_only(self) -> bool:
        """Whether only capitals are wrong here: then mentioning is using."""
        return unwrapped(self.old).lower() == self.term.term.lower()

    def before(self, reach: int) -> str:
        """Return what stands before it, so many characters."""
        return self.page.text[max(0, self.span.start - reach) : self.span.start]

    def after(self, reach: int) -> str:
        """Return what stands behind it, so many characters."""
        return self.page.text[self.span.end : self.span.end + reach]
