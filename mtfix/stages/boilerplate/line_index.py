"""The phrases of rules by the words that lines hold: which rules recognise a line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mtfix.packs.lexicons import word_list
from mtfix.packs.model import Phrase
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.line_words import NUMBER, SIGNS
from mtfix.text.phrase_match import PhraseMatcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.packs.model import BoilerplateRule as Rule
    from mtfix.text.line_words import LineWords

    Place = tuple[int, Phrase, int, int, Sequence[Sequence[str]]]
    """The number of a rule, a phrase of it, and what a line of that must have (see `Phrase`)."""

LONGEST_LINE = 700
"""Characters of the longest line that is compared with phrases."""
_CODE = lazy_regex(
    r"[`{}]|\]\(|\w ?=[^>]|</|\\|\w\(\)|\(\(|\)\)|#:\w|\([A-Z]+_\w+\)|(?<!\S)--[a-z]|¶\s*$|\w #$"
)
"""What stands in code and in markup, and in no line of boilerplate."""
_LISTED = lazy_regex(r"(?:[-*#]|\d{1,3}[.)、])\s(?!.*[-–—]$)|\d{1,2}(?:\.\d{1,2})+\.?\s+[A-Z]\D*$")
"""How an item of a list begins, which belongs to the text."""


class LineIndex:
    """The phrases of some rules. A line costs a few look-ups, however many they are.

    hints: whether those of hints alone, or those of other rules alone.
    """

    def __init__(self, rules: Sequence[Rule], *, hints: bool | None = None) -> None:
        self._rules = rules
        self._numbered: dict[str, list[Place]] | None = None
        self._starts: dict[str, list[Place]] = {}
        self._inner: dict[str, list[Place]] = {}
        for number, rule in enumerate(rules):
            if hints is not None and rule.hint != hints:
                continue
            for fields in rule.phrases:
                phrase = Phrase(*fields)
                table = self._starts if phrase.begins else self._inner
                place = number, phrase, phrase.least, phrase.most, phrase.needed
                for key in phrase.keys:
                    table.setdefault(key, []).append(place)

    def rules_of(self, words: LineWords) -> Iterator[int]:
        """Yield the numbers of the rules of which a phrase is the whole line, in order."""
        size, in_line = words.size, words.set
        found: set[int] = set()
        tried: set[int] = set()
        for places in self._candidates(words):
            for number, phrase, least, most, needed in places:
                if not least <= size <= most or number in found:
                    continue
                if id(phrase) in tried or any(map(in_line.isdisjoint, needed)):
                    continue
                tried.add(id(phrase))
                if is_line(phrase, words):
                    found.add(number)
        if found and not is_passed_over(words.line):
            for number in sorted(found):
                if not is_excepted(self._rules[number], words):
                    yield number

    def _candidates(self, words: LineWords) -> Iterator[Sequence[Place]]:
        """The phrases of which a key stands in the line, by the keys."""
        starts, inner = self._starts, self._inner
        first = next((word for word in words.words if word not in SIGNS), "")
        if first in starts:
            yield starts[first]
        if first[:1].isdigit():
            if self._numbered is None:
                self._numbered = _by_needed(starts.get(NUMBER, ()))
            for word in ("", *words.set):
                yield self._numbered.get(word, ())
        for word in words.set:
            if word in inner:
                yield inner[word]


def is_passed_over(line: str) -> bool:
    """Return whether a line is code, or an item of a list, which belong to the text."""
    return bool(_CODE.search(line) or _LISTED.match(line))


def _by_needed(places: Iterable[Place]) -> dict[str, list[Place]]:
    """Phrases that begin with a number by other words that they need; by an empty text those
    that need none."""
    found: dict[str, list[Place]] = {}
    for place in places:
        needed = place[-1]
        for word in needed[0] if needed else ("",):
            found.setdefault(word, []).append(place)
    return found


def is_line(phrase: Phrase, words: LineWords) -> bool:
    """Return whether a line is what a phrase says."""
    if phrase.parts:
        return all(finds(one, words) for one in phrase.parts)
    if phrase.must and not any(finds(one, words) for one in phrase.must):
        return False
    return _matcher(phrase.text).is_line(words)


def is_excepted(rule: Rule, words: LineWords) -> bool:
    """Return whether a rule says of a line that it stays."""
    return any(_matcher(one).is_line(words) for one in rule.except_) or any(
        finds(one, words) for one in rule.unless_words
    )


def finds(phrase: str, words: LineWords) -> str:
    """Return the first piece of a line that a phrase stands for, or an empty text."""
    return _matcher(phrase).find(words)


@cache
def _matcher(phrase: str) -> PhraseMatcher:
    return PhraseMatcher(phrase, word_list)
