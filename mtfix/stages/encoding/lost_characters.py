"""Characters that are lost for good: what is left of them is reported, and stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.matching.page import Hit, Page

RULE = "encoding/lost"
_NEAR = 200
"""Characters around a place in which the text may speak of encodings."""
_MOST, _MOST_OF_LINE, _MOST_LOOKED_AT = 1_000, 20, 5_000
"""Places that are reported of a page, and of one that is short, and that are looked at: a page in
another charset has one in every word, and a line of no text nothing else."""
_ROOM = 50
"""Characters of a page for each place that is reported."""
ABOUT_ENCODING = lazy_regex(
    r"\b(?:mojibake|utf-?8|latin-?1|cp1252|windows-125\d|iso[- ]8859|code ?page|unicode|charset|"
    r"character encoding|decod\w+|gbk|shift[- _]jis|koi8(?:-r)?|garbled|gibberish|zeichensalat|"
    r"кракозябр\w*|krzaczk\w*)\b|文字化け|[乱亂][码碼]|編碼|编码|文字コード|인코딩|글자 ?깨짐",
    re.IGNORECASE,
)
"""Words of texts about encodings, which may show broken characters on purpose."""

REPLACED_IN_GBK = "锟斤拷"
"""Two U+FFFD in UTF-8 (EF BF BD EF BF BD), read as GBK."""
FILLED_STACK, FILLED_HEAP = "烫", "屯"
"""The bytes CC CC and CD CD, with which Visual C++ fills memory before use, read as GBK."""


class _Remains(NamedTuple):
    """A shape that is left of lost characters, and the code of the reason."""

    shape: re.Pattern[str]
    code: str


_REMAINS = (
    # Lone surrogates: Python's way to keep bytes of a file that are no UTF-8.
    _Remains(lazy_regex("(?<![\udc80-\udcff])[\udc80-\udcff]+"), "undecodable"),
    # What decoders put for bytes that they can't read.
    _Remains(
        lazy_regex(
            "\N{REPLACEMENT CHARACTER}(?:[^\\s\N{REPLACEMENT CHARACTER}]{,8}"
            "\N{REPLACEMENT CHARACTER}){,500}"
        ),
        "lost",
    ),
    _Remains(
        lazy_regex(
            f"(?:(?<!{REPLACED_IN_GBK[1:]}){REPLACED_IN_GBK})[{REPLACED_IN_GBK}]*"
            f"|(?<!{FILLED_STACK}){FILLED_STACK}{{3,}}|(?<!{FILLED_HEAP}){FILLED_HEAP}{{3,}}"
        ),
        "lost",
    ),
    # The private use area, which every font shows another way.
    _Remains(lazy_regex("(?<![\ue000-\uf8ff])[\ue000-\uf8ff]+"), "private-use"),
    # Words of question marks alone: letters that a charset lacked.
    _Remains(lazy_regex(r"(?<![^\s(\"'])\?{3,}(?:[ ,.:;-]{1,2}\?{2,})+(?![^\s.,:;)\"'])"), "lost"),
    _Remains(lazy_regex(r"(?<=[a-z] )\?{4,}(?= [a-z])"), "lost"),
)
"""No run is matched from its middle, nor is one without end: many hits in it must not cost the
square of its length."""
_QUESTIONS = lazy_regex(r"\?[? ,.:;-]*\Z")


class LostCharacters:
    """Lost characters to report on a page: each place once, and of many places only the first."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._most = min(_MOST, max(_MOST_OF_LINE, len(page.text) // _ROOM))
        self._reached = self._reported = self._looked_at = 0

    def report(self, hit: Hit) -> Fix | None:
        """Return a fix that changes nothing, or None where nothing is lost or enough was said."""
        enough = self._reported >= self._most or self._looked_at == _MOST_LOOKED_AT
        if enough or hit.start < self._reached:
            return None
        self._looked_at += 1
        fix = _lost(self._page, hit)
        if fix is None or fix.span.start < self._reached:
            return None
        self._reached = fix.span.end
        self._reported += 1
        return fix


def _lost(page: Page, hit: Hit) -> Fix | None:
    at = hit.start
    if page.text[at] == "?":
        begun = _QUESTIONS.search(page.text, max(0, at - _NEAR), at)
        at = begun.start() if begun else at
    for shape, code in _REMAINS:
        found = shape.match(page.text, at)
        if found is not None:
            span = Span(*found.span())
            if page.protected(span) or any(_is_about_encoding(page.text, end) for end in span):
                return None
            return Fix.of(span, found[0], found[0], RULE, Reason(code), Safety.SUGGESTED)
    return None


def _is_about_encoding(text: str, at: int) -> bool:
    return ABOUT_ENCODING.search(text[max(0, at - _NEAR) : at + _NEAR]) is not None
