"""A place that a rule without triggers has found on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.fix import Safety

if TYPE_CHECKING:
    from mtfix.edits.edit import Span


class FoundPlace(NamedTuple):
    """A place, what should stand there, and how safe that is at most. Where nothing changes, the
    place is only reported."""

    span: Span
    new: str
    safety: Safety = Safety.SAFE
