"""Places where no term is ever touched: one function for each reason, and the table of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.matching.page_language import in_other_language
from mtfix.stages.terms.vetoes.code_line import in_code_line
from mtfix.stages.terms.vetoes.identifier import in_identifier
from mtfix.stages.terms.vetoes.lowercase_use import lowercase_intended
from mtfix.stages.terms.vetoes.mention import mentioned
from mtfix.stages.terms.vetoes.name_within import ordinary_words
from mtfix.stages.terms.vetoes.word_list import in_word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.stages.terms.candidate import Candidate


def protected(candidate: Candidate) -> Reason | None:
    """Return why nothing may change at a place, whatever stands there, or None."""
    return candidate.page.protected(candidate.span)


def foreign(candidate: Candidate) -> Reason | None:
    """Return a reason where the sentence is not in the language that the entry repairs."""
    other = in_other_language(candidate.page, candidate.span, candidate.term.language)
    return Reason("other-language") if other else None


VETOES: tuple[Callable[[Candidate], Reason | None], ...] = (
    protected,
    in_identifier,
    mentioned,
    in_code_line,
    lowercase_intended,
    ordinary_words,
    foreign,
    in_word_list,
)
"""Asked in this order; each returns why a place stays as it is, or None."""


def first_veto(candidate: Candidate) -> Reason | None:
    """Return the first reason why a place stays as it is, or None."""
    for veto in VETOES:
        reason = veto(candidate)
        if reason is not None:
            return reason
    return None
