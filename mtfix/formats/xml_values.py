"""Files of strings in XML: the content of some elements is a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.formats.chosen_fields import ChosenFields
from mtfix.formats.document import Comment
from mtfix.formats.placeholders import find_placeholders
from mtfix.formats.value_document import value_document
from mtfix.formats.xml_tokens import attributes, tokens
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from mtfix.formats.document import Document
    from mtfix.formats.value_document import Value
    from mtfix.formats.xml_tokens import XmlToken

    FindValues = Callable[[str, Sequence["XmlElement"], ChosenFields], Iterable[Value]]

_MARKUP = lazy_regex(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(\w+:g)\b[^<>]*(?<!/)>.*?</\1\s*>|<[^<>]*>"
    r"|&lt;/?[A-Za-z][^<>&\n]{0,400}(?:&gt;|>)|&(?!(?:amp|lt|gt|quot|apos);)\w[\w.-]{0,80};",
    16,
)


class XmlElement(NamedTuple):
    """An element: its tag, the span of its content, and the number of those around it."""

    tag: XmlToken
    content: Span
    depth: int

    @property
    def name(self) -> str:
        return self.tag.name


def elements(tokens: Sequence[XmlToken]) -> list[XmlElement]:
    """Return the elements that have content, in the order in which they begin."""
    found: list[XmlElement] = []
    opened: list[tuple[XmlToken, int]] = []
    for token in tokens:
        if token.kind == "open":
            opened.append((token, len(found)))
            found.append(XmlElement(token, Span(token.span.end, token.span.end), len(opened) - 1))
        elif token.kind == "close":
            tag, at = opened.pop()
            found[at] = found[at]._replace(content=Span(tag.span.end, token.span.start))
    return found


def xml_comments(text: str, tokens: Sequence[XmlToken]) -> tuple[Comment, ...]:
    """Return the comments among tokens."""
    return tuple(
        Comment(token.span, text[token.span.start + 4 : token.span.end - 3].strip())
        for token in tokens
        if token.kind == "other" and text.startswith("<!--", token.span.start)
    )


def string_document(text: str, find_values: FindValues, fields: Collection[str] = ()) -> Document:
    """Return a file of strings as a document, of which `fields` choose the names.

    find_values: yields values of elements, in order. One within another is a part of that.
    Raises FormatError where the text is no XML.
    """
    found = tokens(text)
    chosen = ChosenFields(fields)
    values: list[Value] = []
    for value in find_values(text, elements(found), chosen):
        if not values or value.span.start >= values[-1].span.end:
            values.append(value)
    chosen.check()
    return value_document(
        text, values, holes=markup_and_placeholders, comments=xml_comments(text, found)
    )


def attribute(text: str, element: XmlElement, name: str) -> str:
    """Return the value of an attribute, nothing where it is missing."""
    return attributes(text, element.tag.span).get(name, "")


def markup_and_placeholders(text: str, span: Span) -> Iterator[Span]:
    """Yield what of a value is no prose, in order: placeholders, and markup, also such as is
    written with references."""
    found = [Span(*one.span()) for one in _MARKUP.finditer(text, *span)]
    found += find_placeholders(text, span)
    at = span.start
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= at:
            yield one
            at = one.end
