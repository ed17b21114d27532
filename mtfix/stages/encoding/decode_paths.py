"""The most likely way through a line, some runs of which were misread and the others not.

A search from left to right, as for the best path of a hidden Markov model: for each character
there is the best path on which the text stands as it is, and for each byte the best one on which
a run is decoded up to there. Costs are negative log probabilities, in bits.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.language_model import REMEMBERED, char_neg_log_prob
from mtfix.stages.encoding.misreading import (
    MANY_BYTES,
    UTF_8,
    WESTERN,
    Misreading,
    decode_character,
    encode_character,
    encode_with_sizes,
    sizes_from,
)

_ENTER, _LEAVE = 10.0, 2.0
"""The cost of beginning to decode, and of stopping, in bits."""
_LIKELY = 9.0
"""The bits up to which a character needs no help of its size."""
_MOST_BY_SIZE = {2: 9.0, 3: 13.0, 4: 14.0}
"""Highest cost of characters of UTF-8, by their bytes, if they may be broken themselves:
such bytes seldom stand together by chance, and text may have been misread twice."""


class DecodedRun(NamedTuple):
    """Where a misread run stands in a line, and what was written."""

    start: int
    end: int
    new: str


@lru_cache(REMEMBERED)
def decoded_char_neg_log_prob(before: str, char: str, misreading: Misreading) -> float:
    """Return the bits that a character costs which comes out of a misreading."""
    found = char_neg_log_prob(before, char)
    if found > _LIKELY and misreading.written == UTF_8 and misreading.read not in MANY_BYTES:
        size = len(char.encode())
        is_broken = encode_character(WESTERN, char) or encode_character(misreading.read, char)
        if size == 4 or is_broken:
            return min(found, _MOST_BY_SIZE.get(size, found))
    return found


_TEXT, _START, _END = "text", "start", "end"


class _Step(NamedTuple):
    """A step of a path.

    kind: `_TEXT` that was decoded; `_START` or `_END` of a run, which stand `at` a character.
    """

    kind: str
    text: str
    at: int
    previous: _Step | None


class _Path(NamedTuple):
    """A way through the first characters of a line: what it costs, its last character, and its
    steps, the last one first."""

    cost: float
    last: str
    steps: _Step | None


def most_likely_runs(line: str, misreading: Misreading) -> list[DecodedRun]:
    """Return the runs that the most likely way through a line decodes.

    Only differences between paths count, and where both go on through ASCII none arises.
    """
    data, sizes = encode_with_sizes(line, misreading.read)
    plain = _Path(0.0, " ", None)
    decoded: dict[int, _Path] = {}  # by the byte up to which they come
    at = index = 0
    while index < len(line):
        char = line[index]
        here = decoded.get(at)
        if here is not None:
            plain = _better_end(plain, here, index)
        if char <= "\x7f" and _go_together(decoded, here, plain):
            found = _BEYOND_ASCII.search(line, index)
            to = found.start() if found else len(line)
            plain = _Path(plain.cost, line[to - 1], plain.steps)
            decoded.clear()
            if here is not None:
                step = _Step(_TEXT, line[index:to], 0, here.steps)
                decoded[at + to - index] = _Path(here.cost, line[to - 1], step)
            at, index = at + to - index, to
            continue
        if char > "\x7f" and (here is None or plain.cost + _ENTER < here.cost):
            step = _Step(_START, "", index, plain.steps)
            decoded[at] = _Path(plain.cost + _ENTER, plain.last, step)
        plain = _Path(plain.cost + char_neg_log_prob(plain.last, char), char, plain.steps)
        size = sizes[index]
        if not size:
            decoded.clear()
        for offset in range(at, at + size):
            if offset in decoded:
                _decode_at(decoded, offset, data, misreading)
        at, index = at + (size or 1), index + 1
    if at in decoded:
        plain = _better_end(plain, decoded[at], len(line))
    return _trace_runs(plain.steps)


def _go_together(decoded: dict[int, _Path], here: _Path | None, plain: _Path) -> bool:
    """Whether all paths have the same ASCII character behind them, or there is but one."""
    if here is None:
        return not decoded
    return len(decoded) == 1 and here.last == plain.last < "\x80"


_BEYOND_ASCII = lazy_regex(r"[^\x00-\x7f]")


def _better_end(plain: _Path, decoded: _Path, index: int) -> _Path:
    """The better of the plain path and of ending the decoded one here."""
    if decoded.cost + _LEAVE >= plain.cost:
        return plain
    step = _Step(_END, "", index, decoded.steps)
    return _Path(decoded.cost + _LEAVE, decoded.last, step)


def _decode_at(decoded: dict[int, _Path], offset: int, data: bytes, misreading: Misreading) -> None:
    """Decode the character that begins at a byte: its path goes on behind it, or ends."""
    path = decoded.pop(offset)
    for size in sizes_from(data[offset], misreading.written):
        new = decode_character(misreading.written, data[offset : offset + size])
        if new is not None:
            total = path.cost + decoded_char_neg_log_prob(path.last, new, misreading)
            end = offset + size
            if end not in decoded or total < decoded[end].cost:
                decoded[end] = _Path(total, new, _Step(_TEXT, new, 0, path.steps))
            return


def _trace_runs(step: _Step | None) -> list[DecodedRun]:
    """The runs on a path, in the order of the line."""
    runs: list[DecodedRun] = []
    end, texts = 0, []
    while step is not None:
        if step.kind == _TEXT:
            texts.append(step.text)
        elif step.kind == _END:
            end, texts = step.at, []
        else:
            runs.append(DecodedRun(step.at, end, "".join(reversed(texts))))
        step = step.previous
    return runs[::-1]
