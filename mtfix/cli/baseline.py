"""`mtfix baseline`: puts down what stands now, to be left from now on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.cli.inputs import charset_for, check_extraction
from mtfix.cli.messages import tell
from mtfix.cli.options import Cleaners
from mtfix.cli.paths import chosen, page, unread
from mtfix.cli.printing import say
from mtfix.edits.problem import problem_of
from mtfix.fs import files
from mtfix.review.baseline import Baseline, Baselines
from mtfix.review.baseline_match import BaselineEntry, Recorder, entries
from mtfix.review.decisions import DecisionFiles

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mtfix.edits.fix import Fix
    from mtfix.edits.problem import Problem
    from mtfix.edits.reason import Reason


def run(options: argparse.Namespace) -> int:
    """Write what stands in files into their baselines; 2 where a file can't be read.

    Entries of files that are not named stay; those of named ones that hold no more go.
    """
    cleaners, baselines, decided = Cleaners(options), Baselines(), DecisionFiles()
    touched: dict[str, Baseline] = {}
    failed: list[Problem] = []
    count = 0

    def fail(problem: Problem) -> None:
        tell(problem)
        if problem.severity == "error":
            failed.append(problem)

    for name in options.files:
        for path in chosen([name], cleaners.configs, fail):
            try:
                baseline = baselines.find_or_make(path)
                found = _proposed_entries(cleaners, baseline, decided, path)
            except ValueError as error:
                fail(problem_of(error))
                continue
            if found is not None:
                baseline.entries[baseline.name(path)] = found
                count += sum(entry.times for entry in found)
                touched[baseline.path] = baseline
        for baseline in _forget_missing_files(name, baselines):
            touched[baseline.path] = baseline
    for baseline in touched.values():
        baseline.write()
    say(f"{count} fixes and suggestions are left from now on")
    return 2 if failed else 0


def _proposed_entries(
    cleaners: Cleaners, baseline: Baseline, decided: DecisionFiles, path: str
) -> list[BaselineEntry] | None:
    """Return the fixes and suggestions in a file, of which none is made; None if passed over.

    What is refused by a decision is not among them. An old entry of a rule that was not asked for
    is kept if it still holds. Raises FileError for a file that mtfix does not read.
    """
    made, name = cleaners.of(path)
    source, skipped = page(path, charset_for(name, files.UTF_8))
    if source is None:
        if skipped:
            tell(skipped)
        return None
    if unknown := cleaners.unread_format(path, source.data):
        raise unread(path, unknown)
    name = cleaners.format_of(path, source.data)
    check_extraction(made, name, path)
    if name == "plain" and not made.is_touched(source.data):
        return []
    recorder, kept, matcher = Recorder(), baseline.kept(path), decided.matcher(path)

    def leave(fix: Fix, original: str) -> Reason | None:
        refused = matcher.refusal(fix, original) if matcher else None
        return refused or recorder(fix, original)

    result = made.clean(source.text, format=name, leave=leave)
    found = entries(baseline.name(path), source.text, recorder.fixes.values())
    if kept is not None:
        others = (held.fix for held in result.withheld if held.reason.code != "baseline")
        still = {entry for fix in others if (entry := kept.entry(fix, source.text))}
        found += still - {*found}
    return found


def _forget_missing_files(name: str, baselines: Baselines) -> Iterator[Baseline]:
    """Take out the entries of files below a named folder that no longer exist; yield each baseline
    that changes."""
    if not os.path.isdir(name):
        return
    baseline = baselines.of(os.path.join(name, "x"))
    if baseline is None:
        return
    below = _below(baseline.name(name))
    for path in [path for path in baseline.entries if path.startswith(below)]:
        if not os.path.lexists(os.path.join(baseline.folder, path)):
            del baseline.entries[path]
            yield baseline


def _below(folder: str) -> str:
    return "" if folder == "." else f"{folder}/"
