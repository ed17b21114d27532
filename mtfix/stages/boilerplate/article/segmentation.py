"""The best labelling of a page by the log odds of its lines: a chain over the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KEEP = 300
"""Log odds that a line is given in advance, in thousandths as all here: a line too many does
less harm than one lost."""
GAP = 1200
"""The cost of coming back to the main part behind a gap."""
_BEFORE, _WITHIN, _OUTSIDE = range(3)


def best_labels(odds: Sequence[float]) -> list[bool]:
    """Return which lines are kept: one main part, with gaps.

    A line kept gains its odds, another one loses them, and each gap costs `GAP`; no labelling is
    worth more. Worth is counted from that of keeping nothing, so only lines kept change it.
    """
    within = outside = float("-inf")
    """The most that the lines so far are worth, if the last one is kept, and if it is not but some
    line before it is."""
    steps: list[tuple[int, int]] = []
    """For each line, what the line before was: if this one is kept, and if it is not."""
    for odd in odds:
        back = outside - GAP
        left, outside = (_WITHIN, within) if within >= outside else (_OUTSIDE, outside)
        if within <= 0 >= back:
            came, within = _BEFORE, 0
        elif within < back:
            came, within = _OUTSIDE, back
        else:
            came = _WITHIN
        within += 2 * (odd + KEEP)
        steps.append((came, left))
    kept = [False] * len(odds)
    state = _BEFORE if max(within, outside) <= 0 else _WITHIN if within >= outside else _OUTSIDE
    for at in range(len(odds) - 1, -1, -1):
        if state == _BEFORE:
            break
        came, left = steps[at]
        kept[at] = state == _WITHIN
        state = came if kept[at] else left
    return kept
