"""From the byte offsets of a parser to the code points of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable

MarkupSpan = tuple[int, int, str]
"""Start and end of a part of a text that is not prose, in bytes or code points, and the text that
replaces it in the extracted text."""

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


def in_points(spans: list[MarkupSpan], data: bytes, offset: int) -> list[MarkupSpan]:
    """Return ordered spans, given in bytes of `data`, in code points from `offset` on."""
    if data.isascii():
        return (
            [(start + offset, end + offset, new) for start, end, new in spans] if offset else spans
        )
    return list(_counted(spans, data, offset))


def _counted(spans: Iterable[MarkupSpan], data: bytes, point: int) -> Iterable[MarkupSpan]:
    at = 0
    for start, end, new in spans:
        first = point + len(data[at:start].translate(None, _CONTINUATION))
        point = first + len(data[start:end].translate(None, _CONTINUATION))
        at = end
        yield first, point, new
