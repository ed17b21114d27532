"""reStructuredText: paragraphs, titles, items and the contents of some directives are prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats.light_markup import light_document
from mtfix.formats.rst_blocks import find_blocks
from mtfix.formats.rst_inline import inline_finder
from mtfix.formats.rst_names import reference_names
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document

_MARKUP = lazy_regex(r"[\\`*|]|_(?!\w)")
"""Signs that would be markup in new text."""


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a file of reStructuredText as a document.

    Literals, roles, directives that are not known to hold prose, tables with a frame, and titles
    that a reference names stay. A line of signs below a title changes with it.
    """
    names = reference_names(text)
    return light_document(text, find_blocks(text, names), inline_finder(names), _MARKUP)
