"""Characters to the bytes that they were read from, bytes to the characters that they were
written as, and the most likely way through a line between the two."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.likelihood import bits

WESTERN = "western"
"""Latin-1 or Windows-1252: no one can tell where they agree, and some mix them."""
MANY_BYTES = frozenset({"gbk", "gb18030", "big5", "cp932", "cp949", "euc_jp"})
"""Charsets whose characters have more than one byte."""
_LONGEST = {"utf-8": 4, "gb18030": 4, "euc_jp": 3, "big5": 2, "cp932": 2, "cp949": 2, "gbk": 2}
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
    pieces = [encoded(reading.read, char) for char in text]
    try:
        return b"".join(pieces).decode(reading.written)  # type: ignore[arg-type]
    except (TypeError, UnicodeDecodeError):
        return None


def recoded(text: str, reading: Reading) -> str:
    """Return a text whose characters the charset has as it was written; U+FFFD where no
    character could be."""
    return as_bytes(text, reading.read).decode(reading.written, "replace")


def as_bytes(text: str, read: str) -> bytes:
    return b"".join(encoded(read, char) or b"" for char in text)


def known_to(read: str, char: str) -> bool:
    return char < "\x80" or encoded(read, char) is not None


@cache
def encoded(read: str, char: str) -> bytes | None:
    """Return the bytes that a charset reads as a character; those to which a charset of one
    byte gives no sign are read as controls."""
    for charset in ("cp1252", "latin-1") if read == WESTERN else (read,):
        try:
            return char.encode(charset)
        except UnicodeEncodeError:
            continue
    return _undefined(read).get(char)


@cache
def _undefined(read: str) -> dict[str, bytes]:
    if read == WESTERN or read in MANY_BYTES:
        return {}
    single = (bytes([byte]) for byte in range(0x80, 0xA0))
    return {one.decode("latin-1"): one for one in single if not one.decode(read, "ignore")}


@cache
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


@cache
def price(before: str, char: str, reading: Reading) -> float:
    """Return the bits that a character costs which comes out of a reading."""
    found = bits(before, char)
    if found > 9.0 and reading.written == "utf-8" and reading.read not in MANY_BYTES:
        size = len(char.encode())
        if size == 4 or encoded(WESTERN, char) or encoded(reading.read, char):
            return min(found, _INNER.get(size, found))
    return found


_START, _END = "start", "end"
"""The steps at which a run begins and ends; all others are characters."""

if TYPE_CHECKING:
    _Step = tuple[str, int, "_Step | None"]
    """A character that was decoded, or where (in characters of the line) a run begins or
    ends; and the step before."""
    _Way = tuple[float, str, _Step | None]
    """A way through the first characters of a line: what it costs, its last character, and
    the steps to it."""


def likeliest(line: str, reading: Reading) -> list[Run]:
    """Return the runs that the most likely way through a line takes by a reading."""
    pieces = [encoded(reading.read, char) for char in line]
    data = b"".join(piece or b"?" for piece in pieces)
    kept: _Way = (0.0, " ", None)
    decoded: dict[int, _Way] = {}  # by the byte up to which they come
    at = 0
    for index, (char, piece) in enumerate(zip(line, pieces, strict=True)):
        here = decoded.get(at)
        if here is not None:
            kept = _left(kept, here, index)
        entered = kept[0] + _ENTER
        if char > "\x7f" and (here is None or entered < here[0]):
            decoded[at] = entered, kept[1], (_START, index, kept[2])
        kept = kept[0] + bits(kept[1], char), char, kept[2]
        if piece is None:
            decoded.clear()
            at += 1
            continue
        end = at + len(piece)
        while at < end:
            if at in decoded:
                _advance(decoded, at, data, reading)
            at += 1
    if at in decoded:
        kept = _left(kept, decoded[at], len(line))
    return _traced(kept[2])


def _left(kept: _Way, decoded: _Way, index: int) -> _Way:
    """The better of going on as it stands and of laying down the reading here."""
    if decoded[0] + _LEAVE >= kept[0]:
        return kept
    return decoded[0] + _LEAVE, decoded[1], (_END, index, decoded[2])


def _advance(decoded: dict[int, _Way], offset: int, data: bytes, reading: Reading) -> None:
    """Decode the character that begins at a byte."""
    total, last, steps = decoded.pop(offset)
    for end in range(offset + 1, offset + 1 + _LONGEST.get(reading.written, 1)):
        new = _decoded(reading.written, data[offset:end])
        if new is not None:
            total += price(last, new, reading)
            if end not in decoded or total < decoded[end][0]:
                decoded[end] = total, new, (new, -1, steps)
            return


def _traced(step: _Step | None) -> list[Run]:
    runs: list[Run] = []
    end, chars = 0, []
    while step is not None:
        what, place, step = step
        if place < 0:
            chars.append(what)
        elif what == _END:
            end, chars = place, []
        else:
            runs.append(Run(place, end, "".join(reversed(chars))))
    return runs[::-1]
