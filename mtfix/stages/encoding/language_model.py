"""How likely text is: negative log probabilities, in bits. What people write costs few, broken
characters cost many.

The pairs of letters and the characters of Chinese, Japanese and Korean are counted in word
lists of some thirty languages (`letters.txt`); what is known of signs stands below.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from unicodedata import category

from mtfix.text.characters import is_east_asian

REMEMBERED = 1 << 17
"""Answers that a cache keeps, since letters repeat."""
_UNSEEN, _FOREIGN = 13, 18
"""A letter behind another that it does not follow; one of another alphabet."""

_OPENING = "“„«‹¿¡‚‘"
_CLOSING = "”’»›™®°…©%ºª²³½¼¾€£•"
_DASHES = "–—"
_IN_CJK = "，。、；：？！（）「」『』《》〈〉【】・“”‘’—…～．－"
_SIGNS = {  # of blocks: first, last, cost, cost behind one of the same block
    "Latin-1 sign": (0xA1, 0xBF, 12, 13),
    "C1 control": (0x80, 0x9F, 22, 22),
    "modifier": (0x2B0, 0x2FF, 14, 16),
    "mark": (0x300, 0x36F, 12, 12),
    "Hebrew": (0x5D0, 0x5EA, 9, 5),
    "Hebrew point": (0x591, 0x5C7, 10, 8),
    "Hebrew ligature": (0x5EF, 0x5F4, 14, 13),
    "Arabic": (0x60C, 0x655, 9, 5),
    "Arabic letter": (0x660, 0x6D5, 9, 5),
    "Armenian": (0x530, 0x58F, 16, 6),
    "Devanagari": (0x900, 0x97F, 9, 5),
    "Bengali": (0x980, 0x9FF, 10, 5),
    "Indic": (0xA00, 0xDFF, 12, 5),
    "Thai": (0xE01, 0xE5B, 9, 5),
    "Lao, Tibetan, Burmese": (0xE81, 0x109F, 14, 6),
    "Georgian": (0x10A0, 0x10FF, 14, 5),
    "Ethiopic": (0x1200, 0x137F, 16, 7),
    "Khmer": (0x1780, 0x17FF, 14, 5),
    "polytonic": (0x1F00, 0x1FFF, 12, 12),
    "general sign": (0x2010, 0x2070, 13, 13),
    "superscript": (0x2070, 0x20CF, 12, 12),
    "letterlike": (0x2100, 0x218F, 12, 12),
    "arrow": (0x2190, 0x21FF, 10, 10),
    "mathematics": (0x2200, 0x22FF, 11, 11),
    "technical": (0x2300, 0x24FF, 13, 10),
    "box": (0x2500, 0x25A0, 13, 5),
    "shape": (0x25A0, 0x27BF, 11, 9),
    "radical": (0x2E80, 0x2FFF, 18, 16),
    "sign of CJK": (0x3000, 0x303F, 10, 10),
    "bopomofo": (0x3105, 0x312F, 14, 6),
    "jamo": (0x3131, 0x318E, 14, 12),
    "enclosed": (0x3200, 0x33FF, 16, 15),
    "ideograph": (0x4E00, 0x9FFF, 19, 19),
    "syllable": (0xAC00, 0xD7A3, 17, 17),
    "private": (0xE000, 0xF8FF, 22, 22),
    "ligature": (0xFB00, 0xFB06, 12, 12),
    "full width": (0xFF01, 0xFF60, 11, 8),
    "half width": (0xFF61, 0xFF9F, 13, 6),
    "full-width sign": (0xFFE0, 0xFFEF, 13, 12),
    "lost": (0xFFFD, 0xFFFD, 12, 12),
    "emoji": (0x1F000, 0x1FAFF, 12, 8),
}
_EASY = {  # signs that stand among letters or digits by right, and what they cost there
    "°": 8, "§": 9, "©": 9, "®": 9, "€": 8, "£": 9, "×": 9, "·": 10, "•": 9, "½": 10, "™": 9,
    "²": 10, "³": 10, "¥": 10, "−": 9, "ª": 11, "º": 10, "¢": 11,
    "\N{NO-BREAK SPACE}": 7, "\N{NARROW NO-BREAK SPACE}": 9, "\N{SOFT HYPHEN}": 4,
    "\N{ZERO WIDTH JOINER}": 8, "\N{ZERO WIDTH SPACE}": 6, "\N{ZERO WIDTH NON-JOINER}": 6,
    "\N{ZERO WIDTH NO-BREAK SPACE}": 6, "\N{VARIATION SELECTOR-16}": 6,
    "µ": 11, "±": 10, "¼": 11, "¾": 11,
}  # fmt: skip


def neg_log_prob(text: str, before: str = " ") -> float:
    """Return the bits of a text that stands behind `before`."""
    total = 0.0
    for char in text:
        total += char_neg_log_prob(before, char)
        before = char
    return total


@lru_cache(1 << 12)
def word_neg_log_prob(text: str) -> float:
    """Return the bits of a text that stands by itself; words repeat, so answers are kept."""
    return neg_log_prob(text)


@lru_cache(REMEMBERED)
def char_neg_log_prob(before: str, char: str) -> float:
    """Return the bits of a character behind another.

    >>> char_neg_log_prob("f", "é") < 8, char_neg_log_prob("f", "Ž") > 15
    (True, True)
    """
    if char < "\x80" and not char.isalpha():
        return _ascii(before, char)
    pairs, characters = _tables()
    small = _folded(char)
    if small in pairs:
        found = _letter(before, char, small, pairs)
        return found + 3.0 if char in "ёЁ" else found
    known = characters.get(char)
    if known is not None:
        return known - 1.0 if before in characters else known + 2.0
    return _sign(before, char)


def _folded(char: str) -> str:
    """The small letter; ё is mostly written е, and counted so."""
    small = char.lower()[0]  # that of İ is two characters
    return "е" if small == "ё" else small


def is_known_pair(before: str, char: str) -> bool:
    """Return whether some language writes a letter directly behind another; of scripts without
    pairs, any may follow.

    >>> is_known_pair("r", "é"), is_known_pair("Ã", "œ")
    (True, False)
    """
    pairs, _ = _tables()
    after = pairs.get(_folded(before))
    return after is None or _folded(char) in after


def _ascii(before: str, char: str) -> float:
    if char == " ":
        return 2.5
    if char.isdigit():
        return 4.0 if before.isdigit() else 7.0
    return 6.0 if char in ".,;:!?'\"()-/" else 9.0


def _letter(before: str, char: str, small: str, pairs: dict[str, dict[str, float]]) -> float:
    if not before.isalpha() or before == "_" or is_east_asian(before):
        total = pairs["_"].get(small, 12.0)
        if not before.isascii() and before in _CLOSING and before != "’":
            total += 5.0
        elif "\x80" <= before <= "\xbf" and before not in "\xa0\xab\xa1\xbf\xad":
            total += 2.0
        return total + (1.5 if char != char.lower() else 0.0)
    last = _folded(before)
    after = pairs.get(last)
    if after is None:
        return _FOREIGN
    found = after.get(small)
    if found is None:
        found = _UNSEEN if _alphabet(last) == _alphabet(small) else _FOREIGN
    if char != char.lower():
        found += 1.0 if before != before.lower() else 9.0
    return found


def _sign(before: str, char: str) -> float:
    """Return the cost of a sign, in bits, by whether it stands behind a letter or a digit."""
    letter = before.isalnum()
    cases = (
        (char in _DASHES, 10.0 if letter else 8.0),
        (char in _IN_CJK and is_east_asian(before), 5.0),
        (char == "’", 6.0 if letter else 9.0),
        (char in _OPENING, 13.0 if letter or before in _OPENING else 7.0),
        (char in _EASY, _EASY.get(char, 0.0)),
        (char in _CLOSING, 11.0 if before.isspace() else 7.0),
    )
    return next((found for holds, found in cases if holds), None) or _in_block(before, char)


def _in_block(before: str, char: str) -> float:
    for first, last, alone, again in _SIGNS.values():
        if first <= ord(char) <= last:
            return again if first <= ord(before) <= last else alone
    return 24.0 if category(char) in {"Cn", "Co", "Cc", "Cs"} else 20.0


def _alphabet(letter: str) -> int:
    """Latin, Greek, Cyrillic."""
    return 0 if letter < "\u0370" or letter >= "\u1e00" else 1 if letter < "\u0400" else 2


@cache
def _tables() -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """The bits of letters by what stands before them, and of characters by themselves."""
    pairs: dict[str, dict[str, float]] = {}
    characters: dict[str, float] = {}
    text = (Path(__file__).with_name("letters.txt")).read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        before, *groups = line.split(" ")
        if ":" in before:
            characters |= _group(before)
            continue
        after = pairs[before] = {}
        for group in groups:
            after |= _group(group)
    return pairs, characters


def _group(group: str) -> dict[str, float]:
    number, _, chars = group.partition(":")
    return dict.fromkeys(chars, float(number))
