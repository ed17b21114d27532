"""`mtfix explain`: for each candidate, what was decided, by which cues, and what would tip it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from mtfix import files
from mtfix.cli.options import Cleaners, UsageError, existing, packs_of
from mtfix.edit import Span
from mtfix.reports.finding import Lines, shown
from mtfix.stages.weights import WEIGHTS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from mtfix.cleaner import Cleaner
    from mtfix.stages.decision import Verdict
    from mtfix.stages.reading import Weight


def run(options: argparse.Namespace) -> int:
    """Explain files and rules."""
    cleaners = Cleaners(options)
    for name in options.files:
        if name != "-" and not existing(name):
            from mtfix.cli.glossary import show_rules

            packs = cleaners.configs.of_folder(os.curdir).said.get("packs", ())
            if not show_rules([name], packs_of([pack for pack, _ in packs])):
                raise UsageError(f"{name}: no file and no rule; `mtfix glossary list` lists packs")
            continue
        data = sys.stdin.buffer.read() if name == "-" else files.read(name).data
        source = files.source("<stdin>" if name == "-" else name, data)
        made, format_ = cleaners.of(None if name == "-" else name)
        rule = "" if name == "-" else cleaners.configs.excluded(name)
        if rule:
            print(f"{name}: excluded by {rule}; `fix` passes over it")
        for line in explained(source.path, source.text, made, format_):
            print(line)
    return 0


def explained(path: str, text: str, made: Cleaner, format: str | None) -> Iterator[str]:  # noqa: A002
    """Yield lines that explain every candidate term of a text, then every other edit."""
    lines = Lines(text)
    draft, verdicts = made.considered(text, format)

    def line_and_column(span: Span) -> tuple[int, int]:
        return lines.place(draft.locate(span).start)

    for verdict in verdicts:
        yield from _verdict(path, verdict, line_and_column)
    result = made.clean(text, format=format)
    for edit in result.edits:
        if not all(rule.startswith("term/") for rule in edit.rule.split("+")):
            yield f"{_at(path, lines, edit.span.start)}: {_change(edit.old, edit.new)}"
            yield f"    made by {edit.rule}: {edit.reason}"
    for edit, why in result.withheld:
        if not edit.rule.startswith("term/"):
            yield f"{_at(path, lines, edit.span.start)}: {_change(edit.old, edit.new)}"
            yield f"    withheld, {why}; {edit.rule}: {edit.reason}"


def _verdict(
    path: str, verdict: Verdict, line_and_column: Callable[[Span], tuple[int, int]]
) -> Iterator[str]:
    place = verdict.place
    line, column = line_and_column(place.span)
    yield (
        f"{path}:{line}:{column}: {_change(place.old, place.term.term)}"
        f" [{place.term.rule}]: {verdict.outcome}"
    )
    if not verdict.weights:
        yield f"    {verdict.reason}"
        return
    for weight in sorted(verdict.weights, key=_importance):
        at = Span(weight.start, weight.start + 1)
        where = f" {weight.zone}, line {line_and_column(at)[0]}" if weight.zone else ""
        yield f"    {weight.value:+.2f} {weight.name}{where}"
    yield f"    = {verdict.score:+.2f}; {_tip(verdict)}"


def _importance(weight: Weight) -> tuple[bool, float]:
    """Cues before what has no place, the heavy before the light."""
    return not weight.zone, -abs(weight.value)


def _tip(verdict: Verdict) -> str:
    """What would make the outcome another one."""
    up, down = WEIGHTS.safe - verdict.score, verdict.score - WEIGHTS.left
    if verdict.outcome == "rewrite":
        return f"{verdict.score - WEIGHTS.safe:.2f} against it would make it a suggestion"
    if up <= 0:
        return verdict.reason.partition(", ")[2].partition(";")[0]
    tip = f"{up:.2f} more for it would make it safe"
    return tip if verdict.outcome == "leave" else f"{tip}, {down:.2f} against it would leave it"


def _at(path: str, lines: Lines, start: int) -> str:
    line, column = lines.place(start)
    return f"{path}:{line}:{column}"


def _change(old: str, new: str) -> str:
    return f"{shown(old) or 'nothing'} → {shown(new) or 'nothing'}"
