"""The user's cache folder. A cache is never needed: where it is missing, foreign or damaged, or
can't be written, there is none. Foreign is what belongs to another user, or can be written by
others: a checksum shows damage, and no purpose."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import zlib
from typing import TYPE_CHECKING, NamedTuple

from mtfix.fs import system

if TYPE_CHECKING:
    from mmap import mmap

_MARK = b"mtfix-cache-1"
_HEAD = len(_MARK) + 10
"""Bytes before the data: the mark, a space, a checksum in eight figures, and a line end."""
_DAYS = 30
"""Age from which a cache goes when another is written beside it: names are made of what a cache
is made from, so that one which is no longer asked for would lie there for ever."""


class Indexed(NamedTuple):
    """The data of an index, and its parts by their places."""

    data: bytes = b""
    content: bytes | mmap = b""
    start: int = 0

    def part(self, start: int, size: int) -> bytes:
        """Return the bytes of a part, which begins so far behind the index."""
        begin = self.start + start
        return self.content[begin : begin + size]


def folder() -> str | None:
    """Return the folder of mtfix's caches by the convention of the system, if there is one."""
    home = os.path.expanduser("~")
    if home == "~":
        return None
    if sys.platform == "win32":  # pragma: no cover
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":  # pragma: no cover
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # the specification says to pass over a relative one
            base = os.path.join(home, ".cache")
    return os.path.join(base, "mtfix")


def load(name: str) -> bytes:
    """Return the data that `write` has stored under a name, or nothing."""
    base = folder()
    return read_file(os.path.join(base, name)) if base and _is_private(base, name) else b""


def read_file(path: str) -> bytes:
    """Return the data of a file that holds what `with_checksum` returns, or nothing."""
    try:
        # Without a buffer the rest is read in one piece, not copied once more: of 2 MB, 0.1 ms
        # instead of 1.5.
        with open(path, "rb", buffering=0) as file:
            head, data = file.read(_HEAD), file.readall()
    except OSError:
        return b""
    return data if head == _head(data) else b""


def read_indexed(name: str) -> Indexed:
    """Return what `write` has stored under a name as an index with parts behind it, if there is
    any. Of the parts only those are read that are looked at."""
    import mmap

    base = folder()
    if base is None or not _is_private(base, name):
        return Indexed()
    try:
        with open(os.path.join(base, name), "rb", buffering=0) as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # ValueError: it is empty
        return Indexed()
    end = content.find(b"\n", _HEAD)
    index = content[_HEAD : end + 1]
    return Indexed(index, content, end + 1) if content[:_HEAD] == _head(index) else Indexed()


def with_checksum(data: bytes) -> bytes:
    """Return data behind a line with a mark and a checksum."""
    return _head(data) + data


def write(name: str, data: bytes, parts: bytes = b"") -> None:
    """Store data under a name, all of it or nothing. Old caches in the same folder are removed.

    With `parts`, the data is an index of them, of one line. The checksum does not cover them:
    who looks at one must know whether it is whole.
    """
    base = folder()
    if base is None:
        return
    import tempfile

    path = os.path.join(base, name)
    parent, ending = os.path.dirname(path), os.path.splitext(path)[1]
    with contextlib.suppress(OSError):
        for one in (base, parent):
            os.makedirs(one, mode=0o700, exist_ok=True)
            _make_private(one)
        handle, temporary = tempfile.mkstemp(suffix=ending, dir=parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(with_checksum(data + b"\n") + parts if parts else with_checksum(data))
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
        _remove_old(parent, ending)


def _is_private(base: str, name: str) -> bool:
    """Whether a cache, its folder and that of all caches are the user's, and nobody else may write
    them: what stands in a cache is believed."""
    path = os.path.join(base, name)
    try:
        return all(system.is_private(one) for one in {base, os.path.dirname(path), path})
    except OSError:
        return False


def _make_private(path: str) -> None:
    """Take from others the right to write a folder of caches, as some systems give it to a group.
    Raises OSError where the folder is not the user's."""
    if not system.is_own(path):
        raise PermissionError(path)
    if not system.is_private(path):
        os.chmod(path, 0o700)


def _remove_old(parent: str, ending: str) -> None:
    """Remove the files of a folder of ours that end as caches do and have been there for long."""
    oldest = time.time() - _DAYS * 24 * 60 * 60
    with os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.endswith(ending) and entry.stat().st_mtime < oldest:
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def _head(data: bytes) -> bytes:
    return b"%b %08x\n" % (_MARK, zlib.crc32(data))
