"""The phrases of boilerplate rules, by the kinds in which packs write them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mtfix.packs.frequencies import is_frequent
from mtfix.packs.lexicons import word_list
from mtfix.packs.model import Phrase
from mtfix.text.line_words import NUMBER, SIGNS
from mtfix.text.phrase_keys import keys_of, written_out
from mtfix.text.phrase_size import needed_words, phrase_size
from mtfix.text.phrase_syntax import PhraseSyntaxError, lexicons_in, parse_phrase
from mtfix.text.words import FUNCTION_WORDS, MOST_FREQUENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mtfix.text.phrase_syntax import PhraseNode

    Texts = Sequence[str]

_MOST_NEEDED = 24
"""Words of which one must stand in a line that are kept."""
_MOST_SETS = 4
"""Sets of such words that are kept of a phrase."""
NOTICE_SIGN = " & "
"""Stands between the phrases of a notice."""


def phrases_of_kind(kind: str, texts: Texts, must: Texts = ()) -> list[Phrase]:
    """Return the phrases of what a rule lists in one field, of which `kind` is the name.

    Raises PhraseSyntaxError, with the text in front of what is wrong with it.
    """
    for text in (*texts, *must):
        check_phrase(text)
    if kind == "phrases":
        return [_phrase(text) for text in texts]
    if kind == "notices":
        return [_notice(text) for text in texts]
    return [_phrase(_LINES[kind]("|".join(texts)), must)]


_LINES: dict[str, Callable[[str], str]] = {
    "tokens": lambda choice: f"{{{choice}}}+",
    "fields": lambda choice: f"{{{choice}}} {{{choice}}}+",
    "counts": lambda choice: f"{{<number> {{{choice}}}|{{{choice}}} <number>}}+",
    "paths": lambda choice: f"{{<path-label>|}} {{{choice}}} > <long>",
}
"""The phrase that stands for a line of a kind, by the choice of what the rule lists."""


def check_phrase(text: str) -> None:
    """Raise PhraseSyntaxError where a phrase can't be read, or names no lexicon that exists."""
    for part in text.split(NOTICE_SIGN):
        try:
            names = lexicons_in(parse_phrase(part))
        except PhraseSyntaxError as error:
            raise PhraseSyntaxError(f"{part[:60]!r}: {error}") from None
        for name in sorted(names):
            if not word_list(name):
                raise PhraseSyntaxError(f"there is no lexicon {name!r}")


def _phrase(text: str, must: Texts = ()) -> Phrase:
    try:
        begins, keys = _keys(text)
    except PhraseSyntaxError:
        if not must:
            raise
        begins, keys = False, _keys_of_any(must)
    node = parse_phrase(text)
    least, most = phrase_size(node, word_list)
    needed = _needed([node], keys, begins=begins)
    return Phrase(text, begins, keys, tuple(must), (), least, most, needed)


def _notice(text: str) -> Phrase:
    parts = tuple(text.split(NOTICE_SIGN))
    keys = min((_keys_of_any([part]) for part in parts), key=_cost)
    needed = _needed(map(parse_phrase, parts), keys, begins=False)
    return Phrase("", begins=False, keys=keys, parts=parts, needed=needed)


def _needed(nodes: Iterable[PhraseNode], keys: Texts, *, begins: bool) -> tuple[Texts, ...]:
    """The sets of words of which one of each stands in each line and that the keys do not tell,
    the rarest first; those are left out that are large."""
    found = {
        one
        for node in nodes
        for one in needed_words(node, word_list)
        if not (one & SIGNS) and len(one) <= _MOST_NEEDED and (begins or one != frozenset(keys))
    }
    if begins:
        found = {one for one in found if not one >= frozenset(keys)}
    ordered = sorted((_cost(one), sorted(one)) for one in found)
    return tuple(tuple(words) for _, words in ordered[:_MOST_SETS])


def _keys_of_any(texts: Texts) -> tuple[str, ...]:
    return tuple(sorted({key for text in texts for key in _keys(text)[1]}))


def _keys(text: str) -> tuple[bool, tuple[str, ...]]:
    """Whether lines begin with the keys, and these, words of lexicons written out."""
    try:
        begins, keys = keys_of(parse_phrase(text), _cost)
    except PhraseSyntaxError as error:
        raise PhraseSyntaxError(f"{text[:60]!r}: {error}") from None
    return begins, tuple(sorted(written_out(keys, word_list)))


def _cost(keys: Iterable[str]) -> int:
    """How often one of some keys is met in text, roughly: short words are frequent."""
    return sum(map(_word_cost, written_out(keys, word_list)))


@cache
def _word_cost(word: str) -> int:
    if word == NUMBER or word in FUNCTION_WORDS or word in MOST_FREQUENT:
        return _SMALL_COST
    if not word.isascii():
        return 1 if len(word) > 1 else _SHORT_COST
    if len(word) < len(_COST_OF_SHORT):
        return _COST_OF_SHORT[len(word)]
    return _FREQUENT_COST if is_frequent(word) else 1


_COST_OF_SHORT = (0, 400, 400, 200, 60)
"""The cost of words of so many letters."""
_SMALL_COST, _SHORT_COST, _FREQUENT_COST = 3_000, 20, 15
