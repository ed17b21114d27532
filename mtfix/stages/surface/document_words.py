"""How often a page writes a word: what else it writes is evidence for a doubtful place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.surface.page_facts import PageFacts

_WORD = lazy_regex(r"[^\W\d_]+")
_FEW = 24
"""Words that are searched for one by one. To search a page for one takes about a hundredth of the
time that it takes to count them all."""
_WORTH = 4
"""All words are counted anew where more than this part of a text is in lines that are new."""
_PIECE = 1 << 16
"""Characters whose words are listed at once."""
_LONG = 1 << 22
"""Characters of a text from which its lines are not kept from round to round: they take more room
than the text."""
_MEMO = "surface words"


class DocumentWords:
    """How often each word stands in a text, as it is written there: runs of letters, whatever
    stands between them.

    memo: keeps the counts of a document from round to round, by its lines: only lines that are
        new or gone are counted again.
    """

    __slots__ = ("_asked", "_counts", "_memo", "_text")

    def __init__(self, text: str, memo: dict[str, _Counted]) -> None:
        self._text = text
        self._memo = memo
        self._asked: dict[str, int] = {}
        self._counts: Counter[str] | None = None

    def __getitem__(self, word: str) -> int:
        """Return how often a word stands in the text."""
        if self._counts is None:
            times = self._asked.get(word)
            if times is not None:
                return times
            if len(self._asked) < _FEW:
                times = self._asked[word] = _times(self._text, word)
                return times
        return self.counts()[word]

    def counts(self) -> Counter[str]:
        """Return the counts of all words of the text."""
        if self._counts is None:
            self._counts = _counts(self._text, self._memo)
        return self._counts


_Counted = tuple[Counter[str], Counter[str]]
"""How often each line stands in a text, and each word."""


def document_words(facts: PageFacts) -> DocumentWords:
    """Return how often each word stands on the page."""
    memo = facts.page.context.memo.setdefault(_MEMO, {})
    return facts.once(("words",), lambda: DocumentWords(facts.text, memo))


def is_known(facts: PageFacts, word: str) -> bool:
    """Whether a word in small letters is frequent in English, or stands elsewhere on the page."""
    return is_frequent(word) or document_words(facts)[word] > 0


def _times(text: str, word: str) -> int:
    """How often a run of letters stands in a text by itself."""
    if not _WORD.fullmatch(word):
        return 0
    times, at, size = 0, text.find(word), len(word)
    while at >= 0:
        end = at + size
        if not (_is_letter(text[end : end + 1]) or (at and _is_letter(text[at - 1]))):
            times += 1
        at = text.find(word, end)
    return times


def _is_letter(char: str) -> bool:
    """Whether `_WORD` matches a character."""
    return char.isalnum() and not char.isdecimal()


def _counts(text: str, memo: dict[str, _Counted]) -> Counter[str]:
    """How often each word stands in a text, given the counts of the text as it was before."""
    if len(text) > _LONG:
        return _all_words(text)
    lines = Counter(text.split("\n"))
    words = None
    if _MEMO in memo:
        before, known = memo[_MEMO]
        new = "\n".join((lines - before).elements())
        if _WORTH * len(new) < len(text):
            gone = "\n".join((before - lines).elements())
            words = _updated(known, _WORD.findall(gone), _WORD.findall(new))
    if words is None:
        words = _all_words(text)
    memo[_MEMO] = lines, words
    return words


def _all_words(text: str) -> Counter[str]:
    words: Counter[str] = Counter()
    for start, end in _pieces(text):
        words.update(_WORD.findall(text, start, end))
    return words


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The pieces of a text in which its words are counted, one after the other: a list of all
    words would take ten times as much memory as the text. No word goes on behind a piece."""
    start = 0
    while start < len(text):
        end = text.find(" ", start + _PIECE)
        end = len(text) if end < 0 else end
        yield start, end
        start = end


def _updated(words: Counter[str], gone: list[str], new: list[str]) -> Counter[str]:
    """Some counts without words that are gone, and with new ones."""
    words = words.copy()
    words.update(new)
    words.subtract(gone)
    for word in gone:
        if not words[word]:
            del words[word]
    return words
