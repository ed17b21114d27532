"""Differences between systems: everything else is written as if there were only one.

Windows can't rename over a file that someone has open, has no folders to sync, no owners, no
shell that expands `*.md`, other separators, and a console with an encoding of its own.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

WINDOWS = os.name == "nt"
WAITS = (0.01, 0.05, 0.1, 0.3, 0.6, 1.0)
"""Seconds between attempts at a rename: virus scanners and indexers let go within a second."""


# --- files ---------------------------------------------------------------------------------------


def replace(source: str, target: str) -> None:
    """Rename a file over another. Where that one is open and Windows forbids it, wait for it."""
    for wait in WAITS if WINDOWS else ():
        try:
            os.replace(source, target)
        except PermissionError:
            from time import sleep

            sleep(wait)
        else:
            return
    os.replace(source, target)


def sync_folder(folder: str) -> None:
    """Make a rename in a folder last, where the system can: Windows opens no folders."""
    if WINDOWS:
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def lock(handle: int) -> bool:
    """Lock an open file for this process, until it closes the file or ends, however it ends.
    Return whether no other process has locked it; also true on a file system without locks."""
    if sys.platform == "win32":  # pragma: no cover
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def take_after(model: str, path: str) -> None:
    """Give the file at `path` the owner, extended attributes and permission bits of `model`.

    Owner and attributes as far as the user may set them. Raises OSError for the bits.
    """
    there = os.stat(model)
    here = os.stat(path)
    if not WINDOWS and (there.st_uid, there.st_gid) != (here.st_uid, here.st_gid):
        with contextlib.suppress(OSError):
            os.chown(path, -1, there.st_gid)  # a member of the group may do this alone
        with contextlib.suppress(OSError):
            os.chown(path, there.st_uid, -1)
    if hasattr(os, "listxattr"):
        _take_attributes(model, path)
    os.chmod(path, there.st_mode & 0o7777)  # last, since a new owner takes bits away


def _take_attributes(model: str, path: str) -> None:
    with contextlib.suppress(OSError):  # the file system may have none
        for name in os.listxattr(model):
            with contextlib.suppress(OSError):  # some are set by the system alone
                os.setxattr(path, name, os.getxattr(model, name))


def is_own(path: str, *others: int) -> bool:
    """Whether a file or a folder belongs to the user who runs this process, or to one of some
    others, by their numbers."""
    return WINDOWS or os.stat(path).st_uid in {os.geteuid(), *others}


def is_for_all(folder: str) -> bool:
    """Whether everybody may put files into a folder."""
    return not WINDOWS and bool(os.stat(folder).st_mode & 0o002)


def is_private(path: str) -> bool:
    """Whether a file or a folder belongs to the user, and nobody else may write it."""
    if WINDOWS:
        return True
    there = os.stat(path)
    return there.st_uid == os.geteuid() and not there.st_mode & 0o022


def may_write(path: str) -> bool:
    """Whether a file may be written. One that nobody may write is left alone by root too."""
    return bool(os.stat(path).st_mode & 0o222) and os.access(path, os.W_OK)


# --- paths ---------------------------------------------------------------------------------------


def shown(path: str) -> str:
    r"""Return a path as messages and reports print it: with `/`, on one line, printable.

    Line ends, controls and undecodable bytes are escaped, and so are backslashes where they
    are no separators.

    >>> shown("a page\n.md")
    'a page\\n.md'
    """
    path = path.replace("\\", "/") if WINDOWS else path.replace("\\", r"\\")
    return escaped(path)


def escaped(text: str) -> str:
    """Return a text on one line that can send no codes to a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def printable(text: str) -> str:
    """Return lines of text that can send no codes to a terminal; tabs stay."""
    if text.isprintable():
        return text
    return "\n".join("\t".join(map(escaped, line.split("\t"))) for line in text.split("\n"))


def posix(path: str) -> str:
    """Return a path for programs: with `/`, and else as it is."""
    return path.replace("\\", "/") if WINDOWS else path


def inside(path: str, folder: str) -> bool:
    """Whether an absolute path lies in a folder or is it; in any letter case on Windows."""
    path, folder = os.path.normcase(path), os.path.normcase(folder)
    return path == folder or path.startswith(folder.rstrip("/\\") + os.sep)


def is_link(path: str) -> bool:
    """Whether a path is a symbolic link, or a junction of Windows."""
    is_junction = getattr(os.path, "isjunction", None)  # from Python 3.12
    return os.path.islink(path) or (is_junction is not None and is_junction(path))


def expand(paths: Iterable[str]) -> list[str]:
    """Return paths with patterns such as `docs/*.md` expanded, where no shell has done it.

    What names a file, or matches none, stays as it is.
    """
    if not WINDOWS:
        return list(paths)
    from glob import glob

    found: list[str] = []
    for path in paths:
        is_pattern = any(c in path for c in "*?[") and not os.path.lexists(path)
        found += (sorted(glob(path, recursive=True)) if is_pattern else []) or [path]
    return found


# --- the console ---------------------------------------------------------------------------------


def prepare(stream: TextIO) -> None:
    """Let a stream print what its encoding can't: undecodable bytes as they were, else escaped.

    Into a pipe or file, Windows would write its code page and CRLF: a report is UTF-8 with LF.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if WINDOWS and not stream.isatty():
        reconfigure(encoding="utf-8", newline="\n")
    encoding = str(getattr(stream, "encoding", "")).lower().replace("-", "")
    reconfigure(errors="surrogateescape" if encoding == "utf8" else "backslashreplace")
