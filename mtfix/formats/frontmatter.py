"""Frontmatter: some fields of it are prose, all else becomes a placeholder.

Between two values a placeholder stands in a block of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Edit, Span
from mtfix.formats.document import Comment
from mtfix.formats.prose_fields import frontmatter_values, json_end
from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtfix.formats.values import Value

_OPEN = lazy_regex(r"\ufeff?(---|\+\+\+)[ \t]*(\r\n|\r|\n)")
_CLOSE = {
    "---": lazy_regex(r"^(?:---|\.\.\.)[ \t]*(?=\r|$)", 8),
    "+++": lazy_regex(r"^\+\+\+[ \t]*(?=\r|$)", 8),
}
_KINDS = {"---": "yaml", "+++": "toml"}
_KEY = lazy_regex(r"""^[ ]{,2}["']?mtfix["']?[ \t]*[:=][ \t]*["']?([^\r\n"'#,}]*)""", 8)
_JSON_KEY = lazy_regex(r"""^\{(?:[^{}\[\]]*,)?\s*"mtfix"\s*:\s*"?([^\r\n",}]*)""")
_OFF = frozenset({"off", "false", "no"})


class Front(NamedTuple):
    """Where frontmatter ends, before its line end; how it reads; the values that are prose."""

    end: int
    edits: list[Edit]
    values: list[Value]
    comments: tuple[Comment, ...]


NONE = Front(0, [], [], ())


def read_frontmatter(text: str, fields: Collection[str]) -> Front:
    """Return the frontmatter that `text` begins with; that which can't be read is one hole."""
    kind, start, stop, end = _find_borders(text)
    if not end:
        return NONE
    values = frontmatter_values(kind, text, Span(start, stop), fields)
    if values is None and kind == "yaml" and not text[start:stop].partition("\n")[0].strip():
        return NONE  # a rule, a blank line, and another rule further down
    edits = _edits(text, end, values or [])
    return Front(end, edits, [value for value, _ in values or ()], _comments(text, start, stop))


def _find_borders(text: str) -> tuple[str, int, int, int]:
    """The kind of frontmatter, the span of what it holds, and where it ends (0: there is none)."""
    opened = _OPEN.match(text)
    if opened:
        closed = _CLOSE[opened[1]].search(text, opened.end())
        if closed:
            return _KINDS[opened[1]], opened.end(), closed.start(), closed.end()
    elif text.startswith("{") and not text.startswith(("{{", "{%")):
        end = json_end(text)
        return "json", 0, end, end
    return "", 0, 0, 0


def _edits(text: str, end: int, values: list[tuple[Value, list[Edit]]]) -> list[Edit]:
    edits: list[Edit] = []
    at = 0
    for value, inner in values:
        edits.append(_hole(text, at, value.start, last=False))
        edits += inner
        at = value.end
    return [*edits, _hole(text, at, end, last=True)]


def _hole(text: str, start: int, end: int, *, last: bool) -> Edit:
    before = "\n\n" if start else ""
    return Edit(
        Span(start, end),
        text[start:end],
        f"{before}{PLACEHOLDER}\n" if last else f"{before}{PLACEHOLDER}\n\n",
    )


def _comments(text: str, start: int, stop: int) -> tuple[Comment, ...]:
    """The key `mtfix`, which says what a comment of that word would."""
    inside = text[start:stop]
    if "mtfix" not in inside:
        return ()
    found = _KEY.search(inside) or (_JSON_KEY.search(inside) if inside[0] == "{" else None)
    if not found:
        return ()
    span = Span(start + found.start(), start + found.end())
    return (Comment(span, comment_text(found[1])),)


def comment_text(value: str) -> str:
    """Return the comment that says the same as a value of the key `mtfix`.

    >>> comment_text(" false")
    'mtfix off'
    """
    value = value.strip()
    return f"mtfix {'off' if value.lower() in _OFF else value}".strip()
