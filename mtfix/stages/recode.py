"""Characters to the bytes that they were read from, bytes to the characters that they were
written as, and the most likely way through a line between the two."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

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


def price(before: str, char: str, reading: Reading) -> float:
    """Return the bits that a character costs which comes out of a reading."""
    found = bits(before, char)
    if found > 9.0 and reading.written == "utf-8" and reading.read not in MANY_BYTES:
        size = len(char.encode())
        if size == 4 or encoded(WESTERN, char) or encoded(reading.read, char):
            return min(found, _INNER.get(size, found))
    return found


class _Way(NamedTuple):
    """A way through the first characters of a line: what it costs, its last character, and
    the steps to it: what was decoded, or where a run begins (`place`), and the step before."""

    bits: float
    last: str
    steps: _Step | None


class _Step(NamedTuple):
    new: str
    place: int
    before: _Step | None


_START, _END = "start", "end"


def likeliest(line: str, reading: Reading) -> list[Run]:
    """Return the runs that the most likely way through a line takes by a reading."""
    pieces = [encoded(reading.read, char) for char in line]
    data = b"".join(piece or b"?" for piece in pieces)
    kept = _Way(0.0, " ", None)
    decoded: dict[int, _Way] = {}  # by the byte up to which they come
    at = 0
    for index, char in enumerate(line):
        kept = _left(kept, decoded.get(at), index)
        entered = kept.bits + _ENTER
        if char > "\x7f" and (at not in decoded or entered < decoded[at].bits):
            decoded[at] = _Way(entered, kept.last, _Step(_START, index, kept.steps))
        kept = _Way(kept.bits + bits(kept.last, char), char, kept.steps)
        piece = pieces[index]
        if piece is None:
            decoded.clear()
            at += 1
            continue
        for offset in range(at, at + len(piece)):
            if offset in decoded:
                _advance(decoded, offset, data, reading)
        at += len(piece)
    return _traced(_left(kept, decoded.get(at), len(line)).steps)


def _left(kept: _Way, decoded: _Way | None, index: int) -> _Way:
    """The better of going on as it stands and of laying down the reading here."""
    if decoded is None or decoded.bits + _LEAVE >= kept.bits:
        return kept
    return _Way(decoded.bits + _LEAVE, decoded.last, _Step(_END, index, decoded.steps))


def _advance(decoded: dict[int, _Way], offset: int, data: bytes, reading: Reading) -> None:
    """Decode the character that begins at a byte."""
    way = decoded.pop(offset)
    for end in range(offset + 1, offset + 1 + _LONGEST.get(reading.written, 1)):
        new = _decoded(reading.written, data[offset:end])
        if new is not None:
            total = way.bits + price(way.last, new, reading)
            if end not in decoded or total < decoded[end].bits:
                decoded[end] = _Way(total, new, _Step(new, -1, way.steps))
            return


def _traced(step: _Step | None) -> list[Run]:
    runs: list[Run] = []
    end, chars = 0, ""
    while step is not None:
        if step.place < 0:
            chars = step.new + chars
        elif step.new == _END:
            end, chars = step.place, ""
        else:
            runs.append(Run(step.place, end, chars))
        step = step.before
    return runs[::-1]
