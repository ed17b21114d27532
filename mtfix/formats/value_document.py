"""Documents of files that hold prose in some of their values, such as the strings of a program.

What stands between two values is a hole in a block of its own, so that no sentence goes from one
to the next. In a value, escapes read as what they stand for, and placeholders are holes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Span
from mtfix.edits.problem import ProblemError
from mtfix.edits.rule_names import BOILERPLATE
from mtfix.formats.document import Document, escape_by_part
from mtfix.formats.placeholders import find_placeholders
from mtfix.formats.string_styles import PLAIN
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from mtfix.formats.document import Comment
    from mtfix.formats.string_styles import StringStyle

    FindHoles = Callable[[str, Span], Iterable[Span]]

_INLINE = lazy_regex(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|del|dfn|em|font|g|i|ins|mark|q|s|small|span|strike|strong|sub"
    r"|sup|tt|u|x)\b[^<>]*>\Z",
    2,
)
"""Markup within a word or a sentence: it reads as nothing."""


_IDENTIFIER = lazy_regex(r"[!-@\[-~]*\Z|\S*[/\\_@#:.=]\w\S*\Z|[a-z]\S*\Z")
"""Values that a program reads: `tiktok`, `app.name`, `en_US`, `https://…`."""


def is_identifier(text: str, span: Span) -> bool:
    """Whether a value is one word that could be an identifier, a path or an address."""
    return _IDENTIFIER.match(text, *span) is not None


class FormatError(ProblemError):
    """A text that is not written as its format asks: says in which line, and what to do."""


class Value(NamedTuple):
    """A value that holds prose: its span in the file, without quotes, and how it is written."""

    span: Span
    style: StringStyle


def broken(text: str, at: int, what: str, format_: str) -> FormatError:
    """Return the error for a text that is not written as its format asks, at a place."""
    line = text.count("\n", 0, at) + 1
    return FormatError(f"not valid {format_}: {what}", "mend it, or leave it out", line=line)


def value_document(
    text: str,
    values: Sequence[Value],
    *,
    holes: FindHoles = find_placeholders,
    comments: tuple[Comment, ...] = (),
) -> Document:
    """Return a file as a document whose prose is in some values, which are disjoint and in order.

    holes: finds what of a value is no prose, in order.
    """
    values = [value for value in values if value.span.start < value.span.end]
    edits: list[Edit] = []
    at = 0
    for value in values:
        edits.append(gap(text, Span(at, value.span.start)))
        edits += _inside(text, value, holes)
        at = value.span.end
    edits.append(gap(text, Span(at, len(text))))
    escape = escape_by_part(
        [value.span.start for value in values],
        lambda index, _span, new: values[index].style.write(new),
    )
    draft = Draft(text, [edit for edit in edits if edit.old or edit.new])
    return Document(draft, escape, comments, unasked=(BOILERPLATE,))


def inline_or_hole(text: str, span: Span) -> Edit:
    """Return the edit by which a placeholder reads as a hole, and inline markup as nothing."""
    old = text[span.start : span.end]
    return Edit(span, old, "" if _INLINE.match(old) else PLACEHOLDER)


def parse_message(text: str, _fields: Collection[str] = ()) -> Document:
    """Return one string of a program as a document."""
    return value_document(text, [Value(Span(0, len(text)), PLAIN)])


def gap(text: str, span: Span) -> Edit:
    """Return the edit by which what stands between two values is a hole in a block of its own."""
    before = "\n\n" if span.start else ""
    after = "\n\n" if span.end < len(text) else ""
    old = text[span.start : span.end]
    return Edit(span, old, f"{before}{PLACEHOLDER}{after}" if old or before else "")


def _inside(text: str, value: Value, holes: FindHoles) -> Iterator[Edit]:
    """The edits by which a value reads as it is meant."""
    at = value.span.start
    for hole in holes(text, value.span):
        yield from _decoded(text, Span(at, hole.start), value.style)
        yield inline_or_hole(text, hole)
        at = hole.end
    yield from _decoded(text, Span(at, value.span.end), value.style)


def _decoded(text: str, span: Span, style: StringStyle) -> Iterator[Edit]:
    for sign in style.escapes.finditer(text, *span):
        yield Edit(Span(*sign.span()), sign[0], style.decode(sign[0]))
