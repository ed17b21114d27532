"""The log of a run: what was changed where, so that it can be put back.

One JSON object a line. The first names the format; each other is a file that was about to
be written: its path, the hashes of its bytes before and after, and the edits.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix import files
from mtfix.edit import Edit, Safety, Span
from mtfix.result import revert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMAT = {"mtfix-log": 1}


class LogError(ValueError):
    """A log that can't be read, or that does not fit the files."""


class Entry(NamedTuple):
    """One file of a log."""

    path: str
    before: str
    after: str
    edits: tuple[Edit, ...]


class Log:
    """A log file that is appended to; each entry is on disk before its file is written."""

    def __init__(self, path: str) -> None:
        if os.path.isfile(path):
            _mend(path)
        try:
            self._file = Path(path).open("a", encoding="ascii", newline="\n")  # noqa: SIM115
        except OSError as error:
            raise LogError(f"{path}: can't be written: {error.strerror}") from None
        if self._file.tell() == 0:
            self._line(FORMAT)

    def add(self, path: str, before: bytes, after: bytes, edits: Sequence[Edit]) -> None:
        entry = {
            "path": path if path == "-" else str(Path(path).resolve()),
            "before": files.digest(before),
            "after": files.digest(after),
            "edits": [_listed(edit) for edit in edits],
        }
        self._line(entry)

    def close(self) -> None:
        self._file.close()

    def _line(self, value: dict[str, Any]) -> None:
        try:
            self._file.write(json.dumps(value) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise LogError(f"{self._file.name}: can't be written: {error.strerror}") from None


def _mend(path: str) -> None:
    """Take a line off the end of a log that a kill has cut: its file was not written yet.

    Raises LogError for a file that is no log: it is not appended to.
    """
    try:
        data = Path(path).read_bytes()
        head = data.partition(b"\n")[0]
        if data and head != json.dumps(FORMAT).encode():
            raise LogError(f"{path}:1: not a log of mtfix; name another file")
        if not data.endswith(b"\n"):
            os.truncate(path, data.rfind(b"\n") + 1)
    except OSError as error:
        raise LogError(f"{path}: can't be read: {error.strerror}") from None


def read(path: str) -> list[Entry]:
    """Return the entries of a log. Raises LogError, with the line, where it is none."""
    try:
        lines = Path(path).read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise LogError(f"{path}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise LogError(f"{path}:1: not a log of mtfix") from None
    return list(_entries(path, lines))


def _entries(path: str, lines: Sequence[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
            if number == 1:
                if value != FORMAT:
                    raise LogError(f"{path}:1: not a log of mtfix")
                continue
            edits = tuple(_edit(fields) for fields in value["edits"])
            yield Entry(value["path"], value["before"], value["after"], edits)
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, LogError):
                raise
            if number == len(lines) and number > 1:
                return  # cut off by a kill: its file was not written yet
            raise LogError(f"{path}:{number}: not an entry of a log of mtfix") from None
    if not lines:
        raise LogError(f"{path}:1: not a log of mtfix")


def undone(entry: Entry, data: bytes) -> bytes:
    """Return the bytes that the file of `entry` had before, from those it has now.

    Raises LogError where the file has changed since.
    """
    if files.digest(data) == entry.before:
        return data
    if files.digest(data) != entry.after:
        raise LogError(f"{entry.path}: has changed since; left as it is")
    now = files.source(entry.path, data)
    before = now.encode(revert(now.text, entry.edits))
    if files.digest(before) != entry.before:
        raise LogError(f"{entry.path}: the log does not lead back; left as it is")
    return before


def _listed(edit: Edit) -> list[Any]:
    return [*edit.span, *edit[1:5], edit.safety.name, edit.confidence]


def _edit(fields: list[Any]) -> Edit:
    start, end, old, new, rule, reason, safety, confidence = fields
    return Edit(Span(start, end), old, new, rule, reason, Safety[safety], confidence)
