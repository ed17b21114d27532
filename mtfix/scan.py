"""One automaton over all packs: where do triggers stand?

The scan is the only thing that reads every byte of a text. It runs on UTF-8 bytes,
lower-cased (which folds ASCII letters only and keeps offsets), takes overlapping
matches and filters them by a cheap look at the bytes around, so that a clean text
leaves without any stage having seen it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from mtfix.document import Hit, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

_DFA_FROM = 200_000
"""Bytes from which building a DFA pays: it scans 2.5 times faster than the contiguous NFA
and takes 4 times as long to build."""

_WORD = frozenset(b"0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_UPPER = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOWER = frozenset(b"abcdefghijklmnopqrstuvwxyz")
_FIRST_IDEOGRAPH = "\u2e80"


class Trigger(NamedTuple):
    """A literal that a rule of a stage wants to know of.

    `test` names the look at the bytes around it (see `TESTS`);
    with `written`, only that spelling counts, letter for letter.
    """

    text: str
    stage: str
    rule: int
    test: str = "any"
    written: str = ""


def _any(_data: bytes, _start: int, _end: int) -> bool:
    return True


def _start(data: bytes, start: int, _end: int) -> bool:
    """A word begins with the trigger."""
    return not start or data[start] not in _WORD or not _wordlike(data, start - 1)


def _word(data: bytes, start: int, end: int) -> bool:
    """The trigger is made of whole words."""
    if start and data[start] in _WORD and _wordlike(data, start - 1):
        return False
    return end >= len(data) or data[end - 1] not in _WORD or not _wordlike(data, end)


def _repeat(data: bytes, start: int, end: int) -> bool:
    """` (` or `(` begins a bracket that repeats what stands before it."""
    close = data.find(b")", end, end + 80)
    size = close - end
    return size > 3 and data[start - size : start] == data[end:close]


def _upper(data: bytes, _start: int, end: int) -> bool:
    return data[end - 1] in _UPPER


def _lower(data: bytes, _start: int, end: int) -> bool:
    return data[end - 1] in _LOWER


def _seam(data: bytes, start: int, end: int) -> bool:
    """`word.Word` or `word.A `: small letters before, a capital and no second one after."""
    return (
        data[end - 1] in _UPPER
        and data[start - 1 : start] in _SMALL
        and data[start - 2 : start - 1] in _SMALL
        and data[end : end + 1] in _AFTER_CAPITAL
    )


_SMALL = frozenset(bytes([letter]) for letter in _LOWER)
_AFTER_CAPITAL = _SMALL | {b" ", b"."}

TESTS: dict[str, Callable[[bytes, int, int], bool]] = {
    "any": _any,
    "start": _start,
    "word": _word,
    "repeat": _repeat,
    "upper": _upper,
    "lower": _lower,
    "seam": _seam,
}
"""What a trigger can ask of the bytes around it."""


def _wordlike(data: bytes, at: int) -> bool:
    """Whether the character that has a byte at `at` continues a word of letters.

    Ideographs do not: between them and Latin letters there is a word boundary.
    """
    byte = data[at]
    if byte < 0x80:
        return byte in _WORD
    start = at
    while start and data[start] & 0xC0 == 0x80:
        start -= 1
    try:
        char = data[start : start + 4].decode("utf-8", "ignore")[:1]
    except UnicodeDecodeError:  # pragma: no cover - "ignore" leaves nothing to raise
        return False
    return char.isalnum() and char < _FIRST_IDEOGRAPH


class Scanner:
    """All triggers of all rules, as one automaton. Immutable once built, and thread-safe."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        by_text: dict[bytes, list[Trigger]] = {}
        for trigger in triggers:
            by_text.setdefault(_bytes(trigger.text).lower(), []).append(trigger)
        self._patterns = list(by_text)
        self._triggers = list(by_text.values())
        self._looks = [_look(group) for group in self._triggers]
        self._automata: dict[bool, BytesAhoCorasick] = {}

    def read(self, text: str) -> Page:
        """Return the page of `text`: its hits by stage, in code points."""
        data = text.encode("utf-8", "surrogatepass")
        hits: dict[str, list[Hit]] = {}
        place = _code_points(data)
        for pattern, start, end in self.matches(data):
            span = place(start), place(end)
            for trigger in self._triggers[pattern]:
                if _accepts(trigger, data, start, end):
                    hits.setdefault(trigger.stage, []).append(Hit(*span, trigger.rule))
        return Page(text, hits)

    def matches(self, data: bytes) -> list[tuple[int, int, int]]:
        """Pattern, start and end, in bytes, of every match that at least one trigger accepts."""
        if not self._patterns:
            return []
        found = self._automaton(len(data)).find_matches_as_indexes(data.lower(), overlapping=True)
        looks = self._looks
        return [match for match in found if looks[match[0]](data, match[1], match[2])]

    def _automaton(self, size: int) -> BytesAhoCorasick:
        large = size >= _DFA_FROM
        automaton = self._automata.get(large) or (not large and self._automata.get(True))
        if not automaton:
            kind = Implementation.DFA if large else Implementation.ContiguousNFA
            automaton = BytesAhoCorasick(self._patterns, implementation=kind)
            self._automata[large] = automaton
        return automaton


def _bytes(text: str) -> bytes:
    """A trigger's bytes; one that ends within a character is written with escaped bytes."""
    return text.encode("utf-8", "surrogateescape")


def _accepts(trigger: Trigger, data: bytes, start: int, end: int) -> bool:
    if trigger.written and data[start:end] != _bytes(trigger.written):
        return False
    return TESTS[trigger.test](data, start, end)


def _look(group: list[Trigger]) -> Callable[[bytes, int, int], bool]:
    """The cheapest function that says whether any trigger of the group accepts a match."""
    if all(not trigger.written for trigger in group) and len({t.test for t in group}) == 1:
        return TESTS[group[0].test]
    return lambda data, start, end: any(_accepts(t, data, start, end) for t in group)


_CONTINUATION = bytes(range(0x80, 0xC0))


def _code_points(data: bytes) -> Callable[[int], int]:
    """A function from byte offsets, asked for in nearly ascending order, to code points."""
    if data.isascii():
        return lambda at: at
    walk = _walk(data)
    next(walk)
    return walk.send


def _walk(data: bytes) -> Generator[int, int, None]:
    byte = point = 0
    asked = yield 0
    while True:
        low, high = (byte, asked) if asked >= byte else (asked, byte)
        step = len(data[low:high].translate(None, _CONTINUATION))
        point += step if asked >= byte else -step
        byte = asked
        asked = yield point
