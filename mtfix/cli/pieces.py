"""A pipe in pieces that end with a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 1 << 20
"""Bytes that are read at once."""


def chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Pieces of at most two megabytes that end with a line, unless a line is longer."""
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
