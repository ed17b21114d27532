"""Full names that a page spells in several ways: *Karim Shazli* beside *Kareem Shazly*."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.edits.reason import Reason
from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.english import is_english_prose
from mtfix.stages.surface.found_place import FoundPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.surface.page_facts import PageFacts

_CAPITALIZED = r"([A-ZÀ-ÖØ-ÞŁŚŞŠŽŻĆČĐİ][^\W\d_A-Z]+)"
_FULL_NAME = lazy_regex(rf"(?=(?<![\w'’.-]){_CAPITALIZED} {_CAPITALIZED}(?![\w’-]))")
"""Two words with capitals; a name of three is read as two of these."""
_PREVAILS = 2
"""How often the right spelling stands on the page at least, and how many times as often as all
others together."""
_SHORTEST = 5
"""Letters of a word that is spelled in two ways; of shorter ones it isn't known which are words."""

_SAME_SOUND = (
    ("sh", "š"), ("zh", "ž"), ("ch", "č"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("dj", "j"), ("tz", "z"), ("ts", "z"), ("ck", "k"), ("q", "k"), ("c", "k"),
    ("w", "v"), ("ee", "i"), ("ie", "i"), ("ey", "i"), ("y", "i"), ("oo", "u"), ("ou", "u"),
    ("j", "ž"),
)  # fmt: skip
"""Letters that engines write for one sound when they bring a name into Latin letters, and the one
that stands for all of them here; the order is that of replacing."""
_VOWELS = frozenset("aeiou")
_REMEMBERED = 4_096
"""Words whose sounds are kept: each round asks for those of the same names."""


def find_name_spellings(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield where English prose of a page spells a full name otherwise than it mostly does. The
    spellings sound alike: the same consonants, and at most one other vowel in each word."""
    places = defaultdict(list)
    for match in _FULL_NAME.finditer(facts.text):
        places[match.groups()].append(Span(match.start(1), match.end(2)))
    counts = Counter({name: len(found) for name, found in places.items()})
    for name, right in _prevailing(counts).items():
        reason = Reason.of(
            "name-spelling",
            form=" ".join(name), times=counts[name],
            right=" ".join(right), right_times=counts[right],
        )  # fmt: skip
        for span in places[name]:
            if is_english_prose(facts, span):
                yield FoundPlace(span, " ".join(right), Safety.SUGGESTED, reason, whole=True)


def _prevailing(counts: Counter[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names that another spelling prevails over, with that one."""
    groups = defaultdict(list)
    for name in counts:
        groups[tuple(_consonants(word) for word in name)].append(name)
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for names in groups.values():
        right = max(names, key=counts.__getitem__)
        others = sum(counts[name] for name in names) - counts[right]
        if others and counts[right] >= _PREVAILS * others:
            found |= {name: right for name in names if _sounds_like(name, right)}
    return found


def _sounds_like(name: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether names with the same consonants are spellings of one: no word of English takes the
    place of another, and the vowels agree but for one in each word."""
    pairs = [pair for pair in zip(name, right, strict=True) if pair[0] != pair[1]]
    return bool(pairs) and all(
        min(len(one), len(other)) >= _SHORTEST
        and _differing_vowels(one, other) <= 1
        and not (is_frequent(one.lower()) and is_frequent(other.lower()))
        for one, other in pairs
    )


def _differing_vowels(one: str, other: str) -> int:
    vowels = [[char for char in _sounds(word) if char in _VOWELS] for word in (one, other)]
    shorter, longer = sorted(vowels, key=len)
    same = sum(first == second for first, second in zip(shorter, longer, strict=False))
    return len(longer) - same


def _consonants(word: str) -> str:
    return "".join([char for char in _sounds(word) if char not in _VOWELS])


@lru_cache(_REMEMBERED)
def _sounds(word: str) -> str:
    """A word in small letters without accents, with one letter for each sound and none twice in a
    row."""
    plain = word.lower()
    if not plain.isascii():
        plain = "".join(one for one in normalize("NFD", plain) if category(one) != "Mn")
    for letters, sound in _SAME_SOUND:
        plain = plain.replace(letters, sound)
    return "".join(char for at, char in enumerate(plain) if char != plain[at - 1 : at])
