"""UTF-8 that was read in a charset of one byte: what it looks like, and the way back.

A run of such text turns into bytes of the charset, and these into UTF-8 again, without a
remainder. Whole text does not: in each of these charsets what UTF-8 begins a character with
is a letter, and what it goes on with is hardly ever one that follows there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHARSETS = ("koi8_r", "cp437", "mac_roman", "cp1251", "cp1250")
"""What is tried where ftfy sees nothing, and in which order; it knows all but the first."""

_LEADS = (*range(0xC2, 0xC6), 0xCE, 0xCF, 0xD0, 0xD1, *range(0xE2, 0xEA), 0xEC, 0xEF, 0xF0)
"""The bytes with which letters of Latin, Greek, Cyrillic, CJK and signs begin in UTF-8."""
_FOLLOWERS = range(0x80, 0xC0)


def shapes() -> Iterator[tuple[str, str]]:
    """Yield each sign that a broken character begins with, with one that can follow it."""
    for charset in CHARSETS:
        leads, followers = _signs(charset)
        for lead in leads:
            for follower in followers:
                yield lead, follower


def restored(line: str) -> tuple[str, str] | None:
    """Return the line as it was before it was read in one of the charsets, and which one.

    None where there is no run that can only be that.
    """
    for charset in CHARSETS:
        new = _runs(charset).sub(lambda run: _whole(run[0], charset), line)  # noqa: B023
        if new != line:
            return new, charset
    return None


def _signs(charset: str) -> tuple[str, str]:
    leads = bytes(_LEADS).decode(charset)
    return leads, "".join(bytes([byte]).decode(charset, "ignore") for byte in _FOLLOWERS)


@cache
def _runs(charset: str) -> re.Pattern[str]:
    """Broken characters of a charset, one after the other, with ASCII between them."""
    leads, followers = map(re.escape, _signs(charset))
    return re.compile(f"[{leads}][{followers}]{{1,3}}(?:[ -~]*[{leads}][{followers}]{{1,3}})*")


def _whole(run: str, charset: str) -> str:
    """The run as it was, if that is surely what it was; else the run."""
    try:
        new = run.encode(charset).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return run
    beyond = [char for char in new if char > "\x7f"]
    broken = sum(char > "\x7f" for char in run)
    sure = broken >= 4 and all(map(_common, beyond))
    return new if sure else run


_COMMON = re.compile(
    "[\u00a0-\u024f\u0370-\u03ff\u0400-\u045f\u0490\u0491\u2010-\u203a\u20ac\u2122"
    "\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\U0001f300-\U0001faff]"
)


def _common(char: str) -> bool:
    """Whether a character is one that texts are written in."""
    return _COMMON.match(char) is not None
