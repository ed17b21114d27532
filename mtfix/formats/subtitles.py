"""Subtitles: SubRip, WebVTT and Advanced SubStation Alpha.

A sentence may go on in the next cue, so the cues are one text; numbers, times, settings, styles
and tags are holes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Span
from mtfix.edits.rule_names import BOILERPLATE
from mtfix.formats.document import Document
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_CUE = lazy_regex(
    r"^[ \t]*(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3}"
    r"[^\r\n]*(?:\r\n|\r|\n|\Z)",
    8,
)
_BLANK = lazy_regex(r"(?:\r\n|\r|\n)[ \t]*(?=\r\n|\r|\n|\Z)|\Z")
_DIALOGUE = lazy_regex(r"^Dialogue:(?:[^,\r\n]*,){9}(?P<text>[^\r\n]*)", 8)
_TAG = lazy_regex(r"<[^<>\r\n]{0,200}>|\{\\[^{}\r\n]{0,400}\}")
_BREAK = lazy_regex(r"\\[Nnh]|\r\n|\r|\n")
_BETWEEN, _WITHIN = f"\n\n{PLACEHOLDER}\n\n", f" {PLACEHOLDER} "
"""Times between two sentences, and within one."""
_ENDS = lazy_regex(r"""[.!?…。！？♪:;]["'”’»)\]]*\s*\Z""")


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a file of subtitles as a document: what is shown is prose."""
    edits: list[Edit] = []
    at, ends = 0, True
    for cue in _shown(text):
        gap = text[at : cue.start]
        edits.append(Edit(Span(at, cue.start), gap, (_BETWEEN if ends else _WITHIN) if at else ""))
        edits += _marks(text, cue)
        at = cue.end
        ends = _ENDS.search(text, *cue) is not None
    edits.append(Edit(Span(at, len(text)), text[at:], ""))
    return Document(
        Draft(text, [edit for edit in edits if edit.old]), _as_it_is, unasked=(BOILERPLATE,)
    )


def _shown(text: str) -> Iterator[Span]:
    """The spans of what is shown, without the white space around."""
    for cue in _CUE.finditer(text):
        blank = _BLANK.search(text, cue.end())
        yield from _trimmed(text, Span(cue.end(), blank.start() if blank else len(text)))
    for line in _DIALOGUE.finditer(text):
        yield from _trimmed(text, Span(*line.span("text")))


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    shown = text[span.start : span.end]
    start = span.start + len(shown) - len(shown.lstrip())
    if shown.strip():
        yield Span(start, start + len(shown.strip()))


def _marks(text: str, cue: Span) -> Iterator[Edit]:
    """Tags read as nothing, and line breaks in a cue as spaces."""
    found = [(Span(*tag.span()), "") for tag in _TAG.finditer(text, *cue)]
    found += [(Span(*sign.span()), " ") for sign in _BREAK.finditer(text, *cue)]
    at = cue.start
    for span, new in sorted(found):
        if span.start >= at:
            yield Edit(span, text[span.start : span.end], new)
            at = span.end


def _as_it_is(_span: Span, new: str) -> str:
    return new
