"""Which files a log or a report of edits may change: it says any path, and may be another's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.fs import files, system, walk
from mtfix.fs.symlinks import repository

if TYPE_CHECKING:
    from collections.abc import Iterable


class DecidedPaths:
    """The files below some folders, and below the repositories that these lie in.

    The folders are those that are named; where none is, the current one and that of the file
    in which the decisions stand.
    """

    def __init__(self, decisions: str, named: Iterable[str] = ()) -> None:
        folders = [*named] or [os.curdir, os.path.dirname(os.path.abspath(decisions))]
        reals = [os.path.realpath(folder) for folder in folders]
        self._roots = [repository(real) or real for real in reals]

    def refuse(self, path: str) -> None:
        """Raise FileError for a file that is not to be changed: one elsewhere or of git itself,
        one that a link leads to out of its repository, and what is no text of a user's."""
        real = os.path.realpath(path)
        if not any(system.inside(real, root) for root in self._roots):
            raise _left(path, "it lies in another folder", "name that with --below")
        if ".git" in real.split(os.sep):
            raise _left(path, "it belongs to git")
        if why := walk.skip_reason(path):
            raise _left(path, why)

    def read(self, path: str, charset: str = files.UTF_8) -> files.SourceFile:
        """Return a file that may be changed. Raises FileError for any other."""
        self.refuse(path)
        source = files.read_file(path, charset)
        if source.data.startswith(files.LOG_HEAD):
            raise _left(path, "it is a log of mtfix")
        return source


def _left(path: str, why: str, remedy: str = "") -> files.FileError:
    return files.FileError(f"left as it is: {why}", remedy, path=system.shown(path))
