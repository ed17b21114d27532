"""Misreadings: text that was written in one charset and read in another. Characters to the bytes
that they were read from, and bytes to the characters that they were written as."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.cache import compile_pattern
from mtfix.stages.encoding.language_model import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UTF_8 = "utf-8"
WESTERN = "western"
"""Latin-1 or Windows-1252: no one can tell where they agree, and some mix them."""
MANY_BYTES = frozenset({"gbk", "gb18030", "big5", "cp932", "cp949", "euc_jp"})
"""Charsets whose characters have more than one byte."""
ALPHABETS = ("cp1251", "koi8_r", "cp866", "iso8859_5", "cp1253")
"""Charsets of Cyrillic and Greek."""
LATIN = ("cp1252", "mac_roman", "cp437")
"""Charsets of Western Europe."""
NAMES = {
    WESTERN: "Windows-1252", UTF_8: "UTF-8", "gbk": "GBK", "gb18030": "GBK", "big5": "Big5",
    "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "cp949": "EUC-KR", "mac_roman": "Mac Roman",
    "koi8_r": "KOI8-R", "iso8859_2": "ISO 8859-2", "iso8859_5": "ISO 8859-5",
}  # fmt: skip
"""The usual names of charsets, where Python calls them otherwise."""
_INVISIBLE = (
    "\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
)
"""Characters that are not printable and yet stand in texts."""
_NO_TEXT = "\N{REPLACEMENT CHARACTER}" + PLACEHOLDER
"""Characters that are never written: the first says that bytes are none, and the other stands for
what a format protects, so that none may come out of a repair."""


class Misreading(NamedTuple):
    """The charset that text was read in, and the one that it was written in."""

    read: str
    written: str

    @property
    def by_bytes(self) -> bool:
        """Whether one byte was one character on both sides."""
        return self.read not in MANY_BYTES and self.written not in (*MANY_BYTES, UTF_8)


def decode_whole(text: str, misreading: Misreading) -> str | None:
    """Return a text as it was written, if it was misread from end to end; else None."""
    data = encode(text, misreading.read)
    try:
        new = None if data is None else data.decode(misreading.written)
    except UnicodeDecodeError:
        return None
    return None if new is None or PLACEHOLDER in new else new


def decode_lossy(text: str, misreading: Misreading) -> str:
    """Return a text whose characters the charset has as it was written; U+FFFD where no
    character could be."""
    return (encode(text, misreading.read) or b"").decode(misreading.written, "replace")


def encode(text: str, read: str) -> bytes | None:
    """Return the bytes that a charset reads as a text, or None where it lacks a character. Bytes
    to which a charset of one byte gives no character are read as controls."""
    try:
        if read in MANY_BYTES:
            return text.encode(read)
        return text.translate(_to_latin_1(read)).encode("latin-1")
    except UnicodeEncodeError:
        return None


@lru_cache(REMEMBERED)
def encode_character(read: str, char: str) -> bytes | None:
    """Return the bytes that a charset reads as a character, or None where it lacks it."""
    return encode(char, read)


def encode_with_sizes(line: str, read: str) -> tuple[bytes, Sequence[int]]:
    """Return the bytes that a line was read from, and how many each character had: none if the
    charset lacks it, which then is one byte of the result."""
    data = encode(line, read)
    if data is not None and len(data) == len(line):
        return data, bytes([1]) * len(line)
    pieces = [encode_character(read, char) for char in line]
    return b"".join(piece or b"?" for piece in pieces), [len(piece or b"") for piece in pieces]


@cache
def known_characters(read: str) -> re.Pattern[str]:
    """Return the pattern of a stretch of characters that a charset of one byte has."""
    return compile_pattern(
        f"[\0-\x7f{re.escape(''.join(char for char, _ in _beyond_ascii(read)))}]+"
    )


@cache
def _to_latin_1(read: str) -> dict[int, str | None]:
    """The characters of a charset of one byte, each as that of Latin-1 with the same byte; a
    letter that it lacks and Latin-1 has becomes one that this lacks too."""
    own = {ord(char): byte for char, byte in _beyond_ascii(read)}
    lacking = {code: "\N{REPLACEMENT CHARACTER}" for code in range(0x80, 0x100) if code not in own}
    return {**lacking, **{code: chr(byte) for code, byte in own.items()}}


def _beyond_ascii(read: str) -> Iterator[tuple[str, int]]:
    """The characters beyond ASCII of a charset of one byte, with their bytes."""
    for byte in range(0x80, 0x100):
        chars = {bytes([byte]).decode("cp1252" if read == WESTERN else read, "ignore")}
        if read == "cp1254" and not any(chars):  # some programs take what Windows-1252 has there
            chars |= {bytes([byte]).decode("cp1252", "ignore")}
        chars |= {chr(byte)} if read == WESTERN or (byte < 0xA0 and chars == {""}) else set()
        yield from ((char, byte) for char in chars - {""})


@lru_cache(REMEMBERED)
def decode_character(written: str, data: bytes) -> str | None:
    """Return the one character that bytes stand for, or None. Programs make a space of the byte
    that Windows-1252 reads as one that does not break."""
    if written == UTF_8 and data[0] >= 0xE3 and b" " in data:
        data = data.replace(b" ", b"\xa0")
    try:
        text = data.decode(written)
    except UnicodeDecodeError:
        return None
    if len(text) != 1 or text in _NO_TEXT:
        return None
    return text if text.isprintable() or text in _INVISIBLE or text < "\xa0" else None


_LONGEST = {"gb18030": 4, "euc_jp": 3, "big5": 2, "cp932": 2, "cp949": 2, "gbk": 2}
"""The most bytes of a character."""
_UTF_8_SIZES = {0xC: (2,), 0xD: (2,), 0xE: (3,), 0xF: (4,)}
"""The bytes of a character of UTF-8, by the upper half of the first."""


def sizes_from(first: int, written: str) -> Sequence[int]:
    """Return how many bytes a character can have that begins with this one."""
    if first < 0x80:
        return (1,)
    if written == UTF_8:
        return _UTF_8_SIZES.get(first >> 4, ())
    return range(1, 1 + _LONGEST.get(written, 1))
