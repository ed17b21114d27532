"""Places that may be part of a longer name: *Jean-François Millet*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.lexicons import lexicon
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar import byline_name

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_TITLES = lazy_regex(
    r"\b(?:CEO|CFO|CTO|COO|President|Chairman|Chairwoman|Founder|Director|Vice|Mr|Ms|Chief|Executive|"
    r"Officer|General|Manager|Group|Inc|Corp|Corporation)\.?$"
)
_WORD_BEFORE = lazy_regex(r"([^\W\d_][\w’'.-]*)\s\Z")
_NAME_AFTER = lazy_regex(r"\s([A-Z][a-z][\w’'-]*)")
_REACH = 40


def longer_name(candidate: Candidate) -> bool:
    """Return whether a capitalised variant continues a capitalised name, as in *Jean-François
    Millet*; or a person is named behind what may be only a title: *the first financial reporter
    Wang*."""
    person = byline_name(candidate.term, candidate.old, candidate.after(_REACH))
    if person:
        return person not in lexicon("surnames", candidate.term.origin)
    if candidate.case_only or not candidate.old[:1].isupper() or candidate.old.isupper():
        return False
    return _name_precedes(candidate) or (candidate.old.istitle() and _name_follows(candidate))


def _name_precedes(candidate: Candidate) -> bool:
    """Whether a word with a capital stands before, other than the first of its sentence, an owner
    or a title."""
    before = _WORD_BEFORE.search(candidate.before(_REACH))
    if not before or not before[1][:1].isupper():
        return False
    if before[1].endswith(("'s", "’s")) or _TITLES.search(before[1]):
        return False
    start = candidate.page.sentence(candidate.span).start
    return candidate.span.start - len(before[0]) > start + 1


def _name_follows(candidate: Candidate) -> bool:
    """Whether a word with a capital follows, other than a title, and what its owner makes, which
    is a cue: *Hongmi Note*."""
    after = _NAME_AFTER.match(candidate.after(_REACH))
    if not after or _TITLES.search(after[1]):
        return False
    return after[1].lower() not in {cue.lower() for cue, _ in candidate.term.cues_for}
