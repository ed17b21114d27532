"""A plan as bytes, to be kept with compiled packs.

It is read at every start, and most of it is never needed: numbers are read as they lie in
memory, and texts are taken from there without a look at any of their characters.
"""

from __future__ import annotations

import sys
from array import array
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from mtfix.matching.plan import NUMBERS, PatternGroup, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = f"plan-2-{sys.byteorder}"
"""Changes with the form; one of a machine with another order of bytes is not read."""
_LINE, _PART = "\n", "\x1f"
"""What ends a record, and what parts it: white space, of which beginnings have none but spaces."""

_TABLES = 2
"""Texts that hold a record for each group or lane; the others are one each."""


def packed(plan: Plan) -> bytes:
    """Return a plan as `unpacked` reads it back."""
    lanes = [(lane.behind, lane.owners.tobytes(), lane.patterns) for lane in plan.lanes]
    texts = [
        _lines([(stage, str(rule), test) for stage, rule, test, *_ in plan.groups]),
        _lines(
            [(str(int(lane.across)), str(int(lane.wide)), str(lane.longest)) for lane in plan.lanes]
        ),
        *plan.shared,
        *(phrases for *_, phrases in plan.groups),
        *(text for lane in lanes for text in lane),
    ]
    sizes = array(NUMBERS, [len(texts), *map(len, texts)])
    return b"".join([sizes.tobytes(), *texts])


def unpacked(data: bytes) -> Plan | None:
    """Return the plan that was `packed`, or None for no data."""
    if not data:
        return None
    count, *_ = _numbers(data[: array(NUMBERS).itemsize]) or [0]
    start = (count + 1) * array(NUMBERS).itemsize
    ends = accumulate(_numbers(data[:start])[1:], initial=start)
    texts = [data[begin:end] for begin, end in pairwise(ends)]
    if len(texts) < _TABLES or len(texts) != count:
        raise ValueError("this is no plan")
    rules, flags = map(_parts, texts[:_TABLES])
    of_lanes = len(texts) - 3 * len(flags)
    of_groups = of_lanes - len(rules)
    shared, phrases = texts[_TABLES:of_groups], texts[of_groups:of_lanes]
    groups = [
        (stage, int(rule), test, said)
        for (stage, rule, test), said in zip(rules, phrases, strict=True)
    ]
    parts = iter(texts[of_lanes:])
    lanes = [
        PatternGroup(
            *(next(parts), across == "1", wide == "1", int(longest)),
            *(_numbers(next(parts)), next(parts)),
        )
        for across, wide, longest in flags
    ]
    return Plan(groups, lanes, shared)


def _numbers(data: bytes) -> array[int]:
    numbers = array(NUMBERS)
    numbers.frombytes(data)
    return numbers


def _lines(records: Sequence[Sequence[str]]) -> bytes:
    """Records with a line each; what is in them has neither line ends nor the sign between."""
    lines = [_PART.join(record) for record in records]
    return "".join(line + _LINE for line in lines).encode("utf-8", "surrogatepass")


def _parts(data: bytes) -> list[list[str]]:
    lines = data.decode("utf-8", "surrogatepass").split(_LINE)[:-1]
    return [line.split(_PART) for line in lines]
