"""Packs as text: entries are copied from one to another with their comments, and nothing else in
the file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

from mtfix.packs.fields import FIELDS
from mtfix.packs.model import PackError
from mtfix.packs.parse_term import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class EntryText(NamedTuple):
    """The lines of an entry with the comments above it, without the indentation of its list."""

    id: str
    lines: tuple[str, ...]


class PackText(NamedTuple):
    """A pack as text: the sort of its entries, the lines above the first of them, the entries, and
    the column at which their list stands. `end` is the line behind the last entry."""

    sort: str
    head: tuple[str, ...]
    entries: tuple[EntryText, ...]
    column: int
    end: int


def pack_text(text: str, file: str) -> PackText:
    """Return the parts of a pack. Raises PackError for what is none, or has no list of entries."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise PackError(
            file, line, "not understood as YAML", "see `mtfix glossary check`"
        ) from None
    fields = root.value if isinstance(root, yaml.MappingNode) else []
    for at, (key, value) in enumerate(fields):
        if key.value in FIELDS and isinstance(value, yaml.SequenceNode) and not value.flow_style:
            lines = text.splitlines()
            end = fields[at + 1][0].start_mark.line if at + 1 < len(fields) else len(lines)
            return _of_list(key.value, value, lines, end)
    raise PackError(
        file, 1, "there is no list of entries", f"write {' or '.join(FIELDS)} below each other"
    )


def _of_list(sort: str, node: yaml.SequenceNode, lines: Sequence[str], end: int) -> PackText:
    starts = [_with_comments(lines, one.start_mark.line) for one in node.value]
    bounds = [*starts[1:], end]
    column = node.start_mark.column
    entries = tuple(
        EntryText(_id(one), tuple(_entry_lines(lines[start:stop], column)))
        for one, start, stop in zip(node.value, starts, bounds, strict=True)
    )
    last = starts[-1] + len(entries[-1].lines)
    return PackText(sort, tuple(lines[: starts[0]]), entries, column, last)


def _with_comments(lines: Sequence[str], at: int) -> int:
    """The line at which the comments above an entry begin."""
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _entry_lines(lines: Sequence[str], column: int) -> Iterator[str]:
    """The lines of an entry up to what no longer belongs to it: a blank line, or a comment that is
    not indented."""
    inside = False
    for line in lines:
        bare = line[column:] if not line[:column].strip() else line
        if inside and (not bare.strip() or bare.startswith("#")):
            return
        inside |= bare.startswith("-")
        yield bare


def _id(node: yaml.Node) -> str:
    """The id of an entry, without its stage."""
    fields = node.value if isinstance(node, yaml.MappingNode) else []
    told = {key.value: value.value for key, value in fields}
    return str(told.get("id") or slug(str(told.get("term", ""))))


def with_entries(text: str, file: str, added: Sequence[EntryText]) -> str:
    """Return the text of a pack with entries behind its own. Raises PackError."""
    there = pack_text(text, file)
    lines = text.splitlines()
    indent = " " * there.column
    new = [f"{indent}{line}" for one in added for line in one.lines]
    return "\n".join([*lines[: there.end], *new, *lines[there.end :]]) + "\n"


def new_pack(like: PackText, added: Sequence[EntryText]) -> str:
    """Return the text of a new pack with entries of another one and its head."""
    head = [line for line in like.head if not line.lstrip().startswith("#")]
    return "\n".join([*head, *(line for one in added for line in one.lines)]) + "\n"
