"""A candidate: a place where a variant of a term stands and has to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.text.line_wrap import unwrapped

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.matching.page import Page
    from mtfix.packs.model import Term


class Candidate:
    """A variant of `term` at a span of a page, in code points.

    old: what stands there.
    case_only: whether only capitals are wrong here: then mentioning is using.
    """

    __slots__ = ("case_only", "old", "page", "span", "term")

    def __init__(self, page: Page, span: Span, term: Term) -> None:
        self.page, self.span, self.term = page, span, term
        self.old = page.text[span.start : span.end]
        self.case_only = unwrapped(self.old).lower() == term.term.lower()

    def before(self, reach: int) -> str:
        """Return what stands before it, so many characters."""
        return self.page.text[max(0, self.span.start - reach) : self.span.start]

    def after(self, reach: int) -> str:
        """Return what stands behind it, so many characters."""
        return self.page.text[self.span.end : self.span.end + reach]
