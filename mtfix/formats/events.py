"""Finds the markup of a Markdown text with a parser: the spans, in bytes, that are no prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.formats.offsets import MarkupSpan

BLOCKS = "\n\n"
"""Stands in the extracted text for markup between two blocks."""
LINES = "\n"
"""Stands in the extracted text for markup that holds a hard line break."""
SOFT = " "

_DEFINES = (b": ", b":\t")
"""The beginnings of a line that explains the term above it, in many dialects."""
_SHOWN = frozenset({"Link", "Image"})
"""What shows something to a reader even where no text stands in it: a picture, a title."""
_INLINE = frozenset("Emphasis Strong Strikethrough Superscript Subscript Link Image".split())
_LEAVES = frozenset("Code InlineMath DisplayMath FootnoteReference InlineHtml".split())
_QUIET = frozenset("code kbd samp var pre tt script style svg math textarea".split())
"""HTML elements of which nothing is prose."""
_TAG = lazy_regex(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^>]*?(/?)>")
_AMPERSAND = ord("&")


class MarkupSpans(NamedTuple):
    """The spans of a text that are no prose, in order; the indices of those that are HTML; and
    the spans of tables."""

    spans: list[MarkupSpan]
    html: list[int]
    tables: list[tuple[int, int]]


def find_markup(text: str, data: bytes) -> MarkupSpans:
    """Return the spans of `text` that are no prose. `data` holds the bytes of the file, of which
    some are masked in `text` by as many others."""
    walk = _Walk(data)
    for event, where in events(text):
        walk.take(event, where["start"], where["end"])
    walk.close()
    return MarkupSpans(walk.spans, walk.html, walk.tables)


def events(text: str) -> Any:
    from pyromark import Options, events_with_range

    options = (
        Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_MATH
        | Options.ENABLE_GFM
        | Options.ENABLE_HEADING_ATTRIBUTES
    )
    return events_with_range(text, options=options)


def code(text: str) -> list[tuple[int, int]]:
    """Return where code stands in `text`, in bytes and in order."""
    found = []
    for event, where in events(text):
        if type(event) is dict:
            tag = event.get("Start")
            if "Code" in event or (type(tag) is dict and "CodeBlock" in tag):
                found.append((where["start"], where["end"]))
    return found


class _Walk:
    """Takes events in order. The events `Text` stand for prose, all between them is markup:
    `at` is the end of what is known, `gap` the text that replaces the markup from there on."""

    __slots__ = ("at", "data", "gap", "html", "quiet", "skip", "soft", "spans", "tables")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.spans: list[MarkupSpan] = []
        self.html: list[int] = []
        self.tables: list[tuple[int, int]] = []
        self.at = self.skip = 0
        self.gap = BLOCKS
        self.soft = -1
        self.quiet: tuple[str, int] | None = None

    def take(self, event: Any, start: int, end: int) -> None:
        if type(event) is str:
            self._sign(event, start, end)
            return
        [(kind, value)] = event.items()
        if kind == "End":
            self._end(value, start, end)
        elif start < self.skip:
            return
        elif kind == "Start":
            self._start(value, start, end)
        elif kind == "Text":
            if start < end:
                self._token(start, end, self._read(value, start, end))
        elif kind in _LEAVES:
            if kind == "InlineHtml":
                self._inline(value, start, end)
            else:
                self._token(start, end, PLACEHOLDER)
        # A task's box belongs to the marks of its item.

    def close(self) -> None:
        self._loud(self.at)
        self._up_to(len(self.data))

    def _sign(self, event: str, start: int, end: int) -> None:
        """A line break inside a paragraph, or a rule between two blocks."""
        if start < self.skip or self.quiet:
            self.at = max(self.at, end) if self.quiet else self.at
        elif event == "SoftBreak" and self.data.startswith(_DEFINES, end):
            self.gap = BLOCKS
        elif event == "SoftBreak":
            if self.data[self.at : start].strip():
                self._up_to(start)
            self.soft = end
        else:
            self.gap = LINES if event == "HardBreak" else BLOCKS

    def _start(self, tag: Any, start: int, end: int) -> None:
        name = tag if type(tag) is str else next(iter(tag))
        if name in _INLINE:
            if self.soft >= 0:
                self._softly(start)
            if type(tag) is dict and tag[name]["link_type"] in {"Autolink", "Email"}:
                self._token(start, end, PLACEHOLDER)
                self.skip = end
            return
        self._loud(self.at)
        self.gap = BLOCKS
        if name in {"CodeBlock", "HtmlBlock", "MetadataBlock"}:
            self.skip = end
            end = start + len(self.data[start:end].rstrip(b"\r\n"))
            self._token(start, end, PLACEHOLDER)
            if name == "HtmlBlock":
                self.html.append(len(self.spans) - 1)
        elif name == "Table":
            self.tables.append((start, end))

    def _end(self, tag: Any, start: int, end: int) -> None:
        name = tag if type(tag) is str else next(iter(tag))
        if name in _SHOWN and self.at <= start and start >= self.skip:
            self._token(start, end, PLACEHOLDER)
        if self.soft >= 0:
            self._softly(self.soft)
        if name not in _INLINE:
            self._loud(self.at)
            self.gap = BLOCKS

    def _inline(self, tag: str, start: int, end: int) -> None:
        """A tag inside a paragraph; what an element such as <code> holds is no prose either."""
        found = _TAG.match(tag)
        slash, name, empty = found.groups() if found else ("", "", "/")
        name = name.lower()
        if self.quiet:
            self.at = max(self.at, end)
            if slash and name == self.quiet[0]:
                self._loud(end)
            return
        if name in _QUIET and not slash and not empty:
            self._token(start, end, None)
            self.quiet = name, start
            return
        self._token(start, end, PLACEHOLDER)
        self.html.append(len(self.spans) - 1)

    def _loud(self, end: int) -> None:
        """The end of an element that holds no prose."""
        if self.quiet:
            self.spans.append((self.quiet[1], end, PLACEHOLDER))
            self.quiet = None
            self.soft = -1

    def _read(self, value: str, start: int, end: int) -> str | None:
        """Return the character that an entity stands for; None for text that needs no decoding."""
        if self.data[start] != _AMPERSAND or self.data[start:end].decode() == value:
            return None
        return value if value.isprintable() or value == "\xa0" else PLACEHOLDER

    def _token(self, start: int, end: int, new: str | None) -> None:
        """Add prose (`new` is None) or a span of markup; all between it and the last one is markup
        as well."""
        if self.quiet:
            self.at = max(self.at, end)
            return
        start = max(start, self.at)
        if self.soft >= 0:
            self._softly(start)
        if end <= start:
            return
        self._up_to(start)
        if new is not None:
            self.spans.append((start, end, new))
        self.at = end

    def _softly(self, start: int) -> None:
        """A line break and what stands at the border of the next line are one space."""
        if self.gap == "":
            self.spans.append((self.at, start, SOFT))
            self.at = start
        self.soft = -1

    def _up_to(self, start: int) -> None:
        if start > self.at or self.gap == BLOCKS:
            self.spans.append((self.at, start, self.gap))
        self.at = start
        self.gap = ""
