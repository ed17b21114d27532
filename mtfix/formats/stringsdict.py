"""Plurals of Apple's systems (`.stringsdict`): the texts of their forms are prose."""

from __future__ import annotations

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


def parse_document(text: str, _fields: Collection[str] = ()) -> Document:
    """Return a file of plurals as a document. Raises FormatError where it is no XML."""
    return string_document(text, _values)


def _values(text: str, found: Sequence[XmlElement], _chosen: ChosenFields) -> Iterator[Value]:
    key = ""
    for element in found:
        if element.name == "key":
            key = text[slice(*element.content)].strip()
        elif element.name == "string" and key not in _OF_PROGRAMS:
            span = element.content
            if "<" not in text[slice(*span)] and not is_identifier(text, span):
                yield Value(span, XML)
