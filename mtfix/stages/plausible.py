"""Whether what comes out of a reading is such text as people write, and what it gains."""

from __future__ import annotations

from mtfix.stages.likelihood import bits, cost, is_ideographic
from mtfix.stages.recode import MANY_BYTES, Reading, Run, price

ALPHABETS = ("cp1251", "koi8_r", "cp866", "iso8859_5", "cp1253")
"""Charsets of Cyrillic and Greek."""
_STRANGE, _STRANGE_SHARE = 1.5, 0.15
"""By how much a character that comes out may exceed what is usual, and how many may by more."""


def suspicion(line: str) -> float:
    """Return by how many bits the characters beyond ASCII are less likely than usual."""
    before, excess = " ", 0.0
    for char in line:
        if char > "\x7f":
            over = bits(before, char) - _usual(char)
            if over > (2.0 if "\u0370" <= char < "\u0500" else 0.0):
                excess += over
        before = char
    return excess


def is_sure(line: str, run: Run, reading: Reading) -> bool:
    """Whether what comes out of a run is such text as people write."""
    new = sum(char > "\x7f" for char in run.new)
    if not new or not _is_plausible(run.new, reading) or gain(line, run, reading) <= 0:
        return False
    if reading.written in ALPHABETS:
        own = sum(char > "\u0370" for char in run.new if char.isalpha())
        if own < 4 or own * 2 < sum(map(str.isalpha, run.new)):
            return False
    many = reading.read in MANY_BYTES or reading.written in MANY_BYTES
    return not many or run.end - run.start >= 4


def _is_plausible(text: str, reading: Reading) -> bool:
    """Whether the characters beyond ASCII cost no more than they do in texts."""
    before = " "
    excess = []
    for char in text:
        if char > "\x7f":
            excess.append(price(before, char, reading) - _usual(char))
        before = char
    strange = sum(over > _STRANGE for over in excess)
    return sum(excess) <= 0.0 and strange <= 1 + _STRANGE_SHARE * len(excess)


def _usual(char: str) -> float:
    """The most that characters of such a kind cost on average."""
    if "\uff61" <= char <= "\uff9f":  # half-width kana: no one writes them with others
        return 5.0
    if is_ideographic(char) or char > "\uffff":
        return 13.0
    if char.isalpha():
        return 12.0 if char < "\u0370" else 7.5
    return 9.5


def gain(line: str, run: Run, reading: Reading) -> float:
    before = line[run.start - 1 : run.start] or " "
    after = line[run.end : run.end + 1]
    old = cost(line[run.start : run.end] + after, before)
    return old - price_of(run.new, before, reading) - cost(after, run.new[-1])


def price_of(text: str, before: str, reading: Reading) -> float:
    total = 0.0
    for char in text:
        total += price(before, char, reading)
        before = char
    return total
