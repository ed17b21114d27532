"""Text that was read in another charset than it was written in, and the way back.

Each reading turns a line into the bytes of the charset that it was read in, and these into
the characters of the one that it was written in, wherever that makes it more likely. Where it
does by far, that is what happened: the better of all ways through the line is taken, so that
broken and whole words can stand side by side.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.likelihood import bits, cost, is_ideographic

if TYPE_CHECKING:
    from collections.abc import Iterator

WESTERN = "western"
"""Latin-1 or Windows-1252: no one can tell where it says nothing, and some mix them."""
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5")
_ONE_BYTE = ("cp1251", "cp1250", "cp1254", "cp1253", "cp437", "mac_roman", "koi8_r")
_MANY_BYTES = ("gbk", "big5", "cp932", "cp949", "euc_jp")


class Reading(NamedTuple):
    """The charset that text was read in, and the one that it was written in."""

    read: str
    written: str


READINGS = (
    Reading(WESTERN, "cp1252"),
    *(Reading(read, "utf-8") for read in (WESTERN, *_ONE_BYTE, *_MANY_BYTES)),
    *(
        Reading(WESTERN, written)
        for written in (*_CYRILLIC, "cp1253", "mac_roman", "cp437", "gb18030", "big5", "cp932",
                        "euc_jp", "cp949")
    ),
    *(Reading("cp1251", written) for written in ("koi8_r", "cp866")),
    Reading("koi8_r", "cp1251"),
    Reading("mac_roman", "cp1252"),
    *(
        Reading(read, written)
        for read in ("gbk", "big5", "cp932", "cp949")
        for written in _MANY_BYTES
        if read != written
    ),
)  # fmt: skip
_ENTER, _LEAVE = 10.0, 2.0
"""What it costs to take up a reading, and to lay it down, in bits."""
_SURE = 18.0
"""What a line must gain."""
_SLACK = 8.0
_INNER = {2: 9.0, 3: 13.0, 4: 14.0}
"""What characters of UTF-8 cost at most, by their bytes: such bytes seldom stand together by
chance, and of text that was broken twice comes broken text."""
_LOST = ("\ufffd", "锟斤拷", "烫烫烫")


class Run(NamedTuple):
    """Where a broken run stands in a line, and what it was."""

    start: int
    end: int
    new: str


class Found(NamedTuple):
    reading: Reading
    runs: list[Run]
    gain: float


def suspicion(line: str) -> float:
    """Return by how many bits the characters beyond ASCII are less likely than usual."""
    before, excess = " ", 0.0
    for char in line:
        if char > "\x7f":
            over = bits(before, char) - _usual(char)
            if "\u0370" <= char < "\u0500":
                over -= 2.0
            if over > 0:
                excess += over
        before = char
    return excess


def restored(line: str) -> tuple[str, str] | None:
    """Return a line as it was before it was read wrongly, once or several times, and how it
    was read, in words; None where nothing makes it more likely by far."""
    new, how = line, []
    for _ in range(_TIMES):
        found = best(new) if suspicion(new) >= _SUSPICIOUS else None
        if found is None:
            break
        new = _made(new, found.runs)
        how.append(f"{_NAMES.get(found.reading.written, found.reading.written)} that was read as {_NAMES.get(found.reading.read, found.reading.read)}")
    return (new, ", ".join(dict.fromkeys(how))) if new != line else None


_TIMES = 6
_SUSPICIOUS = 3.0
_NAMES = {
    WESTERN: "Windows-1252", "utf-8": "UTF-8", "gbk": "GBK", "gb18030": "GBK", "big5": "Big5",
    "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "cp949": "EUC-KR", "mac_roman": "Mac Roman",
}  # fmt: skip


def _made(line: str, runs: list[Run]) -> str:
    parts, at = [], 0
    for run in runs:
        parts += line[at : run.start], run.new
        at = run.end
    return "".join([*parts, line[at:]])


def best(line: str) -> Found | None:
    """Return the reading that makes a line most likely by far, or None."""
    found = [one for reading in READINGS for one in _tried(line, reading)]
    return max(found, key=lambda one: one.gain, default=None)


def _tried(line: str, reading: Reading) -> Iterator[Found]:
    if reading.read in _MANY_BYTES and any(lost in line for lost in _LOST[1:]):
        return
    runs = _runs(line, reading)
    runs = runs and _widened(line, runs, reading)
    runs = [run for run in runs if _is_sure(line, run, reading)]
    if runs:
        gain = sum(_gain(line, run, reading) for run in runs)
        if gain >= (_SURE if reading.written != "cp1252" or reading.read != WESTERN else 8.0):
            yield Found(reading, runs, gain)


def _widened(line: str, runs: list[Run], reading: Reading) -> list[Run]:
    """The runs with what stands beside them, where that can be read the same way at little
    cost: who reads one word wrongly reads the next wrongly too."""
    wide: list[Run] = []
    starts = [0, *(run.end for run in runs)]
    ends = [*(run.start for run in runs), len(line)]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if index:
            wide.append(runs[index - 1])
        between = _whole(line[start:end], reading)
        if between and between != line[start:end]:
            before = runs[index - 1].new[-1] if index else " "
            after = runs[index].new[0] if index < len(runs) else " "
            lost = _cost(between + after, before, reading) - cost(line[start:end] + after, before)
            if lost < _SLACK:
                wide.append(Run(start, end, between))
    return _joined(wide)


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that touch made one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].end == run.start:
            last = joined.pop()
            run = Run(last.start, run.end, last.new + run.new)  # noqa: PLW2901
        joined.append(run)
    return joined


def _whole(text: str, reading: Reading) -> str | None:
    """A text that is read the other way from end to end, or None."""
    pieces = [_byte(reading.read, char) for char in text]
    if None in pieces:
        return None
    try:
        return b"".join(pieces).decode(reading.written)
    except UnicodeDecodeError:
        return None


def _gain(line: str, run: Run, reading: Reading) -> float:
    before = line[run.start - 1 : run.start] or " "
    after = line[run.end : run.end + 1]
    old = cost(line[run.start : run.end] + after, before)
    return old - _cost(run.new, before, reading) - cost(after, run.new[-1])


def _price(before: str, char: str, reading: Reading) -> float:
    """What a character costs that comes out of a reading."""
    price = bits(before, char)
    if price > 9.0 and reading.written == "utf-8" and reading.read not in _MANY_BYTES:
        return min(price, _INNER.get(len(char.encode()), price))
    return price


def _cost(text: str, before: str, reading: Reading) -> float:
    total = 0.0
    for char in text:
        total += _price(before, char, reading)
        before = char
    return total


def _is_sure(line: str, run: Run, reading: Reading) -> bool:
    """Whether what comes out is such text as people write."""
    new = [char for char in run.new if char > "\x7f"]
    if not new or not _plausible(run.new, reading):
        return False
    if reading.written in _ALPHABETS:
        letters = [char for char in run.new if char.isalpha()]
        own = sum(char > "\u0370" for char in letters)
        if own < 4 or own * 2 < len(letters):
            return False
    many = reading.read in _MANY_BYTES or reading.written in (*_MANY_BYTES, "gb18030")
    if many and run.end - run.start < 4:
        return False
    if reading.read in _MANY_BYTES and reading.written in _MANY_BYTES:
        beyond = sum(char > "\x7f" for char in line)
        if "\ufffd" in line or sum(char > "\x7f" for char in line[run.start:run.end]) < 0.9 * beyond:
            return False
    return _gain(line, run, reading) > 0


_ALPHABETS = (*_CYRILLIC, "cp1253")


def _plausible(text: str, reading: Reading) -> bool:
    """Whether the characters beyond ASCII cost no more than they do in texts."""
    before, excess = " ", 0.0
    for char in text:
        if char > "\x7f":
            usual = _usual(char)
            excess += _price(before, char, reading) - usual
        before = char
    return excess <= 0.0


def _usual(char: str) -> float:
    """The most that characters of such a kind cost on average."""
    if "\uff61" <= char <= "\uff9f":  # half-width kana: no one writes them with others
        return 5.0
    if is_ideographic(char) or char > "\uffff":
        return 13.0
    if char.isalpha():
        return 12.0 if char < "\u0370" else 7.5
    return 9.5


@cache
def _byte(read: str, char: str) -> bytes | None:
    """What a character was before it was read; bytes that the charset lacks are controls."""
    for charset in ("cp1252", "latin-1") if read == WESTERN else (read,):
        try:
            return char.encode(charset)
        except UnicodeEncodeError:
            continue
    return _undefined(read).get(char)


@cache
def _undefined(read: str) -> dict[str, bytes]:
    """The controls that stand for bytes to which a charset of one byte gives no sign."""
    if read in (WESTERN, *_MANY_BYTES):
        return {}
    single = (bytes([byte]) for byte in range(0x80, 0xA0))
    return {one.decode("latin-1"): one for one in single if not one.decode(read, "ignore")}


@cache
def _char(written: str, data: bytes) -> str | None:
    """The one character that bytes stand for, or None."""
    try:
        text = data.decode(written)
    except UnicodeDecodeError:
        return None
    if len(text) != 1 or text == "\ufffd":
        return None
    return text if text.isprintable() or text in _INVISIBLE or text < "\xa0" else None


_INVISIBLE = "\xa0\u3000\xad\ufeff\u200b\u200d\u200c"
_LENGTHS = {"utf-8": 4, "gb18030": 4, "euc_jp": 3, "big5": 2, "cp932": 2, "cp949": 2, "gbk": 2}


class _State(NamedTuple):
    bits: float
    last: str
    way: tuple | None  # the last run: start, end, new, before


def _runs(line: str, reading: Reading) -> list[Run]:
    """The runs that the most likely way through a line takes by a reading."""
    pieces = [_byte(reading.read, char) for char in line]
    data = b"".join(piece or b"\xff" for piece in pieces)
    longest = _LENGTHS.get(reading.written, 1)
    keep: tuple[float, str, tuple | None] = (0.0, " ", None)
    # At each byte: bits, last character, the chain of decoded characters behind it.
    decoded: dict[int, tuple[float, str, tuple]] = {}
    at = 0
    written = reading.written
    for index, char in enumerate(line):
        here = decoded.get(at)
        if here is not None and here[0] + _LEAVE < keep[0]:
            keep = (here[0] + _LEAVE, here[1], ("end", index, here[2]))
        entered = (keep[0] + _ENTER, keep[1], ("start", index, keep[2]))
        if (here is None or entered[0] < here[0]) and char > "\x7f":
            decoded[at] = entered
        piece = pieces[index]
        keep = (keep[0] + bits(keep[1], char), char, keep[2])
        if piece is None:
            decoded.clear()
            at += 1
            continue
        for offset in range(at, at + len(piece)):
            state = decoded.pop(offset, None)
            if state is None:
                continue
            for size in range(1, longest + 1):
                new = _char(written, data[offset : offset + size])
                if new is not None:
                    total = state[0] + _price(state[1], new, reading)
                    rival = decoded.get(offset + size)
                    if rival is None or total < rival[0]:
                        decoded[offset + size] = (total, new, (new, None, state[2]))
                    break
        at += len(piece)
    last = decoded.get(at)
    if last is not None and last[0] + _LEAVE < keep[0]:
        keep = (last[0], last[1], ("end", len(line), last[2]))
    return _traced(keep[2])


def _traced(way: tuple | None) -> list[Run]:
    runs: list[Run] = []
    end, chars = 0, []
    while way is not None:
        what, index, before = way
        if index is None:
            chars.append(what)
        elif what == "end":
            end, chars = index, []
        else:
            runs.append(Run(index, end, "".join(reversed(chars))))
        way = before
    return runs[::-1]
