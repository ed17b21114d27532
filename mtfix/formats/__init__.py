"""What of a file is prose. A format is one module and one row of this table."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtfix.document import Document

FORMATS = {
    "plain": "mtfix.formats.plain",
}
"""The module of each format, imported when it is asked for."""


def read(text: str, name: str | None) -> Document:
    """Return `text` as the format called `name` reads it, plain if None.

    Raises ValueError for a format that does not exist.
    """
    module = FORMATS.get(name or "plain")
    if module is None:
        raise ValueError(f"there is no format {name!r}, only {', '.join(FORMATS)}")
    document: Document = import_module(module).read(text)
    return document
