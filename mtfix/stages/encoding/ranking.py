"""Which readings of a line can come to anything, and how much they promise: quick looks that
spare the long one."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from mtfix.stages.encoding.decode_paths import (
    MANY_BYTES,
    WESTERN,
    Reading,
    as_bytes,
    encoded,
    known_to,
    recoded,
    whole,
)
from mtfix.stages.encoding.language_model import cost_alone
from mtfix.stages.encoding.plausible import ALPHABETS, price_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LOST = ("锟斤拷", "烫烫烫", "屯屯屯")
"""What is left of text that is lost: no reading of it says anything."""


def possible(line: str, reading: Reading) -> bool:
    """Whether a reading can come to anything: a quick look that spares the long one."""
    read, written = reading
    stretches = _stretches(line, read)
    if not stretches or (reading == (WESTERN, "cp1252") and "\ufffd" in line):
        return False
    if read not in MANY_BYTES:
        if written == "utf-8":
            return any(_UTF_8.search(as_bytes(stretch, read) or b"") for stretch in stretches)
        least = 4 if written in MANY_BYTES or written in ALPHABETS else 1
        return sum(char > "\x7f" for stretch in stretches for char in stretch) >= least
    if any(lost in line for lost in _LOST):
        return False
    if written != "utf-8":
        return "\ufffd" not in line and whole(line, reading) is not None
    return any(_UTF_8_TWICE.search(as_bytes(stretch, read) or b"") for stretch in stretches)


@lru_cache(maxsize=32)
def _stretches(line: str, read: str) -> list[str]:
    """The stretches of a line that a charset has all characters of, from the first that is
    not ASCII to the last."""
    found: Iterable[str]
    if as_bytes(line, read) is not None:
        found = (line,)
    elif read not in MANY_BYTES:
        found = known_to(read).findall(line)
    else:
        parted = groupby(line, lambda char: encoded(read, char) is not None)
        found = ("".join(chars) for known, chars in parted if known)
    return [stretch for stretch in found if not stretch.isascii()]


_SEQUENCE = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][ \x80-\xbf]{2}|\xf0[\x80-\xbf]{3})"
_UTF_8 = re.compile(_SEQUENCE)
_UTF_8_RUN = re.compile(rb"%b+" % _SEQUENCE)
_UTF_8_TWICE = re.compile(rb"%b[\x00-\x7f]*%b" % (_SEQUENCE, _SEQUENCE))


def promising(line: str, possible: Sequence[Reading]) -> Iterator[Reading]:
    """The readings that promise most of a line: a few of those as UTF-8, by how many bytes the
    characters had that were read, and a few of the others."""
    kinds: tuple[dict[Reading, float], ...] = ({}, {}, {})
    for one in possible:
        if one.written == "utf-8":
            kinds[one.read in MANY_BYTES][one] = _promise_of_bytes(line, one)
        else:
            kinds[2][one] = _promise(line, one)
    for promised in kinds:
        ranked = sorted(promised, key=lambda one: -promised[one])[:_TRIED]
        yield from (one for one in ranked if promised[one] > 0)


_TRIED = 3


def _promise(line: str, reading: Reading) -> float:
    """The bits by which the words of a line get more likely, if they do, that a reading
    changes."""
    total = 0.0
    for stretch in _stretches(line, reading.read):
        parts = stretch.split(" ") if reading.by_bytes else [stretch]
        for old in parts:
            if not old.isascii():
                total += _gained(old, recoded(old, reading), reading)
    return total


def _promise_of_bytes(line: str, reading: Reading) -> float:
    """The bits by which those characters get more likely whose bytes are UTF-8."""
    total = 0.0
    for stretch in _stretches(line, reading.read):
        data = as_bytes(stretch, reading.read) or b""
        if reading.read in MANY_BYTES:
            new = data.decode("utf-8", "ignore")
            total += max(1.0, _gained(stretch, new, reading))
            continue
        for found in _UTF_8_RUN.finditer(data):
            new = found[0].replace(b" ", b"\xa0").decode("utf-8", "replace")
            total += _gained(stretch[found.start() : found.end()], new, reading)
    return total


def _gained(old: str, new: str, reading: Reading) -> float:
    return max(0.0, cost_alone(old) - price_of(new, " ", reading))
