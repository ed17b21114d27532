"""The formats: which parts of a file are prose. A format is one module and one row of a table."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from os.path import splitext
from typing import TYPE_CHECKING, Any

from mtfix.fs.files import PACKAGES

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
    "android": "mtfix.formats.android:parse_document",
    "resx": "mtfix.formats.resx:parse_document",
    "stringsdict": "mtfix.formats.stringsdict:parse_document",
    "subtitles": "mtfix.formats.subtitles:parse_document",
    "docx": "mtfix.formats.docx:parse_document",
    "odt": "mtfix.formats.odt:parse_document",
    "epub": "mtfix.formats.epub:parse_document",
    "rst": "mtfix.formats.rst:parse_document",
    "asciidoc": "mtfix.formats.asciidoc:parse_document",
    "mediawiki": "mtfix.formats.mediawiki:parse_document",
    "notebook": "mtfix.formats.notebook:parse_document",
    "email": "mtfix.formats.email:parse_document",
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
    "xcstrings": "mtfix.rows.xcstrings:XcstringsReader",
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
    ".xcstrings": "xcstrings",
    ".json": "json",
    ".json5": "json",
    ".jsonc": "json",
    ".arb": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".properties": "properties",
    ".strings": "strings",
    ".resx": "resx",
    ".resw": "resx",
    ".stringsdict": "stringsdict",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".ass": "subtitles",
    ".ssa": "subtitles",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".epub": "epub",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".wiki": "mediawiki",
    ".mediawiki": "mediawiki",
    ".wikitext": "mediawiki",
    ".ipynb": "notebook",
    ".eml": "email",
}
"""The format of a file by its suffix; one with another suffix is plain text."""

VALUES = ("json", "yaml", "toml", "properties", "strings", "android", "resx", "stringsdict")
"""The formats of strings with names, such as those of a program."""

_OF_DATA = frozenset({*ROWS, *UNITS, *PACKAGES, *VALUES, "email"})
CONTENT_SUFFIXES = frozenset(suffix for suffix, name in SUFFIXES.items() if name not in _OF_DATA)
"""The suffixes that are taken from a folder; a file named by itself may have any. Rows and values
are most often data of a program, and letters are another's: what of them is prose only a person
knows. Office documents and
e-books are changed only where they are named."""

FIELDS = ("title", "description", "summary", "excerpt", "subtitle", "linkTitle", "alt", "caption")
"""The fields of frontmatter that are prose, wherever in it they stand."""


def of_file(path: str) -> str:
    """Return the format in which the file called `path` is read.

    >>> of_file("notes/README.TXT")
    'plain'
    """
    return SUFFIXES.get(splitext(path)[1].lower(), "plain")


def read_document(
    text: str,
    name: str | None,
    fields: Collection[str] = FIELDS,
    values: Collection[str] = (),
) -> Document:
    """Return `text` as the format called `name` reads it, plain if None.

    `fields` are those of frontmatter that are prose, and `values` those of a file of values that
    are read, all where there are none. Raises ValueError for a format that does not exist.
    """
    document: Document = _parser(name or "plain")(text, values if name in VALUES else fields)
    return document


def is_read_as_it_stands(text: str, name: str | None) -> bool:
    """Return whether all of a text is prose in the format called `name`, plain if None, and no
    comment in it speaks to mtfix."""
    return name in {None, "plain"} and "mtfix" not in text


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
