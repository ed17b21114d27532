"""What a format reads out of a file: a draft whose nameless edits turn source into prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.edits.draft import Draft
    from mtfix.edits.edit import Edit, Span


class Comment(NamedTuple):
    """A comment of a file, which may tell mtfix something: what it says, without the signs of
    its format, and its span in the source."""

    span: Span
    text: str


class Document(NamedTuple):
    """What a format reads out of a file.

    The first, nameless edits of `draft` turn the source into what a reader sees: markup goes,
    a soft line break becomes a space, and code, an address or an attribute becomes a `PLACEHOLDER`.
    `escape` gives new text as it must be written at a span of the source; None where the
    source is written as it is read. `comments` are those of the file, in order. `quoted` gives
    the edits that make escaped ones hold together, where a value needs quotes after them.
    """

    draft: Draft
    escape: Callable[[Span, str], str] | None = None
    comments: tuple[Comment, ...] = ()
    quoted: Callable[[list[Edit]], list[Edit]] | None = None

    def placed(self, draft: Draft, edit: Edit) -> Edit:
        """An edit of `draft`, which is of this document, as one of the source."""
        span = draft.locate(edit.span)
        new = edit.new
        if self.escape is not None and not draft.crosses(edit.span):
            new = self.escape(span, new)
        return edit._replace(span=span, old=draft.original[span.start : span.end], new=new)
