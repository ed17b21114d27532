"""Whether a text is well-formed XML, and safe to be read: no entities that grow or fetch files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from mtfix.edits.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_OF_ENTITY = 1_000
"""Most characters that a declared entity may stand for."""


class XmlError(ProblemError):
    """A text that is no XML, or none that is read: in which line, counted from 1, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why, line=line)
        self.line, self.why = line, why

    def __str__(self) -> str:
        """The line and the reason, as they stand within a message about the file."""
        return f"line {self.line}: {self.why}"


class Root(NamedTuple):
    """The root element of a document: its name as written, and where its tag begins, in code
    points."""

    name: str
    start: int


def root_of(text: str, visit: Callable[[str, dict[str, str]], object] | None = None) -> Root:
    """Return the root element of a well-formed text; `visit` is told of each element, by its name
    and attributes.

    Raises XmlError. A declared entity may only stand for a short text without other entities,
    so that no text is larger than it looks.
    """
    data = text.encode("utf-8", "surrogatepass")
    parser = expat.ParserCreate("utf-8")
    roots: list[tuple[str, int]] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append((name, parser.CurrentByteIndex))
        if visit is not None:
            visit(name, attributes)

    parser.StartElementHandler = opened
    parser.EntityDeclHandler = lambda *given: _check_entity(parser.CurrentLineNumber, *given)
    parser.DefaultHandler = lambda _text: None  # then references in the text are not expanded
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XmlError(error.lineno, expat.ErrorString(error.code)) from None
    name, start = roots[0]
    return Root(name, len(data[:start].decode("utf-8", "surrogatepass")))


def _check_entity(
    line: int,
    name: str,
    is_parameter: int,
    value: str | None,
    *_others: str | None,
) -> None:
    """Raise XmlError for the declaration of an entity that is not read."""
    if value is None or is_parameter or "&" in value or "%" in value:
        raise XmlError(line, f"the entity {name} stands for other files or entities")
    if len(value) > _MOST_OF_ENTITY:
        raise XmlError(line, f"the entity {name} stands for a long text")
