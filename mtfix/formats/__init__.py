"""The formats: which parts of a file are prose. A format is one module and one row of a table."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from os.path import splitext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document

FORMATS = {
    "plain": "mtfix.formats.plain",
    "markdown": "mtfix.formats.markdown",
    "mdx": "mtfix.formats.mdx",
    "html": "mtfix.formats.html",
    "json": "mtfix.formats.json",
    "properties": "mtfix.formats.properties",
    "strings": "mtfix.formats.apple_strings",
    "subtitles": "mtfix.formats.subtitles",
}
"""The module of each format, imported when it is asked for."""

ROWS = {
    "tsv": "mtfix.rows.tsv",
    "jsonl": "mtfix.rows.jsonl",
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
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".json5": "json",
    ".jsonc": "json",
    ".arb": "json",
    ".properties": "properties",
    ".strings": "strings",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".ass": "subtitles",
    ".ssa": "subtitles",
}
"""The format of a file by its suffix; one with another suffix is plain text."""

_OF_DATA = frozenset({*ROWS, "json", "properties", "strings"})
CONTENT_SUFFIXES = frozenset(suffix for suffix, name in SUFFIXES.items() if name not in _OF_DATA)
"""The suffixes that are taken from a folder; a file named by itself may have any. Rows and values
are most often data of a program: which of them are prose only a person knows."""

FIELDS = ("title", "description", "summary", "excerpt", "subtitle", "linkTitle", "alt", "caption")
"""The fields of frontmatter that are prose, wherever in it they stand."""


def of_file(path: str) -> str:
    """Return the format in which the file called `path` is read.

    >>> of_file("notes/README.TXT")
    'plain'
    """
    return SUFFIXES.get(splitext(path)[1].lower(), "plain")


def read_document(text: str, name: str | None, fields: Collection[str] = FIELDS) -> Document:
    """Return `text` as the format called `name` reads it, plain if None.

    `fields` are those of frontmatter that are prose. Raises ValueError for a format that does
    not exist.
    """
    document: Document = _module(name or "plain").parse_document(text, fields)
    return document


@cache
def _module(name: str) -> Any:
    if name not in FORMATS:
        raise ValueError(f"there is no format {name!r}, only {', '.join(NAMES)}")
    return import_module(FORMATS[name])
