"""From the last draft to a result: written as the file asks, read again, and compared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mtfix.edits.composition import flatten, select
from mtfix.edits.draft import Draft
from mtfix.edits.edit import apply
from mtfix.edits.fix import Fix, Withheld
from mtfix.edits.problem import ProblemError
from mtfix.edits.reason import Reason
from mtfix.formats.document import Document
from mtfix.pipeline.result import Result, result_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Read = Callable[[str], Document]


def write_back(
    document: Document, draft: Draft, withheld: Sequence[Withheld], read: Read
) -> Result:
    """Return the result of the last `draft` of a document.

    `read` reads a text in the document's format: where the fixes would change what is markup
    and what is not, those that do it are withheld.
    """
    original, fixes = draft.original, draft.fixes
    if not document.draft.edits and document.escape is None:
        if document.comments and fixes and _comments(read(draft.text)) != _comments(document):
            return unchanged_result(draft, withheld, Reason("comment-changes"))
        return result_of(original, draft.text, fixes, withheld)
    written: Sequence[Fix] = [document.write(fix) for fix in fixes]
    if document.quote is not None:
        written = document.quote(written)
    text = apply(original, flatten(written))
    read_again = partial(_read_again, read)
    if not written or read_again(text).draft.text == draft.text:
        return result_of(original, text, written, withheld)
    from mtfix.pipeline.kept_markup import KeptMarkup  # seldom needed

    kept = KeptMarkup(document, written, read_again).positions()
    lost = [
        Withheld(fix, Reason("markup-changes")) for at, fix in enumerate(written) if at not in kept
    ]
    written = select(written, sorted(kept))
    return result_of(original, apply(original, flatten(written)), written, [*withheld, *lost])


def _read_again(read: Read, text: str) -> Document:
    """A text as its format reads it after some fixes; as plain text where they have broken it."""
    try:
        return read(text)
    except ProblemError:
        return Document(Draft(text))


def unchanged_result(draft: Draft, withheld: Iterable[Withheld], reason: Reason) -> Result:
    """Return the text as it was, with all its fixes withheld beside those that were already."""
    left = (Withheld(fix, reason) for fix in draft.fixes)
    return result_of(draft.original, draft.original, (), [*withheld, *left])


def _comments(document: Document) -> list[str]:
    return [comment.text for comment in document.comments]
