"""The source text of each file: the one that `--source` names, or that of the same name below a
folder."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from mtfix.cli.inputs import read_source, source_of
from mtfix.edits.problem import Problem
from mtfix.formats import ROWS, UNITS
from mtfix.fs import system

if TYPE_CHECKING:
    import argparse
    import re
    from collections.abc import Sequence


class Sources:
    """The sources of the files that a run reads. Raises UsageError where `--source` can't be
    read."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._folder = options.source if os.path.isdir(options.source or "") else None
        self._text = None if self._folder else source_of(options)
        self._roots = [path for path in options.files if os.path.isdir(path)]
        self._named = {*options.files} - {*self._roots}
        self._names: dict[str, dict[str, list[str]]] = {}

    def of(self, path: str, format: str) -> tuple[str | None, Problem | None]:  # noqa: A002
        """Return the source of the file at `path`; None, with a problem, where there is none or
        may be several: an error of a file that is named itself, a note of one in a folder.

        A file of rows has its sources beside its texts. Raises UsageError where the source can't be
        read.
        """
        if self._folder is None:
            return self._text, None
        if format in ROWS or format in UNITS:
            return None, None
        found = self._paths(self._folder, path)
        if len(found) == 1:
            return read_source(found[0]), None
        return None, self._missing(self._folder, path, found)

    def _missing(self, folder: str, path: str, found: Sequence[str]) -> Problem:
        """That none of the files that may be the source of a file is taken."""
        if found:
            text = f"may have several sources: {', '.join(map(system.shown, found))}"
        else:
            text = f"has no source of its name in {system.shown(folder)}"
        if path in self._named:
            remedy = "put one there, or name it with --source"
            return Problem(0, text, path=system.shown(path), remedy=remedy)
        note = f"{text}; it is cleaned without"
        return Problem(0, note, path=system.shown(path), severity="note")

    def _paths(self, folder: str, path: str) -> list[str]:
        """The files below a folder that may be the source of a file."""
        roots = [root for root in self._roots if _is_below(path, root)]
        root = max(roots, key=len, default=os.path.dirname(path))
        wanted = os.path.join(folder, os.path.relpath(path, root or os.curdir))
        if os.path.isfile(wanted) and not os.path.samefile(wanted, path):
            return [wanted]
        inside = os.path.dirname(wanted)
        names = self._names_in(inside).get(_bare(os.path.basename(path)), [])
        found = (os.path.join(inside, name) for name in names)
        return [one for one in found if not os.path.samefile(one, path)]

    def _names_in(self, folder: str) -> dict[str, list[str]]:
        """The files in a folder, by their names without language and suffix."""
        if folder not in self._names:
            found: dict[str, list[str]] = {}
            for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
                if os.path.isfile(os.path.join(folder, name)):
                    found.setdefault(_bare(name), []).append(name)
            self._names[folder] = found
        return self._names[folder]


def _bare(name: str) -> str:
    """The name of a file without its language and its suffix.

    >>> _bare("page.en.md"), _bare("page_zh-CN.txt"), _bare("v1.2.md")
    ('page', 'page', 'v1.2')
    """
    return _language_pattern().sub("", os.path.splitext(name)[0])


@cache
def _language_pattern() -> re.Pattern[str]:
    """How a name tells its language before its suffix: `page.en.md`, `page_zh-CN.md`."""
    import re

    from mtfix.text.provenance import LANGUAGES  # most runs need neither

    codes = "|".join(LANGUAGES)
    return re.compile(rf"[._-](?:{codes})(?:[-_][A-Za-z]{{2,4}})?$", re.IGNORECASE)


def _is_below(path: str, folder: str) -> bool:
    return os.path.abspath(path).startswith(os.path.join(os.path.abspath(folder), ""))
