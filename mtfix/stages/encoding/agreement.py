"""What the repairs of a document say of one another.

A repair is certain by itself if it makes a whole word of one that no one can have written. One of
a word that can be right needs others: certain repairs of the same misreading beside it, or enough
of them in the document; letters that these or the language of the text have; and no quotation mark
that loses its partner.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.language_model import neg_log_prob
from mtfix.stages.encoding.misreading import (
    ALPHABETS,
    LATIN,
    MANY_BYTES,
    WESTERN,
    Misreading,
    decode_character,
    encode_character,
)
from mtfix.stages.encoding.word_shapes import is_letter
from mtfix.text.characters import is_ideograph
from mtfix.text.document_language import alphabet

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mtfix.stages.encoding.changed_words import ChangedWord

_ENOUGH = 3
"""Certain repairs in a document that speak for one far from them."""
_LETTERS, _WORDS = 10, 2
"""The letters and the words of three letters or more that come out of text of another alphabet,
which has no shape that gives it away."""
_IDEOGRAPHS = 6
"""The ideographs that do."""
_LEFT = 0.2
"""The share of letters of Cyrillic that may be left beside them."""
_LIKELY = 4.9
"""The bits of a letter of such text, on average."""
_WESTERN_NAMES = frozenset({"unknown", "latin-1", "iso-8859-1", "cp1252", WESTERN})


class Agreement:
    """The certain repairs of a document: how many of each charset that was read, and which letters
    came out of them."""

    def __init__(self) -> None:
        self._read: Counter[str] = Counter()
        self._letters: set[str] = set()

    def is_certain(self, word: ChangedWord, misreadings: Sequence[Misreading]) -> bool:
        """Return whether a word is repaired with certainty by itself."""
        if not word.is_whole:
            return False
        return not word.is_doubtful or any(one.read in MANY_BYTES for one in misreadings)

    def note(self, words: Collection[ChangedWord], misreadings: Sequence[Misreading]) -> None:
        """Take in words of a piece that are repaired with certainty."""
        if words:
            for read in _charsets(misreadings):
                self._read[read] += len(words)
        for word in words:
            self._letters.update(char.lower() for run in word.runs for char in run.new)

    def supports(
        self,
        word: ChangedWord,
        misreadings: Sequence[Misreading],
        beside: int,
        language: str,
    ) -> bool:
        """Return whether a word that can be right is broken, seen with the others: `beside` of
        its piece are repaired with certainty."""
        known = max(self._read[read] for read in _charsets(misreadings) or ("",))
        if not word.is_whole or not (beside or known >= _ENOUGH):
            return False
        letters = alphabet(language)
        return not letters or all(
            char.lower() in letters or char.lower() in self._letters
            for run in word.runs
            for char in run.new
            if char > "\x7f" and is_letter(char)
        )


def _charsets(misreadings: Sequence[Misreading]) -> set[str]:
    names = (one.read.replace("sloppy-windows-", "cp") for one in misreadings)
    return {WESTERN if name in _WESTERN_NAMES else name for name in names}


def is_of_other_script(misreadings: Sequence[Misreading]) -> bool:
    """Return whether text of another script, in a charset of its own, was read as letters: then
    none of its words has a shape that gives it away."""
    return any(
        one.written in ALPHABETS or (one.written in MANY_BYTES and one.read not in MANY_BYTES)
        for one in misreadings
    )


def is_text_of_other_script(
    rest: str, words: Sequence[ChangedWord], misreadings: Sequence[Misreading]
) -> bool:
    """Return whether what comes out of letters is text of another script: enough words, all of
    them whole, of letters that stand together in its languages. Of Cyrillic that was read as
    Cyrillic, little may be left in the `rest` of the piece."""
    if not all(word.is_whole for word in words):
        return False
    ideographs = sum(is_ideograph(char) for word in words for char in word.new)
    parts = [part for word in words for part in _letters_of(word.new)]
    total = sum(map(len, parts))
    left = sum("\u0400" <= char < "\u0530" for char in rest)
    if left > _LEFT * total and any(one.read != WESTERN for one in misreadings):
        return False
    if ideographs * 2 > total:
        return ideographs >= _IDEOGRAPHS
    long = sum(len(part) > _WORDS for part in parts)
    bits = sum(neg_log_prob(f"{part.lower()} ") for part in parts)
    return long >= _WORDS and total >= _LETTERS and bits <= _LIKELY * (total + len(parts))


def _letters_of(word: str) -> list[str]:
    return "".join(char if is_letter(char) else " " for char in word).split()


def is_partial(piece: str, words: Sequence[ChangedWord], misreadings: Sequence[Misreading]) -> bool:
    """Return whether a repair of letters of the West by others, or of controls by signs, leaves
    something broken, or letters that it does not explain: then another misreading is behind all
    of it, or none."""
    of_controls = any(map(is_of_controls, words))
    of_latin = is_of_latin(misreadings)
    if not of_controls and not of_latin:
        return False
    if not all(word.is_whole for word in words):
        return True
    if of_latin and (
        any(_QUOTE_IN_WORD.search(word.new) for word in words)
        or any(map(partial(_is_unexplained, misreadings), without_runs(piece, words)))
    ):
        return True
    return of_controls and _CONTROL.search(with_repairs(piece, words)) is not None


_CONTROL = lazy_regex("[\x80-\x9f]")
_QUOTE_IN_WORD = lazy_regex("(?<=[^\\W\\d_])[“”„«»‹›](?=[^\\W\\d_])")


def _is_unexplained(misreadings: Sequence[Misreading], char: str) -> bool:
    """Whether a character is a letter beyond ASCII that comes out of none of some misreadings, so
    that the text around it was written with it."""
    if char < "\x80" or not is_letter(char):
        return False
    return not any(
        (data := encode_character(one.read, char)) is not None
        and decode_character(one.written, data) is not None
        for one in misreadings
    )


def is_of_latin(misreadings: Sequence[Misreading]) -> bool:
    """Return whether letters of the West were read as others of the West."""
    return any(one.written in LATIN for one in misreadings)


def are_several(piece: str, words: Sequence[ChangedWord]) -> bool:
    """Return whether words were broken in several ways, or hold controls: one letter that stands
    for another is chance, or a name."""
    broken = {piece[run.start : run.end] for word in words for run in word.runs}
    return len(broken) > 1 or any(map(is_of_controls, words))


def is_of_controls(word: ChangedWord) -> bool:
    """Return whether controls of a word become the signs that Windows-1252 has in their place."""
    return any(
        "\x80" <= char < "\xa0"
        for run in word.runs
        for char in word.old[run.start - word.start : run.end - word.start]
        if len(run.new) == run.end - run.start
    )


# --- quotation marks ---------------------------------------------------------------------------

_PARTNERS = {"”": "“„", "’": "‘‚", "»": "«", "›": "‹", "“": "„", "‘": "‚", "«": "»"}
_OPENED = {"“": "”", "„": "“”", "‘": "’", "«": "»", "‹": "›", "»": "«", "‚": "‘’"}


def parts_quotes(rest: str, word: ChangedWord, piece: str) -> bool:
    """Return whether a quotation mark that a repair takes away from a piece has its partner in the
    `rest` of it, which no repair changes."""
    return any(
        _closes(rest, piece[at], at) or _opens(rest, piece[at], at)
        for run in word.runs
        for at in range(run.start, run.end)
        if piece[at] not in run.new
    )


def with_repairs(piece: str, words: Sequence[ChangedWord]) -> str:
    """Return a piece with all of its repairs made."""
    parts: list[str] = []
    at = 0
    for word in words:
        parts += piece[at : word.start], word.new
        at = word.start + len(word.old)
    return "".join([*parts, piece[at:]])


def without_runs(piece: str, words: Sequence[ChangedWord]) -> str:
    """Return a piece with spaces where its repairs change it."""
    parts: list[str] = []
    at = 0
    for run in (run for word in words for run in word.runs):
        parts += piece[at : run.start], " " * (run.end - run.start)
        at = run.end
    return "".join([*parts, piece[at:]])


def _closes(rest: str, char: str, at: int) -> bool:
    opened = max((rest.rfind(one, 0, at) for one in _PARTNERS.get(char, "")), default=-1)
    return opened >= 0 and rest.find(char, opened + 1, at) < 0


def _opens(rest: str, char: str, at: int) -> bool:
    partners = _OPENED.get(char, "")
    closed = min((found for one in partners if (found := rest.find(one, at + 1)) >= 0), default=-1)
    return closed >= 0 and rest.find(char, at + 1, closed) < 0
