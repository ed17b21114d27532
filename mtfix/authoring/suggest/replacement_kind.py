"""The kinds of replacements that are not one term for another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.authoring.suggest.tokens import CALENDAR, NUMBERS, PLAIN, QUANTITIES, distance, singular
from mtfix.text.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPELLING = 2
"""Letters in which a typing error differs from the word that was meant."""
_STEM = 4


def is_name(term: str) -> bool:
    """Whether a term has a capital, or a digit among letters: it is written so everywhere.

    >>> is_name("ByteDance"), is_name("iQiyi"), is_name("crawler")
    (True, True, False)
    """
    return term != term.lower()


def slip(wrong: str, term: str) -> str:
    """Return what a replacement was, or nothing where it may be that of a term.

    >>> slip("recieve", "receive"), slip("monday", "Tuesday"), slip("byte beating", "ByteDance")
    ('typing', 'number', '')
    """
    olds, news = wrong.lower().split(), term.lower().split()
    for why, test in _TESTS:
        if test(wrong, term, olds, news):
            return why
    return ""


def _numbers(wrong: str, term: str, olds: list[str], news: list[str]) -> bool:
    """A number, a day or a month for another."""
    if re.findall(r"\d+", wrong) != re.findall(r"\d+", term) and not re.search("[A-Z]", term):
        return True
    counted = CALENDAR | NUMBERS | FUNCTION_WORDS
    differing = {*olds} ^ {*news}
    return any(_counts(words, counted) for words in (differing, news))


def _counts(words: Iterable[str], counted: frozenset[str]) -> bool:
    """Whether words are of time and quantity, and not of grammar alone."""
    told = [word for word in words if word not in FUNCTION_WORDS]
    return bool(told) and all(word in counted or word[:1].isdigit() for word in told)


def _bare(_wrong: str, _term: str, olds: list[str], news: list[str]) -> bool:
    """Words of grammar on one side: a name for *it*, *which* for *that*."""
    return all(word in FUNCTION_WORDS for word in olds) or all(
        word in FUNCTION_WORDS for word in news
    )


def _case(wrong: str, term: str, _olds: list[str], _news: list[str]) -> bool:
    """Capitals alone, but for names that are known by them: TikTok, NASA."""
    if wrong.lower() != term.lower():
        return False
    return not re.search(r"[a-z][A-Z]|\b[A-Z]{2,}", term)


def _joined(wrong: str, term: str, _olds: list[str], _news: list[str]) -> bool:
    """The same letters: a hyphen, a space or an apostrophe less."""
    same = re.sub(r"[\W_]", "", wrong.lower()) == re.sub(r"[\W_]", "", term.lower())
    return same and wrong.lower() != term.lower() and not is_name(term)


def _endings(_wrong: str, _term: str, olds: list[str], news: list[str]) -> bool:
    """The same words in another number or tense."""
    if len(olds) != len(news) or olds == news:
        return False
    return all(_stem(one, other) for one, other in zip(olds, news, strict=True) if one != other)


def _stem(one: str, other: str) -> bool:
    if singular(one) == singular(other):
        return True
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    return common >= _STEM and max(len(one), len(other)) - common <= 3


def _typing(_wrong: str, _term: str, olds: list[str], news: list[str]) -> bool:
    """Each word differs by a letter or two from that which stands in its place."""
    if len(olds) != len(news) or olds == news:
        return False
    for one, other in zip(olds, news, strict=True):
        most = _SPELLING if min(len(one), len(other)) > 4 else 1
        if one != other and distance(one, other) > most:
            return False
    return True


def _polish(_wrong: str, term: str, olds: list[str], news: list[str]) -> bool:
    """Words that people swap when they polish a sentence."""
    if is_name(term):
        return False
    if all(word in PLAIN for word in news):
        return True
    if len(olds) == len(news) == 1 and olds[0] in PLAIN:
        return True
    if any(words[0] in QUANTITIES for words in (olds, news)):
        return True
    return any(words[-1].endswith("ly") and len(words[-1]) > 5 for words in (olds, news))


def _contained(wrong: str, term: str, olds: list[str], news: list[str]) -> bool:
    """A word more: a term can't stand within its own right form."""
    return f" {' '.join(olds)} " in f" {' '.join(news)} " and wrong.lower() != term.lower()


_TESTS = (
    ("number", _numbers),
    ("grammar", _bare),
    ("case", _case),
    ("spelling", _joined),
    ("ending", _endings),
    ("typing", _typing),
    ("rewording", _polish),
    ("longer", _contained),
)
"""The kinds of replacements that are of no term, in the order in which they are asked."""
