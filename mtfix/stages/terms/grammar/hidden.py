"""Grammar that a placeholder hides: *the `x` oracle bone inscriptions are*."""

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

_ARTICLE = lazy_regex(rf"\b(?:the|an?)\s+{PLACEHOLDER}[\s{PLACEHOLDER}]*\Z", re.IGNORECASE)
_VERB = lazy_regex(
    rf"(?:[^,.;:!?\n{PLACEHOLDER}]{{,20}}{PLACEHOLDER}){{1,3}}[^,.;:!?\n{PLACEHOLDER}]{{,20}}"
    r"\b(?:are|were|have|do|is|was|has|does)\b"
)


def is_hidden(text: str, span: Span, term: Term, sentence: Span) -> bool:
    """Return whether a placeholder stands between the variant at `span` and the article or the
    verb that would change with it when it becomes `term`."""
    here = variant_context(text, span, term, sentence)
    if term.is_name and PLACEHOLDER in here.before and _ARTICLE.search(here.before):
        return True
    if PLACEHOLDER not in here.after or not _VERB.match(here.after):
        return False
    return verb_number(here) != ""
