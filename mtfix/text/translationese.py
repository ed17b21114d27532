"""Habits of translated English: its small words, marks and pairs of them, and phrases that engines
make of a language (`glossaries/translationese`).

A linear model, fitted by `tests/fit/provenance.py`, whose weights are `translationese.json`. Of
words it knows common ones alone, so that it can't learn what translated pages are about.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import cache, lru_cache
from itertools import islice, pairwise
from math import exp, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.memo import Memo
from mtfix.text.source_residue import ProvenanceSignal
from mtfix.text.weighted_words import TRANSLATIONESE, weighted_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FILE = os.path.join(os.path.dirname(__file__), "translationese.json")
NAME = "habits of a translation"
"""The name of the signal."""
_PER_UNIT, _MOST_WEIGHT = 3.0, 1.2
"""The log odds that add 1 to the score, and what habits add at most."""
_WHOLE = 250
"""Words and marks from which on habits count whole; of fewer, they count by the root."""
_LEAST = 0.1
_MOSTLY = 0.6
"""The share of other than common words from which on a text is not English prose."""
_FEWEST = 45
"""Words and marks of a text that has habits."""
_NAMED, _WORDS_FOR_NAMED = 0.75, 150
"""The share from which a language is named, and the words and marks that it takes."""
READ = 20_000
"""Characters that are read at most: habits are the same throughout a text."""
_OTHERS = "other"
"""The languages of which the model knows too little to name them."""
OTHER, NUMBER = "*", "#"
"""Stand for a word that is not common, and for a number."""
_TOKEN = lazy_regex(r"[a-z]+(?:['’][a-z]+)?|[0-9]+(?:[.,:][0-9]+)*|[^\w\s]")
_SHORT_LINE = 40
"""Characters of a line that is read at least: menus, headings and lists have other habits."""
_PER = 1_000
_REMEMBERED = 64
_SYLLABLE = (
    "(?:[bpmf]?(?:ai?|an|ang|ao|ei|en|eng|ian?|iao|ie|in|ing|iu|o|ou|u)|"
    "(?:[dtnlgkhrzcs]|[zcs]h)(?:ai?|an|ang|ao|e|ei|en|eng|i|ia|ian|iang|iao|ie|in|ing|iu|ong|ou|"
    "u|ua|uai|uan|uang|ui|un|uo|ue)|[jqx](?:i|ia|ian|iang|iao|ie|in|ing|iong|iu|u|uan|ue|un)|"
    "y(?:a|an|ang|ao|e|i|in|ing|ong|ou|u|uan|ue|un)|w(?:a|ai|an|ang|ei|en|eng|o|u)|er)"
)
"""A syllable of Chinese, as it is written in Latin letters."""
_CHINESE = Memo[str, bool](
    lambda name: bool(lazy_regex(f"{_SYLLABLE} {_SYLLABLE}{{2}}").fullmatch(name.lower()))
)
_TWO_NAMES = lazy_regex(r"\b[A-Z][a-z]{1,5} [A-Z][a-z]{3,10}\b")
MARKS = {
    "small word with a capital": lazy_regex(
        r"[,;] (?:But|And|So|The|It|This|That|We|He|She|They|In|If|When|Because|Then|There|Not)\b"
    ),
    "no space": lazy_regex(r"[,;](?<=[a-z]{2}.)(?=[A-Za-z]{2})|\.(?<=[a-z]{2}.)(?=[A-Z][a-z])"),
    "Japanese name": lazy_regex(
        r"\b(?=[A-Z])(?i:[kstnhmyrwgzdbf]|sh|ch|ts|j)?(?i:[aiueo])"
        r"(?:(?:[kstnhmyrwgzdbpj]|sh|ch|ts|ky|ry)[aiueo]|n){2,4}\b"
    ),
    "Korean name": lazy_regex(r"\b[A-Z][a-z]{1,4} [A-Z][a-z]{1,5}-[a-z]{2,5}\b"),
    "Russian name": lazy_regex(
        r"\b[A-Z][a-z]+(?:ov|ev|sky|skiy|enko|ova|eva|skaya|shin|kin|chuk)\b"
    ),
}
"""Marks and names as translated text has them often, by name of the feature."""
_SPACED, _WIDE = (" , ", " ; ", " . ", " .\n"), "，。、；：？！（）《》"
_PHRASES = "phrases of "


class Habits(NamedTuple):
    """What the habits of a text say: whether it is translated, as log odds, and of which language,
    each with its share of the likelihood; how many words and marks were read."""

    log_odds: float
    languages: Mapping[str, float]
    size: int


_NO_HABITS = Habits(0.0, {}, 0)


def prose(text: str) -> str:
    """Return the lines of a text that are long enough to have habits, up to `READ` characters."""
    return "\n".join(line for line in text[:READ].split("\n") if len(line) >= _SHORT_LINE)


def tokens(text: str) -> list[str]:
    """Return words and marks of a text, in small letters.

    >>> tokens("He's 12, too.")
    ["he's", '12', ',', 'too', '.']
    """
    return _TOKEN.findall(text.lower())


def features(text: str, common: Mapping[str, str]) -> tuple[Counter[str], int]:
    """Return how often each common word, each pair of them, and each mark stands in a text, and
    the weight of the phrases of each language; and how many words and marks were read."""
    words = tokens(text)
    known = [common.get(word) or (NUMBER if word[0].isdigit() else OTHER) for word in words]
    counts = Counter(known)
    counts.update(map(" ".join, pairwise(known)))
    for name, pattern in MARKS.items():
        counts[name] = len(pattern.findall(text))
    counts["Chinese name"] = sum([_CHINESE[name] for name in _TWO_NAMES.findall(text)])
    counts["space before"] = sum([text.count(sign) for sign in _SPACED])
    counts["full width"] = 0 if text.isascii() else sum([text.count(sign) for sign in _WIDE])
    counts["double"] = sum([one == two and one.isalpha() for one, two in pairwise(words)])
    counts.update(phrase_weights(text))
    return counts, len(words)


def phrase_weights(text: str) -> Counter[str]:
    """Return the weight of the phrases of each language in a text, each phrase once."""
    phrases = weighted_words(TRANSLATIONESE)
    weights: Counter[str] = Counter()
    for of_languages in phrases.hits(text).values():
        for language, weight in of_languages:
            weights[_PHRASES + phrases.lists[language]] += weight  # type: ignore[assignment]
    return weights


class _Scores:
    """The sum that some weights make of the values of features.

    The value of a feature is √(scale·(count + prior)) - √mean. A text has few of the features, so
    what the others add is kept as two sums, and the cost hangs on those that it has.
    """

    __slots__ = ("_constant", "_per_root", "_weights")

    def __init__(
        self, weights: Sequence[float], bias: float, priors: Sequence[float], means: Sequence[float]
    ) -> None:
        """Weights, priors and means are those of the features, in the same order."""
        self._weights = weights
        self._constant = bias - _dot(weights, map(sqrt, means))
        self._per_root = _dot(weights, map(sqrt, priors))

    def total(self, gains: Iterable[tuple[int, float]], scale: float) -> float:
        """Return the sum, given the features of a text by number, each with how much its count
        adds to √prior."""
        weights = self._weights
        gained = sum([weights[number] * gain for number, gain in gains])
        return self._constant + sqrt(scale) * (self._per_root + gained)


class _Model:
    """The weights of the model.

    common: the words that it knows.
    translated, languages: the scores of a translation, as log odds, and of each language.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.common = {word: word for word in data["common"]}
        self._numbers = {name: number for number, name in enumerate(data["features"])}
        self._smoothing: float = data["smoothing"][0]
        means: Sequence[float] = data["means"]
        self._priors = [self._smoothing * mean / _PER for mean in means]
        self.translated = _Scores(data["weights"], data["bias"][0], self._priors, means)
        self.languages = {
            code: _Scores(weights, bias, self._priors, means)
            for code, (*weights, bias) in data["languages"].items()
        }

    def gains(self, counts: Mapping[str, float]) -> list[tuple[int, float]]:
        """Return the features of a text by number, each with what its count adds to √prior."""
        numbers, priors = self._numbers, self._priors
        found = [(numbers[name], count) for name, count in counts.items() if name in numbers]
        return [
            (number, sqrt(count + priors[number]) - sqrt(priors[number])) for number, count in found
        ]

    def scale(self, size: int) -> float:
        """Return what brings counts of a text of so many words and marks to those of a thousand;
        near nothing where little was read."""
        return _PER / (size + self._smoothing)


@cache
def _model() -> _Model:
    with open(FILE, encoding="utf-8") as file:
        return _Model(json.load(file))


def habit_signals(text: str) -> Sequence[ProvenanceSignal]:
    """Return the signal that the habits of a text are, if they are those of a translation."""
    found = habits(text)
    share = min(1.0, sqrt(found.size / _WHOLE))
    weight = min(_MOST_WEIGHT, share * found.log_odds / _PER_UNIT)
    if weight < _LEAST:
        return ()
    language, part = next(iter(found.languages.items()), ("", 0.0))
    is_named = language != _OTHERS and part >= _NAMED and found.size >= _WORDS_FOR_NAMED
    return (ProvenanceSignal(NAME, language if is_named else "", 1, round(weight, 2), -1),)


@lru_cache(_REMEMBERED)
def habits(text: str) -> Habits:
    """Return what the habits of an English text say of a translation: nothing of a text that is
    too short to have any; and languages only if it may be one."""
    read = prose(text)
    first = islice(_TOKEN.finditer(read.lower()), _FEWEST)
    if sum(1 for _ in first) < _FEWEST:
        return _NO_HABITS
    model = _model()
    counts, size = features(read, model.common)
    if counts[OTHER] > _MOSTLY * size:
        return _NO_HABITS
    gains, scale = model.gains(counts), model.scale(size)
    log_odds = model.translated.total(gains, scale)
    if log_odds <= 0:
        return Habits(log_odds, {}, size)
    scores = {code: own.total(gains, scale) for code, own in model.languages.items()}
    most = max(scores.values(), default=0.0)
    parts = {code: exp(score - most) for code, score in scores.items()}
    total = sum(parts.values())
    ranked = sorted(parts.items(), key=lambda item: (-item[1], item[0]))
    return Habits(log_odds, {code: part / total for code, part in ranked}, size)


def _dot(weights: Iterable[float], values: Iterable[float]) -> float:
    return sum([weight * value for weight, value in zip(weights, values, strict=True)])
