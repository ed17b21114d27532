"""Values of frontmatter that are prose: how each style of writing them reads, and is written."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.draft import joined
from mtfix.edits.edit import Edit, Span, apply
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

_FOLD = r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*"
_ESCAPE = r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)"
_PLAIN_ESCAPES = "\"'\\/"


class Value(NamedTuple):
    """The text of a value, without its quotes, and the style it is written in."""

    start: int
    end: int
    style: str


def _as_is(new: str) -> str:
    return new


def _in_single(new: str) -> str:
    return new.replace("'", "''")


def _in_double(new: str) -> str:
    return new.replace("\\", "\\\\").replace('"', '\\"')


class _Style(NamedTuple):
    """What of a value reads as something else, and how new text is written in it."""

    signs: re.Pattern[str]
    written: Callable[[str], str]


_STYLES = {
    "plain": _Style(lazy_regex(_FOLD), _as_is),
    "single": _Style(lazy_regex(f"''|{_FOLD}"), _in_single),
    "double": _Style(lazy_regex(f"{_ESCAPE}|{_FOLD}"), _in_double),
    "folded": _Style(lazy_regex(_FOLD), _as_is),
    "literal": _Style(lazy_regex(r"(?<=[\r\n])[ \t]+"), _as_is),
    "json": _Style(lazy_regex(_ESCAPE), _in_double),
    "raw": _Style(lazy_regex(r"(?!)"), _as_is),
}


def read(text: str, value: Value, meaning: str) -> list[Edit] | None:
    """Return the edits by which `value` reads as it is meant, None if they don't come to that."""
    edits = list(_edits(text, value))
    whole = Span(value.start, value.end)
    moved = [
        edit._replace(span=Span(edit.span.start - whole.start, edit.span.end - whole.start))
        for edit in edits
    ]
    reading = apply(text[whole.start : whole.end], moved)
    return edits if reading.replace("\r\n", "\n") == meaning else None


def _edits(text: str, value: Value) -> Iterator[Edit]:
    for sign in _STYLES[value.style].signs.finditer(text, value.start, value.end):
        yield Edit(Span(*sign.span()), sign[0], _meant(sign[0]), "")


def _meant(sign: str) -> str:
    """What a sign stands for; what can't be shown stays, and so is not what is meant."""
    if sign[0] == "\\":
        if sign[1] in "xuU" and len(sign) > 2:
            char = chr(min(int(sign[2:], 16), 0x10FFFF))
            return char if char.isprintable() else sign
        return sign[1] if sign[1] in _PLAIN_ESCAPES else sign
    if sign == "''":
        return "'"
    return " " if "\n" in sign or "\r" in sign else ""


def written(value: Value, span: Span, new: str) -> str:
    """Return `new` as it is written at `span`, within a value.

    A plain value of YAML that would be read as something else is quoted. That takes the whole
    value: where only a part of it changes, see `quoted`.
    """
    if value.style == "plain" and span == (value.start, value.end) and not _is_plain(new):
        return f'"{_in_double(new)}"'
    return _STYLES[value.style].written(new)


def quoted(values: list[Value], text: str, edits: list[Edit]) -> list[Edit]:
    """Return edits, as they are written, with those of a plain value that needs quotes after
    them as one, which quotes it."""
    result: list[Edit] = []
    for index, group in groupby(edits, lambda edit: _index(values, edit.span)):
        inside = list(group)
        if index >= 0 and values[index].style == "plain":
            inside = _quoted(values[index], text, inside)
        result += inside
    return result


def _quoted(value: Value, text: str, edits: list[Edit]) -> list[Edit]:
    span = Span(value.start, value.end)
    if edits[0].span == span:
        return edits  # quoted as it was written
    old = text[span.start : span.end]
    moved = [
        edit._replace(span=Span(edit.span.start - span.start, edit.span.end - span.start))
        for edit in edits
    ]
    new = apply(old, moved)
    if _is_plain(_STYLES["plain"].signs.sub(" ", new)):
        return edits
    return [joined(span, old, f'"{_in_double(new)}"', edits)]


def _index(values: list[Value], span: Span) -> int:
    """The index of the value that `span` lies in, -1 if it lies in none."""
    index = bisect_right(values, span.start, key=_start) - 1
    return index if index >= 0 and span.end <= values[index].end else -1


def _start(value: Value) -> int:
    return value.start


def _is_plain(new: str) -> bool:
    """Whether YAML reads a plain value as this very text."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root: Any = yaml.compose(f"key: {new}\n", Loader=loader)
        [(_, value)] = root.value
    except (yaml.YAMLError, ValueError, TypeError):
        return False
    return bool(value.value == new and value.tag == "tag:yaml.org,2002:str" and not value.style)
