"""Whether the end of the last paragraph is a teaser of another article that was glued to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.edits.edit import Span

_NAME = lazy_regex(r"\b[A-Z][\w-]+")
_MOST, _LEAST_WORDS = 400, 4
"""A teaser is a few headlines long: in characters, in words."""
_BEFORE_WORDS = 40
"""An article that long has named what it is about."""
_NO_NAMES = frozenset(
    "A An And Are As At But Can Could Did Do Does Ever Finally For From Has Have He Her His How I "
    "If In Is It Its Just Never Netizens No Not Now Of On Or Our She So That The Their There These "
    "They This To Was We Were What When Where Which Who Why Will With Would Yes You Your".split()
)
_ATTRIBUTION = lazy_regex(
    r"\b(?:he|she|it|they|who|[A-Z]\w+) (?:also )?(?:said|says|added|adds|wrote|noted|"
    r"explained|told|stressed|concluded|announced)\b"
)
"""Whoever is quoted again: the article has not ended."""
_NO_SUBJECT = lazy_regex(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|And|As|At|But|For|From|He|Her|His|I|If|In|It|"
    r"Its|Of|On|Or|Our|She|So|That|Their|Then|There|These|They|This|Those|To|We|With|Yes|No)\b"
)
_ARTICLE = lazy_regex(r"(?:A|An|The)\b")
_SHOUT = lazy_regex(r"[!?]")
_SHOUTS = 2


def is_teaser(text: str, unit: Span, cut: Span) -> bool:
    """Return whether what is cut speaks of something else than the article.

    It is short, it begins with neither a day nor a small word that leans on what stands
    before (an article may begin it where it shouts twice), it names somebody or something,
    and none of its names occurs before it.
    """
    piece = text[cut.start : cut.end].strip()
    words = len(piece.split())
    if cut.start == unit.start or len(piece) > _MOST or words < _LEAST_WORDS:
        return False
    if _NO_SUBJECT.match(piece) or _ATTRIBUTION.search(piece):
        return False
    if _ARTICLE.match(piece) and len(_SHOUT.findall(piece)) < _SHOUTS:
        return False
    names = {name for name in _NAME.findall(piece) if name not in _NO_NAMES}
    before = text[max(0, cut.start - 20_000) : cut.start].lower()
    if not names or len(before.split()) < _BEFORE_WORDS:
        return False
    return not any(re.search(rf"\b{re.escape(name.lower())}", before) for name in names)
