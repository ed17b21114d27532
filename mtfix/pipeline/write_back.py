"""From the last draft to a result: back to how the file is written, and checked."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from mtfix.edits.draft import is_soft
from mtfix.edits.edit import Edit, Span, Withheld, apply
from mtfix.pipeline.markup_repairs import mending, repairs_markup
from mtfix.pipeline.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mtfix.edits.draft import Draft
    from mtfix.formats.document import Document
    from mtfix.formats.suppressions import Ignores

    Leave = Callable[[Edit, str], str]
    """Says of an edit, placed in the source, and the source why it is left, or nothing."""
    Held = dict[tuple[Span, str, str], Withheld]
    """What was withheld so far, by place, new text and rule."""
    Read = Callable[[str], Document]

_MARKUP = "the markup around it would change"
_COMMENTS = "a comment to mtfix would change"
_BYTES = "bytes that are no text would become some"
_READINGS = 250
"""Most readings by which edits that change markup are told from those that don't."""


class Ledger:
    """What of a document was withheld so far, and what people want left there."""

    __slots__ = ("_document", "_ignores", "_leave", "withheld")

    def __init__(self, document: Document, leave: Leave | None = None) -> None:
        self.withheld: Held = {}
        self._document = document
        self._leave = leave
        self._ignores: Ignores | None = None
        if document.comments:
            from mtfix.formats.suppressions import Ignores

            self._ignores = Ignores(document.comments, document.draft.original)

    def by_comment(self, draft: Draft, edit: Edit) -> str:
        """Why a comment leaves an edit of `draft`, or an empty string."""
        return self._ignores.why(self._document.placed(draft, edit)) if self._ignores else ""

    def by_choice(self, draft: Draft, edit: Edit) -> str:
        """Why who asked for the cleaning leaves an edit of `draft`, or an empty string."""
        if self._leave is None:
            return ""
        return self._leave(self._document.placed(draft, edit), draft.original)

    def leaves(self, edit: Edit) -> bool:
        """Whether a comment leaves an edit of the source."""
        return bool(self._ignores and self._ignores.why(edit))

    def hold(self, draft: Draft, edit: Edit, why: str) -> None:
        """Put down an edit of `draft` that is not made."""
        placed = self._document.placed(draft, edit)
        self.withheld[placed.span, placed.new, placed.rule] = Withheld(placed, why)

    def told(self, result: Result) -> Result:
        """The result, with the problems of the document's comments."""
        return result._replace(problems=self._ignores.problems()) if self._ignores else result


def finished(document: Document, draft: Draft, withheld: Held, read: Read) -> Result:
    """Return what the last `draft` of a document comes to.

    `read` reads a text in the document's format: where the edits would change what is markup
    and what is not, those that do it are withheld.
    """
    original = draft.original
    if not document.draft.edits and document.escape is None:
        if document.comments and draft.edits and _said(read(draft.text)) != _said(document):
            return refused(draft, withheld, _COMMENTS)
        return _result(original, draft.text, draft.edits, withheld.values())
    named = [edit for edit in draft.edits if edit.rule]
    written = [_written(document, edit) for edit in named]
    if document.quoted is not None:
        written = document.quoted(written)
    text = apply(original, written)
    if named and read(text).draft.text != draft.text:
        kept, lost = _harmless(document, written, read)
        if any(map(repairs_markup, lost)):
            kept, lost = _mended(document, kept, lost, read)
        left = (Withheld(edit, _MARKUP) for edit in lost)
        return _result(original, apply(original, kept), kept, (*withheld.values(), *left))
    return _result(original, text, written, withheld.values())


def _harmless(document: Document, edits: list[Edit], read: Read) -> tuple[list[Edit], list[Edit]]:
    """Part `edits` of the source into those that together leave its markup, and the rest.

    They are tried by halves, so that one bad edit among many costs few readings; where too
    many are bad, those that have not been tried by then are among the rest.
    """
    markup = _markup(document)
    kept: list[Edit] = []
    lost: list[Edit] = []
    queue = [edits]
    for _ in range(_READINGS):
        if not queue:
            break
        group = queue.pop()
        if _markup(read(apply(document.draft.original, [*kept, *group]))) == markup:
            kept += group
        elif len(group) == 1:
            lost += group
        else:
            half = len(group) // 2
            queue += group[half:], group[:half]
    return kept, [*lost, *chain.from_iterable(queue)]


def _mended(
    document: Document, kept: list[Edit], lost: list[Edit], read: Read
) -> tuple[list[Edit], list[Edit]]:
    """Add to the edits that are kept those of the lost ones that put markup right."""

    def markup(more: list[Edit]) -> list[tuple[str, str]]:
        return _markup(read(apply(document.draft.original, sorted([*kept, *more]))))

    mended = mending(lost[:_READINGS], markup([]), markup)
    return sorted([*kept, *mended]), [edit for edit in lost if edit not in mended]


def refused(draft: Draft, withheld: Held, why: str) -> Result:
    """Return the text as it was, with all its edits withheld beside those that were already."""
    left = (Withheld(edit, why) for edit in draft.edits if edit.rule)
    return _result(draft.original, draft.original, (), (*withheld.values(), *left))


def _written(document: Document, edit: Edit) -> Edit:
    if document.escape is None:
        return edit
    return edit._replace(new=document.escape(edit.span, edit.new))


def _said(document: Document) -> list[str]:
    return [comment.text for comment in document.comments]


def _markup(document: Document) -> list[tuple[str, str]]:
    """What of a source is not read, in order; soft line breaks may go with an edit."""
    return [(edit.old, edit.new) for edit in document.draft.edits if not is_soft(edit)]


def _result(
    original: str,
    text: str,
    edits: Sequence[Edit],
    withheld: Iterable[Withheld],
) -> Result:
    made = {(edit.span, edit.new) for edit in edits}
    left = (held for held in withheld if (held.edit.span, held.edit.new) not in made)
    return Result(original, text, tuple(edits), tuple(sorted(left, key=_place)))


def _place(held: Withheld) -> tuple[Span, str, str]:
    return held.edit.span, held.edit.rule, held.edit.new


# --- undecodable bytes ---------------------------------------------------------------------


def keeping_bytes(draft: Draft, edits: list[Edit]) -> tuple[list[Edit], list[Withheld]]:
    """The edits without those by which undecodable bytes, which lone surrogates stand for,
    would be joined to something that is text."""
    beside = [edit for edit in edits if _beside_bytes(draft.text, edit)]
    if not beside or _keeps_bytes(draft.revise(edits).text):
        return edits, []
    return [e for e in edits if e not in beside], [Withheld(edit, _BYTES) for edit in beside]


def _beside_bytes(text: str, edit: Edit) -> bool:
    """Whether a lone surrogate stands within the length of a UTF-8 character."""
    start, end = edit.span
    around = text[max(0, start - 4) : start] + text[end : end + 4]
    return not around.isascii() and any("\ud800" <= char <= "\udfff" for char in around)


def _keeps_bytes(text: str) -> bool:
    """Whether lone surrogates would be read as such again."""
    data = text.encode("utf-8", "surrogateescape" if _escaped(text) else "surrogatepass")
    return not _escaped(text) or data.decode("utf-8", "surrogateescape") == text


def _escaped(text: str) -> bool:
    return all(
        not "\ud800" <= char <= "\udc7f" and not "\udd00" <= char <= "\udfff" for char in text
    )


def undecodable(data: bytes) -> list[int]:
    """Return where bytes stand that are no UTF-8: the first place of each line."""
    if _first_bad(data) is None:
        return []
    found, at = [], 0
    for line in data.split(b"\n"):
        place = None if line.isascii() else _first_bad(line)
        found += [] if place is None else [at + place]
        at += len(line) + 1
    return found


def _first_bad(data: bytes) -> int | None:
    """The place of the first byte that is none, or None."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None
