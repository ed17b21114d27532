"""The hits of a long text, kept in columns of numbers: as tuples they take ten times the room,
which is more than the text."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from functools import partial
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING

from mtfix.matching.page import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HIT_ORDER = itemgetter(1, 0, 2)
"""Hits in order: by end, start and rule."""
_as_hit = partial(tuple.__new__, Hit)  # calls of the class take twice as long


class HitColumns(Collection[Hit]):
    """Hits of one stage in order, of which each is made when it is asked for."""

    __slots__ = ("_ends", "_rules", "_starts")

    def __init__(self, hits: Iterable[Hit] = ()) -> None:
        self._starts, self._ends, self._rules = array("I"), array("I"), array("I")
        self.extend(hits)

    def extend(self, hits: Iterable[Hit]) -> None:
        """Add hits that come behind all that are here."""
        add_start, add_end, add_rule = self._starts.append, self._ends.append, self._rules.append
        for start, end, rule in hits:
            add_start(start)
            add_end(end)
            add_rule(rule)

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Hit]:
        return map(_as_hit, zip(self._starts, self._ends, self._rules, strict=True))

    def __contains__(self, hit: object) -> bool:
        return any(hit == one for one in self)


def columns_of_parts(parts: Iterable[tuple[int, dict[str, list[Hit]]]]) -> dict[str, HitColumns]:
    """Return the hits of parts of a text, each with its end. Those of a part begin within it, and
    may end behind it."""
    columns: dict[str, HitColumns] = {}
    waiting: dict[str, list[Hit]] = {}
    for end, part in parts:
        for stage, hits in part.items():
            waiting.setdefault(stage, []).extend(hits)
        for stage, hits in waiting.items():
            hits.sort(key=HIT_ORDER)
            before = sum(hit.end <= end for hit in hits)
            if before:
                columns.setdefault(stage, HitColumns()).extend(hits[:before])
                del hits[:before]
    for stage, hits in waiting.items():
        if hits:
            columns.setdefault(stage, HitColumns()).extend(hits)
    return columns


def merged(hits: Iterable[Hit], more: list[Hit]) -> HitColumns:
    """Return hits in order, and others in any order."""
    return HitColumns(merge(hits, sorted(more, key=HIT_ORDER), key=HIT_ORDER))
