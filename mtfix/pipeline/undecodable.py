"""Bytes that are no UTF-8, for which lone surrogates stand in a text."""

from __future__ import annotations

from codecs import getincrementaldecoder
from typing import TYPE_CHECKING

from mtfix.edits.fix import Fix, Withheld
from mtfix.edits.reason import Reason

if TYPE_CHECKING:
    from mtfix.edits.draft import Draft
    from mtfix.edits.edit import Edit

_PIECE = 1 << 20
"""Characters or bytes that are looked at together, so that no copy of a long text is made."""


def keep_bytes(draft: Draft, fixes: list[Fix]) -> tuple[list[Fix], list[Withheld]]:
    """Return the fixes without those by which undecodable bytes would be joined to something
    that is text, and these withheld."""
    if not _has_surrogates(draft.text):
        return fixes, []
    beside = [fix for fix in fixes if any(_is_beside_bytes(draft.text, edit) for edit in fix.edits)]
    if not beside or _keeps_bytes(draft.revise(fixes).text):
        return fixes, []
    withheld = [Withheld(fix, Reason("bytes-become-text")) for fix in beside]
    return [fix for fix in fixes if fix not in beside], withheld


def _has_surrogates(text: str) -> bool:
    """Whether a text has lone surrogates."""
    try:
        for start in range(0, len(text), _PIECE):
            text[start : start + _PIECE].encode()
    except UnicodeEncodeError:
        return True
    return False


def _is_beside_bytes(text: str, edit: Edit) -> bool:
    """Whether a lone surrogate stands within the length of a UTF-8 character."""
    start, end = edit.span
    around = text[max(0, start - 4) : start] + text[end : end + 4]
    return not around.isascii() and any("\ud800" <= char <= "\udfff" for char in around)


def _keeps_bytes(text: str) -> bool:
    """Whether lone surrogates would be read as such again."""
    escaped = all(
        not "\ud800" <= char <= "\udc7f" and not "\udd00" <= char <= "\udfff" for char in text
    )
    if not escaped:
        return True
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape") == text


def is_utf8(data: bytes) -> bool:
    """Return whether bytes are UTF-8. They are decoded in pieces: of a long text, all at once would
    take up to four times its room."""
    if data.isascii():
        return True
    decoder = getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(view[start : start + _PIECE], final=start + _PIECE >= len(data))
    except UnicodeDecodeError:
        return False
    return True


def undecodable_lines(data: bytes) -> list[int]:
    """Return where bytes stand that are no UTF-8: the first place of each line."""
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
