"""What supports a removal in a text that may well be as its author wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.rule_names import ENCODING, SURFACE, TERM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.matching.context import Context
    from mtfix.stages.boilerplate.units import RuleMatch

_LIKELY = 0.5
"""The likelihood of a translation from which it supports removals."""
_LEAST_DAMAGE = {TERM: 1, ENCODING: 1, SURFACE: 2}
"""Fixes of each other stage that support removals."""


def is_supported(context: Context, removed: Sequence[RuleMatch]) -> bool:
    """Return whether removals may be made: several lines are boilerplate, a rule acts alone, or
    the text was repaired elsewhere or seems translated.

    On clean pages of people, what a rule finds alone is mostly a line that the author wrote.
    """
    if len({match.unit.start for match in removed}) > 1 or any(one.rule.alone for one in removed):
        return True
    damage = context.damage
    return any(damage[stage] >= least for stage, least in _LEAST_DAMAGE.items()) or (
        bool(removed) and context.translated >= _LIKELY
    )
