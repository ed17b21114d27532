"""OpenDocument texts: the text of paragraphs and headings is prose, also in notes and frames.

What was deleted, comments, fields and text in a style for code are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.formats.package_document import package_document
from mtfix.formats.paragraphs import Text, paragraph_document
from mtfix.formats.xml_elements import ElementReader
from mtfix.formats.xml_tokens import XmlToken, attributes, count_of, tokens
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document

_PREFIXES = {
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0": prefix
    for name, prefix in [
        ("text", "text"),
        ("office", "office"),
        ("drawing", "draw"),
        ("style", "style"),
    ]
}
_PARAGRAPHS = frozenset(("text:p", "text:h"))
_INLINE = frozenset(("text:span", "text:a", "text:meta", "text:ruby", "text:ruby-base"))
"""Elements within a paragraph whose text is a part of it."""
_SILENT = frozenset(("text:span", "text:soft-page-break"))
"""Elements that say nothing of the text; between two pieces of a word they are a seam."""
_READS_AS = {
    "text:tab": "\t",
    "text:line-break": "\n",
    "text:bookmark": "",
    "text:bookmark-start": "",
    "text:bookmark-end": "",
    "text:change": "",
    "text:change-start": "",
    "text:change-end": "",
    "text:reference-mark": "",
    "text:reference-mark-start": "",
    "text:reference-mark-end": "",
    "text:alphabetical-index-mark": "",
    "text:alphabetical-index-mark-start": "",
    "text:alphabetical-index-mark-end": "",
    "office:annotation-end": "",
    **dict.fromkeys(("text:a", "text:meta", "text:ruby", "text:ruby-base"), ""),
    **dict.fromkeys(("text:note", "text:note-body"), ""),
}
"""What elements within a paragraph read as; others stand for something in a sentence."""
_MOST_SPACES = 100
_LEFT = {
    "text:tracked-changes": "",
    "office:annotation": "",
    "text:ruby-text": "",
    "office:scripts": "",
}
"""Elements of which nothing is read, and what they read as."""
_STYLE = lazy_regex(r"<style:style\s(?P<head>[^<>]*?)(?:/>|>(?P<body>.*?)</style:style>)", 16)
_PROPERTIES = lazy_regex(r"<style:text-properties\s([^<>]*?)/?>")
_UNSEEN = lazy_regex(
    r"\s*\b(?:officeooo:(?:paragraph-)?rsid|(?:fo|style):(?:language|country)(?:-asian|-complex)?)"
    r"=\"[^\"]*\""
)
"""Properties of a style that change nothing of how its text looks."""
_CODE = lazy_regex(r"code|source|preformatted|verbatim|listing|teletype", 2)
_WHITE = lazy_regex(r"[ \t\r\n]{2,}|[\t\r\n]")


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return an OpenDocument text, as `fs.packages` gives its text, as a document."""
    return package_document(text, _parse_part)


def _parse_part(text: str) -> Document:
    return paragraph_document(text, _Reader(text).paragraphs(), _WHITE)


class _Element(NamedTuple):
    """An open element: its name, and how the text in it looks."""

    name: str
    look: str


class _Reader(ElementReader):
    """Reads the paragraphs of one part."""

    def __init__(self, text: str) -> None:
        super().__init__(text, tokens(text, _PREFIXES))
        self._styles = _Styles(text)
        self._inside: list[_Element] = []

    def element(self, token: XmlToken) -> None:
        """Read a token."""
        if token.kind == "text":
            self._take_text(token)
        elif token.kind == "cdata":
            self.mark(PLACEHOLDER)
        elif token.kind == "close":
            self._close()
        elif token.name in _LEFT:
            self.skip(token)
            self.mark(_LEFT[token.name])
        elif token.name in _PARAGRAPHS:
            if token.kind == "open" and self.open_paragraph(token):
                self._enter(token)
        elif token.kind != "other":
            self._read_other(token)

    def _read_other(self, token: XmlToken) -> None:
        """Read an element that is no paragraph: a part of one, or what stands in its place."""
        if token.name == "text:s":
            count = attributes(self.text, token.span).get("text:c", "1")
            self.mark(" " * count_of(count, _MOST_SPACES))
        elif token.name not in _SILENT:
            self.mark(_READS_AS.get(token.name, PLACEHOLDER))
        if token.kind == "open":
            self._enter(token)

    def _enter(self, token: XmlToken) -> None:
        style = attributes(self.text, token.span).get("text:style-name", "")
        look = self._styles.look(style)
        if token.name in _INLINE and self._inside:
            look = self._inside[-1].look + look
        self._inside.append(_Element(token.name, look))

    def _close(self) -> None:
        name = self._inside.pop().name
        if name in _PARAGRAPHS:
            self.close_paragraph()
        elif name in _INLINE and name not in _SILENT:
            self.mark("")

    def _take_text(self, token: XmlToken) -> None:
        name, look = self._inside[-1] if self._inside else _Element("", "")
        if name in _PARAGRAPHS or name in _INLINE:
            if _CODE.search(look):
                self.mark(PLACEHOLDER)
            else:
                self.add(Text(token.span, look))


class _Styles:
    """How text in the styles of a part looks."""

    def __init__(self, text: str) -> None:
        self._looks: dict[str, str] = {}
        for style in _STYLE.finditer(text):
            head = attributes(text, Span(*style.span("head")))
            properties = _PROPERTIES.search(style["body"] or "")
            looks = _UNSEEN.sub("", properties[1]).strip() if properties else ""
            parent = head.get("style:parent-style-name", "")
            self._looks[head.get("style:name", "")] = f"{parent} {looks}".strip()

    def look(self, style: str) -> str:
        """Return how text in a style looks: nothing where it looks as that around it."""
        return self._looks.get(style, style)
