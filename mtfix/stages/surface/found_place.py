"""A place that a rule without triggers has found on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit
from mtfix.edits.fix import Safety
from mtfix.stages.surface.replacement import trimmed

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.edits.reason import Reason


class FoundPlace(NamedTuple):
    """A place, what should stand there, and how safe that is at most. Where nothing changes, the
    place is only reported.

    reason: why, where that says more than what the rule is about.
    whole: whether the edit takes all of the span, and not only the characters that change.
    """

    span: Span
    new: str
    safety: Safety = Safety.SAFE
    reason: Reason | None = None
    whole: bool = False

    def edit(self, text: str) -> Edit:
        """Return the edit of the place."""
        span, new = self.span, self.new
        if not self.whole and text[span.start : span.end] != new:
            span, new = trimmed(text, span, new)
        return Edit(span, text[span.start : span.end], new)
