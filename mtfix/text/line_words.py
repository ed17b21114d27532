"""The words of a line, as phrases of packs are compared with them: no case, few signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTER = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]"
_WORD = lazy_regex(
    r"[eE]-[mM]ail|[\u3040-\u30ff\u3400-\u9fff]|"
    rf"\d+(?:[.,]\d+)*(?:(?:[kKmMwW]|st|nd|rd|th)(?!{_LETTER}))?|{_LETTER}+(?:['’]{_LETTER}+)*|"
    r"[:：©@]|->|[>＞»›→]|(?<= )/(?= )|[.!?。！？]+"
)
"""An ideograph or kana by itself, a number with its unit, a word, or a sign that phrases name."""
_SIGNS = {"：": ":", "’": "'"}
COLON, STOP, ARROW = ":", ".", ">"
LEADS_TO = frozenset([">", "＞", "»", "›", "→", "/", "->"])
"""Signs between the parts of a path, which count as one."""
NUMBER = "0"
"""What stands for any number where words are looked up."""
FIRST_WIDE = "\u3040"
"""The first of the characters that are words by themselves, and have no spaces between."""
HYPHENATED = frozenset({"email"})
"""Words that a line may also spell with a hyphen."""
SIGNS = frozenset({COLON, STOP, ARROW})
"""Words that are signs: a phrase that does not name them passes over them."""


class LineWords(NamedTuple):
    """A line, its words in small letters, and where each begins. A colon, a full stop (or
    what ends a sentence like it) and an arrow are words, too; other signs are none.

    set: the words, each once, with NUMBER for any number. letters: those that are no numbers and
        no signs. size: how many there are without
        these signs. found: where dates and times end, by where they begin, as far as asked.
    padded: the words with an empty one behind. skip: for each place the next that is no sign.
    last: the place behind the last word that is no sign.
    """

    line: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    set: frozenset[str]
    letters: frozenset[str]
    size: int
    padded: tuple[str, ...]
    skip: Sequence[int]
    last: int
    found: dict[tuple[str, int], frozenset[int]]


def words_of_line(line: str) -> LineWords:
    """Return the words of a line.

    >>> words_of_line("Share: WeChat | QQ (3)!").words
    ('share', ':', 'wechat', 'qq', '3', '.')
    """
    found = list(_WORD.finditer(line))
    words = tuple([_FOLDED[word[0]] for word in found])
    starts = tuple([word.start() for word in found])
    once = frozenset(words)
    numbers = frozenset([word for word in once if word[0].isdigit()])
    signs = once & SIGNS
    size = last = len(words)
    skip: Sequence[int] = range(size + 1)
    if signs:
        size -= sum(map(words.count, signs))
        skip = _skip(words)
        while last and words[last - 1] in SIGNS:
            last -= 1
    everything = once | _NUMBER if numbers else once
    letters = once - numbers - signs
    return LineWords(line, words, starts, everything, letters, size, (*words, ""), skip, last, {})


def _skip(words: Sequence[str]) -> Sequence[int]:
    skip = [len(words)]
    for at in range(len(words) - 1, -1, -1):
        skip.append(skip[-1] if words[at] in SIGNS else at)
    skip.reverse()
    return skip


def _folded(word: str) -> str:
    if word[0] in ".!?。！？":
        return STOP
    if word in LEADS_TO:
        return ARROW
    return (
        word.lower().replace("’", "'").replace("-", "")
        if len(word) > 1
        else _SIGNS.get(word, word.lower())
    )


_FOLDED = Memo(_folded)
_NUMBER = frozenset([NUMBER])
