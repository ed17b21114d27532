"""Traces that a translation leaves of its source language: letters, marks and small words.

Letters in brackets or quotation marks are a gloss or a title, which authors write too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.characters import (
    ARABIC,
    CYRILLIC,
    DEVANAGARI,
    GREEK,
    HAN,
    HANGUL,
    HEBREW,
    KANA,
    LATIN,
    THAI,
    mainly_other_script,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

OWN_FROM = 0.5
"""The least sum of the signals of one language from which they are believed."""
TIMES = 3
"""How often a signal counts at most."""
_READ = 30_000
"""Characters of a text that are looked at: what a translation leaves, it leaves everywhere."""
_REMEMBERED = 16
"""Texts whose residue is kept, since stages, rounds and reports ask of the same one."""


class ProvenanceSignal(NamedTuple):
    """Something that speaks for a translation: how often it was met, and what it adds to the
    score.

    `language` is empty where it says nothing of one. `start` is the first place, in code
    points of the original, or -1.
    """

    name: str
    language: str
    times: int
    weight: float
    start: int


class _Trace(NamedTuple):
    """Characters that a translation leaves: of which languages, what each occurrence weighs, the
    `pattern` of an occurrence, and `signs`, characters of which each occurrence has one."""

    name: str
    languages: tuple[str, ...]
    weight: float
    signs: re.Pattern[str]
    pattern: re.Pattern[str]


_NO_TITLE = r"(?<![(（\[「『“\"‘'《].)(?<!word .)(?<!character .)"
"""No occurrence is a gloss or a title, behind an opening mark, nor what is mentioned."""
_UNEXPLAINED = (
    r"(?! ?[(（=]| (?:means?|meaning|meant|stands? for|translates|"
    r"is (?:pronounced|written|read))\b)"
)
"""Nor is what the text explains: *你好 means hello*."""


def _letters(name: str, language: str, weight: float, script: str) -> _Trace:
    """Words in the letters of a script."""
    # The first letter comes first, since the engine looks for that much faster.
    pattern = rf"[{script}](?<![{script}]{{2}}){_NO_TITLE}[{script}]*+{_UNEXPLAINED}"
    return _Trace(name, (language,), weight, lazy_regex(f"[{script}]"), lazy_regex(pattern))


def _marks(name: str, languages: str, weight: float, signs: str, pattern: str) -> _Trace:
    return _Trace(
        name, tuple(languages.split()), weight, lazy_regex(f"[{signs}]"), lazy_regex(pattern)
    )


_TRACES = (
    _letters("Chinese characters", "zh", 0.4, HAN),
    _marks(
        "full-width marks",
        "zh",
        0.4,
        "，；：？！（）",
        rf"[，；：？！（](?<=[{LATIN}0-9 ].)|）(?=[ {LATIN}])",
    ),
    _marks("ideographic full stops and commas", "zh ja", 0.3, "。、", rf"[。、](?<=[{LATIN}0-9].)"),
    _marks("Chinese title marks", "zh", 0.3, "《", rf"《[{LATIN}][^》\n]{{,60}}》"),
    _marks("corner brackets", "ja", 0.4, "「『", rf"[「『][{LATIN}][^」』\n]{{,60}}[」』]"),
    _marks("middle dots in names", "ja zh", 0.3, "・·", rf"[・·](?<=[{LATIN}].)(?=[A-Z])"),
    _letters("kana", "ja", 0.5, KANA),
    _letters("Hangul", "ko", 0.5, HANGUL),
    _marks("Ukrainian letters", "uk", 0.5, "іїєґІЇЄҐ", rf"[{CYRILLIC}]*[іїєґІЇЄҐ][{CYRILLIC}]*"),
    _letters("Cyrillic letters", "ru", 0.4, CYRILLIC),
    _marks("Greek words", "el", 0.4, GREEK, rf"(?<![(“\"])[{GREEK}]{{3,}}"),
    _letters("Hebrew letters", "he", 0.5, HEBREW),
    _letters("Arabic letters", "ar", 0.5, ARABIC),
    _letters("Devanagari", "hi", 0.5, DEVANAGARI),
    _letters("Thai letters", "th", 0.5, THAI),
    _marks("German quotation marks", "de", 0.4, "„", rf"„[{LATIN}][^“”\"„\n]{{,80}}[“”\"]"),
    _marks("inverted marks", "es", 0.4, "¿¡", rf"[¿¡](?=[{LATIN}])"),
    _marks(
        *("guillemets with spaces", "fr", 0.4, "«"),
        r"«[ \u00a0\u202f][^»\n]{,80}[ \u00a0\u202f]»",
    ),
    _marks("guillemets", "ru uk", 0.2, "«", rf"«[{LATIN}][^»\n]{{,80}}(?<! )»"),
)
"""Traces in the letters, none of which a text in ASCII can have."""

_SMALL_WORDS = {
    "de": ("German words", "und|nicht|sowie|wurde|werden|auch|laut|oder"),
    "fr": ("French words", "est|avec|dans|selon|mais|pour|ainsi|leur"),
    "es": ("Spanish words", "pero|según|también|muy|donde|porque|sobre"),
    "it": ("Italian words", "della|anche|sono|perché|secondo|quindi"),
    "pt": ("Portuguese words", "também|mas|segundo|muito|onde|ainda"),
    "nl": ("Dutch words", "niet|maar|voor|wordt|ook|volgens"),
    "pl": ("Polish words", "jest|oraz|według|który|przez"),
}
"""Words that engines leave as they are, and that are no English words or names."""
_ALL_SMALL_WORDS = frozenset(
    word for _, words in _SMALL_WORDS.values() for word in words.split("|")
)
_GROUPS = "|".join(f"(?P<{code}>{words})" for code, (_, words) in _SMALL_WORDS.items())
_WORDS = lazy_regex(rf"(?<=[a-z] )(?:{_GROUPS})(?= [a-z])")
"""Such a word between words in small letters: in names and titles it belongs there."""
_WORD_WEIGHT = 0.3
_SPACED = lazy_regex(r"(?<=[a-z]) [!?;:](?=[ \n])")
_SPACED_WEIGHT = 0.2


def source_residue(text: str) -> tuple[ProvenanceSignal, ...]:
    """Return what is left of another language in a text that is mainly Latin."""
    return _residue(text[:_READ])


def languages_left(text: str) -> frozenset[str]:
    """Return the languages of which enough is left in a text to be evidence."""
    own: dict[str, float] = {}
    for signal in source_residue(text):
        own[signal.language] = own.get(signal.language, 0.0) + signal.weight
    return frozenset(code for code, weight in own.items() if weight >= OWN_FROM)


@lru_cache(_REMEMBERED)
def _residue(text: str) -> tuple[ProvenanceSignal, ...]:
    if mainly_other_script(text):
        return ()  # it is written in that language
    return (*_of_letters(text), *_of_words(text), *_of_spaces(text))


def _of_letters(text: str) -> list[ProvenanceSignal]:
    found: list[ProvenanceSignal] = []
    signs = "" if text.isascii() else "".join(char for char in set(text) if char > "\x7f")
    for trace in _TRACES if signs else ():
        if not trace.signs.search(signs):
            continue
        places = [match.start() for match in trace.pattern.finditer(text)]
        if places and not _is_explained(trace.name, found):
            found += (_signal(trace.name, code, trace.weight, places) for code in trace.languages)
    return found


def _is_explained(name: str, found: Iterable[ProvenanceSignal]) -> bool:
    """Whether what was found before says already whose letters these are."""
    return name == "Cyrillic letters" and any(signal.language == "uk" for signal in found)


def _of_words(text: str) -> list[ProvenanceSignal]:
    if _ALL_SMALL_WORDS.isdisjoint(text.split()):
        return []
    words: dict[str, list[int]] = {}
    for match in _WORDS.finditer(text):
        words.setdefault(match.lastgroup or "", []).append(match.start())
    return [
        _signal(_SMALL_WORDS[code][0], code, _WORD_WEIGHT, places) for code, places in words.items()
    ]


def _of_spaces(text: str) -> list[ProvenanceSignal]:
    if sum(text.count(f" {mark}") for mark in "!?;:") < TIMES:
        return []
    places = [match.start() for match in _SPACED.finditer(text)]
    enough = len(places) >= TIMES
    return [_signal("spaces before marks", "fr", _SPACED_WEIGHT, places)] if enough else []


def _signal(name: str, language: str, weight: float, places: list[int]) -> ProvenanceSignal:
    total = round(weight * min(len(places), TIMES), 3)
    return ProvenanceSignal(name, language, len(places), total, places[0])
