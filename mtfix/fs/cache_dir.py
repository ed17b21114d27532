"""The user's cache folder: what is missing there is made anew, what can't be written is not."""

from __future__ import annotations

import contextlib
import os
import sys


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


def path(name: str) -> str | None:
    """Return where a cache of this name is, if there is a folder for it."""
    found = folder()
    return os.path.join(found, name) if found else None


def read(name: str) -> bytes:
    """Return what is kept under a name; nothing where that is missing or can't be read."""
    where = path(name)
    if where is None:
        return b""
    try:
        with open(where, "rb") as file:
            return file.read()
    except OSError:
        return b""


def write(name: str, data: bytes) -> None:
    """Keep data under a name, all of it or nothing; where that can't be done, do nothing."""
    where = path(name)
    if where is None:
        return
    import tempfile

    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(where), exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(where))
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, where)
        except BaseException:
            os.unlink(temporary)
            raise
