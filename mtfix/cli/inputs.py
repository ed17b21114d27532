"""Options that say how files are read: `--source`, `--encoding`, and what excludes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.cli.messages import UsageError
from mtfix.formats import ROWS, UNITS
from mtfix.fs import files, system

if TYPE_CHECKING:
    import argparse


def source_of(options: argparse.Namespace) -> str | None:
    """Return the text that `--source` names, None where it is not given.

    Raises UsageError where it can't be the source of what is named, or can't be read.
    """
    path = options.source
    if path is None:
        return None
    named = options.files
    if len(named) > 1 or (named and os.path.isdir(named[0])):
        raise UsageError(
            "--source is the source of one file; name one file, or for `fix` and `check` a folder"
            " with the source of each"
        )
    return read_source(path)


def read_source(path: str) -> str:
    """Return the source text at a path. Raises UsageError where it can't be read."""
    try:
        source = files.read_file(path)
    except files.FileError as error:
        problem = error.problem
        named = f"--source {problem.path}"
        raise UsageError(problem.text, problem.remedy, path=named) from None
    try:
        return source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            "not UTF-8",
            "save the file as UTF-8",
            path=f"--source {system.shown(path)}",
            line=line,
        ) from None


def charset_of(options: argparse.Namespace) -> str:
    """Return the charset that `--encoding` names, or `auto`. Raises UsageError for one that does
    not exist, or that a report of edits could not be accepted in."""
    named: str = options.encoding
    if named.lower() in {"utf-8", "utf8"}:
        return "utf-8"
    if options.report == "edits":
        raise UsageError("--report edits is for files in UTF-8; save them as UTF-8 first")
    from mtfix.fs import charset

    known = charset.AUTO if named.lower() == charset.AUTO else charset.python_name(named)
    if known is None:
        raise UsageError(f"--encoding {named}: no such charset; write auto, or a name like cp1252")
    return known


def charset_for(format: str, charset: str) -> str:  # noqa: A002
    """Return the charset in which a file of a format is read, where options name `charset`: an
    office document or an e-book has its own."""
    return format if format in files.PACKAGES else charset


def for_rows(format: str, source: str | None) -> None:  # noqa: A002
    """Raise UsageError for a source text beside a file whose rows have their own."""
    if source is not None and format in {*ROWS, *UNITS}:
        raise UsageError(
            f"--source is for files of one text; in {format}, --source-field names the source"
        )
