"""Word documents: the text of paragraphs, headers, footers and notes is prose.

What was deleted, hidden text, codes of fields, formulas and text in a style for code are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.package_document import package_document
from mtfix.formats.paragraphs import Text, paragraph_document
from mtfix.formats.xml_elements import ElementReader
from mtfix.formats.xml_tokens import XmlToken, tokens
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
_SILENT = frozenset(("w:r", "w:rPr", "w:t", "w:proofErr", "w:lastRenderedPageBreak"))
"""Elements that say nothing of the text; between two pieces of a word they are a seam."""
_READS_AS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:sym": PLACEHOLDER,
    "w:footnoteReference": PLACEHOLDER,
    "w:endnoteReference": PLACEHOLDER,
    "w:drawing": PLACEHOLDER,
    "w:pict": PLACEHOLDER,
    "w:object": PLACEHOLDER,
}
"""Elements that stand for something within a sentence; others read as nothing."""
_LEFT = {
    "w:del": "",
    "w:moveFrom": "",
    "w:rt": "",
    "m:oMath": PLACEHOLDER,
    "m:oMathPara": PLACEHOLDER,
}
"""Elements of which nothing is read, and what they read as."""
_PRESERVED = lazy_regex(r"\sxml:space\s*=\s*[\"']preserve")
_PLAIN_TEXT = lazy_regex(r"<(\w+:t)\s*>")
_UNSEEN = lazy_regex(
    r"^<\w+:rPr/?>|</\w+:rPr>$|<\w+:(?:lang|noProof)\b[^<>]*/>|\s*\brsid\w*=\"\w*\""
)
"""Properties of a piece of text that change nothing of how it looks."""
_HIDDEN = lazy_regex(r"<\w+:(?:vanish|webHidden)\s*/>")
_CODE = lazy_regex(
    r"<\w+:[pr]Style\s[^<>]*val=\"[^\"]*(?:code|verbatim|preformatted|listing|keyboard)", 2
)
_WHITE = lazy_regex(r"(?:(?<![ \t])[ \t]+)?[\r\n]\s*|\t")


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a Word document, as `fs.packages` gives its text, as a document."""
    return package_document(text, _parse_part)


def _parse_part(text: str) -> Document:
    return paragraph_document(text, _Reader(text).paragraphs(), _WHITE, _preserving)


def _preserving(tag: str) -> str:
    """A tag as it stands before what is left of a piece of text, which may begin with a space."""
    return _PLAIN_TEXT.sub(r'<\1 xml:space="preserve">', tag)


class _Reader(ElementReader):
    """Reads the paragraphs of one part."""

    def __init__(self, text: str) -> None:
        super().__init__(text, tokens(text, _PREFIXES))
        self._look = ""
        self._is_code = False

    def element(self, token: XmlToken) -> None:
        """Read an element, or the end of one."""
        name, is_open = token.name, token.kind == "open"
        if name == "w:p" and is_open:
            self.open_paragraph(token)
            self._is_code = False
        elif name == "w:p" and token.kind == "close":
            self.close_paragraph()
        elif name in {"w:pPr", "w:rPr"}:
            self._take_properties(self.skip(token), name)
        elif name == "w:r":
            self._look = ""
        elif name in _LEFT:
            self.skip(token)
            self.mark(_LEFT[name])
        elif name == "w:t" and is_open:
            self._take_text(token, self.skip(token))
        elif name not in _SILENT and token.kind != "text":
            self.mark(_READS_AS.get(name, "") if token.kind != "close" else "")

    def _take_properties(self, span: Span, name: str) -> None:
        properties = self.text[slice(*span)]
        if name == "w:pPr":
            self._is_code = _CODE.search(properties) is not None
        else:
            self._look = _UNSEEN.sub("", properties)

    def _take_text(self, opened: XmlToken, element: Span) -> None:
        """Take the text of an element, of which white space at its ends counts only where it says
        so."""
        span = Span(opened.span.end, self.text.rindex("<", *element))
        inside = self.text[slice(*span)]
        if inside != inside.strip() and not _PRESERVED.search(self.text, *opened.span):
            start = span.start + len(inside) - len(inside.lstrip())
            span = Span(start, max(start, span.start + len(inside.rstrip())))
            self.mark("")
        if _HIDDEN.search(self._look):
            self.mark("")
        elif self._is_code or _CODE.search(self._look) or "<" in inside:
            self.mark(PLACEHOLDER)
        elif span.start < span.end:
            self.add(Text(span, self._look))
