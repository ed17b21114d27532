"""`mtfix undo`: puts back what a logged run changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix import files
from mtfix.cli.options import UsageError, complain
from mtfix.log import LogError, read, undone

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Undo a log from its last entry to its first; 2 where a file has changed since."""
    [path] = options.files
    try:
        entries = read(path)
    except LogError as error:
        raise UsageError(str(error)) from None
    status = 0
    for entry in reversed(entries):
        if entry.path == "-":
            complain("an edit of a filter is in the log; its output can't be put back")
            continue
        try:
            data = files.read(entry.path).data
            before = undone(entry, data)
            if before != data:
                files.write(entry.path, before)
                print(f"{entry.path}: {len(entry.edits)} edits undone")
        except (LogError, files.FileError) as error:
            complain(str(error))
            status = 2
    return status
