"""The strings in YAML, with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.formats.values import Value
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.edits.edit import Span
    from mtfix.formats.prose_fields import Holds

_STRING = "tag:yaml.org,2002:str"
_DEEPEST = 500
_BRACKET = lazy_regex(r"[\[\]{}]")
_NESTED = lazy_regex(r"(?:[-?:][ \t]+){50}")
_HEADER = lazy_regex(r"[|>][^\r\n]*(?:\r\n|\r|\n)[ \t]*")
_QUOTES = {"'": "single", '"': "double"}
_BLOCKS = {"|": "literal", ">": "folded"}


def yaml_strings(
    text: str, span: Span, holds: Holds, *, is_mapping: bool = False
) -> list[tuple[Value, str]] | None:
    """Return the strings in a span that are held by their keys, each with what it means; None
    where the parser refuses it, or with `is_mapping` where it is no mapping."""
    import yaml

    if is_deep(text, span):
        return None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        roots = list(yaml.compose_all(text[span.start : span.end], Loader=loader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if is_mapping and not _is_one_mapping(roots):
        return [] if roots in ([], [None]) else None
    strings = (node for root in roots if root for node in _strings(root, holds))
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


def _strings(root: Any, holds: Holds) -> Iterator[Any]:
    """The strings below `root` that are held, aliases where they stand first."""
    seen: set[int] = set()
    stack: list[tuple[Any, tuple[str | int, ...]]] = [(root, ())]
    while stack:
        node, path = stack.pop()
        if node.id == "scalar":
            if node.tag == _STRING and holds(path):
                yield node
        elif id(node) not in seen:
            seen.add(id(node))
            if node.id == "sequence":
                stack += [(item, (*path, at)) for at, item in enumerate(node.value)]
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
