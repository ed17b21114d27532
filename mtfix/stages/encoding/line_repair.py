"""Repairs of lines that were misread, once or several times.

Each misreading turns a line into the bytes of the charset that it was read in, and these into
the characters of the one that it was written in, wherever that makes it more likely; broken
and whole words can stand side by side. A repair is made only where it gains by far and what
comes out is such text as people write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.decode_paths import DecodedRun, most_likely_runs
from mtfix.stages.encoding.decoded_runs import apply_runs, widen_runs
from mtfix.stages.encoding.misreading import (
    ALPHABETS,
    LATIN,
    MANY_BYTES,
    UTF_8,
    WESTERN,
    Misreading,
    decode_whole,
    encode,
)
from mtfix.stages.encoding.plausible import (
    SUSPICIOUS,
    gain,
    is_sure,
    suspicion,
    suspicion_threshold,
)
from mtfix.stages.encoding.ranking import can_apply, rank_misreadings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SINGLE_BYTE = (
    *(WESTERN, "cp1251", "cp1250", "cp1254", "cp1253", "cp874", "cp1257", "iso8859_2"),
    *("cp437", "mac_roman", "koi8_r"),
)
_EAST = ("gbk", "big5", "cp932", "cp949", "euc_jp")
MISREADINGS = (
    *(Misreading(read, UTF_8) for read in (*_SINGLE_BYTE, *_EAST)),
    *(
        Misreading(WESTERN, written)
        for written in (*LATIN, *ALPHABETS, "gb18030", "big5", "cp932", "euc_jp", "cp949")
    ),
    Misreading("cp1251", "koi8_r"),
    Misreading("cp1251", "cp866"),
    Misreading("mac_roman", "cp1252"),
    *(Misreading(read, written) for read in _EAST[:4] for written in _EAST if read != written),
)
"""The misreadings that are looked for; of equal ones the first is taken."""
_OF_UTF_8 = tuple(one for one in MISREADINGS if one.written == UTF_8)
_OF_OTHERS = tuple(one for one in MISREADINGS if one.written != UTF_8)
_TIMES = 6
"""How often text may have been misread, one time after the other."""
_SURE, _SURE_CONTROLS = 18.0, 8.0
"""The bits that a line must gain; where what goes are controls, fewer do."""
_UNEXPLAINED = 0.8
"""The share of what is suspicious that a repair may leave: one that explains less is chance."""
_LEFT = 0.1
"""The share that one may leave that is believed at once."""
_LATIN_LEFT = 0.5
"""The share that one may leave that only makes other letters of the West."""
_UNLIKE = 1.0
"""The excess for each character from which a line is like no text."""


class LineRepair(NamedTuple):
    """Runs of a line that were misread the same way, and the bits that decoding them gains."""

    misreading: Misreading
    runs: Sequence[DecodedRun]
    gain: float


class Repair(NamedTuple):
    """A text as it was before it was misread, and by which misreadings, the last one first."""

    text: str
    misreadings: tuple[Misreading, ...] = ()


def repair_line(line: str) -> Repair | None:
    """Return a line as it was before it was misread, once or several times; None where nothing
    makes it more likely by far."""
    new = line
    misreadings: dict[Misreading, None] = {}
    for _ in range(_TIMES):
        found = best_repair(new)
        if found is None:
            break
        new = apply_runs(new, found.runs)
        misreadings[found.misreading] = None
        if found.misreading == (WESTERN, UTF_8):
            new = _GRAVE.sub("à ", new)
    return Repair(without_read_mark(line, new), tuple(misreadings)) if new != line else None


def without_read_mark(old: str, new: str) -> str:
    """Return a repaired text without the byte order marks that had been read as letters."""
    return new if _MARK in old else new.replace(_MARK, "")


_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_GRAVE = lazy_regex(r"\bÃ  ?(?=\w)")
"""The word *à* after its second byte became a space."""


def best_repair(line: str) -> LineRepair | None:
    """Return the repair that makes a line most likely by far, or None.

    A line that was misread from end to end, and is whole then, is not looked at closer. Else the
    misreadings that would gain most are searched for runs: of UTF-8 where such bytes stand
    together, of others if all of the line can have been misread.
    """
    doubt = suspicion(line)
    if doubt < suspicion_threshold(line):
        return None
    for misreadings in (_OF_UTF_8, _OF_OTHERS):
        found = [one for way in misreadings for one in _repair_of_all(line, way, doubt)]
        if found:
            return max(found, key=_gain)
    possible = [way for way in MISREADINGS if can_apply(line, way)]
    found = [one for way in rank_misreadings(line, possible) for one in _repair_of_runs(line, way)]
    likeliest = max(found, key=_gain, default=None)
    if likeliest is None or _is_chance(line, likeliest, doubt):
        return None
    return likeliest


def _gain(found: LineRepair) -> float:
    return found.gain


def _is_chance(line: str, found: LineRepair, doubt: float) -> bool:
    """Whether a line is like no text, and a repair does not explain why; of one that only
    changes letters for others, it is enough that much is left."""
    new = apply_runs(line, found.runs)
    left = suspicion(new)
    if found.misreading.written in LATIN and left > max(_LATIN_LEFT * doubt, SUSPICIOUS):
        return True
    return left > max(_UNEXPLAINED * doubt, _UNLIKE * len(new))


_AT_LEAST = 4
"""Characters of several bytes that are UTF-8 by no chance."""


def _repair_of_all(line: str, misreading: Misreading, doubt: float) -> Iterator[LineRepair]:
    """All of a line, if that is UTF-8, or if nothing is left in it that is suspicious."""
    new = decode_whole(line, misreading)
    if new is None or new == line or sum(char > "\x7f" for char in new) < _AT_LEAST:
        return
    if misreading.written != UTF_8 and suspicion(new) >= max(
        suspicion_threshold(new), _LEFT * doubt
    ):
        return
    start, end = _differing(line, new)
    run = DecodedRun(start, len(line) - end, new[start : len(new) - end])
    total = gain(line, run, misreading)
    if total >= _SURE and is_sure(line, run, misreading):
        yield LineRepair(misreading, [run], total)


def _differing(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts have in common at the start, and at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    most -= start
    return start, next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)


def _repair_of_runs(line: str, misreading: Misreading) -> Iterator[LineRepair]:
    runs = most_likely_runs(line, misreading)
    runs = runs and widen_runs(line, runs, misreading)
    runs = [run for run in runs if is_sure(line, run, misreading)]
    if misreading.read not in MANY_BYTES and all(
        _is_western(line, run, misreading.read) for run in runs
    ):
        return
    total = sum(gain(line, run, misreading) for run in runs)
    if runs and total >= (_SURE_CONTROLS if misreading == (WESTERN, "cp1252") else _SURE):
        yield LineRepair(misreading, runs, total)


def _is_western(line: str, run: DecodedRun, read: str) -> bool:
    """Whether what stands in a run has the same bytes in Western charsets, which then say what
    it is, and not one that is rarer."""
    old = line[run.start : run.end]
    return read != WESTERN and encode(old, WESTERN) == encode(old, read)
