"""Which words are rare in English text, so that a scan may look for them alone."""

from __future__ import annotations

import os
from functools import cache

_LIST = os.path.join(os.path.dirname(__file__), "frequent.txt")
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


@cache
def _frequent() -> frozenset[str]:
    with open(_LIST, encoding="ascii") as file:
        return frozenset(file.read().split())
