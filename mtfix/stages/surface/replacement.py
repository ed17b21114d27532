r"""The template of a surface rule: read once, filled for each match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtfix.regexes.bounded import Match

_LETTER_CASE = re.compile(r"(\\[ul])")
_REFERENCE = re.compile(r"\\([gm])<(\w+)>")


class _Part(NamedTuple):
    """A piece of a template.

    kind: "text", as it stands; "group", what a group of the match holds; "mapped", what the rule
        knows for that; "escaped", text with other escapes, which the match expands itself.
    """

    kind: str
    value: str


class Replacement:
    r"""The template of a rule: text, `\g<name>` for what a group holds, `\m<name>` for what `known`
    has for that. The next letter after `\u` becomes a capital, after `\l` a small one."""

    __slots__ = ("_known", "_parts", "_recased")

    def __init__(self, template: str, known: Mapping[str, str]) -> None:
        head, *rest = _LETTER_CASE.split(template)
        self._known = known
        self._parts = _parts(head)
        self._recased = [
            (sign == r"\u", _parts(part)) for sign, part in zip(rest[::2], rest[1::2], strict=True)
        ]

    def fill(self, match: Match) -> str:
        """Return the new text for a match.

        >>> Replacement(r"\\u\\g<w>!", {}).fill(re.match("(?P<w>foo)", "foo"))
        'Foo!'
        """
        return self._filled(self._parts, match) + self._with_case(match)

    def pieces(self, match: Match) -> list[tuple[Span, str]]:
        """Return what `fill` changes as edits around the groups that stay as they are, so that
        what stands in these is not touched."""
        at, new = match.start(), ""
        pieces: list[tuple[Span, str]] = []
        for part in self._parts:
            low, high = match.span(part.value) if part.kind == "group" else (-1, -1)
            if low < at:
                new += self._filled([part], match)
            else:
                pieces.append((Span(at, low), new))
                at, new = high, ""
        pieces.append((Span(at, match.end()), new + self._with_case(match)))
        edits = [trimmed(match.string, span, piece) for span, piece in pieces]
        return [edit for edit in edits if edit[0].start < edit[0].end or edit[1]]

    def _with_case(self, match: Match) -> str:
        """The parts from the first letter on that changes its case."""
        new = ""
        for is_capital, parts in self._recased:
            text = self._filled(parts, match)
            new += (text[:1].upper() if is_capital else text[:1].lower()) + text[1:]
        return new

    def _filled(self, parts: list[_Part], match: Match) -> str:
        new = ""
        for kind, value in parts:
            if kind == "text":
                new += value
            elif kind == "group":
                new += match[value] or ""
            elif kind == "mapped":
                held = match[value] or ""
                new += self._known.get(held, held)
            else:
                new += match.expand(value)
        return new


def _parts(template: str) -> list[_Part]:
    parts: list[_Part] = []
    at = 0
    for found in _REFERENCE.finditer(template):
        parts += _text(template[at : found.start()])
        name = found[2]
        is_name = not name[0].isdigit()
        kind = "mapped" if found[1] == "m" else "group" if is_name else "escaped"
        parts.append(_Part(kind, name if kind != "escaped" else found[0]))
        at = found.end()
    return [*parts, *_text(template[at:])]


def _text(text: str) -> list[_Part]:
    return [_Part("escaped" if "\\" in text else "text", text)] if text else []


def trimmed(text: str, span: Span, new: str) -> tuple[Span, str]:
    """Return the span and its new text without what both have in common at either end."""
    start, end = span
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while end > start and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Span(start, end), new
