"""The paragraphs of office documents: pieces of text with markup between them, as edits.

The pieces of one paragraph are one text. Where two of them look the same, the markup between is a
seam: word processors leave them wherever somebody has typed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Seam, Span
from mtfix.formats.document import Document
from mtfix.formats.string_styles import XML
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

_TAGS = lazy_regex(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", 16)
_ENDS = lazy_regex(r"""[.!?…。！？:;]["'”’»)\]]*\s*\Z""")


class Text(NamedTuple):
    """A piece of text, and how it looks: what has the same `look` may be one word."""

    span: Span
    look: str


class Mark(NamedTuple):
    """Markup between two pieces of text that says something, and what it reads as."""

    reads_as: str = ""


class Inserted(NamedTuple):
    """Paragraphs within another: a note, a text box."""

    paragraphs: list[Paragraph]


Paragraph = list[Text | Mark | Inserted]


class _Piece(NamedTuple):
    """A piece of text, and what the marks before it read as, None where there are none."""

    marks: str | None
    text: Text


def paragraph_document(
    text: str,
    paragraphs: Sequence[Paragraph],
    white: re.Pattern[str],
    keep: Callable[[str], str] = str,
) -> Document:
    """Return XML as a document of its paragraphs, with a blank line between two.

    white: white space that reads as one space.
    keep: gives a tag that an edit goes across as it must be written behind the new text.
    """
    edits = [edit for edit in _edits(text, paragraphs, white) if edit.old or edit.new]
    return Document(Draft(text, edits), partial(_write, text, keep))


def _edits(text: str, paragraphs: Sequence[Paragraph], white: re.Pattern[str]) -> Iterator[Edit]:
    """The edits by which a text reads as its paragraphs."""
    at, tail = 0, ""
    for paragraph in _flat(text, paragraphs):
        pieces, marks_behind = _pieces(text, paragraph)
        look: str | None = None
        for marks, (span, own_look) in pieces:
            gap = Span(at, span.start)
            old = text[gap.start : gap.end]
            if look is None:
                between = "\n\n" if at else ""
                yield Edit(gap, old, f"{tail}{between}{(marks or '').lstrip()}")
            elif marks is None and look == own_look:
                yield Seam(gap, old, "")
            else:
                yield Edit(gap, old, marks or "")
            yield from _inner(text, span, white)
            at, look = span.end, own_look
        if pieces:
            tail = marks_behind.rstrip()
    yield Edit(Span(at, len(text)), text[at:], tail)


def _write(text: str, keep: Callable[[str], str], span: Span, new: str) -> str:
    """New text as it is written at a span; the markup there is kept behind it."""
    kept = "".join(map(keep, _TAGS.findall(text, *span)))
    return f"{XML.write(new)}{kept}"


def _flat(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs in the order of their texts. One within a sentence is a hole, since the sentence
    goes on behind it."""
    for paragraph in paragraphs:
        own: Paragraph = []
        for at, piece in enumerate(paragraph):
            if not isinstance(piece, Inserted):
                own.append(piece)
            elif _is_in_sentence(text, own, paragraph[at + 1 :]):
                own.append(Mark(PLACEHOLDER))
            else:
                yield own
                yield from _flat(text, piece.paragraphs)
                own = []
        yield own


def _is_in_sentence(text: str, before: Paragraph, behind: Paragraph) -> bool:
    last = next((one for one in reversed(before) if isinstance(one, Text)), None)
    if last is None or not any(isinstance(one, Text) for one in behind):
        return False
    return _ENDS.search(text, *last.span) is None


def _pieces(text: str, paragraph: Paragraph) -> tuple[list[_Piece], str]:
    """The pieces of text in a paragraph, without the white space around all of them, and what the
    marks behind the last read as."""
    pieces: list[_Piece] = []
    marks: str | None = None
    for one in paragraph:
        if isinstance(one, Mark):
            marks = (marks or "") + one.reads_as
        elif isinstance(one, Text):
            pieces.append(_Piece(marks, one))
            marks = None
    while pieces and text[slice(*pieces[0].text.span)].isspace():
        blank, *pieces = pieces
        if pieces and (blank.marks or pieces[0].marks):
            before = (blank.marks or "") + (pieces[0].marks or "")
            pieces[0] = pieces[0]._replace(marks=before)
    while pieces and text[slice(*pieces[-1].text.span)].isspace():
        marks = (pieces.pop().marks or "") + (marks or "")
    if pieces:
        pieces[0] = pieces[0]._replace(text=_trimmed(text, pieces[0].text, left=True))
        pieces[-1] = pieces[-1]._replace(text=_trimmed(text, pieces[-1].text, left=False))
    return pieces, marks or ""


def _trimmed(text: str, one: Text, *, left: bool) -> Text:
    start, end = one.span
    shown = text[start:end]
    if left:
        return one._replace(span=Span(end - len(shown.lstrip()), end))
    return one._replace(span=Span(start, start + len(shown.rstrip())))


def _inner(text: str, span: Span, white: re.Pattern[str]) -> Iterator[Edit]:
    """White space and references in a piece of text, as they read."""
    found = [(Span(*one.span()), " ") for one in white.finditer(text, *span)]
    found += [(Span(*one.span()), XML.decode(one[0])) for one in XML.escapes.finditer(text, *span)]
    for place, new in sorted(found):
        yield Edit(place, text[place.start : place.end], new)
