"""Grammar that a placeholder or markup hides: *the `x` oracle bone inscriptions are*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.number import verb_number
from mtfix.stages.terms.grammar.variant_context import variant_context

if TYPE_CHECKING:
    from mtfix.edits.edit import Span
    from mtfix.packs.model import Term

_OPENING = rf"(?:{PLACEHOLDER}|<[^<>\n]{{1,100}}>|[\[(])"
_CLOSING = rf"(?:{PLACEHOLDER}|<[^<>\n]{{1,100}}>|\]\([^()\s]{{,200}}\)|\]\[[^\]\n]{{,80}}\]|[\])])"
"""What hides grammar: placeholders, and in a text of no known format tags, links and brackets."""
_NEAR = 100
"""Characters each side in which something may hide an article or a verb."""
_BESIDE = frozenset(f"<>[](){PLACEHOLDER}")
_ARTICLE = lazy_regex(rf"\b(?:the|an?)\s+(?:{_OPENING}\s*)+\Z", re.IGNORECASE)
_VERBS = {
    number: lazy_regex(
        rf"(?:[^,.;:!?\n<\])(){PLACEHOLDER}]{{,20}}{_CLOSING}){{1,3}}[^,.;:!?\n]{{,20}}"
        rf"\b(?:{verbs})\b"
    )
    for number, verbs in {"singular": "are|were|have|do", "plural": "is|was|has|does"}.items()
}
"""Verbs that would change, by the number that they get."""


def is_hidden(text: str, span: Span, term: Term, sentence: Span) -> bool:
    """Return whether a placeholder or markup stands between the variant at `span` and the article
    or the verb that would change with it when it becomes `term`."""
    beside = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    near = text[max(0, span.start - _NEAR) : span.end + _NEAR]
    if _BESIDE.isdisjoint(beside) and PLACEHOLDER not in near:
        return False
    here = variant_context(text, span, term, sentence)
    if term.is_name and _ARTICLE.search(here.before):
        return True
    number = verb_number(here)
    return number != "" and _VERBS[number].match(here.after) is not None
