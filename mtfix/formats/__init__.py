"""What of a file is prose. A format is one module and one row of this table."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from os.path import splitext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mtfix.document import Document
    from mtfix.formats.cells import Reader

FORMATS = {
    "plain": "mtfix.formats.plain",
    "markdown": "mtfix.formats.markdown",
    "mdx": "mtfix.formats.mdx",
}
"""The module of each format, imported when it is asked for."""

ROWS = {
    "tsv": "mtfix.formats.tsv",
    "jsonl": "mtfix.formats.jsonl",
}
"""The formats in which each line is a row, and some of its values are documents."""

NAMES = (*FORMATS, *ROWS)

SUFFIXES = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "mdx",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""The format of a file by its suffix; one with another suffix is plain text."""

FIELDS = ("title", "description", "summary", "excerpt", "subtitle", "linkTitle", "alt", "caption")
"""The fields of frontmatter that are prose, wherever in it they stand."""


def of_file(path: str) -> str:
    """Return the format in which the file called `path` is read.

    >>> of_file("notes/README.TXT")
    'plain'
    """
    return SUFFIXES.get(splitext(path)[1].lower(), "plain")


def read(text: str, name: str | None, fields: Collection[str] = FIELDS) -> Document:
    """Return `text` as the format called `name` reads it, plain if None.

    `fields` are those of frontmatter that are prose. Raises ValueError for a format that does
    not exist.
    """
    document: Document = _module(name or "plain").read(text, fields)
    return document


def row_reader(name: str, texts: Sequence[str], sources: Sequence[str]) -> Reader:
    """Return what reads the rows of one file: of each the fields `texts`, which were translated
    from the fields `sources`, one for all of them or one for each."""
    reader: Reader = import_module(ROWS[name]).Reader(texts, sources)
    return reader


@cache
def _module(name: str) -> Any:
    if name not in FORMATS:
        raise ValueError(f"there is no format {name!r}, only {', '.join(NAMES)}")
    return import_module(FORMATS[name])
