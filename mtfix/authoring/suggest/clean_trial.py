"""Tries proposed packs on pages that a team knows to be right.

What a rule makes there is wrong, so that it is only suggested from then on; what it suggests there
is told beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.cleaner import Cleaner
from mtfix.edits.fix import as_one
from mtfix.formats import of_file
from mtfix.packs.yaml_writer import as_files
from mtfix.reports.finding import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mtfix.edits.fix import Fix


class Trial(NamedTuple):
    """What one rule does on clean pages: edits made and suggested, and the first of them."""

    made: int = 0
    suggested: int = 0
    example: str = ""

    def note(self, pages: int) -> str:
        """Return what is said of it above the rule."""
        if not self.made and not self.suggested:
            return f"on {pages} clean pages it finds nothing"
        parts = [f"{self.made} edits"] * bool(self.made)
        parts += [f"{self.suggested} suggestions"] * bool(self.suggested)
        return f"on {pages} clean pages it finds {' and '.join(parts)}: {self.example}"


def trials(
    texts: Mapping[str, str], pages: Iterable[tuple[str, str]], beside: Sequence[str]
) -> dict[str, Trial]:
    """Return what each rule does on some pages, given by name and text, with packs of these
    `texts` in force `beside` others."""
    found: dict[str, Trial] = {}
    with as_files(texts) as paths:
        cleaner = Cleaner([*beside, *paths.values()])
        for name, text in pages:
            result = cleaner.clean(text, format=of_file(name))
            for fix in result.fixes:
                _count(found, fix, name, text, made=True)
            for held in result.withheld:
                if held.is_open:
                    _count(found, held.fix, name, text, made=False)
    return found


def _count(found: dict[str, Trial], fix: Fix, name: str, text: str, *, made: bool) -> None:
    edit = as_one(fix, text)
    line = text.count("\n", 0, edit.span.start) + 1
    example = f"{name}:{line}: {shown(edit.old)} → {shown(edit.new) or 'nothing'}"
    one = found.get(fix.rule, Trial())
    found[fix.rule] = Trial(one.made + made, one.suggested + (not made), one.example or example)
