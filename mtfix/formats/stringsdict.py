"""Plurals of Apple's systems (`.stringsdict`): the texts of their forms are prose."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from mtfix.formats.string_styles import XML
from mtfix.formats.value_document import Value, is_identifier
from mtfix.formats.xml_values import string_document

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mtfix.formats.chosen_fields import ChosenFields
    from mtfix.formats.document import Document
    from mtfix.formats.xml_values import XmlElement

_OF_PROGRAMS = frozenset(("NSStringFormatSpecTypeKey", "NSStringFormatValueTypeKey"))
"""Keys whose values a program reads."""


def parse_document(text: str, fields: Collection[str] = ()) -> Document:
    """Return a file of plurals as a document, of which `fields` choose the texts by their keys.
    Raises FormatError where it is no XML."""
    return string_document(text, _values, fields)


def _values(text: str, found: Sequence[XmlElement], chosen: ChosenFields) -> Iterator[Value]:
    names: list[str] = []  # the keys that lead to an element
    depths: list[int] = []
    for element in found:
        is_key = element.name == "key"
        while depths and (depths[-1] > element.depth or (is_key and depths[-1] == element.depth)):
            depths.pop()
            names.pop()
        span = element.content
        if is_key:
            depths.append(element.depth)
            names.append(unescape(text[slice(*span)].strip()))
        elif element.name == "string" and names and names[-1] not in _OF_PROGRAMS:
            is_text = "<" not in text[slice(*span)] and not is_identifier(text, span)
            if is_text and chosen.holds(names):
                yield Value(span, XML)
