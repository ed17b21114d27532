"""The formats that mtfix knows and does not read, by suffix and by how a file begins.

As plain text, their keys, identifiers and structure would be taken for prose.
"""

from __future__ import annotations

import re
from os.path import splitext

from mtfix.regexes.lazy import lazy_regex

_HEAD = 4_000
"""Bytes at the beginning of a file that say its format."""

TRANSLATED = {
    "HTML": ".shtml",
    "JSON": ".webmanifest .geojson .topojson",
    "INI": ".ini .cfg .conf",
    "XML": ".xml .rss .atom .svg .plist .dita .docbook .tbx",
    "subtitles": ".sub .sbv",
    "Org": ".org",
    "LaTeX": ".tex .sty .bib",
    "man page": ".man .roff",
    "a mailbox": ".mbox",
}
"""Suffixes of formats that hold prose: those that are passed over in a folder are counted."""
_OTHERS = {
    "program code": (
        ".py .pyi .js .ts .mjs .cjs .jsx .tsx .vue .svelte .astro .c .h .cc .cpp .hpp .cs .java .kt"
        " .scala .go .rs .rb .php .pl .pm .lua .r .jl .swift .m .mm .dart .ex .exs .erl .hs .clj"
        " .sql .sh .bash .zsh .fish .ps1 .bat .cmd .css .scss .sass .less .graphql .proto .tf"
        " .gradle .cmake .mk .awk .vim .el .lisp .asm .s .f90 .pas .vb .groovy .nim .zig .v"
    ),
    "a patch": ".diff .patch",
    "a signature": ".asc .sig",
    "an archive": ".zip .tar .gz .tgz .bz2 .xz .zst .7z .rar .jar .whl .deb .rpm .lz4 .lzma",
    "an office document": ".xlsx .ods .pptx .odp .doc .xls .ppt .rtf .mobi .azw3",
    "PDF": ".pdf .ps .eps",
    "a table of a program": ".parquet .arrow .feather .avro .orc .sqlite .db .pickle .pkl .npy",
}
_SUFFIXES = {
    suffix: name
    for table in (TRANSLATED, _OTHERS)
    for name in table
    for suffix in table[name].split()
}

_BEGINNINGS = {
    "HTML": lazy_regex(
        r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL
    ),
    "XML": lazy_regex(r"\s*<\?xml\b"),
    "JSON": lazy_regex(r"""\s*(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.)*"\s*:"""),
    "gettext PO": lazy_regex(r'(?:#[^\n]*\n|[ \t\r]*\n)*msg(?:id|ctxt) "'),
    "subtitles": lazy_regex(r"WEBVTT\b|\s*\d+\s*\n\d\d:\d\d:\d\d[,.]\d{3} -->"),
    "program code": lazy_regex(r"#!\s*/"),
    "a patch": lazy_regex(r"diff --git |Index: [^\n]+\n=+\n|--- [^\n]+\n\+\+\+ "),
}
"""How texts begin that are no prose."""


def unread_format_of(path: str) -> str:
    """Return the format that the suffix of a path names, if mtfix does not read it, or nothing.

    >>> unread_format_of("map.GeoJSON"), unread_format_of("notes.txt")
    ('JSON', '')
    """
    return _SUFFIXES.get(splitext(path)[1].lower(), "")


def unread_text_format(data: bytes) -> str:
    """Return the format of a text that its beginning shows, if it is none that mtfix reads as
    plain text, or nothing.

    >>> unread_text_format(b'{"title": "tiktok"}'), unread_text_format(b"{x} is a set.")
    ('JSON', '')
    """
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return next((name for name, begins in _BEGINNINGS.items() if begins.match(head)), "")
