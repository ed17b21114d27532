"""The decoded runs of a line: widened to what stands beside them, and put into the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.stages.encoding.decode_paths import DecodedRun
from mtfix.stages.encoding.language_model import neg_log_prob
from mtfix.stages.encoding.misreading import LATIN, Misreading, decode_whole
from mtfix.stages.encoding.plausible import decoded_neg_log_prob

if TYPE_CHECKING:
    from collections.abc import Sequence

_SLACK = 8.0
"""The bits that what stands between two runs may cost to be decoded with them."""


def widen_runs(line: str, runs: list[DecodedRun], misreading: Misreading) -> list[DecodedRun]:
    """Return the runs with what stands beside them, where that can be decoded the same way at
    little cost: who reads one word wrongly reads the next wrongly too."""
    wide: list[DecodedRun] = []
    slack = 0.0 if misreading.written in LATIN else _SLACK
    starts = [0, *(run.end for run in runs)]
    ends = [*(run.start for run in runs), len(line)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if index:
            wide.append(runs[index - 1])
        old = line[start:end]
        new = None if old.isascii() else decode_whole(old, misreading)
        if new and new != old:
            before = runs[index - 1].new[-1] if index else " "
            after = runs[index].new[0] if index < len(runs) else " "
            decoded = decoded_neg_log_prob(new + after, before, misreading)
            if decoded - neg_log_prob(old + after, before) < slack:
                wide.append(DecodedRun(start, end, new))
    return _join_touching(wide)


def _join_touching(runs: list[DecodedRun]) -> list[DecodedRun]:
    """Runs that touch made one."""
    joined: list[DecodedRun] = []
    for run in runs:
        if joined and joined[-1].end == run.start:
            last = joined.pop()
            joined.append(DecodedRun(last.start, run.end, last.new + run.new))
        else:
            joined.append(run)
    return joined


def apply_runs(line: str, runs: Sequence[DecodedRun]) -> str:
    """Return a line with its runs as they were written."""
    parts: list[str] = []
    at = 0
    for run in runs:
        parts += line[at : run.start], run.new
        at = run.end
    return "".join([*parts, line[at:]])
