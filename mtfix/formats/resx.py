"""Resources of .NET: the values of data without a type are prose, names and comments are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats.string_styles import XML
from mtfix.formats.value_document import Value, is_identifier
from mtfix.formats.xml_values import attribute, string_document

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mtfix.formats.chosen_fields import ChosenFields
    from mtfix.formats.document import Document
    from mtfix.formats.xml_values import XmlElement

_OF_DESIGNERS = (">>", "$this.")
"""How the names of values begin by which a designer lays out a window, texts aside."""
_TEXT = ".Text"


def parse_document(text: str, fields: Collection[str] = ()) -> Document:
    """Return a resource file as a document, of which `fields` choose the names. Raises FormatError
    where it is no XML."""
    return string_document(text, _values, fields)


def _values(text: str, found: Sequence[XmlElement], chosen: ChosenFields) -> Iterator[Value]:
    data: XmlElement | None = None
    for element in found:
        if element.name == "data":
            name = attribute(text, element, "name").replace("&gt;", ">")
            data = element if _is_text(text, element, name) and chosen.holds([name]) else None
        elif data is None or element.depth <= data.depth:
            data = None
        elif element.name == "value" and not is_identifier(text, element.content):
            yield Value(element.content, XML)


def _is_text(text: str, data: XmlElement, name: str) -> bool:
    is_typed = attribute(text, data, "type") or attribute(text, data, "mimetype")
    return not is_typed and (not name.startswith(_OF_DESIGNERS) or name.endswith(_TEXT))
