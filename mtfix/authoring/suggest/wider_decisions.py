"""Decisions that hold for more than one place: what a team has decided alike everywhere."""

from __future__ import annotations

from collections import defaultdict
from os.path import commonpath
from typing import TYPE_CHECKING, NamedTuple

from mtfix.review.decision import ACCEPT, REFUSE, Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.authoring.suggest.from_decisions import DecidedChange

_PLACES = 3
"""Places at which a change must have been decided alike for a decision about all of them."""
_CHANGES = 3
"""Different changes of a rule, all refused, that tell of the rule."""


class WiderDecision(NamedTuple):
    """A decision that is proposed, and the evidence for it."""

    decision: Decision
    evidence: str


def wider(
    changes: Sequence[DecidedChange],
    decisions: Iterable[Decision],
    clean: Sequence[tuple[str, str]],
) -> Iterator[WiderDecision]:
    """Yield decisions about a change, or a rule, that was decided alike wherever it came up.

    What is accepted must not stand on the clean pages, which say it on purpose.
    """
    there = {one._replace(by="", on="", decision="") for one in decisions}
    refused: dict[str, list[DecidedChange]] = defaultdict(list)
    mixed = {one.rule for one in changes if one.accepted}
    for one in changes:
        if one.refused and not one.accepted:
            refused[one.rule].append(one)
        for answer, places, others in (
            (ACCEPT, one.accepted, one.refused),
            (REFUSE, one.refused, one.accepted),
        ):
            if len(places) < _PLACES or others:
                continue
            stands = sum(one.old in text for _, text in clean) if one.old else 0
            if answer == ACCEPT and stands:
                continue
            told = f"; {stands} of {len(clean)} clean pages say it" if clean else ""
            about = Decision(one.rule, one.old, one.new, answer, _folder(places))
            if about._replace(decision="") not in there:
                yield WiderDecision(about, f"{one.evidence}{told}")
    for rule, some in refused.items():
        if rule not in mixed and len(some) >= _CHANGES:
            every = [place for one in some for place in one.refused]
            about = Decision(rule, decision=REFUSE, where=_folder(every))
            if about._replace(decision="") not in there:
                yield WiderDecision(about, f"{len(some)} changes refused at {len(every)} places")


def _folder(places: Sequence[Decision]) -> str:
    """The folder in which all places lie, with a slash; empty if that is everything."""
    folders = [place.where.rpartition("/")[0] for place in places]
    common = commonpath(folders) if all(folders) else ""
    return f"{common}/" if common else ""
