"""Which places of a page have to be asked again after some edits."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from mtfix.stages.surface.checks import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.edits.edit import Span
    from mtfix.matching.page import Hit
    from mtfix.stages.surface.page_facts import PageFacts

WINDOW = 200
"""Characters each side of a trigger in which a rule's patterns are looked for."""
_BEHIND_WINDOW = 50
"""Characters beyond it that a pattern may look at, but not begin at."""
_SURE = 500
"""Characters each side of a place: a longer sentence may be cut elsewhere than before, since the
search for its ends begins at round numbers."""


class Revisit:
    """Decides which places must be asked again, since what their answers depend on has changed.

    changed: disjoint spans of the page, in order; None if all of it is new.
    """

    __slots__ = ("_all", "_changed", "_facts")

    def __init__(self, facts: PageFacts, changed: Sequence[Span] | None) -> None:
        self._facts = facts
        self._changed = changed or ()
        self._all = changed is None

    def has_changes(self) -> bool:
        """Return whether anything of the page is new."""
        return self._all or bool(self._changed)

    def concerns(self, hit: Hit, reach: int) -> bool:
        """Return whether a rule whose check has this reach may answer otherwise than before."""
        if self._all:
            return True
        if reach == DOCUMENT:
            return bool(self._changed)
        facts = self._facts
        low = facts.block(max(0, hit.start - WINDOW)).start
        high = facts.block(min(len(facts.text), hit.end + WINDOW)).end
        if low < hit.start - _SURE or high > hit.start + _SURE:
            return bool(self._changed)
        return self._is_changed(low - _BEHIND_WINDOW - reach, high + _BEHIND_WINDOW + reach)

    def _is_changed(self, low: int, high: int) -> bool:
        index = bisect_left(self._changed, low, key=_end)
        return index < len(self._changed) and self._changed[index].start <= high


def _end(span: Span) -> int:
    return span.end
