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
    "plain": "mtfix.formats.plain:parse_document",
    "markdown": "mtfix.formats.markdown:parse_document",
    "mdx": "mtfix.formats.mdx:parse_document",
    "html": "mtfix.formats.html:parse_document",
    "json": "mtfix.formats.json:parse_document",
    "yaml": "mtfix.formats.data:parse_yaml",
    "toml": "mtfix.formats.data:parse_toml",
    "properties": "mtfix.formats.properties:parse_document",
    "strings": "mtfix.formats.apple_strings:parse_document",
    "subtitles": "mtfix.formats.subtitles:parse_document",
}
"""The function that reads each format, with its module, imported when it is asked for."""

ROWS = {
    "tsv": "mtfix.rows.tsv:TsvReader",
    "jsonl": "mtfix.rows.jsonl:JsonlReader",
}
"""The formats in which each line is a row, and some of its values are documents."""

UNITS = {
    "csv": "mtfix.rows.csv:CsvReader",
    "po": "mtfix.rows.po:PoReader",
    "xliff": "mtfix.rows.xml_units:XliffReader",
    "tmx": "mtfix.rows.xml_units:TmxReader",
}
"""The formats of units over several lines, each a text with its source, which are documents."""

MESSAGE = "message"
"""How the text of a unit is read: as one string of a program."""

NAMES = (*FORMATS, *ROWS, *UNITS)

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
    ".csv": "csv",
    ".po": "po",
    ".pot": "po",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".sdlxliff": "xliff",
    ".mqxliff": "xliff",
    ".tmx": "tmx",
    ".json": "json",
    ".json5": "json",
    ".jsonc": "json",
    ".arb": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".properties": "properties",
    ".strings": "strings",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".ass": "subtitles",
    ".ssa": "subtitles",
}
"""The format of a file by its suffix; one with another suffix is plain text."""

_OF_DATA = frozenset({*ROWS, *UNITS, "json", "yaml", "toml", "properties", "strings"})
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
    document: Document = _parser(name or "plain")(text, fields)
    return document


def load_name(place: str) -> Any:
    """Return what a place such as `package.module:name` names."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


@cache
def _parser(name: str) -> Any:
    if name == MESSAGE:
        return load_name("mtfix.formats.value_document:parse_message")
    if name not in FORMATS:
        raise ValueError(f"there is no format {name!r}, only {', '.join(NAMES)}")
    return load_name(FORMATS[name])
