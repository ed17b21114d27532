"""Fixes that put markup right: what is read only after them is cleaned as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.draft import Draft
from mtfix.edits.rule_names import SURFACE, rule_name
from mtfix.pipeline.result import Result, result_of

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Fix
    from mtfix.edits.reason import Reason
    from mtfix.pipeline.ledger import Leave, Ledger
    from mtfix.pipeline.stage import Observe

_REPAIRS = rule_name(SURFACE, "markup-")
"""How the rules begin whose fixes are meant to change markup."""


def repairs_markup(fix: Fix) -> bool:
    """Return whether a fix is meant to change markup."""
    return fix.rule.startswith(_REPAIRS)


class InOriginal:
    """Who is asked and told about the fixes of a text that came of cleaning: they hear of each as
    it stands in the original, where comments, baselines and readers know its place."""

    def __init__(self, result: Result, ledger: Ledger, leave: Leave | None) -> None:
        self._draft = Draft.of_fixes(result.original, result.fixes)
        self._ledger, self._leave = ledger, leave

    def suppressed(self, fix: Fix) -> Reason | None:
        """Return which comment of the original leaves a fix, or None."""
        return self._ledger.source_suppression(self._draft.place(fix))

    def left(self, fix: Fix, _text: str) -> Reason | None:
        """Return why who asked for the cleaning leaves a fix, `ACCEPTED`, or None."""
        if self._leave is None:
            return None
        return self._leave(self._draft.place(fix), self._draft.original)

    def observer(self, observe: Observe | None) -> Observe | None:
        """Return what shows an observer a stage, the page, and a draft with original places."""
        if observe is None:
            return None
        return lambda stage, page, draft: observe(stage, page, _CleanedDraft(self._draft, draft))


class _CleanedDraft(Draft):
    """A draft of a text that came of cleaning, whose places are told in the original."""

    __slots__ = ("_before", "_draft")

    def __init__(self, before: Draft, draft: Draft) -> None:
        super().__init__(
            draft.original, draft.edits, owners=draft.owners, fixes=draft.fixes, text=draft.text
        )
        self._before, self._draft = before, draft

    def locate(self, span: Span) -> Span:
        return self._before.locate(self._draft.locate(span))

    def place(self, fix: Fix) -> Fix:
        return self._before.place(self._draft.place(fix))


def cleaned_again(result: Result, again: Result) -> Result:
    """Return the result of cleaning a text and then what came of that once more. Of a fix that is
    withheld both times, the later reason is told."""
    draft = Draft.of_fixes(result.original, result.fixes)
    held = {(one.fix.edits, one.fix.rule): one for one in result.withheld}
    for one in again.withheld:
        fix = draft.place(one.fix)
        held[fix.edits, fix.rule] = one._replace(fix=fix)
    draft = draft.replay(again.fixes)
    both = result_of(result.original, draft.text, draft.fixes, held.values())
    return result._replace(text=both.text, fixes=both.fixes, withheld=both.withheld)
