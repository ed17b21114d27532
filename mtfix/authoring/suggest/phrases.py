"""The phrases of many short texts: which stand in several of them, and in which."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from mtfix.authoring.suggest.tokens import Token, parted, tokens
from mtfix.text.characters import HIRAGANA, IDEOGRAPHS
from mtfix.text.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Gram = tuple[str, ...]

_WORDS, _SIGNS = 4, 8
"""Longest phrase, in words and in ideographs."""
_EVERYWHERE = 0.1
"""Share of the texts in which a phrase says nothing any more."""
_FEW = 200
_AS_OFTEN = 0.9
"""A phrase that stands mostly in one longer phrase is a part of that."""
_SELDOM = 0.1
_LONGER = 2
_IDEOGRAPH = re.compile(rf"[{IDEOGRAPHS}]")
_HIRAGANA = re.compile(rf"[{HIRAGANA}]+\Z")


class Grams:
    """The phrases of some texts that stand in at least `least` of them.

    A phrase of `n` words is counted only where both of its shorter ones are frequent (R. Agrawal
    and R. Srikant, "Fast algorithms for mining association rules", VLDB 1994), so that memory
    follows the frequent phrases and not all of them.
    """

    def __init__(self, texts: Sequence[str], least: int) -> None:
        self.texts = texts
        self._runs = [tuple(_runs(text)) for text in texts]
        self.counts: Counter[Gram] = Counter()
        found: set[Gram] = set()
        for length in range(1, _SIGNS + 1):
            level: Counter[Gram] = Counter()
            for runs in self._runs:
                level.update(set(_of_length(runs, length, found)))
            found = {gram for gram, count in level.items() if count >= least}
            self.counts.update({gram: level[gram] for gram in found})
            if not found:
                break
        self._indexed()

    def _indexed(self) -> None:
        """Number the phrases that can be terms, and put down which each text has."""
        self.phrases = [gram for gram in self.counts if is_phrase(gram)]
        self._number = number = {gram: at for at, gram in enumerate(self.phrases)}
        self._of: list[array[int]] = []
        for runs in self._runs:
            here = {number[gram] for run in runs for gram in self._known(run) if gram in number}
            self._of.append(array("I", sorted(here)))
        self._runs.clear()

    def _known(self, run: Gram) -> Iterator[Gram]:
        """The frequent phrases of a run; where one is not, no longer one is."""
        longest = _longest(run)
        for start in range(len(run)):
            for end in range(start + 1, min(start + longest, len(run)) + 1):
                gram = run[start:end]
                if gram not in self.counts:
                    break
                yield gram

    def together(self, texts: Iterable[int], least: float) -> dict[Gram, int]:
        """Return the phrases that at least so many of some texts have."""
        joint: Counter[int] = Counter()
        for text in texts:
            joint.update(self._of[text])
        return {self.phrases[at]: count for at, count in joint.items() if count >= least}

    def where(self, gram: Gram) -> frozenset[int]:
        """Return the texts that have a phrase."""
        number = self._number[gram]
        return frozenset(at for at, here in enumerate(self._of) if _has(here, number))

    def _parts(self) -> set[Gram]:
        """The phrases that stand mostly within one or two longer ones, on one side."""
        sides: dict[tuple[Gram, bool], list[int]] = {}
        for gram, count in self.counts.items():
            for part, left in ((gram[1:], True), (gram[:-1], False)):
                if part and count > _SELDOM * self.counts[part]:
                    sides.setdefault((part, left), []).append(count)
        return {
            part
            for (part, _), counts in sides.items()
            if sum(sorted(counts)[-_LONGER:]) >= _AS_OFTEN * self.counts[part]
        }

    def terms(self) -> dict[Gram, array[int]]:
        """Return the phrases that can be terms, and in which texts each stands; without those
        that stand everywhere, and those that are only a part of a longer one."""
        most = max(_FEW, int(_EVERYWHERE * len(self.texts)))
        parts = self._parts()
        wanted = {
            gram
            for gram, count in self.counts.items()
            if count <= most and gram not in parts and is_phrase(gram)
        }
        where: dict[Gram, array[int]] = {gram: array("I") for gram in wanted}
        for at, here in enumerate(self._of):
            for number in here:
                if (gram := self.phrases[number]) in where:
                    where[gram].append(at)
        return where


def _has(numbers: array[int], number: int) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def of_phrase(phrase: str) -> Gram:
    """Return a phrase as it is counted."""
    return tuple(token.text.lower() for token in tokens(phrase))


def is_phrase(gram: Gram) -> bool:
    """Whether a phrase can be a term: no word of grammar at its ends, letters in it."""
    if _IDEOGRAPH.match(gram[0]):
        return len(gram) > 1 and not _HIRAGANA.match("".join(gram))
    ends = {gram[0], gram[-1]}
    if ends & FUNCTION_WORDS or not all(any(c.isalpha() for c in word) for word in ends):
        return False
    return all(len(word) > 1 for word in gram) and len("".join(gram)) > 2


def _runs(text: str) -> Iterator[Gram]:
    """The words of a text, parted where no phrase goes on."""
    run: list[str] = []
    last: Token | None = None
    for token in tokens(text):
        if last is not None and _is_seam(text, last, token):
            yield tuple(run)
            run = []
        run.append(token.text.lower())
        last = token
    if run:
        yield tuple(run)


def _is_seam(text: str, last: Token, token: Token) -> bool:
    signs = bool(_IDEOGRAPH.match(last.text)), bool(_IDEOGRAPH.match(token.text))
    if any(signs):
        return not all(signs) or last.end != token.start
    return parted(text, (last, token))


def _longest(run: Gram) -> int:
    return _SIGNS if _IDEOGRAPH.match(run[0]) else _WORDS


def _of_length(runs: Sequence[Gram], length: int, shorter: set[Gram]) -> Iterator[Gram]:
    for run in runs:
        if length > _longest(run):
            continue
        for at in range(len(run) - length + 1):
            gram = run[at : at + length]
            if length == 1 or (gram[1:] in shorter and gram[:-1] in shorter):
                yield gram
