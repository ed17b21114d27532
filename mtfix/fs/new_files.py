"""Creates files: each is there as a whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING, BinaryIO

from mtfix.fs import system

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextlib.contextmanager
def temporary_file(
    folder: str, mode: int, give_name: Callable[[str], object]
) -> Iterator[BinaryIO]:
    """Give a file in a folder to write to, under a name that no one can foresee. Once all is
    written, `give_name` is told that name, to give it another; whatever fails, the file goes."""
    temporary = os.path.join(folder, f".mtfix-{os.urandom(8).hex()}.tmp")
    handle = os.open(temporary, _FLAGS, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        give_name(temporary)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
    system.sync_folder(folder)


@contextlib.contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of one of its name once all is written."""
    folder = os.path.dirname(os.path.abspath(path))
    with temporary_file(folder, 0o644, lambda temporary: system.replace(temporary, path)) as file:
        yield file


@contextlib.contextmanager
def creating(path: str) -> Iterator[BinaryIO]:
    """Give a file to write to, which has its name once all is written, and takes no other one's
    place.

    Raises OSError where it can't be written, and FileExistsError for a name that is taken, be it
    by a link that leads nowhere: nothing is written through it.
    """
    refuse_existing(path)
    folder = os.path.dirname(os.path.abspath(path))
    with temporary_file(folder, 0o666, lambda temporary: _give_name(temporary, path)) as file:
        yield file


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
