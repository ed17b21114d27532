"""Documents of light markup: blocks of prose, and between them what no stage may touch.

A block is a stretch of the source without a gap: a paragraph, a title, an item, a cell. A line
break in it reads as a space. What stands between two blocks parts them, and reads as a hole
where it says more than a mark does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Span
from mtfix.edits.rule_names import BOILERPLATE
from mtfix.formats.document import Document
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.edits.fix import Fix
    from mtfix.formats.document import Comment

    FindInline = Callable[[str, Span], Iterable["Part"]]

SCHEME = r"[a-z][a-z0-9+.-]{0,30}://"
MAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
"""How an address begins, and an address of e-mail. Each is looked for from its beginning only, or
in a few characters, so that a long word takes no square of its time."""
_SOFT = lazy_regex(r"(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n)[ \t]*")
_MARK = lazy_regex(r"(?:\s*(?:\w{1,5}[.)]|\(\w{1,5}\)))?[\W_]*\Z")
"""What stands before a block and says no more than that it begins: `2.`, `(a)`, `- `, `====`."""


class Part(NamedTuple):
    """A part of a block that is no prose as it stands, and what is read for it."""

    span: Span
    new: str = PLACEHOLDER


def hole(start: int, end: int) -> Part:
    """Return a part that no stage may touch."""
    return Part(Span(start, end))


def nothing(start: int, end: int) -> Part:
    """Return a part that reads as nothing."""
    return Part(Span(start, end), "")


def block_document(
    text: str,
    blocks: Sequence[Span],
    find_inline: FindInline,
    *,
    write: Callable[[str, str], str],
    comments: Iterable[Comment] = (),
    quote: Callable[[Sequence[Fix]], list[Fix]] | None = None,
) -> Document:
    """Return a text as a document whose prose is in `blocks`, which are disjoint and in order.

    find_inline: finds the parts of a block that are no prose; of parts that overlap the first
    counts. write: gives new text as it is written in place of old text.
    """

    def escape(span: Span, new: str) -> str:
        return write(text[span.start : span.end], new)

    edits = [edit for edit in _edits(text, blocks, find_inline) if edit.old != edit.new]
    return Document(
        Draft(text, edits), escape, tuple(comments), quote=quote, unasked=(BOILERPLATE,)
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the white space at its ends; it is empty where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _edits(text: str, blocks: Sequence[Span], find_inline: FindInline) -> Iterator[Edit]:
    at = 0
    for block in blocks:
        if block.start >= block.end:
            continue
        yield _gap(text, Span(at, block.start))
        yield from _inside(text, block, find_inline)
        at = block.end
    yield _gap(text, Span(at, len(text)))


def _gap(text: str, span: Span) -> Edit:
    old = text[span.start : span.end]
    if _MARK.match(old):
        inner = span.start and span.end < len(text)
        return Edit(span, old, "\n\n" if inner else "")
    before = "\n\n" if span.start else ""
    after = "\n\n" if span.end < len(text) else ""
    return Edit(span, old, f"{before}{PLACEHOLDER}{after}")


def _inside(text: str, block: Span, find_inline: FindInline) -> Iterator[Edit]:
    at = block.start
    for span, new in sorted(find_inline(text, block)):
        if span.start < at or span.end > block.end:
            continue
        yield from _soft(text, Span(at, span.start))
        yield Edit(span, text[span.start : span.end], new)
        at = span.end
    yield from _soft(text, Span(at, block.end))


def _soft(text: str, span: Span) -> Iterator[Edit]:
    for sign in _SOFT.finditer(text, *span):
        yield Edit(Span(*sign.span()), sign[0], " ")
