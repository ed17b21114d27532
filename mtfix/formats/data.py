"""YAML and TOML files of strings: all values are prose but those that a program reads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mtfix.edits.draft import Draft
from mtfix.edits.edit import Edit, Span
from mtfix.edits.rule_names import BOILERPLATE
from mtfix.formats import values
from mtfix.formats.chosen_fields import ChosenFields
from mtfix.formats.document import Document, escape_by_part
from mtfix.formats.placeholders import find_placeholders
from mtfix.formats.prose_fields import file_values
from mtfix.formats.value_document import broken, gap, inline_or_hole, is_identifier
from mtfix.formats.yaml_strings import is_deep
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


_LINE = lazy_regex(r"at line (\d+)")


def parse_yaml(text: str, fields: Collection[str] = ()) -> Document:
    """Return a YAML file as a document, of which `fields` choose values by their keys. Raises
    FormatError where it is not valid."""
    return _document("yaml", text, fields)


def parse_toml(text: str, fields: Collection[str] = ()) -> Document:
    """Return a TOML file as a document, of which `fields` choose values by their keys. Raises
    FormatError where it is not valid."""
    return _document("toml", text, fields)


def _document(kind: str, text: str, fields: Collection[str]) -> Document:
    chosen = ChosenFields(fields)
    found = file_values(kind, text, chosen)
    if found is None:
        raise broken(text, _place_of_error(kind, text), "it can't be parsed", kind.upper())
    found = [
        (value, edits)
        for value, edits in found
        if not is_identifier(text, Span(value.start, value.end))
    ]
    chosen.check()
    own = [value for value, _ in found]
    escape = escape_by_part(
        [value.start for value in own],
        lambda index, span, new: values.written(own[index], span, new),
    )
    draft = Draft(text, [edit for edit in _edits(text, found) if edit.old or edit.new])
    quote = partial(values.quote, own, text)
    return Document(draft, escape, quote=quote, unasked=(BOILERPLATE,))


def _place_of_error(kind: str, text: str) -> int:
    """Where a parser stops, or the beginning where it does not say."""
    import tomllib

    import yaml

    if kind == "yaml" and is_deep(text, Span(0, len(text))):
        return 0
    try:
        _ = list(yaml.parse(text)) if kind == "yaml" else tomllib.loads(text)
    except yaml.MarkedYAMLError as error:
        return error.problem_mark.index if error.problem_mark else 0
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        stated = _LINE.search(str(error))
        lines = text.splitlines(keepends=True)[: int(stated[1]) - 1 if stated else 0]
        return sum(map(len, lines))
    return 0


def _edits(text: str, found: Sequence[tuple[values.Value, list[Edit]]]) -> Iterator[Edit]:
    at = 0
    for value, inner in found:
        yield gap(text, Span(at, value.start))
        yield from _with_placeholders(text, Span(value.start, value.end), inner)
        at = value.end
    yield gap(text, Span(at, len(text)))


def _with_placeholders(text: str, span: Span, inner: Sequence[Edit]) -> Iterator[Edit]:
    """The edits by which a value reads, without those in placeholders, and these."""
    holes = [inline_or_hole(text, hole) for hole in find_placeholders(text, span)]
    at = span.start
    for edit in sorted([*inner, *holes], key=lambda edit: (edit.span.start, -edit.span.end)):
        if edit.span.start >= at:
            yield edit
            at = edit.span.end
