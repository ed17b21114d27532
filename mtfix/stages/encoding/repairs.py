"""Text that was read in another charset than it was written in, made whole.

Each reading turns a line into the bytes of the charset that it was read in, and these into
the characters of the one that it was written in, wherever that makes it more likely; broken
and whole words can stand side by side. A reading is taken only where it gains by far and
what comes out is such text as people write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.decode_paths import (
    MANY_BYTES,
    WESTERN,
    Reading,
    Run,
    as_bytes,
    likeliest,
    whole,
)
from mtfix.stages.encoding.plausible import (
    ALPHABETS,
    LATIN,
    SUSPICIOUS,
    gain,
    is_sure,
    least,
    suspicion,
)
from mtfix.stages.encoding.ranking import possible, promising
from mtfix.stages.encoding.runs import made, widened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        for written in (*LATIN, *ALPHABETS, "gb18030", "big5", "cp932", "euc_jp", "cp949")
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
_UNEXPLAINED = 0.8
"""The share of what is suspicious that a reading may leave: one that explains less is chance."""
_LEFT = 0.1
"""That which one may leave that is believed at once."""
_LATIN_LEFT = 0.5
"""That which one may leave that makes other letters of the West."""
_UNLIKE = 1.0
"""The excess for each character from which a line is like no text."""


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
        new = made(new, found.runs)
        read, written = (_NAMES.get(name, name) for name in found.reading)
        how.append(f"{written} that was read as {read}")
        if found.reading == (WESTERN, "utf-8"):
            new = _GRAVE.sub("à ", new)
    if "\ufeff" not in line:
        new = new.replace("\ufeff", "")  # a byte order mark that was read as letters
    return (new, ", ".join(dict.fromkeys(how))) if new != line else None


_GRAVE = lazy_regex(r"\bÃ  ?(?=\w)")
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
    able = [one for one in READINGS if possible(line, one)]
    found = [one for reading in promising(line, able) for one in _tried(line, reading)]
    likeliest = max(found, key=_gain, default=None)
    if likeliest is None or _is_chance(line, likeliest, doubt):
        return None
    return likeliest


def _gain(found: Found) -> float:
    return found.gain


def _is_chance(line: str, found: Found, doubt: float) -> bool:
    """Whether a line is like no text, and a reading does not explain why; of one that only
    changes letters for others, it is enough that much is left."""
    new = made(line, found.runs)
    left = suspicion(new)
    if found.reading.written in LATIN and left > max(_LATIN_LEFT * doubt, SUSPICIOUS):
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


def _tried(line: str, reading: Reading) -> Iterator[Found]:
    runs = likeliest(line, reading)
    runs = runs and widened(line, runs, reading)
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
