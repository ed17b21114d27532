"""`mtfix undo`: puts back what a logged run changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.cli.messages import inform, tell
from mtfix.cli.printing import say
from mtfix.fs import files, system
from mtfix.review.decided_paths import DecidedPaths
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
        except (LogError, files.FileError) as error:
            tell(error.problem)
            status = 2
    return status


def _undo(entry: LoggedFile, paths: DecidedPaths) -> None:
    """Put one file back. Raises LogError or FileError, and then it is as it was."""
    if entry.path == "-":
        inform("an edit of a filter is in the log; its output can't be put back")
        return
    name = system.shown(entry.path)
    data = paths.read(entry.path).data
    before = undone(entry, data)
    if before == data:
        return
    if note := files.write(entry.path, before, before=data):
        inform(note, name)
    say(f"{name}: {len(entry.fixes)} fixes undone")
