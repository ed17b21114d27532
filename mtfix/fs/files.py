"""Reads files as text and writes them back: the same bytes, but for the edits.

Undecodable bytes travel through the text as lone surrogates (`surrogateescape`), a byte
order mark is put aside, line ends and a missing last newline are part of the text.
"""

from __future__ import annotations

import contextlib
import os
import re
from functools import cache
from typing import NamedTuple

from mtfix.edits.problem import ProblemError, located
from mtfix.fs import system
from mtfix.fs.new_files import creating, temporary_file
from mtfix.fs.regular import NOT_REGULAR, read_regular

_OLD = 3600
"""Seconds after which a temporary file is a leftover."""
LOG_HEAD = b'{"mtfix-log": 2}'
"""How a log of mtfix begins: to clean one would make it useless."""
BOM = b"\xef\xbb\xbf"
UTF_8 = "utf-8"
PACKAGES = ("docx", "odt", "epub")
"""The formats whose files are archives, of which some members hold prose."""


class FileError(ProblemError):
    """A file that can't be read or written: says which, why, and what to do."""


class SourceFile(NamedTuple):
    """A file as text: `bom` was put aside; `encode` gives the bytes back. Raises FileError where
    its charset lacks a character, or the bytes would be read as another text. For an office
    document or an e-book, the charset is the name of its format."""

    path: str
    data: bytes
    bom: bytes
    text: str
    charset: str = UTF_8

    def encode(self, text: str) -> bytes:
        with located(system.shown(self.path), FileError):
            if self.charset == UTF_8:
                return self.bom + _encode_surely(text)
            if self.charset in PACKAGES:
                from mtfix.fs.packages import encode_package

                return encode_package(self.data, self.charset, text)
            from mtfix.fs.charset import encode_in

            return self.bom + encode_in(text, self.charset)


def decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _encode_surely(text: str) -> bytes:
    """Return the bytes of a text in UTF-8. Raises ProblemError where they would be read as another
    text: bytes that are none can become a character where they come together."""
    data = encode(text)
    if data.isascii() or decode(data) == text:
        return data
    raise ProblemError("the fixes would make text of bytes that are none", "make fewer of them")


def source(path: str, data: bytes, charset: str = UTF_8) -> SourceFile:
    """Return `data` as text; `path` is only its name.

    `charset` is the one that it is written in, or `auto` to find that out, or one of `PACKAGES`:
    FileError is raised where that can't be, or is not so.
    """
    if charset in PACKAGES:
        from mtfix.fs.packages import decode_package

        with located(system.shown(path), FileError):
            return SourceFile(path, data, b"", decode_package(data, charset), charset)
    bom = BOM if data.startswith(BOM) else b""
    if charset != UTF_8 and not bom:
        from mtfix.fs.charset import decode_from

        with located(system.shown(path), FileError):
            charset, bom, text = decode_from(data, charset)
        if charset != UTF_8:
            return SourceFile(path, data, bom, text, charset)
    return SourceFile(path, data, bom, decode(data[len(bom) :]))


def read_file(path: str, charset: str = UTF_8) -> SourceFile:
    """Return the file at `path`. Raises FileError where it can't be read."""
    return source(path, read_bytes(path), charset)


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file. Raises FileError where it can't be read, or is no regular file:
    to read a pipe could take for ever."""
    try:
        return read_regular(path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def unreadable(path: str, error: Exception) -> FileError:
    """Return the error that says why a file can't be read."""
    why = getattr(error, "strerror", None) or str(error)
    if isinstance(error, FileNotFoundError) and os.path.islink(path):
        why = "it is a symbolic link, and what it points to does not exist"
    return FileError(f"can't be read: {why}", path=system.shown(path))


def is_binary(data: bytes) -> bool:
    """Whether data is no text: it holds a NUL byte in its first 8,000 bytes, as git asks."""
    return b"\0" in data[:8000]


def digest(data: bytes, charset: str = UTF_8) -> str:
    """Return what tells one content of a file from another; of a package, however it is packed."""
    from hashlib import sha256

    if charset in PACKAGES:
        from mtfix.fs.packages import packed_content

        data = packed_content(data, charset)
    return sha256(data).hexdigest()


# --- writing -------------------------------------------------------------------------------------


def write(path: str, data: bytes, before: bytes | None = None) -> str:
    """Replace the file at `path` atomically; return what the user should know, or nothing.

    The data goes to a temporary file in the same folder, is synced and renamed over the
    file: whatever fails, the original stands. Permission bits stay, and the owner where
    possible. A symbolic link stays one; its target is replaced. Raises FileError: also for a
    file that may not be written, that is no regular one, that a link leads to out of the
    repository, or that no longer holds the bytes `before`.
    """
    target = os.path.realpath(path)
    try:
        mode = os.stat(target)
        refuse_target(path)
        if not system.may_write(target):
            raise _unwritten(path, "it is read-only", "allow it, or exclude it")
        others = mode.st_nlink - 1
        _replace(target, data, before)
    except OSError as error:
        raise _unwritten(path, error.strerror or str(error)) from None
    except _ChangedError:
        raise FileError(
            "was changed by another program meanwhile",
            "left as it is, run again",
            path=system.shown(path),
        ) from None
    if others > 0:
        return f"is a hard link; the other names of the file ({others}) keep the old text"
    return ""


def create(path: str, data: bytes) -> None:
    """Make a new file of some bytes, which is there as a whole or not at all. Raises FileError,
    also for a name that is taken."""
    try:
        with creating(path) as file:
            file.write(data)
    except OSError as error:
        raise _unwritten(path, error.strerror or str(error), "") from None


def refuse_target(path: str) -> None:
    """Raise FileError for a path at which nothing is written: that of a folder, a pipe or a
    device, and one that leads through a link out of its repository."""
    from mtfix.fs.symlinks import target_outside

    if os.path.lexists(path) and not os.path.isfile(path):
        dangling = os.path.islink(path) and not os.path.exists(path)
        raise _unwritten(path, "it is a link that leads nowhere" if dangling else NOT_REGULAR)
    if outside := target_outside(path):
        where = system.shown(outside)
        raise _unwritten(path, f"it is linked to {where}, out of its repository")


def _unwritten(path: str, why: str, remedy: str = "the file is as it was") -> FileError:
    return FileError(f"can't be written: {why}", remedy, path=system.shown(path))


class _ChangedError(Exception):
    """Another program has written the file since it was read."""


def _replace(target: str, data: bytes, before: bytes | None) -> None:
    folder = os.path.dirname(target)
    _sweep(folder)

    def give_name(temporary: str) -> None:
        system.take_after(target, temporary)
        if before is not None and read_regular(target) != before:
            raise _ChangedError
        system.replace(temporary, target)

    with temporary_file(folder, 0o600, give_name) as file:
        file.write(data)


@cache
def _sweep(folder: str) -> None:
    """Take away the temporary files that killed runs have left in a folder, once a run.

    One that is younger than an hour may belong to a run that is alive.
    """
    from time import time

    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            ours = re.fullmatch(r"\.mtfix-[0-9a-f]{16}\.tmp", entry.name)
            if ours and time() - entry.stat(follow_symlinks=False).st_mtime > _OLD:
                os.unlink(entry.path)
