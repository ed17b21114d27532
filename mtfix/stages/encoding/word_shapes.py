"""The shapes of words: whether a word that looks broken can be right as it stands, and whether what
a repair makes of one is such as people write.

A capital before a closing mark (`“AMANHÃ”`), a list of letters (`åäö`) or one letter that is
spoken of (`“Â”`) have the bytes of broken text and are whole. What no one writes is a sign or a
capital within a word, and letters that follow one another in no language.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from unicodedata import category, normalize

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.language_model import REMEMBERED, is_known_pair
from mtfix.text.characters import is_east_asian

_BETWEEN = r"·\-‐‑–—/'’‘‚“”„«»‹›\".,;:!?&+|=()\[\]{}<>*_~…#%¿¡\\`\xa0\u202f"
_PARTED = lazy_regex(rf"[{_BETWEEN}\d]+")
"""Signs that stand beside and between words by right, and so part them."""
_CLOSED = lazy_regex(r"(?<=[^\W\d_]{2})[©®™°²³†*]+(?=[^\w]*\Z)")
"""Signs that stand behind words and names of two letters or more."""
_STARTED = lazy_regex(r"\A[^\w]+")
_RANGE = lazy_regex("a-z|A-Z|[а-яА-Я]-[а-яА-Я]")
"""Letters of ASCII or Cyrillic in a pattern, beside which others are listed."""
_DASHED = lazy_regex(r"(?<![^\W\d_])[^\W\d_a-zA-Z][‘’“”„–—…‚‹›](?=[a-zà-ÿ])")
"""One letter, a sign that opens or parts, and a small letter: no one begins a word so."""
_MARK = "ï»¿"
"""A byte order mark."""
_LIST = 2
"""Letters from which on a list can be one."""
_SIGNS_IN_WORDS = frozenset(
    "'’‘ʼ-‐‑–—/·.:_\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
    '\N{ZERO WIDTH SPACE}\N{NO-BREAK SPACE}&@+#*()[]{}<>"“”„«»‹›,;!?…|=\\~^×÷%$€£¥©®'
)
"""Signs between two letters that are no sign of a repair that failed."""
_BEHIND_WORDS = frozenset("†‡‰™ˆ˜ƒ")
"""Signs that stand before no letter."""


@lru_cache(REMEMBERED)
def can_be_right(word: str) -> bool:
    """Return whether a word that stands between spaces can have been written so.

    >>> [can_be_right(word) for word in ("“AMANHÃ”", "“Â”", "åäö,", "cafÃ©", "Ã¼ber")]
    [True, True, True, False, False]
    """
    if any("\x80" <= char < "\xa0" for char in word) or _DASHED.search(word) or _MARK in word:
        return False
    core = _RANGE.sub("-", _CLOSED.sub("", _STARTED.sub("", word)))
    return all(map(_is_written, filter(None, _PARTED.split(core))))


def _is_written(part: str) -> bool:
    """Whether a part of a word is of letters that are written together, or a list of letters."""
    part = normalize("NFC", part)
    if part.isascii():
        return True
    if not all(is_letter(char) or category(char) == "Mn" for char in part):
        return False
    if not (part == part.lower() or part == part.upper() or part[1:] == part[1:].lower()):
        return _is_list(part)
    return all(is_known_pair(*pair) for pair in pairwise(part)) or _is_list(part)


def _is_list(part: str) -> bool:
    """Whether a part is letters beyond ASCII of which each stands there once, all of one case or
    each as capital and small letter (`åäö`, `ÁáÉé`)."""
    if len(part) < _LIST or part[0].isascii():
        return False
    beyond = sum(char > "\x7f" for char in part)
    if beyond * 3 < len(part) * 2 or len(set(part)) < len(part):
        return False
    return part in {part.lower(), part.upper()} or part[::2].lower() == part[1::2].lower()


def is_letter(char: str) -> bool:
    """Return whether a character is a letter of a word, and no sign that Unicode calls one."""
    return char.isalpha() and char not in "ªºµƒ" and category(char) != "Lm"


@lru_cache(REMEMBERED)
def is_well_formed(word: str, start: int, end: int) -> bool:
    """Return whether what a repair has put at a place of a word is such as people write there: no
    sign within a word, no capital behind a small letter, no letter of another alphabet, and no
    sign of the West among ideographs.

    >>> is_well_formed("café", 3, 4), is_well_formed("chuy‡n", 4, 5), is_well_formed("caf·", 3, 4)
    (True, False, True)
    """
    return all(_stands_well(word, at) for at in range(start, end))


def _stands_well(word: str, at: int) -> bool:
    char = word[at]
    before, after = word[at - 1 : at] if at else "", word[at + 1 : at + 2]
    if char < "\x80":
        return char.isprintable() or char in "\t\n\r"
    if char < "\xa0" or char == "\N{REPLACEMENT CHARACTER}" or "\u2800" <= char < "\u2900":
        return False
    if is_letter(char):
        return _is_letter_of_word(char, before, after)
    if char in _SIGNS_IN_WORDS or is_east_asian(char) or char > "\uffff":
        return True
    if char in _BEHIND_WORDS and after and is_letter(after):
        return False
    between = bool(before) and is_letter(before) and bool(after) and is_letter(after)
    return not between or category(char)[0] == "M"


def _is_letter_of_word(char: str, before: str, after: str) -> bool:
    beside = [other for other in (before, after) if other and is_letter(other)]
    if len({_alphabet(one) for one in (char, *beside)} - {""}) > 1:
        return False
    if before in beside and before.islower() and char.isupper():
        return False
    return not (len(beside) == 2 and char.islower() and char != "ß" and _upper(before, after))


def _upper(before: str, after: str) -> bool:
    return before.isupper() and after.isupper()


def _alphabet(letter: str) -> str:
    """The alphabet of a letter, or nothing if it is of a script that stands beside any letters."""
    if letter < "\u0370" or "\u1e00" <= letter < "\u1f00":
        return "Latin"
    if letter < "\u0400" or "\u1f00" <= letter < "\u2000":
        return "Greek"
    if letter < "\u0530":
        return "Cyrillic"
    return ""
