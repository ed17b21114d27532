"""The lines of a flattened page as the model reads them: shapes, and the menu words in them.

The shape of a line has one byte for each of its characters, which tells only the sort: `a` a
small letter, `A` a capital, `0` a digit, `c` an ideograph, `p` another sign, and so on.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, compress, islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.boilerplate.article.menu_words import menu_words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_READ_AS_ASCII = (
    *(("。！？．؟۔।", "."), ("，、،；：", ","), ("…", "~"), ("“”„«»「」『』", '"')),
    *(("’‘", "'"), ("）", ")"), ("·•→←›", "|"), ("–—", "-"), ("©", "@"), ("\xa0\u3000", " ")),
)
"""Signs of many scripts, and the ASCII sign as which they are read."""
_SORTS = (
    *(("abcdefghijklmnopqrstuvwxyz", "a"), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A")),
    *(("0123456789", "0"), (" \t\r\x0b\x0c", " "), (".!?", "."), (",;", ","), ("|/<>\\", "|")),
    *(("\"'()[]{}", '"'), ("@#&*_+=$%^`", "@")),
)
"""Characters of ASCII, and the sort as which a shape shows them; others show as they are."""
_CONTINUATION_BYTES = bytes(range(0x80, 0xC0))
_WORDS_OF_IDEOGRAPH = 0.55
"""Words that a Chinese or Japanese character counts."""
_LONGEST_WORD = 16
"""Letters a word has at most on average: Thai and others write without spaces."""

_WRAPPED_FROM, _WRAPPED_TO, _WRAPPED_LINES = 40, 120, 3
"""Characters of the lines of a hard-wrapped paragraph, and how many lines it has at least."""
_FULL, _SMALL = 0.7, 0.5
"""Of its lines, the share that is full (the first word of the next would not have fitted); and of
those behind full ones, the share that begins with a small letter."""
_SIZE_SORTS = bytes(
    ord("w" if _WRAPPED_FROM <= size <= _WRAPPED_TO else "s" if 0 < size < _WRAPPED_FROM else "-")
    for size in range(0x100)
)
_MAY_BE_WRAPPED = lazy_regex(rf"w{{{_WRAPPED_LINES - 1},}}s?")
"""Lines of a paragraph by the sorts of their sizes; the last one may be short."""


def _sort_of_bytes() -> bytes:
    """For each first byte of a character the sort that a shape shows."""
    table = bytearray(range(256))
    for characters, sort in _SORTS:
        for byte in characters.encode():
            table[byte] = ord(sort)
    for first in range(0x80, 0x100):
        is_sign = first in (0xC2, 0xE2, 0xEF) or first >= 0xF0
        table[first] = ord("p" if is_sign else "c" if 0xE3 <= first <= 0xE9 else "a")
    return bytes(table)


_SORT_OF_BYTES = _sort_of_bytes()


class PageLines(NamedTuple):
    """The lines of a text that are not blank, those of a hard-wrapped paragraph as one; a column
    for each thing known of them."""

    shapes: list[bytes]
    starts: list[int]
    ends: list[int]
    """Places in code points of the text, without the line break."""
    repeats: list[int]
    """How often the line stands in the text."""
    menus: list[int]
    """The classes of menu words in it, a bit each."""
    covered: list[int]
    """How many of its characters those words take."""


def read_lines(text: str, least_menus: int = 0) -> PageLines:
    """Return the lines of a text; none of them where fewer than `least_menus` are `is_menu` (of
    a paragraph, one of its lines must be)."""
    raw = text.encode("utf-8", "surrogatepass").split(b"\n")
    menus, covered = menu_words_in(raw)
    if least_menus and not _has_menus(raw, covered, least_menus):
        return PageLines([], [], [], [], [], [])
    parts = _shape(text).split(b"\n")
    breaks = list(accumulate([len(part) + 1 for part in parts], initial=0))
    ends = [after - 1 for after in breaks[1:]]
    occurring = Counter(raw)
    repeats = [occurring[line] for line in raw]
    shapes = [part.strip() for part in parts]
    lines = PageLines(shapes, breaks[:-1], ends, repeats, menus, covered)
    _join(lines, _continuations(shapes))
    if all(shapes):
        return lines
    kept: Any = (list(compress(column, shapes)) for column in lines)
    return PageLines(*kept)


def is_menu(size: int, covered: int) -> bool:
    """Whether a line of `size` characters holds little else than menu words."""
    return 0 < size <= 2 * covered


def words(shape: bytes) -> float:
    """Return how many words a line has, in any script.

    >>> words(b"Aaaaa aa 0000."), words(b"cccccccccc")
    (3, 6.5)
    """
    ideographs = shape.count(b"c")
    spaced = shape.count(b" ") + 1
    if ideographs:
        return spaced + ideographs * _WORDS_OF_IDEOGRAPH
    return max(spaced, len(shape) // _LONGEST_WORD)


def _has_menus(raw: Sequence[bytes], covered: Sequence[int], least: int) -> bool:
    each = compress(zip(raw, covered, strict=True), covered)
    menus = (1 for line, many in each if is_menu(len(line.decode("utf-8", "ignore").strip()), many))
    return sum(islice(menus, least)) == least


def _shape(text: str) -> bytes:
    if not text.isascii():
        for signs, sign in _READ_AS_ASCII:
            for one in signs:
                text = text.replace(one, sign)
    return text.encode("utf-8", "surrogatepass").translate(_SORT_OF_BYTES, _CONTINUATION_BYTES)


# --- hard-wrapped paragraphs ---------------------------------------------------------------------


def _join(lines: PageLines, continuations: Iterable[int]) -> None:
    """Add each of these lines to the paragraph that it continues, and leave its shape empty."""
    shapes, _, ends, _, menus, covered = lines
    first = before = -1
    for at in sorted(continuations):
        if at - 1 != before:
            first = at - 1
        shapes[first] += b" " + shapes[at]
        ends[first] = ends[at]
        menus[first] |= menus[at]
        covered[first] += covered[at]
        shapes[at] = b""
        before = at


def _continuations(shapes: Sequence[bytes]) -> Iterable[int]:
    """The lines that continue the line before, in hard-wrapped text.

    `paragraphs.is_wrapped` asks the same of the lines between two blank ones, where size and small
    letters suffice. Here menus stand right beside paragraphs, so a line must also be full.
    """
    sizes = bytes([min(len(shape), 0xFF) for shape in shapes]).translate(_SIZE_SORTS).decode()
    for run in _MAY_BE_WRAPPED.finditer(sizes):
        yield from _wrapped(shapes, range(*run.span()))


def _wrapped(shapes: Sequence[bytes], run: range) -> set[int]:
    """The lines of a run that continue the one before, if the run is hard-wrapped."""
    begin_small = sum([shapes[at][0] in b"a," for at in run[1:]])
    if len(run) < _WRAPPED_LINES or begin_small < _FULL * _SMALL * (len(run) - 1):
        return set()  # most runs, which are no paragraphs
    width = max(len(shapes[at]) for at in run)
    behind_full = {
        after
        for before, after in pairwise(run)
        if len(shapes[before]) + 1 + len(shapes[after].split(b" ", 1)[0]) > width - 2
    }
    small = sum(shapes[at][0] in b"a," for at in behind_full)
    is_wrapped = len(behind_full) >= _FULL * (len(run) - 1) and small >= _SMALL * len(behind_full)
    return behind_full if is_wrapped else set()
