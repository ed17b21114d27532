"""The fields of YAML, TOML and JSON that are prose, with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.edits.edit import Span
from mtfix.formats import values as styles
from mtfix.formats.values import Value
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from mtfix.edits.edit import Edit
    from mtfix.formats.chosen_fields import ChosenFields

_LARGEST = 200_000
"""Frontmatter above this is a hole: nobody writes it, and parsers recurse."""


class _Chosen(frozenset[str]):
    """The fields of a file of which all strings are prose that `fields` holds."""

    fields: ChosenFields

    def __contains__(self, _name: object) -> bool:
        return True


Values = list[tuple[Value, "list[Edit]"]]


def values(kind: str, text: str, span: Span, fields: Collection[str]) -> Values | None:
    """Return the prose values in `span` of `text`, in order, with how each reads.

    None where the parser of the kind refuses it. A value that does not read exactly as the
    parser says is left out.
    """
    if span.end - span.start > _LARGEST:
        return None
    found = _KINDS[kind](text, span, frozenset(fields))
    return None if found is None else _readable(text, found)


def all_values(kind: str, text: str, chosen: ChosenFields) -> Values | None:
    """Return the strings in a file of a kind that are values, as `values` does: those chosen."""
    every = _Chosen()
    every.fields = chosen
    found = _KINDS[kind](text, Span(0, len(text)), every)
    return None if found is None else _readable(text, found)


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


# --- YAML ------------------------------------------------------------------------------------

_STRING = "tag:yaml.org,2002:str"
_DEEPEST = 500
_BRACKET = lazy_regex(r"[\[\]{}]")
_NESTED = lazy_regex(r"(?:[-?:][ \t]+){50}")
_HEADER = lazy_regex(r"[|>][^\r\n]*(?:\r\n|\r|\n)[ \t]*")
_QUOTES = {"'": "single", '"': "double"}
_BLOCKS = {"|": "literal", ">": "folded"}


def _yaml(text: str, span: Span, fields: Collection[str]) -> list[tuple[Value, str]] | None:
    import yaml

    if is_deep(text, span):
        return None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        roots = list(yaml.compose_all(text[span.start : span.end], Loader=loader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(fields, _Chosen) and not _is_one_mapping(roots):
        return [] if roots in ([], [None]) else None
    strings = (node for root in roots if root for node in _strings(root, fields))
    nodes = {node.start_mark.index: node for node in strings}
    found = (_of_node(text, span.start, node) for node in nodes.values())
    return [one for one in found if one]


def _is_one_mapping(roots: list[Any]) -> bool:
    return len(roots) == 1 and roots[0] is not None and roots[0].id == "mapping"


def is_deep(text: str, span: Span) -> bool:
    """Whether nodes may lie so deep in one another that the parser, which calls itself for
    each and is not stopped, would end the process."""
    depth = 0
    for sign in _BRACKET.finditer(text, *span):
        depth = depth + 1 if sign[0] in "[{" else max(0, depth - 1)
        if depth > _DEEPEST:
            return True
    return bool(_NESTED.search(text, *span))


def _strings(root: Any, fields: Collection[str]) -> Iterator[Any]:
    """The strings below `root` that belong to one of the fields, aliases once."""
    if isinstance(fields, _Chosen):
        yield from _chosen_strings(root, fields.fields)
        return
    seen: set[int] = set()
    stack = [(root, False)]
    while stack:
        node, prose = stack.pop()
        if node.id == "scalar":
            if prose and node.tag == _STRING:
                yield node
        elif id(node) not in seen:
            seen.add(id(node))
            if node.id == "sequence":
                stack += [(item, prose) for item in node.value]
            else:
                stack += [
                    (item, key.value in fields) for key, item in node.value if key.id == "scalar"
                ]


def _chosen_strings(root: Any, chosen: ChosenFields) -> Iterator[Any]:
    """The strings below `root` that are chosen, aliases where they stand first."""
    seen: set[int] = set()
    stack: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while stack:
        node, path = stack.pop()
        if node.id == "scalar":
            if node.tag == _STRING and chosen.holds(path):
                yield node
        elif id(node) not in seen:
            seen.add(id(node))
            if node.id == "sequence":
                stack += [(item, (*path, str(at))) for at, item in enumerate(node.value)]
            else:
                stack += [
                    (item, (*path, key.value)) for key, item in node.value if key.id == "scalar"
                ]


def _of_node(text: str, offset: int, node: Any) -> tuple[Value, str] | None:
    start, end = offset + node.start_mark.index, offset + node.end_mark.index
    sign = text[start : start + 1]
    if not node.style:
        return Value(start, end, "plain"), node.value
    if node.style != sign:  # a tag or an anchor stands before it
        return None
    if sign in _QUOTES:
        return Value(start + 1, end - 1, _QUOTES[sign]), node.value
    header = _HEADER.match(text, start, end)
    if not header:
        return None
    end = header.end() + len(text[header.end() : end].rstrip())
    return Value(header.end(), end, _BLOCKS[sign]), node.value.rstrip()


# --- TOML and JSON -----------------------------------------------------------------------------

_DOTTED = lazy_regex(
    r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){50}"
)  # the parser takes the square of it
_TOKEN = lazy_regex(
    r'(#[^\r\n]*)|("""(?:\\[\s\S]|[^\\])*?"""|' + r"'''[\s\S]*?'''"
    r'|"(?:\\.|[^"\\\r\n])*"|' + r"'[^'\r\n]*')"
    r"|[A-Za-z0-9_-]+|[\[\]{}=:]|\n"
)


def _toml(text: str, span: Span, fields: Collection[str]) -> list[tuple[Value, str]] | None:
    import tomllib

    if _DOTTED.search(text, *span):
        return None
    try:
        tomllib.loads(text[span.start : span.end].replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None
    return _of_tokens(text, span, fields, "=", _toml_value)


def _json(text: str, span: Span, fields: Collection[str]) -> list[tuple[Value, str]] | None:
    return _of_tokens(text, span, fields, ":", _json_value)


def _of_tokens(
    text: str,
    span: Span,
    fields: Collection[str],
    assign: str,
    decode: Callable[[str], str | None],
) -> list[tuple[Value, str]]:
    """The strings that belong to one of the fields; `assign` stands between key and value."""
    found = []
    tokens = [token for token in _TOKEN.finditer(text, *span) if not token[1]]
    key, outer = "", []
    for index, token in enumerate(tokens):
        sign = token[0]
        if sign == assign and index:
            key = tokens[index - 1][0].strip("\"'")
        elif sign in "[{":
            outer.append(key)
            key = key if sign == "[" else ""
        elif sign in "]}":
            key = outer.pop() if outer else ""
        elif sign == "\n":
            key = key if outer else ""
        elif token[2] and key in fields and not _is_key(tokens, index, assign):
            meaning = decode(sign)
            if meaning is not None:
                found.append((_inner(token.start(), sign), meaning))
    return found


def _is_key(tokens: list[Any], index: int, assign: str) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1][0] == assign


def _inner(start: int, raw: str) -> Value:
    """The text of a string: without its quotes, and the line end that may follow three."""
    quotes = 3 if raw[:3] in ('"""', "'''") else 1
    skipped = len(raw[quotes:]) - len(raw[quotes:].removeprefix("\r").removeprefix("\n"))
    first = quotes + (skipped if quotes == 3 else 0)
    return Value(start + first, start + len(raw) - quotes, "json" if raw[0] == '"' else "raw")


def _toml_value(raw: str) -> str | None:
    import tomllib

    try:
        return str(tomllib.loads("v = " + raw.replace("\r\n", "\n"))["v"])
    except ValueError:
        return None


def _json_value(raw: str) -> str | None:
    import json

    try:
        return str(json.loads(raw, strict=False))
    except ValueError:
        return None


_KINDS = {"yaml": _yaml, "toml": _toml, "json": _json}
