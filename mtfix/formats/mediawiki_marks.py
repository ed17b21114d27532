"""What of MediaWiki text is no prose within its lines: templates, links, tags, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.prose_blocks import SCHEME, Part, hole, nothing
from mtfix.formats.string_styles import XML
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_OPAQUE = (
    "nowiki pre code syntaxhighlight source math chem gallery score timeline ref templatedata kbd"
    " samp var tt script style svg inputbox imagemap hiero graph mapframe maplink poem translate"
)
_INLINE = frozenset(
    "abbr b bdi bdo big cite data del dfn em font i ins mark q s small span strike strong sub sup"
    " time u wbr includeonly noinclude onlyinclude nobr".split()
)
_TOKEN = lazy_regex(
    r"(?P<comment><!--)|(?P<tag></?(?P<name>[A-Za-z][A-Za-z0-9]*)\b[^<>]*>)"
    r"|(?P<open>\{\{\{(?!\{)|\{\{|\[\[)|(?P<close>\}\}|\]\])"
    r"|(?P<emphasis>'{2,5})|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});)"
    r"|(?P<link>\[(?:[a-z][a-z0-9+.-]*:)?//[^\s\[\]]+[ \t]*)|(?P<end>\])"
    rf"|(?P<url>(?:{SCHEME}|mailto:)[^\s<>\[\]\"{{}}|]*[\w/])|(?P<magic>__[A-Z]+__)"
    r"|(?P<signature>~{3,5})"
)
_CLOSES = {"{{": "}}", "{{{": "}}}", "[[": "]]"}
BORDER = "\n\n"
"""What is read for a tag that parts blocks."""


def find_marks(text: str) -> list[Part]:
    """Return the parts of a page that are no prose, in order and disjoint."""
    kept: list[Part] = []
    for part in sorted(_Reader(text).parts(), key=lambda one: (one.span.start, -one.span.end)):
        if not kept or part.span.start >= kept[-1].span.end:
            kept.append(part)
    return kept


class _Reader:
    """Reads the tokens of a page; brackets that are open are a list, so nothing nests in calls."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._closings = _closings(text)
        self._opened: list[tuple[str, int]] = []
        self._links: list[tuple[int, int]] = []

    def parts(self) -> Iterator[Part]:
        """Yield the parts of a page, of which those within others don't count."""
        while token := _TOKEN.search(self._text, self._at):
            self._at = token.end()
            yield from _READERS[token.lastgroup or ""](self, token)

    def comment(self, token: re.Match[str]) -> Iterator[Part]:
        self._at = _behind(self._text, "-->", token.end())
        yield hole(token.start(), self._at)

    def tag(self, token: re.Match[str]) -> Iterator[Part]:
        name, (start, end) = token["name"].lower(), token.span()
        self._at = _tag_end(token[0], name, end, self._closings)
        if self._at > end or name == "ref":
            yield hole(start, self._at)
        elif name in _INLINE:
            yield nothing(start, end)
        else:
            yield Part(Span(start, end), BORDER)

    def open(self, token: re.Match[str]) -> Iterator[Part]:
        self._opened.append((token[0], token.start()))
        return iter(())

    def close(self, token: re.Match[str]) -> Iterator[Part]:
        if not self._opened:
            return
        sign, start = self._opened[-1]
        if self._text.startswith(_CLOSES[sign], token.start()):
            self._opened.pop()
            self._at = token.start() + len(sign)
            if sign == "[[":
                yield from _link(self._text, start, self._at)
            else:
                yield hole(start, self._at)

    def link(self, token: re.Match[str]) -> Iterator[Part]:
        self._links.append(token.span())
        return iter(())

    def end(self, token: re.Match[str]) -> Iterator[Part]:
        if self._links:
            yield from _labelled(self._text, *self._links.pop(), token.end())

    def emphasis(self, token: re.Match[str]) -> Iterator[Part]:
        yield nothing(*token.span())

    def entity(self, token: re.Match[str]) -> Iterator[Part]:
        yield Part(Span(*token.span()), XML.decode(token[0]))

    def other(self, token: re.Match[str]) -> Iterator[Part]:
        yield hole(*token.span())


_READERS = {
    "comment": _Reader.comment,
    "name": _Reader.tag,
    "tag": _Reader.tag,
    "open": _Reader.open,
    "close": _Reader.close,
    "link": _Reader.link,
    "end": _Reader.end,
    "emphasis": _Reader.emphasis,
    "entity": _Reader.entity,
    "url": _Reader.other,
    "magic": _Reader.other,
    "signature": _Reader.other,
}


def _closings(text: str) -> dict[str, list[int]]:
    """Where the elements end whose content is left, by name, the last first."""
    found: dict[str, list[int]] = {}
    for name in _OPAQUE.split():
        if f"<{name}" in text.lower():
            ends = lazy_regex(rf"</{name}\s*>", 2)
            found[name] = [one.end() for one in ends.finditer(text)][::-1]
    return found


def _tag_end(tag: str, name: str, end: int, closings: dict[str, list[int]]) -> int:
    """Where a tag ends, with all of its element if that is left."""
    if name not in closings or tag.startswith("</") or tag.endswith("/>"):
        return end
    ends = closings[name]
    while ends and ends[-1] < end:
        ends.pop()
    return ends[-1] if ends else end


def _link(text: str, start: int, end: int) -> Iterator[Part]:
    """The parts of a link in two brackets: its label is prose, its target is not."""
    inner = text[start + 2 : end - 2]
    target, bar, label = inner.partition("|")
    is_plain = not ("[[" in inner or "{{" in inner or "|" in label or "\n" in inner)
    if bar and is_plain and label.strip() and not _is_file(target):
        yield nothing(start, start + 3 + len(target))
        yield nothing(end - 2, end)
    else:
        yield hole(start, end)


def _is_file(target: str) -> bool:
    """Whether the target of a link names a space of its own: a file, a category, a language."""
    name, colon, _ = target.partition(":")
    return bool(colon and name and name.replace("_", "").isalnum())


def _labelled(text: str, start: int, label: int, end: int) -> Iterator[Part]:
    """The parts of a link to an address, whose label is prose."""
    if label >= end - 1 or "\n" in text[label:end]:
        yield hole(start, end)
        return
    yield nothing(start, label)
    yield nothing(end - 1, end)


def _behind(text: str, sign: str, at: int) -> int:
    found = text.find(sign, at)
    return len(text) if found < 0 else found + len(sign)
