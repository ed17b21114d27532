"""Opens files that can be read to their end: no pipe, socket or device that may keep silent."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

_OF_SHELL = ("/dev/fd/", "/proc/self/fd/")
"""Where the shell puts the pipes that it has opened for this process, as in `<(command)`."""
_NO_WAIT = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
NOT_REGULAR = "it is no regular file"


def open_regular(path: str) -> BinaryIO:
    """Return a regular file, opened to be read, or a pipe that the shell has made for this process.

    Raises OSError for any other, without waiting for what might write into it, and ValueError
    for what is no path.
    """
    if path.startswith(_OF_SHELL):
        return open(path, "rb")
    handle = os.open(path, _NO_WAIT)
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return open(handle, "rb")
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    raise OSError(errno.EINVAL, NOT_REGULAR, path)


def read_regular(path: str) -> bytes:
    """Return the bytes of what `open_regular` opens. Raises what it raises."""
    with open_regular(path) as file:
        return file.read()
