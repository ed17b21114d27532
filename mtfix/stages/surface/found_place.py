"""A place that a rule without triggers has found on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit
from mtfix.edits.fix import Safety
from mtfix.stages.surface.replacement import trimmed

if TYPE_CHECKING:
    from mtfix.edits.edit import Span


class FoundPlace(NamedTuple):
    """A place, what should stand there, and how safe that is at most. Where nothing changes, the
    place is only reported."""

    span: Span
    new: str
    safety: Safety = Safety.SAFE

    def edit(self, text: str) -> Edit:
        """Return the edit of the place, of no more than what changes."""
        span, new = self.span, self.new
        if text[span.start : span.end] != new:
            span, new = trimmed(text, span, new)
        return Edit(span, text[span.start : span.end], new)
