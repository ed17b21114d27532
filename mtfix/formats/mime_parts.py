"""The parts of an e-mail whose text is written as it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.formats.value_document import broken
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = lazy_regex(
    r"(?P<name>[!-9;-~]+)[ \t]*:(?P<value>[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)(?:\r?\n|\Z)"
)
_MBOX_LINE = lazy_regex(r"From [^\r\n]*\r?\n")
_LINE_END = lazy_regex(r"\r?\n|\Z")
_KIND = lazy_regex(r"\s*([\w.+-]+/[\w.+-]+)")
_PARAMETER = lazy_regex(r"""\b(charset|boundary)\s*=\s*(?:"([^"]*)"|([^\s;"]+))""", 2)
_DELIMITER = lazy_regex(r"^--(?P<name>[^\r\n]+?)[ \t]*(?:\r?\n|\Z)", 8)
_UTF_8 = frozenset(("", "utf-8", "utf8", "us-ascii", "ascii"))
_WRITTEN_OUT = frozenset(("", "7bit", "8bit", "binary"))
_PGP = "-----BEGIN PGP"


class _Headers(NamedTuple):
    """What the headers of a part say, in small letters but for the boundary."""

    kind: str
    charset: str
    boundary: str
    encoding: str
    is_attached: bool

    @property
    def is_read(self) -> bool:
        """Whether the text of a part reads as it is written."""
        return (
            self.kind == "text/plain"
            and self.charset in _UTF_8
            and self.encoding in _WRITTEN_OUT
            and not self.is_attached
        )


def find_parts(text: str) -> tuple[Span, list[Span]]:
    """Return the headers of an e-mail, and the parts whose text reads as it is written, in order.

    A part that is said to be ASCII and is not, and one that is signed, is none of them.
    Raises FormatError for a text without headers.
    """
    start = found.end() if (found := _MBOX_LINE.match(text)) else 0
    head, headers = _headers(text, start)
    if head.start == head.end:
        raise broken(text, start, "no header stands at its beginning", "e-mail")
    parts = []
    for span, one in _leaves(text, head.end, headers):
        content = text[span.start : span.end]
        is_ascii = one.encoding not in {"8bit", "binary"} and one.charset not in {"utf-8", "utf8"}
        if one.is_read and _PGP not in content and (content.isascii() or not is_ascii):
            parts.append(span)
    return head, parts


def _headers(text: str, start: int) -> tuple[Span, _Headers]:
    """The span of the headers that begin at a place, without the blank line, and what they say."""
    values: dict[str, str] = {}
    at = start
    while found := _HEADER.match(text, at):
        values.setdefault(found["name"].lower(), found["value"])
        at = found.end()
    said = values.get("content-type", "")
    kind = _KIND.match(said)
    parameters = {one[1].lower(): one[2] or one[3] or "" for one in _PARAMETER.finditer(said)}
    return Span(start, at), _Headers(
        kind[1].lower() if kind else "text/plain",
        parameters.get("charset", "").lower(),
        parameters.get("boundary", ""),
        values.get("content-transfer-encoding", "").strip().lower(),
        values.get("content-disposition", "").strip().lower().startswith("attachment"),
    )


def _leaves(text: str, start: int, headers: _Headers) -> Iterator[tuple[Span, _Headers]]:
    """The parts that hold no others, but those of what is signed. What is open is a list."""
    if not headers.kind.startswith("multipart/"):
        yield Span(start, len(text)), headers
        return
    opened = [headers]
    signed = int(headers.kind == "multipart/signed")
    part: tuple[int, _Headers] | None = None
    positions = {headers.boundary: 0}
    for line in _DELIMITER.finditer(text, start):
        name = line["name"]
        closes = name not in positions and name.endswith("--") and name[:-2] in positions
        if not closes and name not in positions:
            continue
        if part and not signed:
            yield Span(part[0], max(part[0], line.start())), part[1]
        part = None
        depth = positions[name[:-2] if closes else name]
        for inner in opened[depth + (not closes) :]:
            positions.pop(inner.boundary, None)
            signed -= inner.kind == "multipart/signed"
        del opened[depth + (not closes) :]
        if closes:
            continue
        head, one = _headers(text, line.end())
        if one.kind.startswith("multipart/") and one.boundary and one.boundary not in positions:
            positions[one.boundary] = len(opened)
            opened.append(one)
            signed += one.kind == "multipart/signed"
        else:
            part = head.end, one
    if part and not signed:
        yield Span(part[0], len(text)), part[1]
