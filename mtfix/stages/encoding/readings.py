"""Text that was read in another charset than it was written in, made whole.

Each reading turns a line into the bytes of the charset that it was read in, and these into
the characters of the one that it was written in, wherever that makes it more likely; broken
and whole words can stand side by side. A reading is taken only where it gains by far and
what comes out is such text as people write.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mtfix.late import late
from mtfix.stages.encoding.likelihood import cost, cost_alone
from mtfix.stages.encoding.plausible import (
    ALPHABETS,
    SUSPICIOUS,
    gain,
    is_sure,
    least,
    price_of,
    suspicion,
)
from mtfix.stages.encoding.recode import (
    MANY_BYTES,
    WESTERN,
    Reading,
    Run,
    as_bytes,
    encoded,
    known_to,
    likeliest,
    recoded,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LATIN = ("cp1252", "mac_roman", "cp437")
_EAST = ("gbk", "big5", "cp932", "cp949", "euc_jp")
READINGS = (
    *(
        Reading(read, "utf-8")
        for read in (WESTERN, "cp1251", "cp1250", "cp1254", "cp1253", "cp1257", "iso8859_2")
    ),
    *(Reading(read, "utf-8") for read in ("cp437", "mac_roman")),
    *(Reading(read, "utf-8") for read in ("koi8_r", *_EAST)),
    *(
        Reading(WESTERN, written)
        for written in (*_LATIN, *ALPHABETS, "gb18030", "big5", "cp932", "euc_jp", "cp949")
    ),
    Reading("cp1251", "koi8_r"),
    Reading("cp1251", "cp866"),
    Reading("mac_roman", "cp1252"),
    *(Reading(read, written) for read in _EAST[:4] for written in _EAST if read != written),
)
AS_UTF_8 = tuple(one for one in READINGS if one.written == "utf-8")
OTHERS = tuple(one for one in READINGS if one.written != "utf-8")
_NAMES = {
    WESTERN: "Windows-1252", "utf-8": "UTF-8", "gbk": "GBK", "gb18030": "GBK", "big5": "Big5",
    "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "cp949": "EUC-KR", "mac_roman": "Mac Roman",
    "koi8_r": "KOI8-R", "iso8859_2": "ISO 8859-2", "iso8859_5": "ISO 8859-5",
}  # fmt: skip
_TIMES = 6
"""How often text may have been read wrongly, one time after the other."""
_SURE, _SURE_CONTROLS = 18.0, 8.0
"""The bits that a line must gain; where what goes are controls, fewer do."""
_SLACK = 8.0
_UNEXPLAINED = 0.8
"""The share of what is suspicious that a reading may leave: one that explains less is chance."""
_LEFT = 0.1
"""That which one may leave that is believed at once."""
_LATIN_LEFT = 0.5
"""That which one may leave that makes other letters of the West."""
_UNLIKE = 1.0
"""The excess for each character from which a line is like no text."""
_LOST = ("锟斤拷", "烫烫烫", "屯屯屯")
"""What is left of text that is lost: no reading of it says anything."""


class Found(NamedTuple):
    """A reading of some runs of a line, and the bits that it gains."""

    reading: Reading
    runs: Sequence[Run]
    gain: float


def restored(line: str) -> tuple[str, str] | None:
    """Return a line as it was before it was read wrongly, once or several times, and how it
    was read, in words; None where nothing makes it more likely by far."""
    new, how = line, []
    for _ in range(_TIMES):
        found = best(new)
        if found is None:
            break
        new = _made(new, found.runs)
        read, written = (_NAMES.get(name, name) for name in found.reading)
        how.append(f"{written} that was read as {read}")
        if found.reading == (WESTERN, "utf-8"):
            new = _GRAVE.sub("à ", new)
    if "\ufeff" not in line:
        new = new.replace("\ufeff", "")  # a byte order mark that was read as letters
    return (new, ", ".join(dict.fromkeys(how))) if new != line else None


_GRAVE = late(r"\bÃ  ?(?=\w)")
"""What is left of the word *à* whose second byte became a space."""


def best(line: str) -> Found | None:
    """Return the reading that makes a line most likely by far, or None.

    A line that can be read so from end to end, and is whole then, is not looked at closer.
    Else the readings that promise most are tried: as UTF-8 where such bytes stand together, as
    others if all of the line is read so.
    """
    doubt = suspicion(line)
    if doubt < least(line):
        return None
    for readings in (AS_UTF_8, OTHERS):
        found = [one for reading in readings for one in _entire(line, reading, doubt)]
        if found:
            return max(found, key=_gain)
    possible = [one for one in READINGS if _possible(line, one)]
    found = [one for reading in _promising(line, possible) for one in _tried(line, reading)]
    likeliest = max(found, key=_gain, default=None)
    if likeliest is None or _is_chance(line, likeliest, doubt):
        return None
    return likeliest


def _gain(found: Found) -> float:
    return found.gain


def _is_chance(line: str, found: Found, doubt: float) -> bool:
    """Whether a line is like no text, and a reading does not explain why; of one that only
    changes letters for others, it is enough that much is left."""
    new = _made(line, found.runs)
    left = suspicion(new)
    if found.reading.written in _LATIN and left > max(_LATIN_LEFT * doubt, SUSPICIOUS):
        return True
    return left > max(_UNEXPLAINED * doubt, _UNLIKE * len(new))


_AT_LEAST = 4
"""Characters of several bytes that are UTF-8 by no chance."""


def _entire(line: str, reading: Reading, doubt: float) -> Iterator[Found]:
    """All of a line, if that is UTF-8, or if nothing is left in it that is suspicious."""
    new = whole(line, reading)
    if new is None or new == line or sum(char > "\x7f" for char in new) < _AT_LEAST:
        return
    if reading.written != "utf-8" and suspicion(new) >= max(least(new), _LEFT * doubt):
        return
    start, end = _differing(line, new)
    run = Run(start, len(line) - end, new[start : len(new) - end])
    total = gain(line, run, reading)
    if total >= _SURE and is_sure(line, run, reading):
        yield Found(reading, [run], total)


def _differing(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts have in common at the start, and at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    most -= start
    return start, next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)


def _promising(line: str, possible: Sequence[Reading]) -> Iterator[Reading]:
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


def _tried(line: str, reading: Reading) -> Iterator[Found]:
    runs = likeliest(line, reading)
    runs = runs and _widened(line, runs, reading)
    runs = [run for run in runs if is_sure(line, run, reading)]
    if reading.read not in MANY_BYTES and all(_is_western(line, run, reading.read) for run in runs):
        return
    total = sum(gain(line, run, reading) for run in runs)
    if runs and total >= (_SURE_CONTROLS if reading == (WESTERN, "cp1252") else _SURE):
        yield Found(reading, runs, total)


def _is_western(line: str, run: Run, read: str) -> bool:
    """Whether what stands in a run has the same bytes in Western charsets, which then say what
    it is, and not one that is rarer."""
    old = line[run.start : run.end]
    return read != WESTERN and as_bytes(old, WESTERN) == as_bytes(old, read)


# --- what can be at all --------------------------------------------------------------------------


def _possible(line: str, reading: Reading) -> bool:
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


# --- runs ----------------------------------------------------------------------------------------


def _widened(line: str, runs: list[Run], reading: Reading) -> list[Run]:
    """The runs with what stands beside them, where that can be read the same way at little
    cost: who reads one word wrongly reads the next wrongly too."""
    wide: list[Run] = []
    slack = 0.0 if reading.written in _LATIN else _SLACK
    starts = [0, *(run.end for run in runs)]
    ends = [*(run.start for run in runs), len(line)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if index:
            wide.append(runs[index - 1])
        old = line[start:end]
        new = None if old.isascii() else whole(old, reading)
        if new and new != old:
            before = runs[index - 1].new[-1] if index else " "
            after = runs[index].new[0] if index < len(runs) else " "
            if price_of(new + after, before, reading) - cost(old + after, before) < slack:
                wide.append(Run(start, end, new))
    return _joined(wide)


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that touch made one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].end == run.start:
            last = joined.pop()
            joined.append(Run(last.start, run.end, last.new + run.new))
        else:
            joined.append(run)
    return joined


def _made(line: str, runs: Sequence[Run]) -> str:
    parts: list[str] = []
    at = 0
    for run in runs:
        parts += line[at : run.start], run.new
        at = run.end
    return "".join([*parts, line[at:]])
