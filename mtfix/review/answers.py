"""The answers to a finding, and the decision that each stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.rule_names import TERM, is_of
from mtfix.review.decision import ACCEPT, REFUSE, Decision, of_change, of_place
from mtfix.review.pending import places
from mtfix.review.person import signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.review.review_file import ReviewItem

OF_PLACE = ("accept", "refuse")
"""The answers about one place alone."""
TAKE_BACK = ("ask", "take back")
"""The answers that are no decision: `ask` takes back what holds for a term, the other what holds
for a fix."""


def decided(item: ReviewItem, answer: str, where: str) -> Decision | None:
    """Return the decision for an answer; None for one that takes back.

    where: of `always` and `never`, where they hold: `everywhere`, `folder` or `file`.
    Raises KeyError for an answer or a place that there is not.
    """
    place = {"everywhere": "", "folder": [*places(item.file.name)][-2], "file": item.file.name}
    if answer in TAKE_BACK:
        return None
    [one] = signed([_DECISIONS[answer](item, place[where])])
    return one


def is_about_term(one: Decision, item: ReviewItem) -> bool:
    """Return whether a decision is about the rule of a fix, or about changes of it."""
    return one.scope != "place" and one.rule == item.fix.rule


def _of_place(item: ReviewItem, decision: str) -> Decision:
    text = item.file.finding.result.original
    return of_place(item.fix, text, item.file.name)._replace(decision=decision)


def _of_term(item: ReviewItem, decision: str, where: str) -> Decision:
    """About all of a term; of another rule, which does many things, about this change."""
    if is_of(item.fix.rule, TERM):
        return Decision(item.fix.rule, decision=decision, where=where)
    change = of_change(item.fix, item.file.finding.result.original)
    return change._replace(decision=decision, where=where)


_DECISIONS: dict[str, Callable[[ReviewItem, str], Decision]] = {
    "accept": lambda item, _: _of_place(item, ACCEPT),
    "refuse": lambda item, _: _of_place(item, REFUSE),
    "always": lambda item, where: _of_term(item, ACCEPT, where),
    "never": lambda item, where: _of_term(item, REFUSE, where),
    "rule": lambda item, _: Decision(item.fix.rule, decision=ACCEPT, where=item.file.name),
}
