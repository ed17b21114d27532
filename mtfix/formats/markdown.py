"""Markdown, as CommonMark and GitHub have it, with what site generators add to it.

A parser says what is prose, byte by byte. What it does not know (templates, wikilinks, bare
addresses) is masked before it reads, in the same number of bytes, so that its places hold.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Span
from mtfix.formats import blocks, escapes, events, frontmatter, masks, values
from mtfix.formats.document import Comment, Document
from mtfix.formats.offsets import in_points, parsable
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from mtfix.formats.masks import Mask
    from mtfix.formats.offsets import MarkupSpan

_BRACED = lazy_regex(r"\{\{?-?\s*/\*(.*?)\*/\s*-?\}\}?", 16)


def parse_document(text: str, fields: Collection[str] = ()) -> Document:
    """Return what of a Markdown file is prose; `fields` are those of frontmatter that are."""
    return read_masked(text, fields, _masks)


def read_masked(text: str, fields: Collection[str], find: Callable[[str], list[Mask]]) -> Document:
    """Return what of `text` is prose where the parser does not see what `find` returns."""
    known = parsable(text)
    front = frontmatter.read_frontmatter(known, fields)
    body = known[front.end :]
    found = find(body)
    data = body.encode()
    spans, html, tables = events.find_markup(masks.masked(body, found), data)
    placed = in_points(spans, data, front.end)
    edits = blocks.edits(text, placed)
    found = [_moved(mask, front.end) for mask in found]
    edits = masks.laid_over(text, edits, found)
    whole = [*(_original(edit, text) for edit in front.edits), *edits]
    places = [Span(*placed[index][:2]) for index in html]
    places += [Span(mask.start, mask.end) for mask in found if text[mask.start] == "{"]
    cells = in_points([(*table, "") for table in tables], data, front.end)
    return Document(
        Draft(text, whole),
        lambda span, new: _escaped(text, span, new, front, cells),
        (*front.comments, *_comments(text, sorted(places))),
        (lambda fixes: values.quote(front.values, text, fixes)) if front.values else None,
    )


def _masks(body: str) -> list[Mask]:
    return masks.find_masks(body, masks.FINDERS, lambda: code(body))


def code(body: str) -> list[tuple[int, int]]:
    """Return where code stands in `body`, in code points."""
    spans = [(start, end, "") for start, end in events.code(body)]
    return [(start, end) for start, end, _ in in_points(spans, body.encode(), 0)]


def _moved(mask: Mask, by: int) -> Mask:
    return mask._replace(start=mask.start + by, end=mask.end + by)


def _original(edit: Edit, text: str) -> Edit:
    """An edit of the text that was parsed, as one of the text that was given."""
    return edit._replace(old=text[edit.span.start : edit.span.end])


def _comments(text: str, places: list[Span]) -> Iterator[Comment]:
    """The comments in HTML and templates that stand at some places."""
    for start, end in places:
        braced = _BRACED.match(text, start, end)
        if braced:
            yield Comment(Span(*braced.span()), braced[1].strip())
        at = text.find("<!--", start, end)
        while at >= 0 and (close := text.find("-->", at + 4, end)) >= 0:
            yield Comment(Span(at, close + 3), text[at + 4 : close].strip())
            at = text.find("<!--", close, end)


def _escaped(
    text: str,
    span: Span,
    new: str,
    front: frontmatter.Front,
    tables: list[MarkupSpan],
) -> str:
    """`new` as it is written at `span` of a file: a value of frontmatter, a cell, or text."""
    if span.start < front.end:
        index = bisect_right(front.values, span.start, key=_start) - 1
        return values.written(front.values[index], span, new) if index >= 0 else new
    index = bisect_right(tables, span.start, key=_first) - 1
    table = index >= 0 and span.start < tables[index][1]
    return escapes.markdown(text[span.start : span.end], new, table=table)


def _start(value: values.Value) -> int:
    return value.start


def _first(span: MarkupSpan) -> int:
    return span[0]
