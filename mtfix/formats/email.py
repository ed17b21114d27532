"""Plain e-mail: the text of parts that are written as they read, and a subject in ASCII.

Quoted lines, the signature, all other headers, encoded and signed parts stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.mime_parts import find_parts
from mtfix.formats.prose_blocks import MAIL, SCHEME, block_document, hole
from mtfix.formats.text_lines import lines_of
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mtfix.formats.document import Document
    from mtfix.formats.prose_blocks import Part
    from mtfix.formats.text_lines import Line

_SUBJECT = lazy_regex(
    r"^Subject:[ \t]*(?:(?:re|fwd?|aw|wg)(?:\[\d+\])?:[ \t]*)*"
    r"(?P<text>[ -~]*(?:\r?\n[ \t]+[ -~]+)*)",
    10,
)
_ADDRESS = lazy_regex(rf"(?:(?i:{SCHEME})|www\.)[^\s<>\"]*[\w/]|{MAIL}")
_LEFT = lazy_regex(r"[>|]|-----BEGIN ")
_LEFT_INDENT = 4
"""Columns from which a line is more likely code or a table than prose."""
_ENDS = lazy_regex(r"--(?:-)?[ \t]*(?:[\r\n]|\Z)|diff --git |Index: ")
"""How a signature or a patch begins: nothing below is read."""


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return an e-mail as a document. Raises FormatError for a text without headers."""
    head, parts = find_parts(text)
    blocks = list(_subject(text, head))
    for part in parts:
        blocks += _paragraphs(text, part)
    return block_document(text, blocks, _inline, write=lambda _old, new: new)


def _subject(text: str, head: Span) -> Iterator[Span]:
    found = _SUBJECT.search(text, *head)
    if found and "=?" not in found["text"] and found["text"].strip():
        yield Span(*found.span("text"))


def _paragraphs(text: str, part: Span) -> Iterator[Span]:
    """The paragraphs of a part above its signature."""
    block: list[Line] = []
    for line in lines_of(text, part):
        if _ENDS.match(text, line.start):
            break
        is_left = line.indent >= _LEFT_INDENT or _LEFT.match(text, line.content)
        if line.is_blank or is_left or _is_new(block, line):
            yield from _joined(block)
            block = []
        if not line.is_blank and not is_left:
            block.append(line)
    yield from _joined(block)


def _is_new(block: list[Line], line: Line) -> bool:
    return bool(block) and block[-1].indent != line.indent


def _joined(block: list[Line]) -> Iterator[Span]:
    if block:
        yield Span(block[0].content, block[-1].end)


def _inline(text: str, block: Span) -> Iterator[Part]:
    for found in _ADDRESS.finditer(text, *block):
        yield hole(*found.span())
