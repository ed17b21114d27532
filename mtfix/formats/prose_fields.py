"""The fields of YAML, TOML and JSON that are prose, with their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.formats import values as styles
from mtfix.formats.toml_strings import toml_strings
from mtfix.formats.values import Value
from mtfix.formats.yaml_strings import yaml_strings

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.edits.edit import Edit
    from mtfix.formats.chosen_fields import ChosenFields

_LARGEST = 200_000
"""Frontmatter above this is a hole: nobody writes it, and parsers recurse."""

Holds = Callable[[Sequence[str | int]], bool]
"""Whether the value to which some keys lead, and numbers of members in lists, is prose."""
Values = list[tuple[Value, "list[Edit]"]]


def frontmatter_values(kind: str, text: str, span: Span, fields: Collection[str]) -> Values | None:
    """Return the values in `span` of `text` whose key is one of the fields, in order, with how each
    reads; those of a list are its key's.

    None where the parser of the kind refuses it. A value that does not read exactly as the
    parser says is left out.
    """
    if span.end - span.start > _LARGEST:
        return None
    names = frozenset(fields)

    def holds(path: Sequence[str | int]) -> bool:
        return next((key for key in reversed(path) if isinstance(key, str)), "") in names

    if kind == "yaml":
        found = yaml_strings(text, span, holds, is_mapping=True)
    else:
        found = (toml_strings if kind == "toml" else _json_strings)(text, span, holds)
    return None if found is None else _readable(text, found)


def file_values(kind: str, text: str, chosen: ChosenFields) -> Values | None:
    """Return the strings in a file of YAML or TOML that are chosen, as `frontmatter_values`
    does."""
    strings_in = yaml_strings if kind == "yaml" else toml_strings
    found = strings_in(text, Span(0, len(text)), chosen.holds)
    return None if found is None else _readable(text, found)


def _json_strings(text: str, span: Span, holds: Holds) -> list[tuple[Value, str]] | None:
    """The strings in a span of JSON that are held, each with what it means; None where it can't
    be read."""
    import json

    from mtfix.formats.json import walk
    from mtfix.formats.value_document import FormatError

    found: list[tuple[Value, str]] = []
    try:
        for kind, token, path in walk(text[span.start : span.end]):
            if kind == "value" and token.kind == "string" and holds(path):
                start, end = token.span.shifted(span.start)
                found.append(
                    (Value(start + 1, end - 1, "json"), json.loads(token.text, strict=False))
                )
    except (FormatError, ValueError):
        return None
    return found


def _readable(text: str, found: list[tuple[Value, str]]) -> Values:
    """Values in order, each with how it reads, without those that read otherwise than parsed."""
    result: Values = []
    for value, meaning in sorted(found):
        edits = styles.read_value(text, value, meaning)
        if edits is not None and value.start < value.end:
            result.append((value, edits))
    return result


def json_end(text: str) -> int:
    """Return where the JSON object that `text` begins with ends, 0 if it is none."""
    import json

    try:
        found, end = json.JSONDecoder(strict=False).raw_decode(text[:_LARGEST])
    except (ValueError, RecursionError):
        return 0
    return end if isinstance(found, dict) and not text[end : end + 1].strip() else 0
