"""Predicates: cheap tests of the bytes around a match, by the names that triggers give them.

Most matches are no candidates, and most of these are refused here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.text.characters import continues_word
from mtfix.text.words import SENTENCE_STARTERS

if TYPE_CHECKING:
    from collections.abc import Callable

BRACKET = 80
"""Bytes that a bracket with a repeated name may have: the furthest that a test looks."""

_WORD = frozenset(b"0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_UPPER = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOWER = frozenset(b"abcdefghijklmnopqrstuvwxyz")


def _any(_data: bytes, _start: int, _end: int) -> bool:
    return True


def word_starts(data: bytes, start: int, _end: int) -> bool:
    """A word begins with the trigger."""
    return not start or data[start] not in _WORD or not _continues_word(data, start - 1)


def _whole_word(data: bytes, start: int, end: int) -> bool:
    """The trigger is made of whole words."""
    return word_starts(data, start, end) and word_ends(data, end)


def word_ends(data: bytes, end: int) -> bool:
    """A word ends with what stands before `end`."""
    return end >= len(data) or data[end - 1] not in _WORD or not _continues_word(data, end)


def _between_words(data: bytes, start: int, end: int) -> bool:
    """Whether the end of a word of two letters or more stands before the trigger; and behind it
    white space and then a letter or an opening sign, or the end of the text."""
    return (
        _ends_prose_word(data[max(0, start - 2) : start])
        and data[end : end + 1] in _WHITE
        and data[end : end + _BLANKS].lstrip()[:1] in _GOING_ON
    )


def _ends_prose_word(two: bytes) -> bool:
    """Whether two bytes end a word of prose, a year or a percentage, and no `x1` or `f(2)`."""
    if two.isalpha():
        return two[-1:].islower()
    return (
        two.strip() == b"I"
        or two.isdigit()
        or two[-1:] in _CLOSING
        or (two[-1:] == b")" and two[:1] in _SMALL)
    )


def _between_sentences(data: bytes, start: int, end: int) -> bool:
    """As `loose`, where what is behind the white space is no small letter, figure or sign."""
    if not _between_words(data, start, end):
        return False
    behind = data[end : end + _BLANKS].lstrip()[:1]
    return behind in _CAPITAL or behind in _OPENING


def _beside_latin(data: bytes, start: int, end: int) -> bool:
    """But for white space, no ideograph, kana or Hangul stands on either side of the trigger, and
    on one side a letter, figure or sign of ASCII, a curly quotation mark or a placeholder."""
    before = data[max(0, start - _BLANKS) : start].rstrip()
    behind = data[end : end + _BLANKS].lstrip()
    if before[-1:] >= b"\x80" and _is_ideograph(before[-3:]):
        return False
    if _is_ideograph(behind):
        return False
    return (
        b"" < before[-1:] < b"\x80"
        or b"" < behind[:1] < b"\x80"
        or before[-3:-1] in _QUOTE_OR_HOLE
        or behind[:2] in _QUOTE_OR_HOLE
    )


def _is_ideograph(char: bytes) -> bool:
    return b"\xe3\x81" <= char < b"\xee"


def _after_space(data: bytes, start: int, _end: int) -> bool:
    """White space stands before the trigger, or nothing."""
    return data[start - 1 : start] in _WHITE


def _starts_line(data: bytes, start: int, _end: int) -> bool:
    """A line, or the text of a cell, begins with the trigger, and in a small letter."""
    return data[start - 1 : start] in _LINE_STARTS and data[start : start + 1] in _SMALL


def _repeats_before(data: bytes, start: int, end: int) -> bool:
    """`(` begins a bracket that repeats what stands before it, but for a space."""
    if data[end : end + 1] not in _CAPITAL:
        return False
    close = data.find(b")", end, end + BRACKET)
    size = close - end
    if size < 4:
        return False
    start -= data[start - 1] == 0x20
    return data[start - 1] == data[close - 1] and data[start - size : start] == data[end:close]


def _before_capital(data: bytes, start: int, end: int) -> bool:
    """A word begins with the trigger, and a capital follows it."""
    return data[end : end + 1] in _CAPITAL and word_starts(data, start, end)


def _before_small(data: bytes, start: int, end: int) -> bool:
    """A word begins with the trigger, and a small letter follows it."""
    return data[end : end + 1] in _SMALL and word_starts(data, start, end)


def _after_small(data: bytes, start: int, _end: int) -> bool:
    """A small letter stands directly before the trigger."""
    return data[start - 1 : start] in _SMALL


def _between_small_words(data: bytes, start: int, _end: int) -> bool:
    """The trigger begins with a sign between two words of small letters, of which a space stands
    before the first, and white space or a sign behind the second."""
    _, gap, before = data[max(0, start - _LONGEST_WORD) : start].rpartition(b" ")
    behind = data[start + 1 : start + _LONGEST_WORD].partition(b" ")[0].rstrip(b".,;:!?)\n")
    return (
        gap == b" "
        and before.islower()
        and before.isalpha()
        and behind.isalpha()
        and (behind.islower() or (behind.isupper() and len(behind) > 1))
    )


def _behind_address(data: bytes, start: int, _end: int) -> bool:
    """White space and before it an address stand before the trigger."""
    before = data[max(0, start - BRACKET) : start].rsplit(None, 1)
    return bool(before) and b"://" in before[-1]


def _begins_item(data: bytes, start: int, end: int) -> bool:
    """The trigger ends the number of at most three figures that a line begins with, white space,
    `#`, `*` and `>` before it aside, and a letter or an opening sign follows it."""
    behind = data[end : end + 1]
    if behind not in _SMALL and behind not in _CAPITAL and behind not in _OPENING:
        return False
    before = data[max(0, start - _BEFORE_ITEM) : start]
    at = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
    if not at and start > _BEFORE_ITEM:
        return False
    return not before[at:].rstrip(b"0123456789").strip(b" \t#*>")


def _in_run(data: bytes, start: int, _end: int) -> bool:
    """The trigger begins three letters or signs of Latin-1 in a row; a quotation mark or a
    no-break space is none of them."""
    return (
        data[start : start + 6 : 2].count(0xC2) + data[start : start + 6 : 2].count(0xC3) == 3
        and data[start + 1 : start + 2] not in _SPACED
        and data[start + 3 : start + 4] not in _SPACED
        and data[start + 5 : start + 6] not in _SPACED
    )


def _before_space(data: bytes, _start: int, end: int) -> bool:
    """White space follows the trigger, or nothing."""
    return data[end : end + 1] in _WHITE


def _before_starter(data: bytes, start: int, end: int) -> bool:
    """A word in small letters follows that sentences begin with and that is no name; a full
    stop stands behind no abbreviation of one or two letters."""
    if data[end : end + 2] not in _STARTS:
        return False
    word = data[end : end + _LONGEST_STARTER].partition(b" ")[0]
    if word.partition(b"'")[0].rstrip(b",:") not in _STARTERS:
        return False
    if data[start] == _STOP and data[start - 1 : start].islower():
        before = data[max(0, start - 3) : start]
        if len(before) < 3 or any(sign in before for sign in (b" ", b".", b"(", b"\n")):
            return False
    return True


def _joins_sentences(data: bytes, start: int, end: int) -> bool:
    """`word.Word`, `2020.The` or `word.A `: no white space before the trigger, a capital and
    no second one behind it."""
    return (
        data[end : end + 1] in _CAPITAL
        and data[start - 1 : start] in _BEFORE_STOP
        and data[end + 1 : end + 2] in _AFTER_CAPITAL
    )


def _pairs(word: str) -> tuple[str, ...]:
    return (word[:2],) if len(word) > 1 else (f"{word} ", f"{word},", f"{word}:", f"{word}'")


STARTS = sorted({pair for word in SENTENCE_STARTERS for pair in _pairs(word)})
"""The beginnings of sentence starters: two letters, or one and what can follow it."""

_STARTERS = frozenset(word.encode() for word in SENTENCE_STARTERS)
_STARTS = frozenset(start.encode() for start in STARTS)
_LONGEST_STARTER = 20
_STOP = ord(".")
_WHITE = frozenset([b" ", b"\n", b"\r", b"\t", b""])
_LINE_STARTS = frozenset([b"\n", b"\t", b'"', b""])
_CAPITAL = frozenset(bytes([letter]) for letter in _UPPER)
_SMALL = frozenset(bytes([letter]) for letter in _LOWER)
_BEFORE_STOP = _SMALL | frozenset(bytes([byte]) for byte in b"0123456789%)\x9d")
"""Characters that a sentence can end with; 0x9D is the last byte of a closing quotation mark."""
_AFTER_CAPITAL = _SMALL | {b" ", b"."}
_OPENING = frozenset([b"", b'"', b"\xe2"])
"""Characters besides a capital that a sentence begins with, or nothing; 0xE2 is the first byte of
curly quotation marks."""
_GOING_ON = _CAPITAL | _SMALL | _OPENING | {b"("}
_CLOSING = frozenset([b"%", b'"', b"\x9d"])
"""Characters that close a quotation, or a percentage; 0x9D as above."""
_QUOTE_OR_HOLE = frozenset([b"\xe2\x80", b"\xef\xbf"])
"""The first bytes of curly quotation marks and of a placeholder."""
_LONGEST_WORD = 24
"""Bytes of a word that are looked at."""
_BEFORE_ITEM = 8
"""Bytes before the last figure of an item in which its line begins."""
_BLANKS = 4
"""Bytes of white space that are passed over."""

_SPACED = frozenset([b"\xa0", b"\xab", b"\xbb"])
"""The last bytes of a no-break space and of angle quotation marks, and of the letters à, ë, û."""

_LENGTHS = {0xC: 2, 0xD: 2, 0xE: 3, 0xF: 4}
"""Bytes of a UTF-8 character by the upper half of the first."""

PREDICATES: dict[str, Callable[[bytes, int, int], bool]] = {
    "any": _any,
    "start": word_starts,
    "word": _whole_word,
    "upper": _before_capital,
    "lower": _before_small,
    "behind-small": _after_small,
    "glued": _between_small_words,
    "behind-address": _behind_address,
    "run": _in_run,
    "space": _before_space,
    "starter": _before_starter,
    "seam": _joins_sentences,
    "repeat": _repeats_before,
    "loose": _between_words,
    "ending": _between_sentences,
    "latin": _beside_latin,
    "apart": _after_space,
    "first": _starts_line,
    "item": _begins_item,
    "exact": _whole_word,  # and in this very spelling
}
"""By what triggers call them; `phrase` stands in its own module."""


def _continues_word(data: bytes, at: int) -> bool:
    """Whether the character that has a byte at `at` continues a word of letters.

    Ideographs do not: between them and Latin letters there is a word boundary.
    """
    byte = data[at]
    if byte < 0x80:
        return byte in _WORD
    start = at
    while start and at - start < 3 and data[start] & 0xC0 == 0x80:
        start -= 1
    try:
        char = data[start : start + _LENGTHS.get(data[start] >> 4, 1)].decode()
    except UnicodeDecodeError:  # bytes that are no text end a word, as their surrogates do
        return False
    if len(char) != 1 or start + len(char.encode()) <= at:
        return False
    return continues_word(char)
