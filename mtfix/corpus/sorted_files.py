"""The files below a folder in the order of their paths, however many there are.

Names are sorted a part at a time, and the parts, which lie in a temporary file, are merged.
"""

from __future__ import annotations

import os
import stat
from heapq import merge
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONCE = 200_000
"""Files that are sorted in memory, some 40 MB of them."""
_READ = 1 << 16
_END = b"\0\n"


class FoundFile(NamedTuple):
    """A regular file: its path from the folder, with slashes; bytes, last change in nanoseconds."""

    name: str
    size: int
    changed: int


def sorted_files(folder: str, at_once: int = _AT_ONCE) -> Iterator[FoundFile]:
    """Yield the regular files below a folder in the order of the bytes of their paths, without
    hidden ones and those whose names begin with an underscore."""
    with TemporaryFile() as scratch:
        parts: list[tuple[int, int]] = []
        held: list[bytes] = []
        for line in _lines_below(folder):
            held.append(line)
            if len(held) >= at_once:
                parts.append(_write(scratch, held))
                held = []
        held.sort()
        streams = [_read(scratch, *part) for part in parts]
        for line in merge(*streams, held):
            path, size, changed = line.removesuffix(_END).rsplit(b"\0", 2)
            yield FoundFile(os.fsdecode(path), int(size), int(changed))


def _lines_below(folder: str) -> Iterator[bytes]:
    waiting = [b""]
    root = os.fsencode(folder)
    while waiting:
        below = waiting.pop()
        with os.scandir(os.path.join(root, below)) as entries:
            for entry in entries:
                if entry.name.startswith((b".", b"_")):
                    continue
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path + b"/")
                    continue
                try:
                    status = entry.stat()
                except FileNotFoundError:
                    continue  # a link that leads nowhere
                if stat.S_ISREG(status.st_mode):
                    yield b"%b\0%d\0%d%b" % (path, status.st_size, status.st_mtime_ns, _END)


def _write(scratch: BinaryIO, lines: list[bytes]) -> tuple[int, int]:
    lines.sort()
    start = scratch.seek(0, os.SEEK_END)
    scratch.writelines(lines)
    scratch.flush()
    return start, scratch.tell()


def _read(scratch: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    rest = b""
    while start < end:
        scratch.seek(start)
        part = scratch.read(min(_READ, end - start))
        start += len(part)
        *lines, rest = (rest + part).split(_END)
        for line in lines:
            yield line + _END
