"""The changes around a replaced term: article, possessive, number, agreement, case.

`fit` returns every edit that belongs to one replacement. Each subject of grammar has its module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Edit, Span
from mtfix.stages.terms.grammar.agreement import agreement
from mtfix.stages.terms.grammar.articles import (
    articles,
    byline_name,
    ends_phrase,
    has_article_without_noun,
    person_named,
)
from mtfix.stages.terms.grammar.capitals import cased_term
from mtfix.stages.terms.grammar.company_suffix import full_stop, with_company_suffix
from mtfix.stages.terms.grammar.hidden import is_hidden
from mtfix.stages.terms.grammar.line_breaks import moved_line_break
from mtfix.stages.terms.grammar.possessive import possessive
from mtfix.stages.terms.grammar.repetition import (
    with_gloss,
    with_repeated_end,
    without_repeated_name,
)
from mtfix.stages.terms.grammar.sounds import takes_an
from mtfix.stages.terms.grammar.variant_context import marks_around, variant_context

if TYPE_CHECKING:
    from mtfix.packs.model import Term

__all__ = [
    "byline_name",
    "ends_phrase",
    "fit",
    "has_article_without_noun",
    "is_hidden",
    "marks_around",
    "takes_an",
]


def fit(
    text: str, span: Span, term: Term, sentence: Span | None = None, *, wide: bool = True
) -> tuple[Edit, ...]:
    """Return the edits of `text` by which the variant at `span` becomes `term`: disjoint, in
    order, that of the variant itself among them.

    Spans are in code points of `text`; `sentence` is the one around `span`, if it is known.
    With `wide` off, nothing behind the variant goes with it, no gloss and no ending of a company.
    """
    here, kept = variant_context(text, span, term, sentence), ""
    if wide and not here.closing:
        here, kept = with_gloss(with_company_suffix(with_repeated_end(here)))
        here = here if kept else with_company_suffix(here)
    name = cased_term(here) + (f" {term.byline[0]}" if person_named(here) else "") + kept
    article = articles(here)
    here, repeated = without_repeated_name(here)
    before = article or repeated
    whole = Span(span.start, here.end)
    goes = before.span.start if before and not before.new else span.start
    found = [
        before,
        here.edit(whole, name + full_stop(here)),
        possessive(here),
        *agreement(here),
        moved_line_break(here, Span(goes, here.end)),
    ]
    return tuple(sorted(edit for edit in found if edit is not None))
