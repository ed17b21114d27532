"""Bytes in, bytes out: what is read is written back exactly but for the edits.

Undecodable bytes travel through the text as lone surrogates (`surrogateescape`), a byte
order mark is put aside, line ends and a missing last newline are part of the text.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, NamedTuple

from mtfix.formats import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BOM = b"\xef\xbb\xbf"
CONTENT = frozenset({".txt", ".text", ".md", ".markdown", *SUFFIXES})
"""The suffixes that are taken from a folder; a file named by itself may have any."""


class FileError(Exception):
    """A file that can't be read or written: says which, why, and what to do."""


class Source(NamedTuple):
    """A file as text: `bom` was put aside; `encode` gives the bytes back."""

    path: str
    data: bytes
    bom: bytes
    text: str

    def encode(self, text: str) -> bytes:
        return self.bom + encode(text)


def decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def source(path: str, data: bytes) -> Source:
    """Return `data` as text; `path` is only its name."""
    bom = BOM if data.startswith(BOM) else b""
    return Source(path, data, bom, decode(data[len(bom) :]))


def read(path: str) -> Source:
    """Return the file at `path`. Raises FileError where it can't be read."""
    try:
        with open(path, "rb") as file:
            return source(path, file.read())
    except OSError as error:
        raise FileError(f"{path}: can't be read: {error.strerror}") from None


def is_binary(data: bytes) -> bool:
    """Whether data is no text: it holds a NUL byte in its first 8,000 bytes, as git asks."""
    return b"\0" in data[:8000]


def digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def write(path: str, data: bytes) -> None:
    """Replace the file at `path` atomically, keeping its permission bits.

    The data goes to a temporary file in the same folder, is synced and renamed over the
    file: whatever fails, the original stands. A symbolic link stays one; its target is
    replaced. Raises FileError.
    """
    import tempfile

    target = os.path.realpath(path)
    temporary = ""
    try:
        mode = os.stat(target).st_mode
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".mtfix-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode & 0o7777)
        os.replace(temporary, target)
        temporary = ""
    except OSError as error:
        raise FileError(
            f"{path}: can't be written: {error.strerror}; the file is as it was"
        ) from None
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def walk(
    paths: Iterable[str], pruned: Callable[[str], object] = lambda _folder: False
) -> Iterator[str]:
    """Yield the files that `paths` stand for: a folder for the content files below it.

    Hidden folders and symbolic links inside a folder are passed over, and so is a folder
    inside that `pruned` says true of.
    Raises FileError for a path that does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            hint = "; `mtfix clean` reads standard input" if path == "-" else ""
            raise FileError(f"{path}: there is no such file or folder{hint}")
        if not os.path.isdir(path):
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and not pruned(os.path.join(folder, name))
            )
            for name in sorted(names):
                found = os.path.join(folder, name)
                suffix = os.path.splitext(name)[1].lower()
                if suffix in CONTENT and not os.path.islink(found):
                    yield found
