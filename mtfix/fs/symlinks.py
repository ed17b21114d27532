"""Where symbolic links lead: nothing is read or written through one that leaves the repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.fs import system

if TYPE_CHECKING:
    from collections.abc import Iterator


def target_outside(path: str) -> str:
    """Return where `path` leads through a symbolic link out of its repository, or nothing.

    The repository is the nearest folder with `.git` above the link; where there is none, the
    current folder, or that of a link outside it. A linked *folder* that is in neither is only
    how the user gets there, like `/tmp` on macOS.
    """
    here = os.path.realpath(os.curdir)
    plain, real = os.path.join(here, path), os.path.realpath(path)
    if plain == real:
        return ""
    for link in filter(system.is_link, _prefixes(plain)):
        folder = os.path.realpath(os.path.dirname(link))
        root = repository(folder)
        if not root and system.inside(folder, here):
            root = here
        elif not root and link == plain:
            root = folder
        if root and not system.inside(real, root):
            return real
    return ""


def _prefixes(path: str) -> Iterator[str]:
    """`/a`, `/a/b`, `/a/b/c` for `/a/b/c`; `..` is left, since it is the target's behind a link."""
    at = len(os.path.splitdrive(path)[0])
    while (at := path.find(os.sep, at + 1)) >= 0:
        yield path[:at]
    yield path


def repository(folder: str) -> str:
    """Return the folder of the repository that a folder lies in, or an empty string."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return ""
    return folder
