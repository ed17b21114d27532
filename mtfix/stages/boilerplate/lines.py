"""The lines of a flattened page as a model reads them: one sign for each character, words of
every script counted, and which words of menus, shares and comments stand in them.

Shapes have one byte for each character of the text, so that places in both are the same.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, compress, count, islice, pairwise
from operator import add, sub
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.cues import cues_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Sized

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
LONGEST_WORD = 16
"""Letters a word has at most on average: Thai and others write without spaces."""
_WRAPPED_FROM, _WRAPPED_TO, _WRAPPED_LINES = 40, 120, 3
_FULL, _SMALL = 0.7, 0.5
"""Of the lines of a hard-wrapped paragraph so many go on where the first word would not have
fitted in the line before, and of those so many begin with a small letter."""
_KINDS = bytes(
    ord("w" if _WRAPPED_FROM <= size <= _WRAPPED_TO else "s" if 0 < size < _WRAPPED_FROM else "-")
    for size in range(0x100)
)
_MAY_BE_WRAPPED = lazy_regex(rf"w{{{_WRAPPED_LINES - 1},}}s?")
"""Lines of a paragraph by their sizes; the last one may be short."""


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


def read(text: str, fewest: int = 0) -> Lines:
    """Return the lines of a text: none of them, where fewer than `fewest` hold little else than
    words of menus, shares and comments (a paragraph does only if one of its lines does)."""
    data = text.encode("utf-8", "surrogatepass")
    raw = data.split(b"\n")
    cues, covered = cues_in(data, raw)
    if fewest and not _has_cues(raw, covered, fewest):
        return Lines([], [], [], [], [], [])
    whole = _alike(text).encode("utf-8", "surrogatepass").translate(_TABLE, _CONTINUATION)
    parts = whole.split(b"\n")
    sizes = list(map(len, parts))
    ends = list(map(add, accumulate(sizes), count()))
    starts = list(map(sub, ends, sizes))
    occurring = Counter(raw)
    repeats = [occurring[line] for line in raw]
    shapes = [part.strip() for part in parts]
    found = Lines(shapes, starts, ends, repeats, cues, covered)
    joined = _continued(shapes)
    if joined:
        _join(found, joined)
    # A line that went to the one before is blank now.
    if all(shapes):
        return found
    kept: Any = (list(compress(column, shapes)) for column in found)
    return Lines(*kept)


def is_cue(shape: Sized, covered: int) -> bool:
    """Whether a line holds little else than words of menus, shares and comments."""
    return 0 < len(shape) <= 2 * covered


def _has_cues(raw: Sequence[bytes], covered: Sequence[int], fewest: int) -> bool:
    """Whether so many lines may hold little else than such words, without a look at all."""
    each = zip(compress(raw, covered), filter(None, covered), strict=True)
    cued = (line for line, many in each if is_cue(line.decode("utf-8", "ignore").strip(), many))
    return sum(1 for _ in islice(cued, fewest)) == fewest


def _alike(text: str) -> str:
    """A text with the signs of other scripts as those of ASCII."""
    if not text.isascii():
        for signs, sign in _ALIKE:
            for one in signs:
                text = text.replace(one, sign)
    return text


def _join(found: Lines, joined: Iterable[int]) -> None:
    """Add each of these lines to the paragraph that it goes on with, and leave it blank."""
    shapes, _, ends, _, cues, covered = found
    first = -1
    for at in sorted(joined):
        if at - 1 not in joined:
            first = at - 1
        shapes[first] += b" " + shapes[at]
        ends[first] = ends[at]
        cues[first] |= cues[at]
        covered[first] += covered[at]
        shapes[at] = b""


def words(shape: bytes) -> float:
    """How many words a line has, in any script.

    >>> words(b"Aaaaa aa 0000."), words(b"cccccccccc")
    (3, 6.5)
    """
    ideographs = shape.count(b"c")
    spaced = shape.count(b" ") + 1
    if ideographs:
        return spaced + ideographs * _IDEOGRAPH_WORDS
    return max(spaced, len(shape) // LONGEST_WORD)


def _continued(shapes: Sequence[bytes]) -> set[int]:
    """The lines that go on with the paragraph of the line before, in hard-wrapped text.

    A run of lines is hard-wrapped where each is about as long as the longest: the first word
    of the next would not have fitted.
    """
    sizes = bytes([size if size < 0xFF else 0xFF for size in map(len, shapes)])
    kinds = sizes.translate(_KINDS).decode()
    runs = (range(*run.span()) for run in _MAY_BE_WRAPPED.finditer(kinds))
    return {line for run in runs for line in _wrapped(shapes, run)}


def _wrapped(shapes: Sequence[bytes], run: range) -> set[int]:
    """The lines of a run that continue the one before, if the run is hard-wrapped."""
    if len(run) < _WRAPPED_LINES:
        return set()
    begin_small = sum([shapes[i][0] in b"a," for i in run[1:]])
    if begin_small < _FULL * _SMALL * (len(run) - 1):
        return set()  # most runs, which are no paragraphs
    width = max(len(shapes[i]) for i in run)
    full = {
        after
        for before, after in pairwise(run)
        if len(shapes[before]) + 1 + len(shapes[after].split(b" ", 1)[0]) > width - 2
    }
    small = sum(shapes[i][0] in b"a," for i in full)
    return full if len(full) >= _FULL * (len(run) - 1) and small >= _SMALL * len(full) else set()
