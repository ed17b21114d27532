"""The words of menus, shares, comments and notices that stand in lines."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, count
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.characters import is_ideograph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ahocorasick_rs import BytesAhoCorasick

CUES = Path(__file__).parent / "cues.json"

_ASCII_LETTERS = b"0123456789abcdefghijklmnopqrstuvwxyz"
_GOING_ON = _ASCII_LETTERS + bytes(range(0xC3, 0xE2))
"""The first byte of a character with which a word goes on; a curly quote ends it."""


class _Cues(NamedTuple):
    classes: tuple[str, ...]
    automaton: BytesAhoCorasick
    bits: list[int]
    spaced: list[bool]
    sizes: list[int]


_loaded: list[_Cues] = []


def classes() -> tuple[str, ...]:
    """Return the classes of words, in the order of their bits."""
    return _cue_words().classes


def _cue_words() -> _Cues:
    """The words, read at first use."""
    if not _loaded:
        import json

        from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

        classes: dict[str, list[str]] = json.loads(CUES.read_text(encoding="utf-8"))
        found: dict[bytes, tuple[int, bool, int]] = {}
        for number, phrases in enumerate(classes.values()):
            for phrase in phrases:
                for form in (phrase, phrase.capitalize(), phrase.upper()):
                    # ASCII is folded in the text; other letters are written out in each case.
                    is_spaced = not is_ideograph(phrase[0])
                    found.setdefault(form.encode().lower(), (1 << number, is_spaced, len(form)))
        automaton = BytesAhoCorasick(
            list(found), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        )
        bits, spaced, sizes = map(list, zip(*found.values(), strict=True))
        _loaded.append(_Cues(tuple(classes), automaton, bits, spaced, sizes))
    return _loaded[0]


def cues_in(data: bytes, raw: Sequence[bytes]) -> tuple[list[int], list[int]]:
    """For each line the classes of words that occur in it, and how much of it they cover."""
    _, automaton, bits, spaced, sizes = _cue_words()
    low = data.lower() + b"\n"
    ends = list(map(add, accumulate(map(len, raw)), count()))
    found, covered = [0] * len(raw), [0] * len(raw)
    for number, start, end in automaton.find_matches_as_indexes(low):
        if spaced[number] and (low[end] in _GOING_ON or _letter_before(low, start)):
            continue
        line = bisect_left(ends, start)
        found[line] |= bits[number]
        covered[line] += sizes[number]
    return found, covered


def _letter_before(data: bytes, at: int) -> bool:
    before = data[at - 1] if at else 0
    if before < 0x80:
        return before in _ASCII_LETTERS
    return data[max(0, at - 4) : at].decode("utf-8", "ignore")[-1:].isalnum()
