"""A line break within what is replaced moves behind the word that takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.line_wrap import BREAK

if TYPE_CHECKING:
    from mtfix.edits.edit import Edit, Span
    from mtfix.stages.terms.grammar.variant_context import VariantContext


_BREAK = lazy_regex(BREAK)


def moved_line_break(here: VariantContext, taken: Span) -> Edit | None:
    """Return the space behind the term that becomes the line break, if the span that is replaced
    holds a break and the line goes on."""
    broken = _BREAK.search(here.text, *taken)
    if broken is None:
        return None
    word = 0
    while word < len(here.after) and not here.after[word].isspace():
        word += 1
    if here.after[word : word + 1] != " ":
        return None
    return here.edit(here.ahead(word, word + 1), broken[0].lstrip(" \t"))
