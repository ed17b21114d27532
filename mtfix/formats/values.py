"""Values of frontmatter that are prose: how each style of writing them reads, and is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.edits.composition import edits_within, positions_by_span
from mtfix.edits.edit import Edit, Span, apply
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

    from mtfix.edits.fix import Fix

_FOLD = r"(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n)[ \t\r\n]*"
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
    """A style of writing values: the escapes in them, and how new text is written."""

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


def read_value(text: str, value: Value, meaning: str) -> list[Edit] | None:
    """Return the edits by which `value` reads as it is meant, None if they don't come to that."""
    edits = list(_edits(text, value))
    moved = [edit._replace(span=edit.span.shifted(-value.start)) for edit in edits]
    decoded = apply(text[value.start : value.end], moved)
    return edits if decoded.replace("\r\n", "\n") == meaning else None


def _edits(text: str, value: Value) -> Iterator[Edit]:
    for sign in _STYLES[value.style].signs.finditer(text, value.start, value.end):
        yield Edit(Span(*sign.span()), sign[0], _decoded_sign(sign[0]))


def _decoded_sign(sign: str) -> str:
    """Return the text that an escape stands for; an escape that can't be decoded, as it is."""
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
    value: where only a part of it changes, see `quote`.
    """
    if value.style == "plain" and span == (value.start, value.end) and not _is_plain(new):
        return f'"{_in_double(new)}"'
    return _STYLES[value.style].written(new)


def quote(values: list[Value], text: str, fixes: Sequence[Fix]) -> list[Fix]:
    """Return fixes, as they are written, of which those quote a plain value that make it need
    quotes. Where several change one value, each that quotes is after those before it."""
    plain = [Span(value.start, value.end) for value in values if value.style == "plain"]
    quoted = list(fixes)
    for index, positions in positions_by_span(plain, fixes).items():
        _quote(plain[index], text, fixes, positions, quoted)
    return quoted


def _quote(
    whole: Span, text: str, fixes: Sequence[Fix], positions: Sequence[int], quoted: list[Fix]
) -> None:
    """Put among `quoted` those of the fixes that change a value which it needs quotes after."""
    old = text[whole.start : whole.end]
    needs_quotes = False
    for count, at in enumerate(positions, 1):
        inner = edits_within(whole, fixes, positions[:count])
        if inner and inner[0].old == old:
            continue  # quoted as it was written
        new = apply(old, inner)
        needs_quotes = needs_quotes or not _is_plain(_STYLES["plain"].signs.sub(" ", new))
        if needs_quotes:
            outside = [edit for edit in quoted[at].edits if not edit.span.within(whole)]
            edits = sorted([*outside, Edit(whole, old, f'"{_in_double(new)}"')])
            after = sorted({*quoted[at].after, *positions[: count - 1]})
            quoted[at] = quoted[at]._replace(edits=tuple(edits), after=tuple(after))


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
