"""Strings files of Apple's systems: `"key" = "value";`, with comments in `/* */` and `//`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats.chosen_fields import ChosenFields
from mtfix.formats.document import Comment
from mtfix.formats.string_styles import QUOTED
from mtfix.formats.value_document import Value, broken, value_document
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.document import Document

_STRING = r'"(?:[^"\\]|\\.)*"'
_ENTRY = lazy_regex(
    r"(?P<space>[\s\ufeff]+)|/\*(?P<comment>.*?)\*/|//(?P<line>[^\n]*)"
    rf'|(?P<key>{_STRING}|[\w.$-]+)\s*=\s*"(?P<value>(?:[^"\\]|\\.)*)"\s*;',
    re.DOTALL,
)


def parse_document(text: str, fields: Collection[str] = ()) -> Document:
    """Return a strings file as a document: its values are prose, its keys are not.

    `fields` choose values by their keys. Raises FormatError where it is not valid.
    """
    chosen = ChosenFields(fields)
    values, comments = [], []
    at = 0
    while at < len(text):
        entry = _ENTRY.match(text, at)
        if not entry:
            raise broken(text, at, 'here "key" = "value"; is expected', "strings file")
        if entry["value"] is not None:
            if chosen.holds([entry["key"].strip('"')]):
                values.append(Value(Span(*entry.span("value")), QUOTED))
        elif entry["space"] is None:
            words = entry["comment"] or entry["line"] or ""
            comments.append(Comment(Span(*entry.span()), words.strip()))
        at = entry.end()
    chosen.check()
    return value_document(text, values, comments=tuple(comments))
