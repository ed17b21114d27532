"""The strings in TOML, with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.formats.values import Value
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.formats.prose_fields import Holds

_DOTTED = lazy_regex(
    r"(?<![\w\"'-])(?:[\w\"'-]+[ \t]*\.[ \t]*){50}"
)  # the parser takes the square of it
_TOKEN = lazy_regex(
    r'(#[^\r\n]*)|("""(?:\\[\s\S]|[^\\])*?"""|' + r"'''[\s\S]*?'''"
    r'|"(?:\\.|[^"\\\r\n])*"|' + r"'[^'\r\n]*')"
    r"|[A-Za-z0-9_-]+|[\[\]{}=]|\n"
)
_ASSIGN = "="


def toml_strings(text: str, span: Span, holds: Holds) -> list[tuple[Value, str]] | None:
    """Return the strings in a span of TOML that are held by their last key, each with what it
    means; None where the parser refuses it."""
    import tomllib

    if _DOTTED.search(text, *span):
        return None
    try:
        tomllib.loads(text[span.start : span.end].replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None
    return _of_tokens(text, span, holds)


def _of_tokens(text: str, span: Span, holds: Holds) -> list[tuple[Value, str]]:
    found = []
    tokens = [token for token in _TOKEN.finditer(text, *span) if not token[1]]
    key, outer = "", []
    for index, token in enumerate(tokens):
        sign = token[0]
        if sign == _ASSIGN and index:
            key = tokens[index - 1][0].strip("\"'")
        elif sign in "[{":
            outer.append(key)
            key = key if sign == "[" else ""
        elif sign in "]}":
            key = outer.pop() if outer else ""
        elif sign == "\n":
            key = key if outer else ""
        elif token[2] and holds((key,)) and not _is_key(tokens, index):
            meaning = _meaning(sign)
            if meaning is not None:
                found.append((_inner(token.start(), sign), meaning))
    return found


def _is_key(tokens: list[Any], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1][0] == _ASSIGN


def _inner(start: int, raw: str) -> Value:
    """The text of a string: without its quotes, and the line end that may follow three."""
    quotes = 3 if raw[:3] in ('"""', "'''") else 1
    skipped = len(raw[quotes:]) - len(raw[quotes:].removeprefix("\r").removeprefix("\n"))
    first = quotes + (skipped if quotes == 3 else 0)
    return Value(start + first, start + len(raw) - quotes, "json" if raw[0] == '"' else "raw")


def _meaning(raw: str) -> str | None:
    import tomllib

    try:
        return str(tomllib.loads("v = " + raw.replace("\r\n", "\n"))["v"])
    except ValueError:
        return None
