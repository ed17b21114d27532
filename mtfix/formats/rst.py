"""reStructuredText: paragraphs, titles, items and the contents of some directives are prose."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mtfix.formats.prose_blocks import block_document
from mtfix.formats.rst_blocks import find_blocks
from mtfix.formats.rst_inline import inline_finder
from mtfix.formats.rst_names import reference_names
from mtfix.formats.title_signs import fit_signs
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document

_MARKUP = lazy_regex(r"[\\`*|]|_(?!\w)")


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a file of reStructuredText as a document.

    Literals, roles, directives that are not known to hold prose, tables with a frame, and titles
    that a reference names stay. A line of signs below a title changes with it.
    """
    blocks = find_blocks(text)
    return block_document(
        text,
        blocks.prose,
        inline_finder(reference_names(text)),
        write=_write,
        comments=blocks.comments,
        quote=partial(fit_signs, blocks.titles, text) if blocks.titles else None,
    )


def _write(old: str, new: str) -> str:
    """`new` as it is written in place of `old`: signs that would be markup are escaped."""
    return _MARKUP.sub(lambda sign: sign[0] if sign[0] in old else "\\" + sign[0], new)
