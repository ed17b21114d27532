"""The runs of a line that are read otherwise: made wider, and put into the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.stages.encoding.decode_paths import Reading, Run, whole
from mtfix.stages.encoding.language_model import cost
from mtfix.stages.encoding.plausible import LATIN, price_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_SLACK = 8.0
"""The bits that what stands between two runs may cost to be read with them."""


def widened(line: str, runs: list[Run], reading: Reading) -> list[Run]:
    """The runs with what stands beside them, where that can be read the same way at little
    cost: who reads one word wrongly reads the next wrongly too."""
    wide: list[Run] = []
    slack = 0.0 if reading.written in LATIN else _SLACK
    starts = [0, *(run.end for run in runs)]
    ends = [*(run.start for run in runs), len(line)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if index:
            wide.append(runs[index - 1])
        old = line[start:end]
        new = None if old.isascii() else whole(old, reading)
        if new and new != old:
            before = runs[index - 1].new[-1] if index else " "
            after = runs[index].new[0] if index < len(runs) else " "
            if price_of(new + after, before, reading) - cost(old + after, before) < slack:
                wide.append(Run(start, end, new))
    return _joined(wide)


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that touch made one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].end == run.start:
            last = joined.pop()
            joined.append(Run(last.start, run.end, last.new + run.new))
        else:
            joined.append(run)
    return joined


def made(line: str, runs: Sequence[Run]) -> str:
    parts: list[str] = []
    at = 0
    for run in runs:
        parts += line[at : run.start], run.new
        at = run.end
    return "".join([*parts, line[at:]])
