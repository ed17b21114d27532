"""The log of a run: what was changed where, so that it can be put back.

One JSON object a line. A run begins with a line that names the format; each other line is a
file that was about to be written: its path, the hashes of its bytes before and after, and the
fixes. A log is only ever appended to, a whole line at once, so that runs may share it.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.composition import flatten
from mtfix.edits.edit import revert
from mtfix.edits.problem import ProblemError
from mtfix.fs import files, system
from mtfix.fs.charset import python_name
from mtfix.fs.regular import read_regular
from mtfix.pipeline.result import fix_as_dict, fix_from_dict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.edits.fix import Fix


_START = b'{"path": '


class LogError(ProblemError):
    """A log that can't be read, or that does not fit the files."""


class LoggedFile(NamedTuple):
    """One file of a log."""

    path: str
    before: str
    after: str
    fixes: tuple[Fix, ...]
    charset: str = files.UTF_8


class Log:
    """A log file that is appended to; each entry is on disk before its file is written.

    Raises LogError for a file that can't be written, or is no log: it is not appended to.
    """

    def __init__(self, path: str) -> None:
        self._name = system.shown(path)
        try:
            there = _present(path)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
            self._handle = os.open(path, flags, 0o666)
        except (OSError, ValueError) as error:
            if isinstance(error, ProblemError):
                raise
            raise self._failed(error) from None
        self._is_cut = there != b"" and not there.endswith(b"\n")
        self._write(files.LOG_HEAD + b"\n")
        if there == b"":
            system.sync_folder(os.path.dirname(os.path.abspath(path)))

    def add(
        self,
        path: str,
        before: bytes,
        after: bytes,
        fixes: Sequence[Fix],
        *,
        charset: str = files.UTF_8,
    ) -> None:
        """Append an entry, and return when it is on disk. Raises LogError."""
        entry: dict[str, Any] = {
            "path": path if path == "-" else str(Path(path).resolve()),
            "before": files.digest(before, charset),
            "after": files.digest(after, charset),
            "fixes": [fix_as_dict(fix) for fix in fixes],
        }
        if charset != files.UTF_8:
            entry["charset"] = charset
        self._write(json.dumps(entry).encode("ascii") + b"\n")

    def close(self) -> None:
        os.close(self._handle)

    def _write(self, line: bytes) -> None:
        """Write a line as a whole. One that a kill or a full disk has cut is ended before."""
        if self._is_cut:
            line = b"\n" + files.LOG_HEAD + b"\n" + line
        self._is_cut = True
        try:
            while line:
                line = line[os.write(self._handle, line) :]
            os.fsync(self._handle)
            self._is_cut = False
        except OSError as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> LogError:
        why = getattr(error, "strerror", None) or str(error)
        return LogError(
            f"can't be written: {why}", "name another file for the log", path=self._name
        )


def _present(path: str) -> bytes:
    """Return the bytes of a log; none where it does not exist yet. Raises LogError, FileError and
    OSError."""
    name = system.shown(path)
    if not os.path.isfile(path):
        if os.path.exists(path) and stat.S_ISFIFO(os.stat(path).st_mode):
            raise LogError("can't be written: a log is a file, and this is a pipe", path=name)
        if os.path.islink(path) and not os.path.exists(path):
            raise LogError("can't be written: it is a link that leads nowhere", path=name)
        return b""
    files.refuse_target(path)
    data = Path(path).read_bytes()
    if data and data.split(b"\n", 1)[0].rstrip(b"\r") != files.LOG_HEAD:
        raise LogError("not a log of mtfix", "name another file", path=name, line=1)
    return data


def read_log(path: str) -> list[LoggedFile]:
    """Return the entries of a log. Raises LogError, with the line, where it is none."""
    name = system.shown(path)
    try:
        data = read_regular(path)
        if not system.is_own(path):
            remedy = "make a copy of it if you trust what it says"
            raise LogError("belongs to another user", remedy, path=name)
    except OSError as error:
        raise LogError(f"can't be read: {error.strerror}", path=name) from None
    return list(_entries(system.shown(path), data.split(b"\n")))


def _entries(name: str, lines: Sequence[bytes]) -> Iterator[LoggedFile]:
    """The entries. A line that a kill has cut is passed over: its file was not written."""
    if lines[0].rstrip() != files.LOG_HEAD:
        raise LogError("not a log of mtfix", path=name, line=1)
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.rstrip() == files.LOG_HEAD:
            continue
        try:
            yield _entry(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            is_last = number == len(lines) or lines[number].rstrip() == files.LOG_HEAD
            starts = line.startswith(_START[: len(line)])
            if is_last and starts and isinstance(error, json.JSONDecodeError):
                continue
            rest = "without this line, the others can be undone"
            raise LogError("not an entry of a log of mtfix", rest, path=name, line=number) from None


def undone(entry: LoggedFile, data: bytes) -> bytes:
    """Return the bytes that the file of `entry` had before, from those it has now.

    Raises LogError where the file has changed since.
    """
    name = system.shown(entry.path)
    digest = ""
    with suppress(ProblemError):  # of a package that is broken now
        digest = files.digest(data, entry.charset)
    if digest == entry.before:
        return data
    if digest != entry.after:
        raise LogError("has changed since", "left as it is", path=name)
    if entry.charset != files.UTF_8:
        return _reencoded(entry, data)
    for bom in (files.source(name, data).bom, b""):  # an edit may have brought one to the front
        with suppress(ValueError, TypeError):
            text = revert(files.decode(data.removeprefix(bom)), flatten(entry.fixes))
            before = bom + files.encode(text)
            if files.digest(before) == entry.before:
                return before
    raise LogError("the log does not lead back", "left as it is", path=name)


def _reencoded(entry: LoggedFile, data: bytes) -> bytes:
    """As `undone`, of a file in another charset, or of a package."""
    with suppress(ValueError, TypeError):
        source = files.source(entry.path, data, entry.charset)
        before = source.encode(revert(source.text, flatten(entry.fixes)))
        if files.digest(before, entry.charset) == entry.before:
            return before
    raise LogError("the log does not lead back", "left as it is", path=system.shown(entry.path))


def _entry(value: dict[str, Any]) -> LoggedFile:
    path, before, after = (value[field] for field in ("path", "before", "after"))
    if not (isinstance(path, str) and path):
        raise TypeError("a path is text")  # a number would be an open file
    fixes = tuple(map(fix_from_dict, value["fixes"]))
    charset = value.get("charset", files.UTF_8)
    is_known = isinstance(charset, str) and (charset in files.PACKAGES or python_name(charset))
    if not is_known:
        raise TypeError("a charset is the name of one")
    return LoggedFile(path, before, after, fixes, charset)
