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
from itertools import pairwise
from math import exp, sqrt
from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.memo import Memo
from mtfix.text.source_residue import ProvenanceSignal
from mtfix.text.weighted_words import TRANSLATIONESE, weighted_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    for phrase in phrases.hits(text):
        for language, weight in phrases.weights(phrase):
            weights[_PHRASES + phrases.lists[language]] += weight  # type: ignore[assignment]
    return weights


class _Model:
    """The weights of the model.

    names: the features, in the order of all other lists.
    """

    def __init__(self, data: Mapping[str, object]) -> None:
        get: Mapping[str, list[float]] = data  # type: ignore[assignment]
        self.common = {str(word): str(word) for word in get["common"]}
        self.names: list[str] = [str(name) for name in get["features"]]
        self.weights, self.bias = get["weights"], get["bias"][0]
        self.smoothing = get["smoothing"][0]
        self._priors = [self.smoothing * mean / _PER for mean in get["means"]]
        self._roots = [sqrt(mean) for mean in get["means"]]
        self.languages: Mapping[str, Sequence[float]] = data["languages"]  # type: ignore[assignment]

    def values(self, counts: Counter[str], size: int) -> list[float]:
        """How far each feature of a text is from its mean; near nothing where little was read."""
        scale = _PER / (size + self.smoothing)
        return [
            sqrt(scale * (counts[name] + prior)) - root
            for name, prior, root in zip(self.names, self._priors, self._roots, strict=True)
        ]


@cache
def _model() -> _Model:
    with open(FILE, encoding="utf-8") as file:
        return _Model(json.load(file))


def habit_signals(text: str) -> Sequence[ProvenanceSignal]:
    """Return the signal that the habits of a text are, if they are those of a translation."""
    found = habits(text)
    share = min(1.0, sqrt(found.size / _WHOLE))
    weight = min(_MOST_WEIGHT, share * found.log_odds / _PER_UNIT)
    if weight < _LEAST or found.size < _FEWEST:
        return ()
    language, part = next(iter(found.languages.items()), ("", 0.0))
    is_named = language != _OTHERS and part >= _NAMED and found.size >= _WORDS_FOR_NAMED
    return (ProvenanceSignal(NAME, language if is_named else "", 1, round(weight, 2), -1),)


@lru_cache(_REMEMBERED)
def habits(text: str) -> Habits:
    """Return what the habits of an English text say of a translation."""
    model = _model()
    counts, size = features(prose(text), model.common)
    if counts[OTHER] > _MOSTLY * size or not size:
        return Habits(0.0, {}, 0)
    values = model.values(counts, size)
    log_odds = model.bias + _dot(model.weights, values)
    scores = {
        code: weights[-1] + _dot(weights, values) for code, weights in model.languages.items()
    }
    most = max(scores.values(), default=0.0)
    parts = {code: exp(score - most) for code, score in scores.items()}
    total = sum(parts.values())
    ranked = sorted(parts.items(), key=lambda item: (-item[1], item[0]))
    return Habits(log_odds, {code: part / total for code, part in ranked}, size)


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum([weight * value for weight, value in zip(weights, values, strict=False)])
