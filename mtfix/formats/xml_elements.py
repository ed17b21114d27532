"""A walk over the elements of XML that collects paragraphs and what is inserted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.paragraphs import Inserted, Mark
from mtfix.matching.page import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.formats.paragraphs import Paragraph, Text
    from mtfix.formats.xml_tokens import XmlToken

_MOST_NESTED = 8
"""Paragraphs within paragraphs that are read; more are a hole."""


class ElementReader:
    """Reads the paragraphs of one text. What an element means says `element`."""

    def __init__(self, text: str, tokens: Sequence[XmlToken]) -> None:
        self.text = text
        self._tokens = tokens
        self._at = 0
        self._open: list[Paragraph] = []
        self._found: list[Paragraph] = []

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs of the text."""
        while self._at < len(self._tokens):
            self._at += 1
            self.element(self._tokens[self._at - 1])
        return self._found

    def element(self, token: XmlToken) -> None:
        """Read a token."""
        raise NotImplementedError

    def open_paragraph(self, token: XmlToken) -> bool:
        """Begin a paragraph, which may stand within another; return whether it is read."""
        if len(self._open) < _MOST_NESTED:
            self._open.append([])
            return True
        self.skip(token)
        self.mark(PLACEHOLDER)
        return False

    def close_paragraph(self) -> None:
        """End the paragraph that was begun last."""
        paragraph = self._open.pop()
        if self._open:
            self._open[-1].append(Inserted([paragraph]))
        else:
            self._found.append(paragraph)

    def add(self, text: Text) -> None:
        """Add a piece of text to the paragraph."""
        if self._open:
            self._open[-1].append(text)

    def mark(self, reads_as: str) -> None:
        """Add markup to the paragraph that parts pieces of text."""
        if self._open:
            self._open[-1].append(Mark(reads_as))

    def skip(self, token: XmlToken) -> Span:
        """Go on behind an element that has just been opened, and return its span."""
        depth, last = int(token.kind == "open"), token
        while depth:
            last = self._tokens[self._at]
            self._at += 1
            if last.name == token.name:
                depth += {"open": 1, "close": -1}.get(last.kind, 0)
        return Span(token.span.start, last.span.end)
