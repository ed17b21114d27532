"""The changes around a replaced term: article, possessive, number, agreement, case.

`fit` returns every change that belongs to one replacement, each where it stands; `as_one` makes
them one. Each subject of grammar has its module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
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
from mtfix.stages.terms.grammar.line_breaks import moved_line_break
from mtfix.stages.terms.grammar.possessive import possessive
from mtfix.stages.terms.grammar.repetition import with_gloss, without_repeated_name
from mtfix.stages.terms.grammar.sounds import takes_an
from mtfix.stages.terms.grammar.variant_context import Change, variant_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.packs.model import Term

__all__ = [
    "Change",
    "as_one",
    "byline_name",
    "ends_phrase",
    "fit",
    "has_article_without_noun",
    "takes_an",
]


def fit(
    text: str, span: Span, term: Term, sentence: Span | None = None, *, wide: bool = True
) -> list[Change]:
    """Return what changes in `text` when the variant at `span` becomes `term`: disjoint, in
    order, the change of the variant itself among them.

    Spans are in code points of `text`; `sentence` is the one around `span`, if it is known.
    With `wide` off, nothing behind the variant goes with it, no gloss and no ending of a company.
    """
    here, kept = variant_context(text, span, term, sentence), ""
    if wide:
        here, kept = with_gloss(with_company_suffix(here))
        here = here if kept else with_company_suffix(here)
    name = cased_term(here) + (f" {term.byline[0]}" if person_named(here) else "") + kept
    article = articles(here)
    here, repeated = without_repeated_name(here)
    before = article or repeated
    whole = Span(span.start, here.end)
    goes = before.span.start if before and not before.new else span.start
    found = [
        before,
        Change(whole, name + full_stop(here)),
        possessive(here),
        *agreement(here),
        moved_line_break(here, Span(goes, here.end)),
    ]
    return sorted(change for change in found if change is not None)


def as_one(text: str, changes: Sequence[Change]) -> Change:
    """Return one change for several, which takes in what stands between them.

    >>> as_one("the bytes are", [Change(Span(0, 9), "Byte"), Change(Span(10, 13), "is")])
    Change(span=Span(start=0, end=13), new='Byte is')
    """
    start = at = changes[0].span.start
    new = ""
    for change in changes:
        new += text[at : change.span.start] + change.new
        at = change.span.end
    return Change(Span(start, at), new)
