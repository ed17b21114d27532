"""What the files around a document say of it: configuration, packs, decisions.

They may change at any time, and be broken while they are written. So it is asked of the disk
before each use whether one has changed; and what was understood last holds on, until they can be
understood again.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mtfix.cli.file_cleaner import decided_fixes
from mtfix.cli.inputs import check_extraction
from mtfix.cli.options import Cleaners
from mtfix.config.resolve import IGNORE_FILE, NAMES
from mtfix.edits.problem import problem_of
from mtfix.formats import SUFFIXES
from mtfix.fs import files, walk
from mtfix.packs.sources import ENDINGS
from mtfix.review import baseline, decisions

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mtfix.cleaner import Cleaner
    from mtfix.config.resolve import Settings
    from mtfix.edits.problem import Problem
    from mtfix.pipeline.ledger import Leave

    Stamp = tuple[tuple[str, int, int], ...]
    """The files that something hangs on, each with its time and size."""

_SAYING = (*NAMES, IGNORE_FILE, baseline.NAME, decisions.NAME)
"""The files of a folder that say something of the files below it."""

LANGUAGES = {
    "plaintext": "plain",
    "text": "plain",
    "markdown": "markdown",
    "mdx": "mdx",
    "html": "html",
    "json": "json",
    "jsonc": "json",
    "yaml": "yaml",
    "toml": "toml",
    "properties": "properties",
    "java-properties": "properties",
    "restructuredtext": "rst",
    "rst": "rst",
    "asciidoc": "asciidoc",
    "wikitext": "mediawiki",
    "mediawiki": "mediawiki",
    "tsv": "tsv",
    "csv": "csv",
    "po": "po",
    "jsonl": "jsonl",
    "srt": "subtitles",
    "vtt": "subtitles",
}
"""The formats of texts whose name tells none, by what editors call their language."""


class Reading(NamedTuple):
    """How a document is read. `cleaner` is None where it is not, and `why` tells the reason, if it
    is worth telling; `problems` are those of the files around it."""

    cleaner: Cleaner | None = None
    format: str = ""
    leave: Leave | None = None
    why: str = ""
    problems: tuple[Problem, ...] = ()


class Project:
    """Cleaners and decisions for documents, as the files around them say now."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._renew()
        self._last: Cleaners | None = None
        self._stamps: dict[str, Stamp] = {}

    def reading(self, path: str | None, language: str, text: str) -> Reading:
        """Return how a document is read that has a path, unless it was never saved, and a text
        without a byte order mark. Raises nothing that a user's file could cause."""
        self._refresh(path)
        problems: list[Problem] = []
        reading = Reading()
        for cleaners in filter(None, (self._cleaners, self._last)):
            try:
                reading = _read_by(cleaners, path, language, text)
                break
            except ValueError as error:  # of a pack, a configuration, an option
                problems.append(problem_of(error))
        if not problems:
            self._last = self._cleaners
        leave = None
        try:
            leave = self._decided.leave(path) if path else None
        except ValueError as error:
            problems.append(problem_of(error))
        return reading._replace(leave=leave, problems=tuple(problems[:1]))

    def settings(self, path: str) -> Settings:
        """Return what the configuration says of a file. Raises ConfigError."""
        return self._cleaners.configs.settings(path)

    def _renew(self) -> None:
        self._cleaners = Cleaners(self._options)
        self._decided = decided_fixes(self._options)

    def _refresh(self, path: str | None) -> None:
        """Forget what was understood if a file has changed that it hangs on."""
        folder = os.path.dirname(os.path.abspath(path)) if path else os.getcwd()
        stamp = self._stamp(folder)
        if self._stamps.setdefault(folder, stamp) != stamp:
            self._renew()
            self._stamps = {folder: self._stamp(folder)}

    def _stamp(self, folder: str) -> Stamp:
        found = [*_files_above(folder)]
        packs = [*self._options.pack]
        try:
            named = self.settings(os.path.join(folder, "page")).values.get("packs", ())
            packs += [pack for pack, _ in named]
        except ValueError:  # it is told where the document is read
            pass
        for pack in packs:
            found += _files_of(pack)
        return tuple(filter(None, map(_stamp_of, found)))


def _read_by(cleaners: Cleaners, path: str | None, language: str, text: str) -> Reading:
    """How a document is read by some cleaners. Raises ValueError for what is broken."""
    cleaner, format_ = cleaners.of(path)
    if path and (rule := cleaners.configs.excluded(path)):
        return Reading(why=f"excluded by {rule}")
    data = files.encode(text)
    if why := walk.content_skip_reason(data):
        return Reading(why=why)
    if path and (name := cleaners.unread_format(path, data)):
        return Reading(why=f"mtfix does not read {name}")
    format_ = cleaners.format_of(path, data)
    if format_ == "plain" and os.path.splitext(path or "")[1].lower() not in SUFFIXES:
        format_ = LANGUAGES.get(language, format_)
    if format_ in files.PACKAGES:
        return Reading(why="it is an office document or an e-book")
    check_extraction(cleaner, format_, path or "")
    return Reading(cleaner, format_)


def _files_above(folder: str) -> Iterator[str]:
    """The files that say something of those in a folder, whether they are there or not."""
    above = ""
    while folder != above:
        yield from (os.path.join(folder, name) for name in _SAYING)
        folder, above = os.path.dirname(folder), folder


def _files_of(pack: str) -> Iterator[str]:
    """The files of a pack: those of a folder, or itself."""
    if not os.path.isdir(pack):
        yield pack
        return
    for folder, _, names in os.walk(pack):
        yield from (os.path.join(folder, name) for name in names if name.endswith(ENDINGS))


def _stamp_of(path: str) -> tuple[str, int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return path, found.st_mtime_ns, found.st_size
