"""A pipe in pieces that end with a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CHUNK = 1 << 21
"""Bytes that are read at once."""


def chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Pieces of at most a few megabytes that end with a line, unless a line is longer."""
    rest: list[bytes] = []
    while data := read(CHUNK):
        cut = data.rfind(b"\n") + 1
        if not cut:
            rest.append(data)
            continue
        yield b"".join([*rest, data[:cut]])
        rest = [data[cut:]]
    if any(rest):
        yield b"".join(rest)


def touched_lines(data: bytes, hits: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The lines, without their ends, that hold a hit, in order and each once."""
    done = 0
    for hit in sorted(hits):
        if hit < done:
            continue
        start = data.rfind(b"\n", 0, hit) + 1
        end = data.find(b"\n", hit)
        end = len(data) if end < 0 else end
        done = end + 1
        if end > start and data[end - 1] == 0x0D:
            end -= 1
        if end > start:
            yield start, end
