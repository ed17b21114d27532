"""String resources of Android: the texts of strings, of arrays of them and of plurals.

What is marked as not to be translated, `xliff:g`, tags and references to other resources are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.formats.prose_blocks import trimmed
from mtfix.formats.string_styles import ANDROID, ANDROID_CDATA
from mtfix.formats.value_document import Value, is_identifier
from mtfix.formats.xml_values import attribute, string_document
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mtfix.formats.chosen_fields import ChosenFields
    from mtfix.formats.document import Document
    from mtfix.formats.xml_values import XmlElement

_LISTS = frozenset(("string-array", "plurals"))
_REFERENCE = lazy_regex(r"[@?][\w.:/+*-]+\Z")
_CDATA = lazy_regex(r"<!\[CDATA\[(.*)\]\]>\Z", 16)


def parse_document(text: str, fields: Collection[str] = ()) -> Document:
    """Return a file of string resources as a document, of which `fields` choose the names.
    Raises FormatError where it is no XML."""
    return string_document(text, _values, fields)


def _values(text: str, found: Sequence[XmlElement], chosen: ChosenFields) -> Iterator[Value]:
    around: list[XmlElement] = []
    for element in found:
        del around[element.depth :]
        around.append(element)
        if not _is_string(text, around) or not chosen.holds(_names(text, around)):
            continue
        span = trimmed(text, *element.content)
        cdata = _CDATA.match(text, *span)
        if cdata and text.find("<![CDATA[", *cdata.span(1)) < 0:
            yield Value(trimmed(text, *cdata.span(1)), ANDROID_CDATA)
        elif not (cdata or _REFERENCE.match(text, *span) or is_identifier(text, span)):
            yield Value(span, ANDROID)


def _names(text: str, around: Sequence[XmlElement]) -> list[str]:
    """The names that lead to a string: of its plural or array, then its quantity."""
    names = (
        attribute(text, one, "name") or attribute(text, one, "quantity") for one in around[-2:]
    )
    return [name for name in names if name]


def _is_string(text: str, around: Sequence[XmlElement]) -> bool:
    """Whether the last of nested elements is a string that is translated."""
    element, outer = around[-1], around[-2].name if len(around) > 1 else ""
    is_item = element.name == "item" and (
        outer in _LISTS or attribute(text, element, "type") == "string"
    )
    if not is_item and element.name != "string":
        return False
    return all(attribute(text, one, "translatable") != "false" for one in around)
