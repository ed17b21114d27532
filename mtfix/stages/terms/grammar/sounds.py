"""*A* or *an*: whether a word begins with the sound of a vowel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.packs.model import Term

_LETTERS = frozenset("AEFHILMNORSX")
"""Capitals whose names begin with a vowel: *an LG phone*, *an IPO*."""
_SPOKEN = frozenset(
    "NASA NATO LEGO FIFA SIM RAM ROM LAN SARS NAND SWAT NIMBY REST UNIX HIPAA".split()
)
"""Acronyms that are read as words."""
_SPELLED_UP_TO = 4
"""Letters up to which capitals with a vowel among them are taken to be spelled out."""
_CONSONANT = lazy_regex(
    r"uni(?!n|m(?!o)|de|ll|ss)|us[aeu](?!m)|util|ut[eo]|ur[aeio](?!m)|ubi|u[kg][aru]|ufo\b|uv|eu|ewe|"
    r"(?-i:[Oo])ne(?-i:(?![a-z]))|once\b|ouija|oui",
    re.IGNORECASE,
)
"""Words with a vowel that is not heard first: *a unique*, *a one-time fee*, *a euro*."""
_VOWEL = lazy_regex(r"h(?:ours?\b|ourly|onest|onou?r|eir)|y(?![aeiou])[a-z]", re.IGNORECASE)
"""Words with a consonant that is not heard: *an honest*, *an hour*, *an heir*."""
_WORD = lazy_regex(r"[\W_]*([^\s\-–/]*)")


def takes_an(term: Term) -> bool:
    """Whether *an*, not *a*, stands before the term: by its `sound`, else by its spelling."""
    return term.sound == "vowel" if term.sound else begins_with_vowel(term.term)


def begins_with_vowel(text: str) -> bool:
    """Whether a text, read aloud, begins with a vowel.

    >>> [begins_with_vowel(word) for word in ("honest man", "unique", "SMS", "UFO", "8-bit")]
    [True, False, True, False, True]
    """
    found = _WORD.match(text)
    word = found[1] if found else ""
    if word[:1].isdigit():
        return _number(word)
    if word.isupper():
        return _capitals(word)
    if word[:1].lower() in "aeiou":
        return not _CONSONANT.match(word)
    return bool(_VOWEL.match(word))


def _number(word: str) -> bool:
    """*an 8-bit*, *an 11th*, *an 18,000-strong*, *an 1890s*; but *a 100*, *a 36Kr*."""
    digits = re.match(r"\d*", word)[0]  # type: ignore[index]  # it always matches
    year = len(digits) == 4 and digits[:2] in {"11", "18"}
    first = digits[: len(digits) % 3 or 3]
    return year or first in {"11", "18"} or first[0] == "8"


def _capitals(word: str) -> bool:
    """Short ones are spelled out, long ones are read as the word they make."""
    letters = re.sub(r"[^A-Z]", "", word)
    spelled = len(letters) <= _SPELLED_UP_TO or not set("AEIOU") & set(letters)
    if spelled and letters not in _SPOKEN:
        return word[0] in _LETTERS
    return begins_with_vowel(word.capitalize())
