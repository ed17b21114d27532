"""Characters that are repaired one by one: entities, escapes, stray controls, marks."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.addresses import in_address
from mtfix.text.characters import FULL_WIDTH
from mtfix.text.layout import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.matching.page import Hit, Page


class Kind(NamedTuple):
    """What to look for, and what repairs it at a place (or finds nothing to repair)."""

    rule: str
    triggers: list[str]
    repaired: Callable[[Page, Hit], Fix | None]


_ENTITY = lazy_regex(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_ABOUT_MARKUP = lazy_regex(
    r"\b(?:html?|xml|sgml|xhtml|entit(?:y|ies)|escap\w+|markup|ampersand|character reference|"
    r"encod\w+|urls?|query string)\b|</?\w+[^<>]*>|```|`&",
    re.IGNORECASE,
)
_ESCAPES = lazy_regex(
    r"(?:\\u[0-9a-fA-F]{4})+|(?:\\x[0-9a-fA-F]{2}){2,}|(?:[%=][0-9a-fA-F]{2}){2,}"
)
_ESCAPED_BEFORE = lazy_regex(r"(?:\\|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|[%=][0-9a-fA-F]{2})\Z")
_FULL_WIDTH = lazy_regex(rf"[{FULL_WIDTH}](?:[{FULL_WIDTH}\u3000]*[{FULL_WIDTH}])?")
_DECOMPOSED = lazy_regex("[^\\W\\d_][\u0300-\u036f]+")
_NEAR = 200
_KEPT_CONTROLS = frozenset("\0\t\n\v\f\r\b\x1b\x1c\x1d\x1e\x1f")
"""NUL, white space, overstriking and escape sequences, and the separators of data formats."""


def entity(page: Page, hit: Hit) -> Fix | None:
    """An HTML entity in plain text, unless the text speaks of markup."""
    shape = _ENTITY.match(page.text, hit.start)
    if shape is None:
        return None
    from html import unescape

    new = unescape(shape[0])
    span = Span(*shape.span())
    if new == shape[0] or in_address(page.text, span):
        return None
    if not new.isprintable() and new != "\xa0":
        return None
    if _about_markup(page, span) or page.protected(span):
        return None
    safety = Safety.SUGGESTED if new in "<>" else Safety.SAFE
    return Fix.of(
        span,
        shape[0],
        new,
        "encoding/entity",
        Reason.of("text", text="an HTML entity in plain text"),
        safety,
    )


def _about_markup(page: Page, span: Span) -> bool:
    """Whether the text around speaks of markup; asked once for each stretch of it."""
    first = max(0, span.start // CONTEXT_WINDOW - 1) * CONTEXT_WINDOW
    around = Span(first, (span.end // CONTEXT_WINDOW + 2) * CONTEXT_WINDOW)
    found = page.once("markup", around, lambda text: (_ABOUT_MARKUP.search(text) or [None])[0])
    return found is not None


def escape(page: Page, hit: Hit) -> Fix | None:
    """`\\u00e9`, `\\xc3\\xa9`, `%C3%A9` or `=C3=A9` in prose: damage, or what the text is about.
    On request only."""
    if _ESCAPED_BEFORE.search(page.text, max(0, hit.start - 6), hit.start):
        return None  # the rest of one that began before
    shape = _ESCAPES.match(page.text, hit.start)
    if shape is None:
        return None
    span = Span(*shape.span())
    new = _unescaped(shape[0])
    if new is None:
        return None
    return _asked_for(page, span, new, "encoding/escape", "an escape sequence in prose")


def _unescaped(old: str) -> str | None:
    """What the sequences stand for, if that is text beyond ASCII."""
    try:
        if old.startswith("\\u"):
            new = bytes.fromhex(old.replace("\\u", "")).decode("utf-16-be")
        else:
            digits = old.replace("\\x", "").replace("%", "").replace("=", "")
            new = bytes.fromhex(digits).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return new if new.isprintable() and not new.isascii() else None


def width(page: Page, hit: Hit) -> Fix | None:
    """Full-width letters and digits, with the signs between them. On request only."""
    if hit.start and _FULL_WIDTH.match(page.text, hit.start - 1):
        return None  # the rest of a run that began before
    shape = _FULL_WIDTH.match(page.text, hit.start)
    if shape is None:
        return None
    new = "".join(" " if char == "\u3000" else chr(ord(char) - 0xFEE0) for char in shape[0])
    return _asked_for(page, Span(*shape.span()), new, "encoding/width", "full-width ASCII")


def invisible(page: Page, hit: Hit) -> Fix | None:
    """A soft hyphen or a zero-width space between letters. On request only."""
    span = Span(hit.start, hit.start + 1)
    beside = page.text[max(0, span.start - 1) : span.start], page.text[span.end : span.end + 1]
    if not all(char.isalnum() for char in beside):
        return None
    reason = f"an invisible character U+{ord(page.text[hit.start]):04X} in a word"
    return _asked_for(page, span, "", "encoding/invisible", reason)


def decomposed(page: Page, hit: Hit) -> Fix | None:
    """A letter and its marks as several characters. On request only."""
    shape = _DECOMPOSED.match(page.text, max(0, hit.start - 1))
    if shape is None:
        return None
    from unicodedata import normalize

    new = normalize("NFC", shape[0])
    if len(new) > 1:
        return None
    reason = "a letter and its mark as two characters"
    return _asked_for(page, Span(*shape.span()), new, "encoding/decomposed", reason)


def _asked_for(page: Page, span: Span, new: str, rule: str, reason: str) -> Fix | None:
    """An edit that is made on request, outside code and addresses."""
    if in_address(page.text, span) or page.protected(span):
        return None
    return Fix.of(
        span,
        page.text[span.start : span.end],
        new,
        rule,
        Reason.of("text", text=reason),
        Safety.UNSAFE,
    )


def control(page: Page, hit: Hit) -> Fix | None:
    """A control character that strayed among the letters of prose. Several of a kind may be
    meant, and among signs of code and data one may delimit something."""
    span = Span(hit.start, hit.start + 1)
    old = page.text[hit.start]
    reason = f"a stray control character U+{ord(old):04X}"
    stray = (
        page.text.find(old, span.end) < 0
        and page.text.find(old, 0, span.start) < 0
        and _AMONG_LETTERS.match(page.text, max(0, span.start - 1)) is not None
        and not _OF_DATA.search(_around(page, span))
    )
    safety = Safety.SAFE if stray else Safety.SUGGESTED
    return Fix.of(span, old, "", "encoding/control", Reason.of("text", text=reason), safety)


def _around(page: Page, span: Span) -> str:
    """The line around a place, as far as it matters."""
    line = page.line(span.start)
    return page.text[max(line.start, span.start - _NEAR) : min(line.end, span.end + _NEAR)]


_AMONG_LETTERS = lazy_regex(r"[^\W\d_].(?=[^\W\d_]|[\s.,;:!?)]|\Z)|\s.(?=[^\W\d_])", re.DOTALL)
_OF_DATA = lazy_regex(r"[\\\t{}<>=|^~@#]")


def bom(page: Page, hit: Hit) -> Fix | None:
    """A byte order mark that is not at the beginning; one at the beginning too, where the text
    was put together of pieces that had one each."""
    if hit.start == 0 and "\ufeff" not in page.text[1:]:
        return None
    span = Span(hit.start, hit.start + 1)
    return Fix.of(
        span,
        "\ufeff",
        "",
        "encoding/bom",
        Reason.of("text", text="a byte order mark inside the text"),
    )


def lost(page: Page, hit: Hit) -> Fix | None:
    """What is left of characters that no one can tell any more: reported, and left as it is."""
    at = hit.start
    if page.text[at] == "?":
        begun = _QUESTIONS.search(page.text, max(0, at - _NEAR), at)
        at = begun.start() if begun else at
    shape = next(filter(None, (one.match(page.text, at) for one in _LOST)), None)
    if shape is None:
        return None
    span = Span(*shape.span())
    if page.protected(span) or any(ABOUT_ENCODING.search(_near(page, at)) for at in span):
        return None
    reason = next(why for last, why in _REASONS if shape[0][0] <= last)
    return Fix.of(
        span, shape[0], shape[0], "encoding/lost", Reason.of("text", text=reason), Safety.SUGGESTED
    )


def _near(page: Page, at: int) -> str:
    return page.text[max(0, at - _NEAR) : at + _NEAR]


_QUESTIONS = lazy_regex(r"\?[? ,.:;-]*\Z")
_REASONS = (
    ("\ud7ff", "characters are lost here for good"),
    ("\udfff", "bytes that are no UTF-8, kept as they are"),
    ("\uf8ff", "characters for private use"),
    ("\uffff", "characters are lost here for good"),
)
"""What is told of what is lost, by the last character up to which it holds."""
_LOST = (
    lazy_regex("(?<![\udc80-\udcff])[\udc80-\udcff]+"),
    lazy_regex(r"\ufffd(?:[^\s\ufffd]{,8}\ufffd){,500}"),
    lazy_regex("(?:(?<!斤拷)锟斤拷)[锟斤拷]*|(?<!烫)烫{3,}|(?<!屯)屯{3,}"),
    lazy_regex("(?<![\ue000-\uf8ff])[\ue000-\uf8ff]+"),
    lazy_regex(r"(?<![^\s(\"'])\?{3,}(?:[ ,.:;-]{1,2}\?{2,})+(?![^\s.,:;)\"'])"),
    lazy_regex(r"(?<=[a-z] )\?{4,}(?= [a-z])"),
)
"""Characters that could not be read, Chinese that was read as what it is not, characters that
every font shows another way, and words of question marks alone. No run of them is matched from
its middle, nor is one without end: many hits in it must not cost the square of its length."""
ABOUT_ENCODING = lazy_regex(
    r"\b(?:mojibake|utf-?8|latin-?1|cp1252|windows-125\d|iso[- ]8859|code ?page|unicode|charset|"
    r"character encoding|decod\w+|gbk|shift[- _]jis|koi8(?:-r)?|garbled|gibberish|zeichensalat|"
    r"кракозябр\w*|krzaczk\w*)\b|文字化け|[乱亂][码碼]|編碼|编码|文字コード|인코딩|글자 ?깨짐",
    re.IGNORECASE,
)
"""What a text says that speaks of encodings, and may show broken characters on purpose."""

_FULL_WIDTH_WORDS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
"""Digits and letters; signs alone stand in Chinese and Japanese by right."""

KINDS = (
    Kind("encoding/entity", [f"&{name};" for name in (*name2codepoint, "apos")] + ["&#"], entity),
    Kind(
        "encoding/escape",
        [f"\\u{digit:x}" for digit in range(16)]
        + [f"{sign}{lead:x}{sign}" for sign in ("%", "=", "\\x") for lead in range(0xC2, 0xF5)],
        escape,
    ),
    Kind(
        "encoding/control",
        [chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in _KEPT_CONTROLS],
        control,
    ),
    Kind("encoding/bom", ["\ufeff"], bom),
    Kind("encoding/width", [chr(code) for code in _FULL_WIDTH_WORDS], width),
    Kind("encoding/invisible", ["\xad", "\u200b"], invisible),
    # The first bytes of combining marks.
    Kind("encoding/decomposed", ["\udccc", "\udccd"], decomposed),
    Kind("encoding/lost", ["\ufffd", "锟斤拷", "烫烫烫", "屯屯屯", "????", "?? ??"], lost),
    Kind("encoding/lost", ["\udced\udcb2", "\udced\udcb3"], lost),  # undecodable bytes
    Kind("encoding/lost", ["\udcee", *(f"\udcef{chr(0xDC80 + n)}" for n in range(0x24))], lost),
)
"""The order is that of the rules in the stage's triggers."""
