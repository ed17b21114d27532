"""Places that may be part of a longer name: *Jean-François Millet*."""

from __future__ import annotations

import re
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


def longer_name(candidate: Candidate) -> bool:
    """Whether a capitalised variant continues a capitalised name: *Jean-François Millet*;
    or a person is named behind what may be only a title: *the first financial reporter Wang*."""
    named = byline_name(candidate.term, candidate.old, candidate.after(40))
    if named:
        return named not in lexicon("surnames", candidate.term.origin)
    if candidate.case_only or not candidate.old[:1].isupper() or candidate.old.isupper():
        return False
    sentence = candidate.page.sentence(candidate.span)
    before = re.search(r"([^\W\d_][\w’'.-]*)\s\Z", candidate.before(40))
    owner = before is not None and before[1].endswith(("'s", "’s"))
    if before and before[1][:1].isupper() and not owner and not _TITLES.search(before[1]):
        first = candidate.span.start - len(before[0]) <= sentence.start + 1
        if not first:
            return True
    after = re.match(r"\s([A-Z][a-z][\w’'-]*)", candidate.after(40))
    if not after or _TITLES.search(after[1]) or not candidate.old.istitle():
        return False
    # What speaks for the term names what it makes: *Hongmi Note*.
    return after[1].lower() not in {cue.lower() for cue, _ in candidate.term.cues_for}
