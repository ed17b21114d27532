"""Which words are rare in English text, so that a scan may look for them alone."""

from __future__ import annotations

import os
from functools import cache

_FOLDER = os.path.dirname(__file__)
_SHORTEST = 5


def is_rare(word: str) -> bool:
    """Whether a word in small letters is met less than 6 times in a million words of English;
    measured by `tests/precision/frequent.py`.

    >>> is_rare("jingdong"), is_rare("company"), is_rare("xyz")
    (True, False, False)
    """
    return word.isascii() and word.isalnum() and len(word) >= _SHORTEST and word not in _frequent()


def is_frequent(word: str) -> bool:
    """Whether a word in small letters, of five letters at least, is met at least 6 times in a
    million words of English.

    >>> is_frequent("frequency"), is_frequent("quency")
    (True, False)
    """
    return word in _frequent()


def is_often_capital(word: str) -> bool:
    """Whether a frequent word in small letters often has a capital inside a sentence of English.

    >>> is_often_capital("president"), is_often_capital("students")
    (True, False)
    """
    return word in _often_capital()


@cache
def _frequent() -> frozenset[str]:
    return _words("frequent.txt")


@cache
def _often_capital() -> frozenset[str]:
    return _words("often-capital.txt")


def _words(name: str) -> frozenset[str]:
    with open(os.path.join(_FOLDER, name), encoding="ascii") as file:
        return frozenset(file.read().split())
