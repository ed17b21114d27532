"""The tokens of well-formed XML, with names that do not hang on which prefixes a file uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.formats.value_document import broken
from mtfix.fs.xml_syntax import XmlError, root_of
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

_QUOTED = r"\"[^\"]*\"|'[^']*'"
_TOKEN = lazy_regex(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rf"|<(?P<close>/)?(?P<name>[^\s<>/!?]+)(?=[\s/>])(?:[^<>\"'/]|{_QUOTED}|/(?!>))*(?P<empty>/)?>",
    16,
)
_ATTRIBUTE = lazy_regex(r"([^\s=<>/\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DECLARED = lazy_regex(r"\sxmlns(?::([^\s=]+))?\s*=\s*[\"']([^\"']*)[\"']")
_MOST_FIGURES = 18
"""Figures of a number that is read; Python refuses one of thousands."""
_SURROGATE = lazy_regex("[\ud800-\udfff]")


class XmlToken(NamedTuple):
    """A token of XML.

    kind: `open`, `close`, `empty` (an element without content), `text`, `cdata` or `other`
        (comments and instructions).
    name: of the element, with the prefix that is usual for its vocabulary; or nothing.
    """

    kind: str
    span: Span
    name: str = ""


def tokens(text: str, prefixes: Mapping[str, str] = {}) -> list[XmlToken]:
    """Return the tokens of a text from its root element on, in order, without gaps.

    `prefixes` has the usual prefix for the addresses of vocabularies. Raises FormatError for a
    text that is not well-formed.
    """
    start = check_xml(text)
    usual = {
        one[1] or "": prefixes[one[2]] for one in _DECLARED.finditer(text) if one[2] in prefixes
    }
    return list(_tokens(text, start, usual))


def check_xml(text: str) -> int:
    """Return where the root element of a text begins. Raises FormatError for a text that is not
    well-formed, or whose entities could grow."""
    bom = len(text) - len(text.removeprefix("\ufeff"))
    try:
        return root_of(_SURROGATE.sub("?", text[bom:])).start + bom
    except XmlError as error:
        lines = text.split("\n")[: error.line - 1]
        raise broken(text, sum(len(line) + 1 for line in lines), error.why, "XML") from None


def attributes(text: str, tag: Span) -> dict[str, str]:
    """Return the attributes of a tag, by their names as written; references stay as they are."""
    return {
        one[1]: one[2] if one[2] is not None else one[3] for one in _ATTRIBUTE.finditer(text, *tag)
    }


def count_of(given: str, most: int, otherwise: int = 1) -> int:
    """Return the number that an attribute gives, at most `most`; `otherwise` where it is none.

    >>> count_of("3", 100), count_of("9" * 5_000, 100), count_of("x", 100)
    (3, 100, 1)
    """
    if not given.isdecimal():
        return otherwise
    return min(int(given), most) if len(given) < _MOST_FIGURES else most


def _tokens(text: str, start: int, usual: Mapping[str, str]) -> Iterator[XmlToken]:
    at = start
    while at < len(text):
        end = text.find("<", at)
        if end != at:
            end = len(text) if end < 0 else end
            yield XmlToken("text", Span(at, end))
        found = _TOKEN.match(text, end)
        if not found:
            return
        name = _name(found["name"], usual) if found["name"] else ""
        yield XmlToken(_kind(found), Span(*found.span()), name)
        at = found.end()


def _kind(found: re.Match[str]) -> str:
    if not found["name"]:
        return "cdata" if found[0].startswith("<![") else "other"
    return "close" if found["close"] else "empty" if found["empty"] else "open"


def _name(written: str, usual: Mapping[str, str]) -> str:
    prefix, _, name = written.rpartition(":")
    prefix = usual.get(prefix, prefix)
    return f"{prefix}:{name}" if prefix else name
