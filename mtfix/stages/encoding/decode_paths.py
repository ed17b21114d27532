"""Characters to the bytes that they were read from, bytes to the characters that they were
written as, and the most likely way through a line between the two."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.cache import compiled
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.language_model import KEPT, bits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WESTERN = "western"
"""Latin-1 or Windows-1252: no one can tell where they agree, and some mix them."""
MANY_BYTES = frozenset({"gbk", "gb18030", "big5", "cp932", "cp949", "euc_jp"})
"""Charsets whose characters have more than one byte."""
_LONGEST = {"gb18030": 4, "euc_jp": 3, "big5": 2, "cp932": 2, "cp949": 2, "gbk": 2}
_ENTER, _LEAVE = 10.0, 2.0
"""What it costs to take up a reading, and to lay it down, in bits."""
_INNER = {2: 9.0, 3: 13.0, 4: 14.0}
"""What characters of UTF-8 cost at most, by their bytes, if they may be broken themselves:
such bytes seldom stand together by chance, and text may have been broken twice."""
_INVISIBLE = "\xa0\u3000\xad\ufeff\u200b\u200c\u200d"


class Reading(NamedTuple):
    """The charset that text was read in, and the one that it was written in."""

    read: str
    written: str

    @property
    def by_bytes(self) -> bool:
        """Whether one byte was one character on both sides."""
        return self.read not in MANY_BYTES and self.written not in (*MANY_BYTES, "utf-8")


class Run(NamedTuple):
    """Where a broken run stands in a line, and what it was."""

    start: int
    end: int
    new: str


def whole(text: str, reading: Reading) -> str | None:
    """Return a text as it was written, read the other way from end to end, or None."""
    data = as_bytes(text, reading.read)
    try:
        return None if data is None else data.decode(reading.written)
    except UnicodeDecodeError:
        return None


def recoded(text: str, reading: Reading) -> str:
    """Return a text whose characters the charset has as it was written; U+FFFD where no
    character could be."""
    return (as_bytes(text, reading.read) or b"").decode(reading.written, "replace")


def as_bytes(text: str, read: str) -> bytes | None:
    """Return the bytes that a charset reads as a text, or None where it lacks a character."""
    try:
        if read in MANY_BYTES:
            return text.encode(read)
        return text.translate(_as_latin(read)).encode("latin-1")
    except UnicodeEncodeError:
        return None


@cache
def _as_latin(read: str) -> dict[int, str | None]:
    """The characters of a charset of one byte, each as that of Latin-1 with the same byte; a
    letter that it lacks and Latin-1 has becomes one that this lacks too."""
    own = {ord(char): byte for char, byte in _characters(read)}
    lacking = {code: "\ufffd" for code in range(0x80, 0x100) if code not in own}
    return {**lacking, **{code: chr(byte) for code, byte in own.items()}}


def _characters(read: str) -> Iterator[tuple[str, int]]:
    """The characters beyond ASCII of a charset of one byte, with their bytes."""
    for byte in range(0x80, 0x100):
        chars = {bytes([byte]).decode("cp1252" if read == WESTERN else read, "ignore")}
        chars |= {chr(byte)} if read == WESTERN or (byte < 0xA0 and chars == {""}) else set()
        yield from ((char, byte) for char in chars - {""})


@cache
def known_to(read: str) -> re.Pattern[str]:
    """Return what finds a stretch of characters that a charset of one byte has."""
    return compiled(f"[\0-\x7f{re.escape(''.join(char for char, _ in _characters(read)))}]+")


@lru_cache(KEPT)
def encoded(read: str, char: str) -> bytes | None:
    """Return the bytes that a charset reads as a character; those to which a charset of one
    byte gives no sign are read as controls."""
    return as_bytes(char, read)


@lru_cache(KEPT)
def _decoded(written: str, data: bytes) -> str | None:
    """The one character that bytes stand for, or None. Programs make a space of the byte that
    Windows-1252 reads as one that does not break."""
    if written == "utf-8" and data[0] >= 0xE3 and b" " in data:
        data = data.replace(b" ", b"\xa0")
    try:
        text = data.decode(written)
    except UnicodeDecodeError:
        return None
    if len(text) != 1 or text == "\ufffd":
        return None
    return text if text.isprintable() or text in _INVISIBLE or text < "\xa0" else None


@lru_cache(KEPT)
def price(before: str, char: str, reading: Reading) -> float:
    """Return the bits that a character costs which comes out of a reading."""
    found = bits(before, char)
    if found > 9.0 and reading.written == "utf-8" and reading.read not in MANY_BYTES:
        size = len(char.encode())
        if size == 4 or encoded(WESTERN, char) or encoded(reading.read, char):
            return min(found, _INNER.get(size, found))
    return found


_START, _END, _LETTERS = "start", "end", -1
"""The steps at which a run begins and ends; all others are characters, and have no place."""

if TYPE_CHECKING:
    _Step = tuple[str, int, "_Step | None"]
    """A character that was decoded, or where (in characters of the line) a run begins or
    ends; and the step before."""
    _Way = tuple[float, str, _Step | None]
    """A way through the first characters of a line: what it costs, its last character, and
    the steps to it."""


def likeliest(line: str, reading: Reading) -> list[Run]:
    """Return the runs that the most likely way through a line takes by a reading.

    Only differences between ways count, and where both go on through ASCII none arises.
    """
    data, sizes = _sized(line, reading.read)
    kept: _Way = (0.0, " ", None)
    decoded: dict[int, _Way] = {}  # by the byte up to which they come
    at = index = 0
    while index < len(line):
        char = line[index]
        here = decoded.get(at)
        if here is not None:
            kept = _left(kept, here, index)
        if char <= "\x7f" and _go_together(decoded, here, kept):
            found = _BEYOND_ASCII.search(line, index)
            to = found.start() if found else len(line)
            kept = kept[0], line[to - 1], kept[2]
            decoded.clear()
            if here is not None:
                steps = line[index:to], _LETTERS, here[2]
                decoded[at + to - index] = here[0], line[to - 1], steps
            at, index = at + to - index, to
            continue
        if char > "\x7f" and (here is None or kept[0] + _ENTER < here[0]):
            decoded[at] = kept[0] + _ENTER, kept[1], (_START, index, kept[2])
        kept = kept[0] + bits(kept[1], char), char, kept[2]
        size = sizes[index]
        if not size:
            decoded.clear()
        for offset in range(at, at + size):
            if offset in decoded:
                _advance(decoded, offset, data, reading)
        at, index = at + (size or 1), index + 1
    if at in decoded:
        kept = _left(kept, decoded[at], len(line))
    return _traced(kept[2])


def _sized(line: str, read: str) -> tuple[bytes, Sequence[int]]:
    """The bytes that a line was read from, and how many each character had: none if the charset
    lacks it, which then is one byte of the result."""
    data = as_bytes(line, read)
    if data is not None and len(data) == len(line):
        return data, bytes([1]) * len(line)
    pieces = [encoded(read, char) for char in line]
    return b"".join(piece or b"?" for piece in pieces), [len(piece or b"") for piece in pieces]


def _go_together(decoded: dict[int, _Way], here: _Way | None, kept: _Way) -> bool:
    """Whether all ways have the same ASCII character behind them, or there is but one."""
    if here is None:
        return not decoded
    return len(decoded) == 1 and here[1] == kept[1] < "\x80"


_BEYOND_ASCII = lazy_regex(r"[^\x00-\x7f]")


def _left(kept: _Way, decoded: _Way, index: int) -> _Way:
    """The better of going on as it stands and of laying down the reading here."""
    if decoded[0] + _LEAVE >= kept[0]:
        return kept
    return decoded[0] + _LEAVE, decoded[1], (_END, index, decoded[2])


def _advance(decoded: dict[int, _Way], offset: int, data: bytes, reading: Reading) -> None:
    """Decode the character that begins at a byte."""
    total, last, steps = decoded.pop(offset)
    for size in _sizes(data[offset], reading.written):
        new = _decoded(reading.written, data[offset : offset + size])
        if new is not None:
            total += price(last, new, reading)
            end = offset + size
            if end not in decoded or total < decoded[end][0]:
                decoded[end] = total, new, (new, _LETTERS, steps)
            return


def _sizes(first: int, written: str) -> Sequence[int]:
    """How many bytes a character can have that begins with this one."""
    if first < 0x80:
        return (1,)
    if written == "utf-8":
        return _SIZES.get(first >> 4, ())
    return range(1, 1 + _LONGEST.get(written, 1))


_SIZES = {0xC: (2,), 0xD: (2,), 0xE: (3,), 0xF: (4,)}


def _traced(step: _Step | None) -> list[Run]:
    runs: list[Run] = []
    end, chars = 0, []
    while step is not None:
        what, place, step = step
        if place == _LETTERS:
            chars.append(what)
        elif what == _END:
            end, chars = place, []
        else:
            runs.append(Run(place, end, "".join(reversed(chars))))
    return runs[::-1]
