"""What a translation leaves of the other language: its letters, marks and small words.

Letters in brackets or quotation marks are a gloss or a title, which authors write too.
"""

from __future__ import annotations

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
    OTHER_SCRIPTS,
    THAI,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

OWN_FROM = 0.5
"""What the signs of one language come to at least before they are believed."""
TIMES = 3
"""How often a sign counts at most."""
_READ = 30_000
"""Characters of a text that are looked at: what a translation leaves, it leaves everywhere."""


class Sign(NamedTuple):
    """What speaks for a translation: how often it was met, and what it adds to the score.

    `language` is empty where it says nothing of one. `start` is the first place, in code
    points of the original, or -1.
    """

    name: str
    language: str
    times: int
    weight: float
    start: int


_OPEN = r"(?<![(（\[「『“\"‘'《])"
"""Letters behind an opening mark are a gloss or a title, which authors write too."""


_SPOKEN_OF = (
    r"(?! ?[(（=]| (?:means?|meaning|meant|stands? for|translates|"
    r"is (?:pronounced|written|read))\b)"
)
"""Neither are they left over where a text explains them: *你好 means hello*."""


def _letters(ranges: str) -> re.Pattern[str]:
    return lazy_regex(rf"(?<![{ranges}]){_OPEN}(?<!word )(?<!character )[{ranges}]++{_SPOKEN_OF}")


_RESIDUE: tuple[tuple[str, tuple[str, ...], float, re.Pattern[str]], ...] = (
    ("Chinese characters", ("zh",), 0.4, _letters(HAN)),
    (
        "full-width marks",
        ("zh",),
        0.4,
        lazy_regex(r"(?<=[A-Za-z0-9 ])[，；：？！（]|）(?=[ A-Za-z])"),
    ),
    (
        "ideographic full stops and commas",
        ("zh", "ja"),
        0.3,
        lazy_regex(rf"(?<=[{LATIN}0-9])[。、]"),
    ),
    ("Chinese title marks", ("zh",), 0.3, lazy_regex(rf"《[{LATIN}][^》\n]{{,60}}》")),
    ("corner brackets", ("ja",), 0.4, lazy_regex(rf"[「『][{LATIN}][^」』\n]{{,60}}[」』]")),
    ("middle dots in names", ("ja", "zh"), 0.3, lazy_regex(rf"(?<=[{LATIN}])[・·](?=[A-Z])")),
    ("kana", ("ja",), 0.5, _letters(KANA)),
    ("Hangul", ("ko",), 0.5, _letters(HANGUL)),
    ("Ukrainian letters", ("uk",), 0.5, lazy_regex(rf"[{CYRILLIC}]*[іїєґІЇЄҐ][{CYRILLIC}]*")),
    ("Cyrillic letters", ("ru",), 0.4, _letters(CYRILLIC)),
    ("Greek words", ("el",), 0.4, lazy_regex(rf"(?<![(“\"])[{GREEK}]{{3,}}")),
    ("Hebrew letters", ("he",), 0.5, _letters(HEBREW)),
    ("Arabic letters", ("ar",), 0.5, _letters(ARABIC)),
    ("Devanagari", ("hi",), 0.5, _letters(DEVANAGARI)),
    ("Thai letters", ("th",), 0.5, _letters(THAI)),
    ("German quotation marks", ("de",), 0.4, lazy_regex(rf"„[{LATIN}][^“”\"„\n]{{,80}}[“”\"]")),
    ("inverted marks", ("es",), 0.4, lazy_regex(rf"[¿¡](?=[{LATIN}])")),
    (
        "guillemets with spaces",
        ("fr",),
        0.4,
        lazy_regex(r"«[ \u00a0\u202f][^»\n]{,80}[ \u00a0\u202f]»"),
    ),
    ("guillemets", ("ru", "uk"), 0.2, lazy_regex(rf"«[{LATIN}][^»\n]{{,80}}(?<! )»")),
)
"""Signs in the letters: name, languages, weight of each, pattern. Only texts that are not ASCII
can show them."""

_LEFT_OVER = {
    "de": ("German words", "und|nicht|sowie|wurde|werden|auch|laut|oder"),
    "fr": ("French words", "est|avec|dans|selon|mais|pour|ainsi|leur"),
    "es": ("Spanish words", "pero|según|también|muy|donde|porque|sobre"),
    "it": ("Italian words", "della|anche|sono|perché|secondo|quindi"),
    "pt": ("Portuguese words", "também|mas|segundo|muito|onde|ainda"),
    "nl": ("Dutch words", "niet|maar|voor|wordt|ook|volgens"),
    "pl": ("Polish words", "jest|oraz|według|który|przez"),
}
_GROUPS = "|".join(f"(?P<{code}>{words})" for code, (_, words) in _LEFT_OVER.items())
_WORDS = lazy_regex(rf"(?<=[a-z] )(?:{_GROUPS})(?= [a-z])")
"""Small words between words in small letters; in names and titles they stand by right."""
_WORD_WEIGHT = 0.3
_SPACED = lazy_regex(r"(?<=[a-z]) [!?;:](?=[ \n])")
_LETTER = lazy_regex(rf"[{LATIN}]")
_OTHER = lazy_regex(rf"[{OTHER_SCRIPTS}]")


def residue(text: str) -> list[Sign]:
    """Return the signs in the letters of a text that is mainly Latin: what of another language
    has been left in it."""
    text = text[:_READ]
    found: list[Sign] = []
    if not text.isascii():
        if 2 * len(_OTHER.findall(text)) > len(_LETTER.findall(text)):
            return []  # it is written in that language
        for name, languages, weight, pattern in _RESIDUE:
            places = _places(pattern, text)
            if places and not _explained(name, found):
                found += (_sign(name, code, weight, len(places), places[0]) for code in languages)
    words: dict[str, list[int]] = {}
    for match in _WORDS.finditer(text):
        words.setdefault(match.lastgroup or "", []).append(match.start())
    for code, places in words.items():
        found.append(_sign(_LEFT_OVER[code][0], code, _WORD_WEIGHT, len(places), places[0]))
    places = _places(_SPACED, text)
    if len(places) >= TIMES:
        found.append(_sign("spaces before marks", "fr", 0.2, len(places), places[0]))
    return found


def _explained(name: str, found: Iterable[Sign]) -> bool:
    """Whether what was found before says already whose letters these are."""
    return name == "Cyrillic letters" and any(sign.language == "uk" for sign in found)


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _sign(name: str, language: str, weight: float, count: int, start: int) -> Sign:
    return Sign(name, language, count, round(weight * min(count, TIMES), 3), start)


def shown(text: str) -> frozenset[str]:
    """Return the languages whose signs stand in a text, strongly enough to be evidence."""
    own: dict[str, float] = {}
    for sign in residue(text):
        own[sign.language] = own.get(sign.language, 0.0) + sign.weight
    return frozenset(code for code, weight in own.items() if weight >= OWN_FROM)
