"""Characters that are repaired one by one: entities, escapes, stray controls, marks."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.lost_characters import FILLED_HEAP, FILLED_STACK, REPLACED_IN_GBK
from mtfix.stages.encoding.lost_characters import RULE as LOST
from mtfix.text.addresses import in_address
from mtfix.text.characters import EAST_ASIAN, FULL_WIDTH
from mtfix.text.layout import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.matching.page import Hit, Page


class SingleCharacterRule(NamedTuple):
    """A rule for characters that are repaired one by one.

    triggers: what to look for, in any case.
    find: the fix at a hit, or None where nothing is to be done. Of lost characters, which are
        only reported (see `lost_characters`), the rule has none.
    """

    rule: str
    triggers: list[str]
    find: Callable[[Page, Hit], Fix | None] | None


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
_SINGLE_ESCAPE = lazy_regex(r"[%=][0-9a-fA-F]{2}")
_ASCII_BEFORE = lazy_regex(r"(?:%[2-7][0-9a-fA-F])+\Z|(?:=[2-7][0-9a-fA-F])+\Z")
"""Escapes of ASCII, which are some only beside others."""
_BEYOND_ASCII = {
    "%": lazy_regex(
        r"%(?:[cC][2-9a-fA-F]|[dD][0-9a-fA-F])%[89abAB]|%[eE][0-9a-fA-F](?:%[89abAB]\w){2}"
    ),
    "=": lazy_regex(
        r"=(?:[cC][2-9a-fA-F]|[dD][0-9a-fA-F])=[89abAB]|=[eE][0-9a-fA-F](?:=[89abAB]\w){2}"
    ),
    "\\": lazy_regex(r"\\u(?!00[0-7])[0-9a-fA-F]{4}|\\x[c-fC-F][0-9a-fA-F]\\x[89abAB]"),
}
"""Escapes of characters beyond ASCII, by the sign that they begin with."""
_FULL_WIDTH = lazy_regex(rf"[{FULL_WIDTH}](?:[{FULL_WIDTH}\u3000]*[{FULL_WIDTH}])?")
_FULL_WIDTH_BEFORE = lazy_regex(rf"[{FULL_WIDTH}]\u3000*\Z")
_SPACES = lazy_regex(r"\u3000*")
"""Full-width spaces, which are those of a line in whose text they stand between the words."""
_EAST_ASIAN = lazy_regex(rf"[{EAST_ASIAN}]")
_DECOMPOSED = lazy_regex(
    "[^\\W\\d_][\u0300-\u036f\u3099\u309a]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)
"""A letter with marks, Kana with the marks of its voice, a syllable of Hangul in its letters."""
_NEAR = 200
_LONGEST_HEAD = 60
"""Characters of escapes in ASCII that are looked at before another."""
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
        Reason("entity"),
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
    text, start = page.text, hit.start
    head = _ASCII_BEFORE.search(text, max(0, start - _LONGEST_HEAD), start)
    if head is not None and head[0][0] == text[start]:
        start = head.start()
    if _ESCAPED_BEFORE.search(text, max(0, start - 6), start):
        return None  # the rest of one that began before
    shape = _ESCAPES.match(text, start) or _SINGLE_ESCAPE.match(text, start)
    if shape is None:
        return None
    span = Span(*shape.span())
    new = _unescaped(shape[0])
    if new is None or (
        new.isascii() and not _BEYOND_ASCII[shape[0][0]].search(_around(page, span))
    ):
        return None
    return _asked_for(page, span, new, "encoding/escape", Reason("escape"))


def _unescaped(old: str) -> str | None:
    """Return the text that the sequences stand for, or None if they stand for none."""
    try:
        if old.startswith("\\u"):
            new = bytes.fromhex(old.replace("\\u", "")).decode("utf-16-be")
        else:
            digits = old.replace("\\x", "").replace("%", "").replace("=", "")
            new = bytes.fromhex(digits).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return new if new.isprintable() else None


def width(page: Page, hit: Hit) -> Fix | None:
    """Full-width letters and digits, with the signs between them. On request only."""
    text = page.text
    if _FULL_WIDTH_BEFORE.search(text, max(0, hit.start - _LONGEST_HEAD), hit.start):
        return None  # the rest of a run that began before
    shape = _FULL_WIDTH.match(text, hit.start)
    if shape is None:
        return None
    span = Span(*shape.span())
    if shape[0].upper() == shape[0].lower() and _EAST_ASIAN.search(
        text, max(0, span.start - 1), span.end + 1
    ):
        return None  # as figures are set there
    line = page.line(span.start)
    if _SPACES.fullmatch(text, line.start, span.start) and _SPACES.fullmatch(
        text, span.end, line.end
    ):
        span = Span(line.start, line.end) if "\u3000" in shape[0] else span
    old = text[span.start : span.end]
    new = "".join(" " if char == "\u3000" else chr(ord(char) - 0xFEE0) for char in old)
    return _asked_for(page, span, new, "encoding/width", Reason("full-width"))


def invisible(page: Page, hit: Hit) -> Fix | None:
    """A soft hyphen or a zero-width space between letters. On request only."""
    span = Span(hit.start, hit.start + 1)
    beside = page.text[max(0, span.start - 1) : span.start], page.text[span.end : span.end + 1]
    if not all(char.isalnum() for char in beside):
        return None
    reason = Reason.of("invisible", character=ord(page.text[hit.start]))
    return _asked_for(page, span, "", "encoding/invisible", reason)


def decomposed(page: Page, hit: Hit) -> Fix | None:
    """A letter and its marks as several characters. On request only."""
    is_first = "\u1100" <= page.text[hit.start] < "\u1200"
    shape = _DECOMPOSED.match(page.text, hit.start if is_first else max(0, hit.start - 1))
    if shape is None:
        return None
    from unicodedata import normalize

    new = normalize("NFC", shape[0])
    if len(new) > 1:
        return None
    return _asked_for(page, Span(*shape.span()), new, "encoding/decomposed", Reason("decomposed"))


def _asked_for(page: Page, span: Span, new: str, rule: str, reason: Reason) -> Fix | None:
    """A fix that is made on request, outside code and addresses."""
    if in_address(page.text, span) or page.protected(span):
        return None
    return Fix.of(
        span,
        page.text[span.start : span.end],
        new,
        rule,
        reason,
        Safety.UNSAFE,
    )


def control(page: Page, hit: Hit) -> Fix | None:
    """A control character that strayed among the letters of prose. Several of a kind may be
    meant, and among signs of code and data one may delimit something."""
    span = Span(hit.start, hit.start + 1)
    old = page.text[hit.start]
    reason = Reason.of("control", character=ord(old))
    stray = (
        page.text.find(old, span.end) < 0
        and page.text.find(old, 0, span.start) < 0
        and _AMONG_LETTERS.match(page.text, max(0, span.start - 1)) is not None
        and not _OF_DATA.search(_around(page, span))
    )
    safety = Safety.SAFE if stray else Safety.SUGGESTED
    return Fix.of(span, old, "", "encoding/control", reason, safety)


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
        Reason("bom"),
    )


_FULL_WIDTH_WORDS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
"""Digits and letters; signs alone stand in Chinese and Japanese by right."""

RULES = (
    SingleCharacterRule(
        "encoding/entity", [f"&{name};" for name in (*name2codepoint, "apos")] + ["&#"], entity
    ),
    SingleCharacterRule(
        "encoding/escape",
        [f"\\u{digit:x}" for digit in range(16)]
        + [f"{sign}{lead:x}{sign}" for sign in ("%", "=", "\\x") for lead in range(0xC2, 0xF5)]
        + ["%25", "=3d"],
        escape,
    ),
    SingleCharacterRule(
        "encoding/control",
        [chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in _KEPT_CONTROLS],
        control,
    ),
    SingleCharacterRule("encoding/bom", ["\ufeff"], bom),
    SingleCharacterRule("encoding/width", [chr(code) for code in _FULL_WIDTH_WORDS], width),
    SingleCharacterRule("encoding/invisible", ["\xad", "\u200b"], invisible),
    # The first bytes of combining marks, the marks of kana, and the first letters of Hangul.
    SingleCharacterRule(
        "encoding/decomposed",
        ["\udccc", "\udccd", "\u3099", "\u309a", *map(chr, range(0x1100, 0x1113))],
        decomposed,
    ),
    SingleCharacterRule(
        LOST,
        [
            "\N{REPLACEMENT CHARACTER}",
            REPLACED_IN_GBK,
            3 * FILLED_STACK,
            3 * FILLED_HEAP,
            "????",
            "?? ??",
        ],
        None,
    ),
    # The first bytes of lone surrogates, which stand for undecodable bytes.
    SingleCharacterRule(LOST, ["\udced\udcb2", "\udced\udcb3"], None),
    # Those of the private use area.
    SingleCharacterRule(LOST, ["\udcee", *(f"\udcef{chr(0xDC80 + n)}" for n in range(0x24))], None),
)
"""The order is that of the rules in the stage's triggers."""
