"""How the strings of a format are written: its escapes, and new text in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable


class StringStyle(NamedTuple):
    """The escapes in a string, the text that one stands for, and new text as it is written."""

    escapes: re.Pattern[str]
    decode: Callable[[str], str]
    write: Callable[[str], str]


_SURROGATES = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_BACKSLASH = lazy_regex(
    _SURROGATES + r"|\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|\r\n|.|\n)", 16
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": "", "\r\n": ""}
_WRITTEN = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def decode_backslash(sign: str) -> str:
    r"""Return the text that an escape with a backslash stands for, the sign itself where that is
    unknown.

    >>> decode_backslash(r"\n"), decode_backslash(r"\u00e9"), decode_backslash(r"\'")
    ('\n', 'é', "'")
    """
    if len(sign) == 12:
        high, low = int(sign[2:6], 16), int(sign[8:], 16)
        return chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)
    if sign[1] in "uUx" and len(sign) > 2:
        code = int(sign[2:], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else sign
    return _LETTERS.get(sign[1:], sign[1:])


def _write_quoted(new: str) -> str:
    return "".join(_WRITTEN.get(char, char) for char in new)


QUOTED = StringStyle(_BACKSLASH, decode_backslash, _write_quoted)
"""In double quotes, with a backslash before what counts: JSON, gettext PO, Apple strings."""

SINGLE_QUOTED = StringStyle(
    _BACKSLASH,
    decode_backslash,
    lambda new: _write_quoted(new).replace('\\"', '"').replace("'", "\\'"),
)
"""The same in single quotes: JSON5."""

PROPERTIES = StringStyle(
    lazy_regex(r"\\(?:u[0-9a-fA-F]{4}|(?:\r\n|\n|\r)[ \t\f]*|.)", 16),
    lambda sign: "" if sign[1] in "\r\n" else decode_backslash(sign),
    lambda new: new.replace("\\", "\\\\").replace("\n", "\\n"),
)
"""A value of Java properties, whose line goes on behind a backslash."""

PLAIN = StringStyle(lazy_regex(r"(?!)"), str, str)
"""As it stands: subtitles."""

_ENTITY_PATTERN = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_ENTITY = lazy_regex(_ENTITY_PATTERN)


def _decode_entity(sign: str) -> str:
    from html import unescape

    return unescape(sign)


def _write_xml(new: str) -> str:
    return new.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


XML = StringStyle(_ENTITY, _decode_entity, _write_xml)
"""The text of an element of XML or HTML."""

_ANDROID_ESCAPE = r"\\(?:u[0-9a-fA-F]{4}|.)|\"|(?:(?<![ \t])[ \t]+)?[\r\n]\s*"


def _decode_android(sign: str) -> str:
    if sign[0] == "&":
        return _decode_entity(sign)
    if sign[0] == "\\":
        return decode_backslash(sign)
    return "" if sign == '"' else " "  # quotes go round white space that is kept


def _write_android(new: str) -> str:
    return _write_quoted(new).replace("'", "\\'")


ANDROID = StringStyle(
    lazy_regex(rf"{_ENTITY_PATTERN}|{_ANDROID_ESCAPE}", 16),
    _decode_android,
    lambda new: _write_xml(_write_android(new)),
)
"""A string resource of Android: XML with escapes of its own."""

ANDROID_CDATA = StringStyle(lazy_regex(_ANDROID_ESCAPE, 16), _decode_android, _write_android)
"""The same in a CDATA section, where references are none."""

XML_ATTRIBUTE = StringStyle(
    _ENTITY, _decode_entity, lambda new: _write_xml(new).replace('"', "&quot;")
)
"""The value of an attribute, in double quotes."""

XML_SINGLE_QUOTED = StringStyle(
    _ENTITY, _decode_entity, lambda new: _write_xml(new).replace("'", "&#39;")
)
"""The value of an attribute, in single quotes."""
