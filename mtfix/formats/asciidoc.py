"""AsciiDoc: paragraphs, titles, items, captions and cells are prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats.asciidoc_blocks import find_blocks
from mtfix.formats.light_markup import light_document
from mtfix.formats.prose_blocks import MAIL, SCHEME, Part, hole, nothing
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mtfix.edits.edit import Span
    from mtfix.formats.document import Document

_ADDRESS = rf"(?:{SCHEME}|mailto:)[^\s<>\[\]\"`|]*[\w/)]"
_INLINE = lazy_regex(
    r"(?P<pass>\+\+\+[^+]+\+\+\+|\+\+(?=\S)(?:[^+]|\+(?!\+))+\+\+|\$\$.+?\$\$"
    r"|(?<![\w+])\+(?=[^\s+])[^+\n]*[^\s+]\+(?![\w+])|``[^`]+``|`[^`\n]*`)"
    r"|(?P<reference><<[^<>,\n]*>>)"
    r"|(?P<labelled><<[^<>,\n]*,[ \t]*(?P<label>[^<>]+?)>>)"
    r"|(?P<anchor>\[\[[^\]\n]{0,300}\]\]|\(\(\([^()\n]{0,300}\)\)\))"
    rf"|(?P<link>(?:link:[^\s\[\]]{{1,500}}|{_ADDRESS})\[(?P<text>[^\]\n=\"]{{0,500}}?)(?P<rest>\^?)\])"
    r"|(?P<macro>(?<![\w:])[a-z][\w-]{0,60}:(?!//)[^\s\[\]:]{0,500}\[(?:\\\]|[^\]]){0,800}\])"
    rf"|(?P<url>{_ADDRESS}(?:\[[^\]]{{0,800}}\])?|{MAIL})"
    r"|(?P<attribute>\{[\w:-][\w:@,-]*\})"
    r"|(?P<role>\[[\w.#%, -]+\](?=[#*_`]))"
    r"|(?P<index>\(\((?=\w)|(?<=\w)\)\))"
    r"|(?P<open>(?<![\w*_#\\])(?:\*\*?|__?|##?)(?=[^\s*_#])|(?<=\w)(?:\*\*|__|##)(?=\w))"
    r"|(?P<close>(?<=[^\s*_#])(?:\*\*?|__?|##?)(?![\w*_#]))"
    r"|(?P<script>\^(?=[^\s^])[^\s^]+\^|~(?=[^\s~])[^\s~]+~)"
    r"|(?P<quotes>\"`|`\"|'`(?=\w)|(?<=\w)`')"
    r"|(?P<escape>\\(?=[*_`#^~{\[<+]))"
    r"|(?P<break>[ \t]\+(?=\r?\n|\Z))",
)
_READ_AS = {"escape": "", "index": "", "role": "", "break": ""}
_QUOTES = {'"`': "“", '`"': "”", "'`": "‘", "`'": "’"}
_MARKUP = lazy_regex(r"[*_`#|{<+]")
"""Signs that would be markup in new text."""


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a file of AsciiDoc as a document.

    Listings, literals, passthroughs, macros, attributes, the names of references, comments and
    titles by which a reference calls a section stay.
    """
    return light_document(text, find_blocks(text), _inline, _MARKUP)


def _inline(text: str, block: Span) -> Iterator[Part]:
    """The parts of a block that are no prose."""
    opened: dict[str, int] = {}
    for found in _INLINE.finditer(text, *block):
        kind, (start, end) = found.lastgroup or "", found.span()
        if found["link"] is not None and found["text"].strip():
            yield nothing(start, found.start("text"))
            yield nothing(found.end("text"), end)
        elif found["labelled"] is not None:
            yield nothing(start, found.start("label"))
            yield nothing(found.end("label"), end)
        elif kind == "quotes":
            yield Part(block._replace(start=start, end=end), _QUOTES[found[0]])
        elif kind in {"open", "close"}:
            if found[0] not in opened:
                opened[found[0]] = start
                continue
            first = opened.pop(found[0])
            yield nothing(first, first + end - start)
            yield nothing(start, end)
        elif kind in _READ_AS:
            yield Part(block._replace(start=start, end=end), _READ_AS[kind])
        else:
            yield hole(start, end)
