"""Which of the proposed fixes are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence


class RuleSelection(NamedTuple):
    """Fixes that are at least so safe, unsafe ones of these rules too, only of some rules, and
    not of others. A rule is named whole or by its beginning (`term`)."""

    least: Safety = Safety.SAFE
    unsafe: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def excluded_reason(self, rule: str) -> Reason | None:
        """Return why nobody wants to know of a rule, or None."""
        if self.only and not _is_named(rule, self.only):
            return Reason("not-asked")
        if _is_named(rule, self.skip):
            return Reason("skipped")
        return None

    def safety_reason(self, fix: Fix) -> Reason | None:
        """Return why a fix is not safe enough to be made, or None."""
        if fix.safety == Safety.SUGGESTED:
            return Reason("suggested")
        if fix.safety < max(self.least, Safety.UNSAFE) and not _is_named(fix.rule, self.unsafe):
            return Reason("unsafe")
        return None


def _is_named(rule: str, names: Sequence[str]) -> bool:
    if not names:
        return False
    return any(rule == name or rule.startswith(f"{name.rstrip('/')}/") for name in names)
