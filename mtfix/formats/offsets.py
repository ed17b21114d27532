"""From the byte offsets of a parser to the code points of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable

Cut = tuple[int, int, str]
"""A stretch of a text that is not prose, and what is read for it; in bytes or code points."""

_SURROGATE = lazy_regex("[\ud800-\udfff]")
_STAND_IN = "一"  # a letter, and as wide in UTF-8 as a surrogate would be
_CONTINUATION = bytes(range(0x80, 0xC0))


def parsable(text: str) -> str:
    """Return `text` with a letter for each lone surrogate, which no parser takes;
    every character keeps its place."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(_STAND_IN, text)
    return text


def width(text: str) -> int:
    """The length of `text` in bytes of UTF-8."""
    return len(text) if text.isascii() else len(text.encode())


def in_points(cuts: list[Cut], data: bytes, offset: int) -> list[Cut]:
    """Return ordered cuts, given in bytes of `data`, in code points from `offset` on."""
    if data.isascii():
        return [(start + offset, end + offset, new) for start, end, new in cuts] if offset else cuts
    return list(_counted(cuts, data, offset))


def _counted(cuts: Iterable[Cut], data: bytes, point: int) -> Iterable[Cut]:
    at = 0
    for start, end, new in cuts:
        first = point + len(data[at:start].translate(None, _CONTINUATION))
        point = first + len(data[start:end].translate(None, _CONTINUATION))
        at = end
        yield first, point, new
