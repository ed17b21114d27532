"""Creates files: each is there as a whole or not at all, and takes no other one's place."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING, BinaryIO

from mtfix.fs import system

if TYPE_CHECKING:
    from collections.abc import Iterator

FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def temporary_name(folder: str) -> str:
    """Return a name that no one can foresee for a file in a folder, which is to get another."""
    return os.path.join(folder, f".mtfix-{os.urandom(8).hex()}.tmp")


@contextlib.contextmanager
def creating(path: str) -> Iterator[BinaryIO]:
    """Give a file to write to, which has its name once all is written.

    Raises OSError where it can't be written, and FileExistsError for a name that is taken, be it
    by a link that leads nowhere: nothing is written through it.
    """
    refuse_existing(path)
    folder = os.path.dirname(os.path.abspath(path))
    temporary = temporary_name(folder)
    handle = os.open(temporary, FLAGS, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _give_name(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
    system.sync_folder(folder)


def refuse_existing(path: str) -> None:
    """Raise FileExistsError for a name that is taken."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)


def _give_name(temporary: str, path: str) -> None:
    """Give a file its name, unless that has been taken since."""
    try:
        os.link(temporary, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # there are no hard links on this file system
        refuse_existing(path)
        system.replace(temporary, path)
