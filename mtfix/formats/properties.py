"""Java properties: `key = value`, a line going on behind a backslash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.chosen_fields import ChosenFields
from mtfix.formats.document import Comment
from mtfix.formats.string_styles import PROPERTIES
from mtfix.formats.value_document import Value, value_document
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document

_LINE = lazy_regex(
    r"^[ \t\f]*(?:(?P<comment>[#!][^\r\n]*)"
    r"|(?P<key>(?:\\.|[^\s\\=:])+)(?:[ \t\f]*[=:]|[ \t\f])[ \t\f]*"
    r"(?P<value>(?:\\(?:\r\n|[\s\S])|[^\r\n\\])*))",
    8,
)


def parse_document(text: str, fields: Collection[str] = ()) -> Document:
    """Return a properties file as a document: its values are prose, its keys are not. `fields`
    choose values by their keys."""
    chosen = ChosenFields(fields)
    values, comments = [], []
    for line in _LINE.finditer(text):
        if line["comment"] is not None:
            comments.append(Comment(Span(*line.span("comment")), line["comment"][1:].strip()))
        elif chosen.holds([line["key"]]):
            values.append(Value(Span(*line.span("value")), PROPERTIES))
    chosen.check()
    return value_document(text, values, comments=tuple(comments))
