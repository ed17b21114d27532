"""Which words are rare in English text, so that a scan may look for them alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LIST = Path(__file__).parent / "frequent.txt"
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
    return frozenset(_LIST.read_text(encoding="ascii").split())
