"""Who asks for a pattern, and on which look at the bytes around it.

There are tens of thousands of patterns, and a page holds few: what is to be known of one is
worked out when it is first found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.matching.phrases import Phrases
from mtfix.matching.plan import owners_of
from mtfix.matching.predicates import PREDICATES
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mtfix.matching.plan import Group, Owner

    Look = Callable[[bytes, int, int], bool]
    """Whether what stands at a place of the data, from start to end, is what a rule asks for."""


class TriggerIndex:
    """The groups that ask for patterns, by the numbers of these.

    looks: of each pattern, whether one of its groups at least accepts a match.
    """

    def __init__(
        self, groups: Sequence[Group], owners: array[int], shared: Sequence[bytes]
    ) -> None:
        self._groups, self._owners, self._shared = groups, owners, shared
        self._of: Memo[int, list[Owner]] = Memo(self._owners_of)
        self._tests = Memo(self._test)
        self.looks: Memo[int, Look] = Memo(lambda pattern: _look(self._of[pattern], self._tests))

    def who(self, pattern: int, data: bytes, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Stage and rule of the groups that accept a match; one at least is known to."""
        owners = self._of[pattern]
        for number, written in owners:
            if len(owners) == 1 or (
                written in (b"", data[start:end]) and self._tests[number](data, start, end)
            ):
                yield self._groups[number][:2]

    def _owners_of(self, pattern: int) -> list[Owner]:
        number = self._owners[pattern]
        return [(number, b"")] if number >= 0 else owners_of(self._shared[-1 - number])

    def _test(self, number: int) -> Look:
        _, _, test, phrases = self._groups[number]
        return Phrases(phrases) if test == "phrase" else PREDICATES[test]


def _look(owners: Sequence[Owner], tests: Mapping[int, Look]) -> Look:
    """The look of a pattern with these owners."""
    looks = tuple(dict.fromkeys((tests[number], written) for number, written in owners))
    if len(looks) == 1 and not looks[0][1]:
        return looks[0][0]

    def accepted(data: bytes, start: int, end: int) -> bool:
        found = data[start:end]
        for test, written in looks:  # noqa: SIM110 - any() would take twice as long
            if written in (b"", found) and test(data, start, end):
                return True
        return False

    return accepted
