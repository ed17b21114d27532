"""Offsets in UTF-8 bytes, counted in code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_CONTINUATION = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""


def code_points(data: bytes) -> Callable[[int], int]:
    """Return a function from offsets in bytes to offsets in code points. It counts from the last
    one that was asked for, so that offsets in nearly ascending order cost little."""
    if data.isascii():
        return lambda offset: offset
    counter = _counter(data)
    next(counter)
    return counter.send


def _counter(data: bytes) -> Generator[int, int, None]:
    byte = point = 0
    asked = yield 0
    while True:
        low, high = (byte, asked) if asked >= byte else (asked, byte)
        between = data[low:high]
        step = len(between if between.isascii() else between.translate(None, _CONTINUATION))
        point += step if asked >= byte else -step
        byte = asked
        asked = yield point
