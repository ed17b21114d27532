"""The tokens of HTML: tags, comments, text, and whole elements that hold no prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG_NAME = lazy_regex(r"/?([A-Za-z][^\s/>]{,200})")
"""The start of a tag. No name is longer; without a bound, tags that are never closed would be read
to the end of the text each."""
_ATTRIBUTE = lazy_regex(
    r"""([^\s=/>"']+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
_QUOTED_ENDS = 20
"""How many `>` in quoted attributes a tag may hold."""

OPAQUE = frozenset(
    "script style pre code kbd samp var template textarea svg math iframe object canvas noembed"
    " xmp listing audio video".split()
)
"""Elements whose content is no prose."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class Token(NamedTuple):
    """A piece of HTML.

    kind: "text", "comment", "open", "close", or "opaque": a whole element that holds no prose.
    name: of the element, in small letters; empty for text and comments.
    """

    kind: str
    span: Span
    name: str = ""


class Attribute(NamedTuple):
    """An attribute of a tag: its name in small letters, its value with its span, and the quote
    around it, an empty string without one."""

    name: str
    value: str
    span: Span
    quote: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, in order, without gaps."""
    markup = _Markup(text)
    at = 0
    while at < len(text):
        start = text.find("<", at)
        token = markup.token(start) if start >= 0 else None
        while start >= 0 and token is None:
            start = text.find("<", start + 1)
            token = markup.token(start) if start >= 0 else None
        end = len(text) if start < 0 else start
        if at < end:
            yield Token("text", Span(at, end))
        if token is None:
            return
        yield token
        at = token.span.end


def attributes(text: str, tag: Span) -> Iterator[Attribute]:
    """Yield the attributes of a tag that have values."""
    for found in _ATTRIBUTE.finditer(text, *tag):
        group = found.lastgroup or ""
        quote = {"double": '"', "single": "'"}.get(group, "")
        yield Attribute(found[1].lower(), found[group], Span(*found.span(group)), quote)


def is_void(name: str) -> bool:
    """Whether an element has no content, and so no closing tag."""
    return name in _VOID


class _Markup:
    """The markup of a text. What is looked for in vain once is not looked for further on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = text.lower() if text.isascii() else _lower_ascii(text)
        self._missing: set[str] = set()

    def token(self, start: int) -> Token | None:
        """Return the token that begins with the `<` at `start`; None where it begins none."""
        text = self._text
        if text.startswith(("<!", "<?"), start):
            sign = "-->" if text.startswith("<!--", start) else ">"
            end = self._find(sign, start + len("<!" if sign == ">" else "<!--"))
            return None if end < 0 else Token("comment", Span(start, end + len(sign)))
        name = _TAG_NAME.match(text, start + 1)
        end = self._tag_end(name.end()) if name else -1
        if not name or end < 0:
            return None
        is_closing = text[start + 1] == "/"
        element = name[1].lower()
        if element in OPAQUE and not is_closing and text[end - 2] != "/":
            return Token("opaque", Span(start, self._element_end(element, end)), element)
        return Token("close" if is_closing else "open", Span(start, end), element)

    def _find(self, sign: str, at: int) -> int:
        """Where a sign stands next in the text in small letters, -1 where it does not."""
        found = -1 if sign in self._missing else self._lower.find(sign, at)
        if found < 0:
            self._missing.add(sign)
        return found

    def _tag_end(self, at: int) -> int:
        """Where a tag ends whose name ends at `at`: behind the first `>` outside of quotes."""
        end = at
        for _ in range(_QUOTED_ENDS):
            end = self._find(">", end)
            if end < 0:
                return -1
            end += 1
            inside = self._text[at:end]
            rest = _ATTRIBUTE.sub("", inside) if "=" in inside else ""
            if rest.count('"') % 2 == 0 and rest.count("'") % 2 == 0:
                return end
        return self._text.find(">", at) + 1

    def _element_end(self, name: str, at: int) -> int:
        """Where an element ends whose content begins at `at`; right there if it is never closed."""
        close = self._find(f"</{name}", at)
        end = self._find(">", close) if close >= 0 else -1
        return at if end < 0 else end + 1


def _lower_ascii(text: str) -> str:
    """The text in small letters, as long as it was: some letters become two."""
    return text.translate({code: code + 32 for code in range(ord("A"), ord("Z") + 1)})
