"""E-books: the pages in the order of reading and the tables of contents, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats import html
from mtfix.formats.package_document import package_document
from mtfix.formats.xml_tokens import check_xml

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return an e-book, as `fs.packages` gives its text, as a document."""
    return package_document(text, _parse_page)


def _parse_page(text: str) -> Document:
    check_xml(text)
    return html.parse_document(text)
