"""A document on its way through the rounds: fixes are judged, and made or withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.choice import choose
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.edits.rule_names import ENCODING, is_of
from mtfix.matching.page import PLACEHOLDER, Page
from mtfix.pipeline.undecodable import keep_bytes
from mtfix.pipeline.unread_spans import UnreadSpans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtfix.formats.document import Document
    from mtfix.matching.scanner import Scanner
    from mtfix.pipeline.ledger import Leave, Ledger, Suppressed
    from mtfix.pipeline.limits import Deadline
    from mtfix.pipeline.selection import RuleSelection
    from mtfix.pipeline.stage import Observe, Stage


class Cleaning(NamedTuple):
    """How a text is cleaned: what reads it as a document, the text that it was translated from,
    who is asked and shown, which fixes comments elsewhere leave, and until when."""

    read: Callable[[str], Document]
    source: str | None
    leave: Leave | None
    observe: Observe | None
    deadline: Deadline | None
    suppressed: Suppressed | None = None


class Work:
    """A document on its way: its draft, the page of that, and what is new to whom."""

    def __init__(
        self,
        document: Document,
        ledger: Ledger,
        page: Page,
        cleaning: Cleaning,
        scanner: Scanner,
        selection: RuleSelection,
    ) -> None:
        self.page = page
        self._scanner, self._selection = scanner, selection
        self.draft, self.unasked = document.draft, document.unasked
        self._ledger, self._cleaning = ledger, cleaning
        self._unread = UnreadSpans()

    def ask(self, stage: Stage) -> None:
        """Make the fixes of a stage that are to be made, and withhold the others."""
        changed = self._unread.take(stage.name)
        if changed == ():
            return
        page = self.page
        page.crosses, page.changed = self.draft.crosses, changed
        if self._cleaning.observe:
            self._cleaning.observe(stage, page, self.draft)
        wanted: list[Fix] = []
        for fix in self._in_time(stage(page)):
            fix, reason = self._judge(fix)  # noqa: PLW2901
            if reason is None:
                wanted.append(fix)
            else:
                self._ledger.withhold(self.draft, fix, reason)
        chosen, losers = choose(wanted)
        chosen, unsafe_bytes = keep_bytes(self.draft, chosen)
        for fix, reason in (*losers, *unsafe_bytes):
            self._ledger.withhold(self.draft, fix, reason)
        if chosen:
            self._make(chosen)

    def take_evidence(self) -> bool:
        """Let what is known of the document be what a second run would know of the draft. Return
        whether that may allow other fixes: then all of the text is new to every stage."""
        allows_more = self.page.context.take(self.draft.text)
        if allows_more:
            self._unread.forget()
        return allows_more

    def _in_time(self, fixes: Iterable[Fix]) -> Iterable[Fix]:
        """The fixes as they come. Raises TimeUpError once the document has had its time."""
        deadline = self._cleaning.deadline
        return deadline.during(fixes) if deadline else fixes

    def _judge(self, fix: Fix) -> tuple[Fix, Reason | None]:
        """The fix, and why it is not made, or None. Comments are asked first, so that one is not
        told to be of no use only because its rule is skipped."""
        reason = (
            self._ledger.suppression(self.draft, fix)
            or self._selection.excluded_reason(fix.rule)
            or self._ledger.refusal(self.draft, fix)
        )
        if any(one.new.count(PLACEHOLDER) > one.old.count(PLACEHOLDER) for one in fix.edits):
            return fix, Reason("writes-placeholder")
        crosses = self.draft.crosses
        if reason is None and self.draft.is_marked and any(crosses(one.span) for one in fix.edits):
            return fix._replace(safety=Safety.SUGGESTED), Reason("crosses-markup")
        return fix, reason or self._selection.safety_reason(fix)

    def _make(self, fixes: list[Fix]) -> None:
        """Revise the draft, and read the page of what comes of it."""
        self.draft = self.draft.revise(fixes)
        edits = sorted(edit for fix in fixes for edit in fix.edits)
        if self.page.may_change_code(edits):
            self._unread.forget()
        else:
            self._unread.follow(edits)
        self.page.context.count(fix for fix in fixes if fix.safety == Safety.SAFE)
        if any(is_of(fix.rule, ENCODING) for fix in fixes):
            self.take_evidence()
        self.page = self._scanner.reread(self.page, self.draft.text, fixes)
