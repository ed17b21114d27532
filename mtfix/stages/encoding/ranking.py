"""Which misreadings can explain a line, and how much each would gain: quick estimates, so that
only a few are searched in full."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from mtfix.stages.encoding.language_model import word_neg_log_prob
from mtfix.stages.encoding.misreading import (
    ALPHABETS,
    MANY_BYTES,
    UTF_8,
    WESTERN,
    Misreading,
    decode_lossy,
    decode_whole,
    encode,
    encode_character,
    known_characters,
)
from mtfix.stages.encoding.plausible import decoded_neg_log_prob

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LOST = ("锟斤拷", "烫烫烫", "屯屯屯")
"""Traces of lost text, which can't be decoded: replacement characters, and the bytes that
compilers fill memory with, both read as GBK."""


def can_apply(line: str, misreading: Misreading) -> bool:
    """Return whether a line may have come about by a misreading."""
    read, written = misreading
    stretches = _encodable_stretches(line, read)
    if not stretches or (misreading == (WESTERN, "cp1252") and "\ufffd" in line):
        return False
    if read not in MANY_BYTES:
        if written == UTF_8:
            return any(_UTF_8.search(encode(stretch, read) or b"") for stretch in stretches)
        fewest = 4 if written in MANY_BYTES or written in ALPHABETS else 1
        return sum(char > "\x7f" for stretch in stretches for char in stretch) >= fewest
    if any(lost in line for lost in _LOST):
        return False
    if written != UTF_8:
        return "\ufffd" not in line and decode_whole(line, misreading) is not None
    return any(_UTF_8_TWICE.search(encode(stretch, read) or b"") for stretch in stretches)


@lru_cache(maxsize=32)
def _encodable_stretches(line: str, read: str) -> list[str]:
    """The stretches of a line that a charset has all characters of, from the first that is
    not ASCII to the last."""
    found: Iterable[str]
    if encode(line, read) is not None:
        found = (line,)
    elif read not in MANY_BYTES:
        found = known_characters(read).findall(line)
    else:
        parted = groupby(line, lambda char: encode_character(read, char) is not None)
        found = ("".join(chars) for known, chars in parted if known)
    return [stretch for stretch in found if not stretch.isascii()]


_SEQUENCE = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][ \x80-\xbf]{2}|\xf0[\x80-\xbf]{3})"
_UTF_8 = re.compile(_SEQUENCE)
_UTF_8_RUN = re.compile(rb"%b+" % _SEQUENCE)
_UTF_8_TWICE = re.compile(rb"%b[\x00-\x7f]*%b" % (_SEQUENCE, _SEQUENCE))


def rank_misreadings(line: str, possible: Sequence[Misreading]) -> Iterator[Misreading]:
    """Yield the misreadings that explain most of a line: a few of UTF-8 read in charsets of one
    byte, a few of UTF-8 read in others, and a few of other charsets."""
    kinds: tuple[dict[Misreading, float], ...] = ({}, {}, {})
    for one in possible:
        if one.written == UTF_8:
            kinds[one.read in MANY_BYTES][one] = _gain_of_bytes(line, one)
        else:
            kinds[2][one] = _gain_of_words(line, one)
    for gains in kinds:
        ranked = sorted(gains, key=lambda one: -gains[one])[:_TRIED]
        yield from (one for one in ranked if gains[one] > 0)


_TRIED = 3
"""How many misreadings of a kind are searched in full."""


def _gain_of_words(line: str, misreading: Misreading) -> float:
    """The bits by which the words of a line that a misreading changes get more likely."""
    total = 0.0
    for stretch in _encodable_stretches(line, misreading.read):
        parts = stretch.split(" ") if misreading.by_bytes else [stretch]
        for old in parts:
            if not old.isascii():
                total += _gained(old, decode_lossy(old, misreading), misreading)
    return total


def _gain_of_bytes(line: str, misreading: Misreading) -> float:
    """The bits by which those characters get more likely whose bytes are UTF-8."""
    total = 0.0
    for stretch in _encodable_stretches(line, misreading.read):
        data = encode(stretch, misreading.read) or b""
        if misreading.read in MANY_BYTES:
            new = data.decode(UTF_8, "ignore")
            total += max(1.0, _gained(stretch, new, misreading))
            continue
        for found in _UTF_8_RUN.finditer(data):
            new = found[0].replace(b" ", b"\xa0").decode(UTF_8, "replace")
            total += _gained(stretch[found.start() : found.end()], new, misreading)
    return total


def _gained(old: str, new: str, misreading: Misreading) -> float:
    return max(0.0, word_neg_log_prob(old) - decoded_neg_log_prob(new, " ", misreading))
