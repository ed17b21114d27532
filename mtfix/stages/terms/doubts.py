"""Why a place is only suggested, whatever speaks for the term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar import has_article_without_noun, is_hidden, marks_around
from mtfix.stages.terms.vetoes.longer_name import longer_name

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_DETERMINER = lazy_regex(
    r"\b(?:its|our|my|his|her|their|your|this|these|those|no|any|some|every|each|another|such)\s+\Z",
    re.IGNORECASE,
)


def doubt(candidate: Candidate) -> Reason | None:
    """Return what is doubtful about a candidate by itself, or None."""
    if longer_name(candidate):
        return Reason("longer-name")
    if candidate.term.is_name and not candidate.case_only:
        if candidate.term.kind == "organization" and _determined(candidate):
            return Reason("determiner")
        if has_article_without_noun(candidate.page.text, _with_marks(candidate)):
            return Reason("article")
    return None


def hidden_grammar(candidate: Candidate) -> Reason | None:
    """Return a reason where what would have to change with a term stands behind something that
    can't be read, or None. Half of it is never made."""
    page, span = candidate.page, candidate.span
    if candidate.case_only:
        return None
    is_half = is_hidden(page.text, span, candidate.term, page.sentence(span))
    return Reason("hidden-grammar") if is_half else None


def _with_marks(candidate: Candidate) -> Span:
    """The span of a candidate with the marks directly around it."""
    opening, closing = marks_around(candidate.page.text, candidate.span)
    return Span(candidate.span.start - opening, candidate.span.end + closing)


def _determined(candidate: Candidate) -> bool:
    """Whether *its*, *this* or *some* stands before the place and no noun behind it."""
    if not _DETERMINER.search(candidate.before(20)):
        return False
    start = len("a ")
    return has_article_without_noun(
        f"a {candidate.old}{candidate.after(60)}", Span(start, start + len(candidate.old))
    )
