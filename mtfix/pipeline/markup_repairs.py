"""Edits that put markup right, and so change what of a file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.edits.edit import Edit
    from mtfix.pipeline.result import Result

    Markup = Sequence[tuple[str, str]]
    """What of a source is not read, in order: what stands there, and what is read instead."""

_MENDING = "surface/markup-"
"""How the rules begin whose edits are meant to change markup."""


def repairs_markup(edit: Edit) -> bool:
    """Whether an edit is meant to change markup, among other things if several were joined."""
    return any(rule.startswith(_MENDING) for rule in edit.rule.split("+"))


def mending(
    edits: Sequence[Edit], markup: Markup, of: Callable[[list[Edit]], Markup]
) -> list[Edit]:
    """Return those of the edits that mend markup and leave all other as it is.

    markup: that of the source. of: the markup of the source with some edits made.
    """
    kept: list[Edit] = []
    for edit in filter(repairs_markup, edits):
        new = of([*kept, edit])
        if _apart(markup, new):
            kept.append(edit)
            markup = new
    return kept


def _apart(old: Markup, new: Markup) -> bool:
    """Whether but for one place all old markup is among the new: an address that stood alone may
    have become part of a link."""
    before = after = 0
    most = min(len(old), len(new))
    while before < most and old[before] == new[before]:
        before += 1
    while after < most - before and old[-1 - after] == new[-1 - after]:
        after += 1
    return before + after >= len(old) - 1


def again(result: Result, once: Result) -> Result:
    """Return what comes of cleaning a text, and then what that came to `once` more."""
    draft = Draft(result.original, result.edits)
    held = []
    for one in once.withheld:
        span = draft.locate(one.edit.span)
        old = result.original[span.start : span.end]
        held.append(one._replace(edit=one.edit._replace(span=span, old=old)))
    draft = draft.revise(once.edits)
    held.sort(key=lambda one: (one.edit.span, one.edit.rule, one.edit.new))
    return result._replace(text=draft.text, edits=tuple(draft.edits), withheld=tuple(held))
