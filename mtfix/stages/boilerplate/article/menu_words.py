"""The words of menus, share bars, comments and notices that stand in the lines of a text."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mtfix.text.characters import is_ideograph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ahocorasick_rs import BytesAhoCorasick

FILE = Path(__file__).parent / "menu_words.json"
"""For each class of words, the words."""
COMMENTS, RELATED, BYLINE = 1, 2, 64
"""The bits of the classes whose place on the page counts, by their order in the file."""
_ASCII_LETTERS = b"0123456789abcdefghijklmnopqrstuvwxyz"
_CONTINUES_WORD = _ASCII_LETTERS + bytes(range(0xC3, 0xE2))
"""The first byte of a character with which a word goes on; a curly quote ends it."""


class _MenuWords(NamedTuple):
    classes: tuple[str, ...]
    automaton: BytesAhoCorasick
    bits: list[int]
    """Of each word of the automaton: the bit of its class, whether letters may not touch it (in
    scripts with spaces), and its characters."""
    bounded: list[bool]
    sizes: list[int]


def classes() -> tuple[str, ...]:
    """Return the names of the classes, in the order of their bits."""
    return _menu_words().classes


def menu_words_in(lines: Sequence[bytes]) -> tuple[list[int], list[int]]:
    """Return for each line of a text (UTF-8, without line breaks) the bits of the classes of
    which it holds words, and how many characters these words have."""
    _, automaton, bits, bounded, sizes = _menu_words()
    text = b"\n".join(lines).lower() + b"\n"
    ends = list(accumulate([len(line) + 1 for line in lines]))
    found, covered = [0] * len(lines), [0] * len(lines)
    for word, start, end in automaton.find_matches_as_indexes(text):
        if bounded[word] and (text[end] in _CONTINUES_WORD or _letter_before(text, start)):
            continue
        line = bisect_left(ends, start + 1)
        found[line] |= bits[word]
        covered[line] += sizes[word]
    return found, covered


def _letter_before(text: bytes, at: int) -> bool:
    before = text[at - 1] if at else 0
    if before < 0x80:
        return before in _ASCII_LETTERS
    return text[max(0, at - 4) : at].decode("utf-8", "ignore")[-1:].isalnum()


@lru_cache(1)
def _menu_words() -> _MenuWords:
    import json

    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    by_class: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    words: dict[bytes, tuple[int, bool, int]] = {}
    for number, members in enumerate(by_class.values()):
        for word in members:
            # ASCII is folded in the text; other letters are written out in each case.
            for form in (word, word.capitalize(), word.upper()):
                word_of_class = 1 << number, not is_ideograph(word[0]), len(form)
                words.setdefault(form.encode().lower(), word_of_class)
    automaton = BytesAhoCorasick(
        list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return _MenuWords(tuple(by_class), automaton, *map(list, zip(*words.values(), strict=True)))
