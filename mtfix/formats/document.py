"""A document: the text that a format extracts from a source file, as a draft of that file."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.edits.draft import Draft
    from mtfix.edits.edit import Span
    from mtfix.edits.fix import Fix

    Escape = Callable[[Span, str], str]


class Comment(NamedTuple):
    """A comment of a file, which may tell mtfix something: what it says, without the signs of
    its format, and its span in the source."""

    span: Span
    text: str


class Document(NamedTuple):
    """The text that a format extracts from a file.

    The first edits of `draft`, which belong to no fix, turn the source into what a reader sees:
    markup goes, a soft line break becomes a space, and code, an address or an attribute becomes a
    `PLACEHOLDER`. `escape` gives new text as it must be written at a span of the source; None where
    the source is written as it is read. `comments` are those of the file, in order. `quote` returns
    escaped fixes with those that make a value need quotes quoting it. `unasked` names the stages
    that have no business in the file: in the strings of a program, a line such as `Share` is no
    boilerplate."""

    draft: Draft
    escape: Escape | None = None
    comments: tuple[Comment, ...] = ()
    quote: Callable[[Sequence[Fix]], list[Fix]] | None = None
    unasked: tuple[str, ...] = ()

    def place(self, draft: Draft, fix: Fix) -> Fix:
        """Return a fix of `draft`, which is of this document, as one of the source, written as
        its places ask. What crosses markup can't be written, and is given as it is read."""
        placed = draft.place(fix)
        if self.escape is None or any(draft.crosses(edit.span) for edit in fix.edits):
            return placed
        return self.write(placed)

    def write(self, fix: Fix) -> Fix:
        """Return a fix whose new text is written as its places in the source ask."""
        if self.escape is None:
            return fix
        edits = (edit._replace(new=self.escape(edit.span, edit.new)) for edit in fix.edits)
        return fix._replace(edits=tuple(edits))


def escape_by_part(starts: Sequence[int], write: Callable[[int, Span, str], str]) -> Escape:
    """Return an `escape` for a file of parts, which begin at `starts`: `write` is told the index
    of the part that a span lies in. Before the first part, text is written as it is read."""

    def escape(span: Span, new: str) -> str:
        index = bisect_right(starts, span.start) - 1
        return write(index, span, new) if index >= 0 else new

    return escape
