"""The values of a row that are cleaned by themselves, and how each is written in its line.

A row is one line of a file; a format of rows gives its `Cell`s, or says what is wrong with it.
Spans are in code points of the line, those of a value in its text.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from mtfix.edits.edit import Edit, Span
from mtfix.edits.problem import ProblemError
from mtfix.formats.string_styles import QUOTED, XML, decode_backslash
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtfix.edits.fix import Fix

_ESCAPE = lazy_regex(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
)
_DOUBLED = lazy_regex('""')
_NEVER = lazy_regex(r"(?!)")
_PO = lazy_regex(
    r'"[ \t]*\r?\n[ \t]*"|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)'
)
_XML = lazy_regex(
    r"<(?:bpt|ept)\b[^<>]*(?<!/)>.*?</(?:bpt|ept)\s*>|<(ph|it|ut|sub)\b[^<>]*(?<!/)>.*?</\1\s*>"
    r"|<!--.*?-->|<!\[CDATA\[|\]\]>|<[^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});",
    16,
)
_SIGNS = {"plain": _NEVER, "json": _ESCAPE, "quoted": _DOUBLED, "po": _PO, "xml": _XML}
"""The signs of each style that stand for one character, or for none."""
_PAIRED = lazy_regex(r"</?(?:g|mrk|pc|bpt|ept|hi|sc|ec|bx|ex|sm|em)\b|<!|\]")
"""Inline codes of XML that stand for no character: they open or close something."""
_CONTROL = lazy_regex(r"[\x00-\x1f\x7f]")
_SURROGATE = lazy_regex("[\ud800-\udfff]")


class RowError(ProblemError):
    """A line that can't be read as a row: says why, and what to do."""


class RawText(NamedTuple):
    """A text as it is written in a record: as `raw`, from `start` on, in a `style`: plain, json
    (the inside of a string), quoted (with quotes doubled), po (from the first quote to the last),
    xml (the content of an element)."""

    start: int
    raw: str
    style: str

    @property
    def end(self) -> int:
        return self.start + len(self.raw)


class Cell(NamedTuple):
    """A text of a row with the text that it was translated from, if that stands there too.

    `find` says where both are written in the line; it is asked only where something is to be
    told of them.
    """

    text: str
    source: str | None
    find: Callable[[], tuple[RawText, RawText | None]]


class RowReader(Protocol):
    """Reads the lines of one file, from the first on.

    layout: what the first rows have said of all others, such as which column has which name.
        It can be given to another reader, which then reads on behind them.
    is_settled: whether later rows can say no more of that.

    A reader of units has a method `records` that yields the spans of those in a whole file; else
    each line is a row.
    """

    layout: Any

    @property
    def is_settled(self) -> bool: ...

    def row(self, line: str) -> Sequence[Cell]:
        """Return the texts of a line that are cleaned. Raises RowError for one that can't be
        read."""


class RawEditor:
    """Carries places and edits of a text over to the line that it is written in."""

    def __init__(self, raw: RawText) -> None:
        self._raw = raw
        signs = [
            (sign.start(), len(sign[0]) - len(_decode_sign(raw.style, sign[0])))
            for sign in _SIGNS[raw.style].finditer(raw.raw)
        ]
        self._grown = [0, *accumulate(grown for _, grown in signs)]
        self._signs = [start - grown for (start, _), grown in zip(signs, self._grown, strict=False)]

    def at(self, place: int) -> int:
        """Return where a place of the text is in the line."""
        return self._raw.start + place + self._grown[bisect_left(self._signs, place)]

    def span(self, span: Span) -> Span:
        return Span(self.at(span.start), self.at(span.end))

    def fix(self, fix: Fix, positions: int = 0) -> Fix:
        """Return a fix of the text as one of the line, in a sequence in which `positions` fixes
        stand before those of the text."""
        edits = tuple(map(self.edit, fix.edits))
        return fix._replace(edits=edits, after=tuple(at + positions for at in fix.after))

    def edit(self, edit: Edit) -> Edit:
        """Return an edit of the text as one of the line, in which only what really changes is
        written anew."""
        place = self.span(edit.span)
        same, tail = _shared(edit.old, edit.new)
        low, high = self.at(edit.span.start + same), self.at(edit.span.end - tail)
        first = self._raw.start
        new = self.written(edit.new[same : len(edit.new) - tail])
        code = self._code(low, high)
        new = f"{new}{code}" if code.startswith("</") else f"{code}{new}"
        old = self._raw.raw[place.start - first : place.end - first]
        head, foot = old[: low - place.start], old[high - place.start :]
        return edit._replace(span=place, old=old, new=f"{head}{new}{foot}")

    def holds(self, edit: Edit) -> bool:
        """Whether the value can be given the new text of an edit at all."""
        same, tail = _shared(edit.old, edit.new)
        new = edit.new[same : len(edit.new) - tail]
        if not new.isascii() and _SURROGATE.search(new):
            return False
        low, high = self.at(edit.span.start + same), self.at(edit.span.end - tail)
        if self._code(low, high).count("<") > 1:
            return False  # what the codes go round would not be what it was
        return self._raw.style in {"json", "po"} or _CONTROL.search(new) is None

    def _code(self, low: int, high: int) -> str:
        """The inline codes in a part of the record, which an edit of it has to keep."""
        if self._raw.style != "xml":
            return ""
        part = self._raw.raw[low - self._raw.start : high - self._raw.start]
        return "".join(sign[0] for sign in _XML.finditer(part) if sign[0][0] in "<]")

    def written(self, new: str) -> str:
        """Return new text as the value around it is written."""
        match self._raw.style:
            case "json":
                return _json(self._raw.raw, new)
            case "quoted":
                return new.replace('"', '""')
            case "po":
                return QUOTED.write(new)
            case "xml":
                return XML.write(new)
        return new


def decode(raw: RawText) -> str:
    """Return the text that is written, with a placeholder for each inline code that stands for
    something."""
    return _SIGNS[raw.style].sub(lambda sign: _decode_sign(raw.style, sign[0]), raw.raw)


def _decode_sign(style: str, sign: str) -> str:
    """The character that a sign stands for, or nothing."""
    match style:
        case "po":
            return "" if sign[0] == '"' else decode_backslash(sign)
        case "xml" if sign[0] == "&":
            return XML.decode(sign)
        case "xml":
            return "" if _PAIRED.match(sign) else PLACEHOLDER
    return " "  # of these styles, only the width is asked


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many characters both texts begin and, behind those, end with."""
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _json(raw: str, new: str) -> str:
    """New text as it is written in a JSON string: in ASCII if the string is; with its capitals
    in escapes, and its slashes."""
    import json

    written = json.dumps(new, ensure_ascii=raw.isascii())[1:-1]
    if _capital(raw):
        written = _ESCAPE.sub(lambda sign: _upper(sign[0]), written)
    return written.replace("/", "\\/") if "\\/" in raw else written


def _capital(raw: str) -> bool:
    """Whether the first escape with a letter has capitals."""
    letters = (c for sign in _ESCAPE.finditer(raw) for c in sign[0][2:] if c in "abcdefABCDEF")
    return next(letters, "a").isupper()


def _upper(sign: str) -> str:
    return sign.upper().replace("\\U", "\\u") if sign.startswith("\\u") else sign
