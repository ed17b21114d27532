"""The lines of a flattened page as a model reads them: one sign for each character, words of
every script counted, and which words of menus, shares and comments stand in them.

Shapes have one byte for each character of the text, so that places in both are the same.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ahocorasick_rs import BytesAhoCorasick

CUES = Path(__file__).parent / "cues.json"

_ALIKE = (
    ("。！？．؟۔।", "."),
    ("，、،；：", ","),
    ("…", "~"),
    ("“”„«»「」『』", '"'),
    ("’‘", "'"),
    ("）", ")"),
    ("·•→←›", "|"),
    ("–—", "-"),
    ("©", "@"),
    ("\xa0\u3000", " "),
)
"""Signs of many scripts that are read as one of ASCII."""
_CLASSES = (
    ("abcdefghijklmnopqrstuvwxyz", "a"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"),
    ("0123456789", "0"),
    (" \t\r\x0b\x0c", " "),
    (".!?", "."),
    (",;", ","),
    ("|/<>\\", "|"),
    ("\"'()[]{}", '"'),
    ("@#&*_+=$%^`", "@"),
)
_CONTINUATION = bytes(range(0x80, 0xC0))
_IDEOGRAPH_WORDS = 0.55
"""Words that a Chinese or Japanese character counts."""
_LONGEST_WORD = 16
"""Letters a word has at most on average: Thai and others write without spaces."""
_WRAPPED_FROM, _WRAPPED_TO, _WRAPPED_LINES = 40, 120, 3


def _table() -> bytes:
    """For each first byte of a character its sign."""
    table = bytearray(range(256))
    for signs, sign in _CLASSES:
        for one in signs.encode():
            table[one] = ord(sign)
    for first in range(0x80, 0x100):
        is_sign = first in (0xC2, 0xE2, 0xEF) or first >= 0xF0
        table[first] = ord("p" if is_sign else "c" if 0xE3 <= first <= 0xE9 else "a")
    return bytes(table)


_TABLE = _table()


class Lines(NamedTuple):
    """The lines of a text that are not blank, those of a hard-wrapped paragraph as one.

    `starts` and `ends` are in code points of the text, without the line break at the end.
    `cues` has a bit for each class of words that occurs in a line, `covered` how many of its
    characters they take.
    """

    shapes: list[bytes]
    starts: list[int]
    ends: list[int]
    repeats: list[int]
    cues: list[int]
    covered: list[int]


def read(text: str) -> Lines:
    """Return the lines of a text."""
    like = text
    if not text.isascii():
        for signs, sign in _ALIKE:
            for one in signs:
                like = like.replace(one, sign)
    data = text.encode("utf-8", "surrogatepass")
    whole = like.encode("utf-8", "surrogatepass").translate(_TABLE, _CONTINUATION)
    shapes, raw = whole.split(b"\n"), data.split(b"\n")
    cues, covered = _cues(data, raw)
    counts: dict[bytes, int] = {}
    for line in raw:
        counts[line] = counts.get(line, 0) + 1
    starts = list(accumulate((len(shape) + 1 for shape in shapes), initial=0))
    shapes = [shape.strip() for shape in shapes]
    found = Lines([], [], [], [], [], [])
    joined = _continued(shapes)
    for i, shape in enumerate(shapes):
        if not shape:
            continue
        if i in joined:
            found.shapes[-1] += b" " + shape
            found.ends[-1] = starts[i + 1] - 1
            found.cues[-1] |= cues[i]
            found.covered[-1] += covered[i]
            continue
        found.shapes.append(shape)
        found.starts.append(starts[i])
        found.ends.append(starts[i + 1] - 1)
        found.repeats.append(counts[raw[i]])
        found.cues.append(cues[i])
        found.covered.append(covered[i])
    return found


def words(shape: bytes) -> float:
    """How many words a line has, in any script.

    >>> words(b"Aaaaa aa 0000."), words(b"cccccccccc")
    (3, 6.5)
    """
    ideographs = shape.count(b"c")
    spaced = shape.count(b" ") + 1
    if ideographs:
        return spaced + ideographs * _IDEOGRAPH_WORDS
    return max(spaced, len(shape) // _LONGEST_WORD)


def _continued(shapes: Sequence[bytes]) -> set[int]:
    """The lines that go on with the paragraph of the line before, in hard-wrapped text.

    A run of lines is hard-wrapped where each is about as long as the longest: the first word
    of the next would not have fitted.
    """
    sizes = [len(shape) for shape in shapes]
    inside = [_WRAPPED_FROM <= size <= _WRAPPED_TO for size in sizes]
    found: set[int] = set()
    at = 0
    while at < len(sizes):
        end = at
        while end < len(sizes) and inside[end]:
            end += 1
        if end - at >= _WRAPPED_LINES - 1:
            last = end + 1 if end < len(sizes) and 0 < sizes[end] < _WRAPPED_FROM else end
            found |= _wrapped(shapes, range(at, last))
        at = end + 1
    return found


def _wrapped(shapes: Sequence[bytes], run: range) -> set[int]:
    """The lines of a run that continue the one before, if the run is hard-wrapped."""
    if len(run) < _WRAPPED_LINES:
        return set()
    width = max(len(shapes[i]) for i in run)
    full = {
        after
        for before, after in pairwise(run)
        if len(shapes[before]) + 1 + len(shapes[after].split(b" ", 1)[0]) > width - 2
    }
    small = sum(shapes[i][:1] in b"a," for i in full)
    return full if len(full) >= 0.7 * (len(run) - 1) and small >= 0.5 * len(full) else set()


# --- words of menus, shares, comments ------------------------------------------------------------


class _Cues(NamedTuple):
    classes: tuple[str, ...]
    automaton: BytesAhoCorasick
    bits: list[int]
    spaced: list[bool]


_loaded: list[_Cues] = []


def cue_classes() -> tuple[str, ...]:
    """Return the classes of words, in the order of their bits."""
    return _cue_words().classes


def _cue_words() -> _Cues:
    """The words, read at first use."""
    if not _loaded:
        import json

        from ahocorasick_rs import BytesAhoCorasick, MatchKind

        classes: dict[str, list[str]] = json.loads(CUES.read_text(encoding="utf-8"))
        found: dict[bytes, tuple[int, bool]] = {}
        for number, phrases in enumerate(classes.values()):
            for phrase in phrases:
                for form in (phrase, phrase.capitalize(), phrase.upper()):
                    # ASCII is folded in the text; other letters are written out in each case.
                    found.setdefault(form.encode().lower(), (1 << number, phrase[0] < "\u2e80"))
        automaton = BytesAhoCorasick(list(found), matchkind=MatchKind.LeftmostLongest)
        bits, spaced = [bit for bit, _ in found.values()], [one for _, one in found.values()]
        _loaded.append(_Cues(tuple(classes), automaton, bits, spaced))
    return _loaded[0]


def _cues(data: bytes, raw: Sequence[bytes]) -> tuple[list[int], list[int]]:
    """For each line the classes of words that occur in it, and how much of it they cover."""
    _, automaton, bits, spaced = _cue_words()
    low = data.lower()
    starts = list(accumulate((len(line) + 1 for line in raw), initial=0))
    found, covered = [0] * len(raw), [0] * len(raw)
    for number, start, end in automaton.find_matches_as_indexes(low):
        if spaced[number] and (_letter_before(low, start) or _letter(low[end : end + 1])):
            continue
        line = bisect_right(starts, start) - 1
        found[line] |= bits[number]
        covered[line] += len(low[start:end].decode("utf-8", "replace"))
    return found, covered


def _letter(first: bytes) -> bool:
    """Whether the word goes on with a character of this first byte; a curly quote ends it."""
    return first.isalnum() or b"\xc3" <= first < b"\xe2"


def _letter_before(data: bytes, at: int) -> bool:
    if at and data[at - 1] < 0x80:
        return data[at - 1 : at].isalnum()
    return data[max(0, at - 4) : at].decode("utf-8", "ignore")[-1:].isalnum()
