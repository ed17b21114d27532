"""Pieces of a corpus: what one worker takes at once, and what becomes one shard.

Where pieces begin and end hangs on the input and the size of shards alone, never on the number
of processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20


class Piece(NamedTuple):
    """A part of an input file.

    number: the place of its shard among all.
    path, name, size, changed: the file; its path from the folder of the corpus, by which it is
        told; its bytes; and when it was changed last, in nanoseconds.
    format, compression: how the file is read.
    start, end: the part: bytes, row groups, or files of a folder.
    first: the number of its first record in the file, from 1, where it has rows.
    done: about how many bytes of the file lie before its end, for who waits for it.
    records: what it consists of, where the file can't be read from the middle: lines, of which
        one that is too long is only the number of its bytes; or the files of a folder.
    """

    number: int
    path: str
    name: str
    size: int
    changed: int
    format: str
    compression: str
    start: int
    end: int
    first: int = 0
    done: int = 0
    records: tuple[Any, ...] = ()

    def key(self) -> list[Any]:
        """What tells it from all others; the same in each run over the same input."""
        return [self.name, self.size, self.changed, self.start, self.end]


def bounded_lines(file: BinaryIO, most: int) -> Iterator[bytes | int]:
    """Yield lines with their ends; of one with more than `most` bytes, how many it has."""
    while line := file.readline(most + 1):
        if len(line) <= most or line.endswith(b"\n"):
            yield line
            continue
        size = len(line)
        while rest := file.readline(_CHUNK):
            size += len(rest)
            if rest.endswith(b"\n"):
                break
        yield size


def line_end(file: BinaryIO, at: int, size: int) -> int:
    """Return where the line ends that holds the byte before `at` of a file."""
    if at >= size:
        return size
    file.seek(at - 1)
    while part := file.readline(_CHUNK):
        if part.endswith(b"\n"):
            break
    return file.tell()
