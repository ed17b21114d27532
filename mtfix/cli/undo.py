"""`mtfix undo`: puts back what a logged run changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.cli.messages import inform, tell
from mtfix.cli.printing import say
from mtfix.fs import files, system
from mtfix.review.decided_paths import DecidedPaths
from mtfix.review.decisions import NAME, DecisionFile, DecisionsError
from mtfix.review.run_log import LogError, LoggedFile, read_log, undone

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Undo a log from its last entry to its first; 2 where a file has changed since."""
    [path] = options.files
    entries = read_log(path)
    paths = DecidedPaths(path, options.below)
    status = 0
    for entry in reversed(entries):
        try:
            _undo(entry, paths)
        except (LogError, DecisionsError, files.FileError) as error:
            tell(error.problem)
            status = 2
    return status


def _undo(entry: LoggedFile, paths: DecidedPaths) -> None:
    """Put one file back. Raises LogError or FileError, and then it is as it was."""
    if entry.path == "-":
        inform("an edit of a filter is in the log; its output can't be put back")
        return
    name = system.shown(entry.path)
    if entry.decided:
        _take_back(entry, paths)
        return
    data = paths.read(entry.path).data
    before = undone(entry, data)
    if before == data:
        return
    if note := files.write(entry.path, before, before=data):
        inform(note, name)
    say(f"{name}: {len(entry.fixes)} fixes undone")


def _take_back(entry: LoggedFile, paths: DecidedPaths) -> None:
    """Take decisions out of their file that stand there still. Raises ProblemError."""
    if os.path.basename(entry.path) != NAME:
        raise LogError("no decisions", "left as it is", path=system.shown(entry.path))
    if not os.path.lexists(entry.path):
        return
    paths.refuse(entry.path)
    there = DecisionFile(os.path.dirname(entry.path))
    lines = {*entry.decided}
    gone = {one for one in there.decisions if one.line() in lines}
    if gone:
        there.decisions -= gone
        there.write()
        say(f"{system.shown(entry.path)}: {len(gone)} decisions taken back")
