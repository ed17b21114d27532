"""What rules ask the scan for: literals, and a cheap look at the bytes around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

BRACKET = 80
"""Bytes that a bracket with a repeated name may have: the furthest that a test looks."""

_WORD = frozenset(b"0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_UPPER = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOWER = frozenset(b"abcdefghijklmnopqrstuvwxyz")
_FIRST_IDEOGRAPH = "\u2e80"


class Triggers(NamedTuple):
    """Literals that a rule of a stage wants to know of.

    `test` names the look at the bytes around them (see `TESTS`).
    """

    stage: str
    rule: int
    test: str
    texts: tuple[str, ...] | list[str]


def _any(_data: bytes, _start: int, _end: int) -> bool:
    return True


def _start(data: bytes, start: int, _end: int) -> bool:
    """A word begins with the trigger."""
    return not start or data[start] not in _WORD or not _wordlike(data, start - 1)


def _word(data: bytes, start: int, end: int) -> bool:
    """The trigger is made of whole words."""
    if start and data[start] in _WORD and _wordlike(data, start - 1):
        return False
    return end >= len(data) or data[end - 1] not in _WORD or not _wordlike(data, end)


def _repeat(data: bytes, start: int, end: int) -> bool:
    """`(` begins a bracket that repeats what stands before it, but for a space."""
    if data[end : end + 1] not in _CAPITAL:
        return False
    close = data.find(b")", end, end + BRACKET)
    size = close - end
    if size < 4:
        return False
    start -= data[start - 1] == 0x20
    return data[start - 1] == data[close - 1] and data[start - size : start] == data[end:close]


def _upper(data: bytes, start: int, end: int) -> bool:
    """A word begins with the trigger, and a capital follows it."""
    return data[end : end + 1] in _CAPITAL and _start(data, start, end)


def _lower(data: bytes, start: int, end: int) -> bool:
    """A word begins with the trigger, and a small letter follows it."""
    return data[end : end + 1] in _SMALL and _start(data, start, end)


def _seam(data: bytes, start: int, end: int) -> bool:
    """`word.Word`, `2020.The` or `word.A `: no white space before, a capital and no second
    one after."""
    return (
        data[end - 1] in _UPPER
        and data[start - 1 : start] in _BEFORE_STOP
        and data[end : end + 1] in _AFTER_CAPITAL
    )


_CAPITAL = frozenset(bytes([letter]) for letter in _UPPER)
_SMALL = frozenset(bytes([letter]) for letter in _LOWER)
_BEFORE_STOP = _SMALL | frozenset(bytes([byte]) for byte in b"0123456789%)\x9d")
"""What a sentence can end with; 0x9D is the last byte of a closing quotation mark."""
_AFTER_CAPITAL = _SMALL | {b" ", b"."}

_LENGTHS = {0xC: 2, 0xD: 2, 0xE: 3, 0xF: 4}
"""Bytes of a UTF-8 character by the upper half of the first."""

TESTS: dict[str, Callable[[bytes, int, int], bool]] = {
    "any": _any,
    "start": _start,
    "word": _word,
    "upper": _upper,
    "lower": _lower,
    "seam": _seam,
    "repeat": _repeat,
    "exact": _word,  # and in this very spelling
}
"""What triggers can ask of the bytes around them."""


def _wordlike(data: bytes, at: int) -> bool:
    """Whether the character that has a byte at `at` continues a word of letters.

    Ideographs do not: between them and Latin letters there is a word boundary.
    """
    byte = data[at]
    if byte < 0x80:
        return byte in _WORD
    start = at
    while start and at - start < 3 and data[start] & 0xC0 == 0x80:
        start -= 1
    try:
        char = data[start : start + _LENGTHS.get(data[start] >> 4, 1)].decode()
    except UnicodeDecodeError:  # bytes that are no text end a word, as their surrogates do
        return False
    if len(char) != 1 or start + len(char.encode()) <= at:
        return False
    return char.isalnum() and char < _FIRST_IDEOGRAPH
