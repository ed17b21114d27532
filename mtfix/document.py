"""What a stage reads: documents, and pages with their blocks, sentences and hits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edit import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtfix.draft import Draft

HOLE = "\ufffc"
"""Stands in a reading for what no stage may touch or look into."""

_FENCE = re.compile(r"^[ \t]{,3}(`{3,}|~{3,})", re.MULTILINE)
_FRONTMATTER = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_FRONTMATTER_REACH = 20_000

_BLANK = re.compile(r"\n[ \t\r]*\n")
_BLOCK_REACH = 4_000
_SENTENCE_REACH = 600
_SEAM = re.compile(
    r"""(?:[.!?…]["'”’)\]]*(?:\s+(?=["'“‘(\[]*[A-Z0-9])|(?<=[a-z][.!?])(?=[A-Z][a-z ]))"""
    r"""|[。！？]["”’」』）]*|\n(?=\s*\n)|\n(?=\s*(?:[-*+•]|\d+[.)])\s))"""
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Inc|Corp|Co|Ltd|No|vs|etc|e\.g|i\.e|U\.S|U\.K|Jr|Sr|Gen|Sen|Gov)|\b[A-Z])\.$"
)


class Document(NamedTuple):
    """What a format reads out of a file.

    The first, nameless edits of `draft` turn the source into what a reader sees;
    `holes` are the places in that reading where a hole stands for source text.
    """

    draft: Draft
    holes: tuple[int, ...] = ()


class Hit(NamedTuple):
    """Where a trigger occurs (in code points of the page), and the rule that asked for it."""

    start: int
    end: int
    rule: int


class Page:
    """The text that a stage reads, with the hits of the scan.

    Blocks, sentences and protected places are found around a place when asked for,
    so that work follows the number of hits and not the length of the text.
    """

    __slots__ = ("_protected", "hits", "text")

    def __init__(self, text: str, hits: Mapping[str, Sequence[Hit]]) -> None:
        self.text = text
        self.hits = hits
        self._protected: list[Span] | None = None

    def block(self, at: int) -> Span:
        """The paragraph around `at`: what stands between blank lines, at most 4,000
        characters each side."""
        low, high = max(0, at - _BLOCK_REACH), min(len(self.text), at + _BLOCK_REACH)
        start, end = low, high
        for blank in _BLANK.finditer(self.text, low, high):
            if blank.end() <= at:
                start = blank.end()
            elif blank.start() >= at:
                end = blank.start()
                break
        return Span(start, end)

    def line(self, at: int) -> Span:
        """The line around `at`, without its line end."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return Span(start, len(self.text) if end < 0 else end)

    def sentence(self, span: Span) -> Span:
        """The sentence around `span`, looked for within 600 characters each side."""
        low = max(0, span.start - _SENTENCE_REACH)
        high = min(len(self.text), span.end + _SENTENCE_REACH)
        start, end = low, high
        for seam in _SEAM.finditer(self.text, low, high):
            if _ABBREVIATION.search(self.text, max(low, seam.start() - 8), seam.start() + 1):
                continue
            if seam.end() <= span.start:
                start = seam.end()
            elif seam.start() >= span.end:
                end = seam.end()
                break
        return Span(start, end)

    def protected(self, span: Span) -> str | None:
        """Why nothing may change at `span` (code, frontmatter, a hole), or None."""
        if HOLE in self.text[span.start : span.end]:
            return "it crosses a hole"
        if self._protected is None:
            self._protected = list(_protected_spans(self.text))
        if any(span.overlaps(region) for region in self._protected):
            return "it stands in code or frontmatter"
        line = self.line(span.start)
        if self.text.count("`", line.start, span.start) % 2 and "`" in self.text[span.end : line.end]:
            return "it stands in code"
        return None


def _protected_spans(text: str) -> list[Span]:
    """Leading frontmatter and fenced code, also where a file is read as plain text."""
    spans = []
    at = 0
    front = _FRONTMATTER.match(text, 0, _FRONTMATTER_REACH)
    if front:
        spans.append(Span(*front.span()))
        at = front.end()
    if "```" not in text and "~~~" not in text:
        return spans
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text, at):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            spans.append(Span(opened.start(), fence.end()))
            opened = None
    if opened is not None:
        spans.append(Span(opened.start(), len(text)))
    return spans
