"""gettext PO: each entry has a message and its translation, which is cleaned.

Fuzzy and obsolete entries, which no program shows, are left, and so is the header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.rows.cells import Cell, RawText, RowError, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KEYWORD = lazy_regex(r"(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)[ \t]+(?=\")")
_STRING = lazy_regex(r'[ \t]*"((?:[^"\\\n]|\\.)*)"[ \t]*\r?\Z')
_FUZZY = lazy_regex(r"#,.*\bfuzzy\b")


class _Field(NamedTuple):
    """A field of an entry: its keyword, and where its first string begins and its last ends,
    without their quotes."""

    keyword: str
    start: int
    end: int


class PoReader:
    """Reads the entries of one file. Options name no fields: all translations are read."""

    layout = None
    is_settled = True

    def __init__(self, texts: Sequence[str] = (), sources: Sequence[str] = ()) -> None:
        pass

    def records(self, text: str) -> Iterator[Span]:
        """Yield the entries of a file, without the blank lines between."""
        start, has_translation = -1, False
        at = 0
        for line in text.splitlines(keepends=True):
            sign = line.lstrip(" \t\ufeff")[:6]
            goes_on = sign[:1] == '"' or sign == "msgstr"
            if start >= 0 and (not line.strip() or (has_translation and not goes_on)):
                yield Span(start, at)
                start, has_translation = -1, False
            if line.strip():
                start = at if start < 0 else start
                has_translation = has_translation or sign == "msgstr"
            at += len(line)
        if start >= 0:
            yield Span(start, at)

    def row(self, line: str) -> Sequence[Cell]:
        """Return the translations of an entry, none of one that no program shows. Raises RowError
        for an entry that is not valid."""
        if _FUZZY.search(line):
            return ()
        fields = {field.keyword: field for field in _fields(line)}
        source = fields.get("msgid")
        if source is None or source.start == source.end:
            return ()
        return [
            _cell(line, field, self._source(fields, field))
            for keyword, field in fields.items()
            if keyword.startswith("msgstr") and field.start < field.end
        ]

    def _source(self, fields: dict[str, _Field], field: _Field) -> _Field:
        """The message that a field translates: the plural, behind the first form."""
        plural = fields.get("msgid_plural")
        return fields["msgid"] if plural is None or field.keyword == "msgstr[0]" else plural


def _fields(entry: str) -> Iterator[_Field]:
    """The fields of an entry, in order. Raises RowError where it is not valid."""
    field: _Field | None = None
    at = 0
    for number, line in enumerate(entry.splitlines(keepends=True)):
        text, start = line.rstrip("\n").lstrip("\ufeff"), at + line.startswith("\ufeff")
        at += len(line)
        if not text.strip() or text.lstrip()[0] == "#":
            continue
        keyword = _KEYWORD.match(text.lstrip())
        skipped = len(text) - len(text.lstrip()) + (keyword.end() if keyword else 0)
        string = _STRING.match(text, skipped)
        if string is None or (keyword is None and field is None):
            raise RowError(f"not valid PO in line {number + 1} of the entry; mend its quotes")
        if keyword:
            if field:
                yield field
            field = _Field(keyword[1], start + string.start(1), start + string.end(1))
        elif field:
            field = field._replace(end=start + string.end(1))
    if field:
        yield field


def _cell(entry: str, field: _Field, source: _Field) -> Cell:
    text, said = _raw(entry, field), _raw(entry, source)
    return Cell(decode(text), decode(said), lambda: (text, said))


def _raw(entry: str, field: _Field) -> RawText:
    return RawText(field.start, entry[field.start : field.end], "po")
