"""To which rules a pattern belongs that was found, and which of them accept the match.

There are tens of thousands of patterns, and a page holds few: what belongs to one is worked out
when it is first found.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from mtfix.matching.line_beginnings import TESTS
from mtfix.matching.phrases import Phrases
from mtfix.matching.plan import OWNERS, Owner, shared_owners
from mtfix.matching.predicates import PREDICATES
from mtfix.matching.short_lines import ShortLine
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mtfix.matching.plan import Plan

    Predicate = Callable[[bytes, int, int], bool]
    """Whether what stands at a place of the data, from start to end, is what a rule asks for."""

WITH_PHRASES: dict[str, Callable[[bytes], Predicate]] = {"phrase": Phrases, "short": ShortLine}
"""The predicates that are made of the phrases of a trigger group, by their names."""


class TriggerIndex:
    """The owners of the patterns of a plan, by the numbers of these: counted through all its
    pattern groups.

    accepts: of each pattern, whether one of its owners at least accepts a match.
    """

    def __init__(self, plan: Plan) -> None:
        self._groups, self._shared = plan.trigger_groups, plan.shared
        self._numbers = array(OWNERS)
        for group in plan.pattern_groups:
            self._numbers += group.owners
        self._owners: Memo[int, list[Owner]] = Memo(self._owners_of)
        self._alone: Memo[int, Sequence[tuple[str, int]]] = Memo(self._alone_of)
        self._predicates = Memo(self._predicate)
        self.accepts: Memo[int, Predicate] = Memo(
            lambda pattern: _any_of(self._owners[pattern], self._predicates)
        )

    def rules(self, pattern: int, data: bytes, start: int, end: int) -> Sequence[tuple[str, int]]:
        """Return stage and rule of the owners that accept a match; one at least is known to."""
        alone = self._alone[pattern]
        if alone:
            return alone
        return [
            (self._groups[number].stage, self._groups[number].rule)
            for number, spelling in self._owners[pattern]
            if spelling in (b"", data[start:end]) and self._predicates[number](data, start, end)
        ]

    def _alone_of(self, pattern: int) -> Sequence[tuple[str, int]]:
        """Stage and rule of the owner of a pattern that has but one."""
        owners = self._owners[pattern]
        groups = [self._groups[number] for number, _ in owners] if len(owners) == 1 else []
        return [(group.stage, group.rule) for group in groups]

    def _owners_of(self, pattern: int) -> list[Owner]:
        number = self._numbers[pattern]
        return [Owner(number, b"")] if number >= 0 else shared_owners(self._shared[-1 - number])

    def _predicate(self, number: int) -> Predicate:
        group = self._groups[number]
        with_phrases = WITH_PHRASES.get(group.predicate)
        if with_phrases:
            return with_phrases(group.phrases)
        return TESTS.get(group.predicate) or PREDICATES[group.predicate]


def _any_of(owners: Sequence[Owner], predicates: Mapping[int, Predicate]) -> Predicate:
    """Whether one of some owners accepts a match."""
    wanted = tuple(dict.fromkeys((predicates[group], spelling) for group, spelling in owners))
    if len(wanted) == 1 and not wanted[0][1]:
        return wanted[0][0]

    def accepted(data: bytes, start: int, end: int) -> bool:
        found = data[start:end]
        for predicate, spelling in wanted:
            if spelling in (b"", found) and predicate(data, start, end):
                return True
        return False

    return accepted
