"""XLIFF 1.2 and 2, and TMX: units of a source and its translation, which is cleaned.

Inline codes are holes. Units that are not to be translated, and translations that a person has
approved, are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.rows.cells import Cell, RawText, RowError, decode

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

_ATTRIBUTES = r"(?:\s[^<>]*)?"
_SOURCE = lazy_regex(rf"<source{_ATTRIBUTES}(?<!/)>(.*?)</source\s*>", 16)
_TARGET = lazy_regex(rf"<target({_ATTRIBUTES})(?<!/)>(.*?)</target\s*>", 16)
_ALTERNATIVE = lazy_regex(r"<(alt-trans|mtc:match)\b.*?</\1\s*>", 16)
_HEAD = lazy_regex(r"<[^<>]*>")
_LEFT = lazy_regex(r"""\b(?:translate\s*=\s*["']no|approved\s*=\s*["']yes)["']""")
_APPROVED = lazy_regex(r"""\bstate\s*=\s*["'](?:final|signed-off)["']""")
_VARIANT = lazy_regex(
    r"""<tuv\b[^<>]*?\b(?:xml:)?lang\s*=\s*["']([^"'<>]+)["'][^<>]*>.*?"""
    r"<seg\b[^<>]*(?<!/)>(.*?)</seg\s*>",
    16,
)
_ENGLISH = "en"


class _Reader:
    """Reads the units of one file."""

    layout = None
    is_settled = True
    opening: re.Pattern[str]
    closing: re.Pattern[str]

    def __init__(self, texts: Sequence[str] = (), sources: Sequence[str] = ()) -> None:
        pass

    def records(self, text: str) -> Iterator[Span]:
        """Yield the units of a file."""
        at = 0
        while opened := self.opening.search(text, at):
            closed = self.closing.search(text, opened.end())
            if not closed:
                return
            yield Span(opened.start(), closed.end())
            at = closed.end()

    def _cell(self, text: Span, source: Span, unit: str) -> Cell:
        here = RawText(text.start, unit[text.start : text.end], "xml")
        there = RawText(source.start, unit[source.start : source.end], "xml")
        return Cell(decode(here), decode(there), lambda: (here, there))


class XliffReader(_Reader):
    """Reads `trans-unit` of version 1.2 and `segment` of version 2."""

    opening = lazy_regex(r"<(?:trans-unit|segment)(?:\s[^<>]*)?(?<!/)>")
    closing = lazy_regex(r"</(?:trans-unit|segment)\s*>")

    def row(self, line: str) -> Sequence[Cell]:
        """Return the translation of a unit, none where it is missing or to be left. Raises
        RowError for a unit without a source."""
        head = _HEAD.match(line)
        body = _ALTERNATIVE.sub(lambda other: " " * len(other[0]), line)
        source, target = _SOURCE.search(body), _TARGET.search(body)
        if target is None or _LEFT.search(head[0] if head else "") or _is_final(head, target):
            return ()
        if source is None:
            raise RowError("the unit has no source; add it, or take its translation out")
        return [self._cell(Span(*target.span(2)), Span(*source.span(1)), line)]


class TmxReader(_Reader):
    """Reads `tu`: the English variant, with the first other one as its source."""

    opening = lazy_regex(r"<tu(?:\s[^<>]*)?(?<!/)>")
    closing = lazy_regex(r"</tu\s*>")

    def row(self, line: str) -> Sequence[Cell]:
        """Return the English text of a unit, none where it has no other to compare it with."""
        variants = [
            (found[1].lower().startswith(_ENGLISH), Span(*found.span(2)))
            for found in _VARIANT.finditer(line)
        ]
        english = next((span for is_english, span in variants if is_english), None)
        other = next((span for is_english, span in variants if not is_english), None)
        return [self._cell(english, other, line)] if english and other else ()


def _is_final(head: re.Match[str] | None, target: re.Match[str]) -> bool:
    """Whether a person has approved a translation; version 2 says it of the segment."""
    return any(_APPROVED.search(one) for one in (target[1] or "", head[0] if head else ""))
