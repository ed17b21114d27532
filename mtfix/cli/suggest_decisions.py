"""`mtfix glossary suggest --decisions`: what the decisions of a team tell."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.suggest.from_decisions import decided_changes, entries
from mtfix.authoring.suggest.wider_decisions import wider
from mtfix.cli.messages import UsageError
from mtfix.review.decisions import NAME, DecisionFiles
from mtfix.review.person import signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix.authoring.suggest.proposed_rule import ProposedRule
    from mtfix.packs.model import Pack


class Told(NamedTuple):
    """Entries of terms and the language that they are from, lines of decisions with comments of
    evidence, and what was read."""

    entries: list[ProposedRule]
    origin: str | None
    decisions: list[str]
    about: str


def told_by(
    paths: Sequence[str],
    packs: Iterable[Pack],
    clean: Sequence[tuple[str, str]],
    origin: str | None,
) -> Told:
    """Return what the decisions tell that hold for a path, or here. Raises UsageError where there
    are none."""
    here = paths[0] if paths else os.curdir
    found = DecisionFiles().of(os.path.join(here, "x") if os.path.isdir(here) else here)
    if found is None:
        raise UsageError(f"there is no {NAME} here or above")
    changes = decided_changes(found.decisions)
    lines: list[str] = []
    for decision, evidence in wider(changes, found.decisions, clean):
        [one] = signed([decision])
        lines += [f"# {evidence}", one.line()]
    places = sum(len(one.accepted) + len(one.refused) for one in changes)
    about = f"{places} decided places of {len(changes)} changes"
    return Told(*entries(changes, packs, clean, origin), lines, about)
