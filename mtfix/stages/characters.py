"""Characters that are repaired one by one: entities, escapes, stray controls, marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import Edit, Safety, Span
from mtfix.guards import DISCOURSE
from mtfix.late import late
from mtfix.vetoes import in_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.document import Hit, Page


class Kind(NamedTuple):
    """What to look for, and what repairs it at a place (or finds nothing to repair)."""

    rule: str
    triggers: list[str]
    repaired: Callable[[Page, Hit], Edit | None]


_ENTITIES = (
    "amp quot nbsp lt gt apos ldquo rdquo lsquo rsquo mdash ndash hellip bull middot eacute "
    "egrave uuml ouml auml szlig ccedil ntilde copy reg trade euro pound"
).split()
_ENTITY = late(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_ABOUT_MARKUP = late(
    r"\b(?:html?|xml|sgml|xhtml|entit(?:y|ies)|escap\w+|markup|ampersand|character reference|"
    r"encod\w+|urls?|query string)\b|</?\w+[^<>]*>|```|`&",
    re.IGNORECASE,
)
_ESCAPES = late(r"(?:\\u[0-9a-fA-F]{4})+|(?:%[0-9a-fA-F]{2}){2,}")
_ESCAPED_BEFORE = late(r"(?:\\|\\u[0-9a-fA-F]{4}|%[0-9a-fA-F]{2})\Z")
_KEPT_CONTROLS = frozenset("\0\t\n\v\f\r\b\x1b\x1c\x1d\x1e\x1f")
"""NUL, white space, overstriking and escape sequences, and the separators of data formats."""


def entity(page: Page, hit: Hit) -> Edit | None:
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
    return Edit(span, shape[0], new, "encoding/entity", "an HTML entity in plain text", safety)


def _about_markup(page: Page, span: Span) -> bool:
    """Whether the text around speaks of markup; asked once for each stretch of it."""
    first = max(0, span.start // DISCOURSE - 1) * DISCOURSE
    around = Span(first, (span.end // DISCOURSE + 2) * DISCOURSE)
    found = page.once("markup", around, lambda text: (_ABOUT_MARKUP.search(text) or [None])[0])
    return found is not None


def escape(page: Page, hit: Hit) -> Edit | None:
    """`\\u00e9` or `%C3%A9` in prose: damage, or what the text is about. On request only."""
    if _ESCAPED_BEFORE.search(page.text, max(0, hit.start - 6), hit.start):
        return None  # the rest of one that began before
    shape = _ESCAPES.match(page.text, hit.start)
    if shape is None:
        return None
    span = Span(*shape.span())
    new = _unescaped(shape[0])
    if new is None or in_address(page.text, span) or page.protected(span):
        return None
    reason = "an escape sequence in prose"
    return Edit(span, shape[0], new, "encoding/escape", reason, Safety.UNSAFE)


def _unescaped(old: str) -> str | None:
    """What the sequences stand for, if that is text beyond ASCII."""
    try:
        if old.startswith("%"):
            new = bytes.fromhex(old.replace("%", "")).decode("utf-8")
        else:
            units = bytes.fromhex(old.replace("\\u", ""))
            new = units.decode("utf-16-be")
    except UnicodeDecodeError:
        return None
    return new if new.isprintable() and not new.isascii() else None


def control(page: Page, hit: Hit) -> Edit | None:
    """A control character that no text means."""
    span = Span(hit.start, hit.start + 1)
    old = page.text[hit.start]
    reason = f"a stray control character U+{ord(old):04X}"
    return Edit(span, old, "", "encoding/control", reason)


def bom(_page: Page, hit: Hit) -> Edit | None:
    """A byte order mark that is not at the beginning."""
    if hit.start == 0:
        return None
    span = Span(hit.start, hit.start + 1)
    return Edit(span, "\ufeff", "", "encoding/bom", "a byte order mark inside the text")


KINDS = (
    Kind("encoding/entity", [f"&{name};" for name in _ENTITIES] + ["&#"], entity),
    Kind(
        "encoding/escape",
        [f"\\u{digit:x}" for digit in range(16)] + [f"%{lead:x}%" for lead in range(0xC2, 0xF5)],
        escape,
    ),
    Kind(
        "encoding/control",
        [chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in _KEPT_CONTROLS],
        control,
    ),
    Kind("encoding/bom", ["\ufeff"], bom),
)
"""The order is that of the rules in the stage's triggers."""
