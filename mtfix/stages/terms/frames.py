"""Frames: words around a candidate between which only a company or an app can stand.

*The CEO of …*, *… announced that*, *users of …*. An entry names the people and rivals of a
company; what is true of every company is here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar import ends_phrase

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_OFFICES = (
    r"(?:(?-i:CEO|CFO|COO|CTO)|chief (?:\w+ ){,2}officer|chief executive|board of directors|"
    r"founder|co-founder|chairman|chairwoman|spokes(?:man|woman|person))"
)
_STOCK = (
    r"(?:(?-i:IPO)|share price|stock price|shareholders|market value|market capitali[sz]ation|"
    r"valuation|stakes?)"
)
_PROPERTY = rf"(?:{_STOCK}|shares|headquarters|employees|investors|executives|annual report|app)"
_RESULT = (
    r"(?:Q[1-4]|quarterly|annual|first|second|third|fourth|record|revenues?|earnings|profits?|"
    r"(?:a |an )?(?:net )?loss|financial|results|sales)"
)
_CAPITAL = r"(?= (?-i:[A-Z]))"
_TALKS = r"(?:contract|deal|agreement|partnership|merger|lawsuit|talks|negotiations|joint venture)"
_DEEDS = (
    rf"(?:(?:announced|said|denied|confirmed|admitted) (?:that|it|its|on|in|last|today|plans)|"
    rf"(?:released|posted|reported|published) (?:its |their |a |an )?{_RESULT}|laid off|filed for|"
    rf"(?:go|goes|going|went) public|raised (?:\$|US\$|RMB|¥)?\d[\d.]*|was fined|has been fined|"
    rf"(?:acquires?d?|buys?|bought|sue[sd]?|hires?d?|poached|invest(?:s|ed) in|"
    rf"competes? with){_CAPITAL})"
)
_CONCERN = (
    r"company|firm|start-?up|studio|app|unit|fund|school|platform|maker|brand|newspaper|he|she|who|"
    r"(?:engineer|worker|developer|manager|founder|designer|lawyer|graduate|friend|brother|sister|"
    r"wife|husband|father|mother|son|daughter)s?|people|staff|(?<=\w )(?-i:[A-Z])\w+"
)
"""Who works for a company, and what one owns: *backed by* is said of tricks, too."""
_ENDING = (
    r"(?-i:(?:(?:(?:Network|Information|Internet|Digital|Intelligent) )?Technology|Group|"
    r"Holdings?)?,? ?(?:Co\.|Ltd\b|Inc\b|Corp\b))"
)

_FIRM_BEFORE = lazy_regex(
    rf"\b((?:{_OFFICES}|{_PROPERTY}|parent company|subsidiary|takeover|listing|layoffs|interviews?|"
    rf"internship) (?:of|at|from)|(?:stakes?|shares|investors?|invested|invests|layoffs|job|offer|"
    rf"engineers?) (?:in|at|from|for)|joined|(?:owned|sued|hired) by|(?:worked|works) at|"
    rf"{_TALKS} (?:with|against)|{_OFFICES}|parent company)\s+\Z|"
    rf"\b(?:{_CONCERN})\b[^.;:!?]{{,40}}?\b((?:worked|works) (?:in|from|for)|"
    rf"(?:acquired|employed|backed) by)\s+\Z",
    re.IGNORECASE,
)
_FIRM_AFTER = lazy_regex(
    rf"(?:['’]s?)?\s+({_OFFICES}|{_PROPERTY}|{_ENDING}|"
    rf"(?:has |have |had |also |today |will |to )?{_DEEDS})(?!\w)",
    re.IGNORECASE,
)
_EVERYDAY_BEFORE = lazy_regex(
    rf"\b((?:(?-i:CEO|CFO|COO|CTO)|chief executive|{_STOCK}) (?:of|in))\s+\Z", re.IGNORECASE
)
_EVERYDAY_AFTER = lazy_regex(
    rf"(?:['’]s\s+((?:\w+-quarter|Q[1-4]|quarterly|annual|(?-i:CEO|CFO|COO)|{_STOCK}|shares|"
    rf"shipments|revenue|headquarters)\b)|\s+((?-i:CEO|CFO|COO){_CAPITAL}|"
    rf"(?:released|posted|reported) (?:its )?{_RESULT}\b))",
    re.IGNORECASE,
)
_APP_BEFORE = lazy_regex(r"\b(users of)\s+\Z", re.IGNORECASE)
_APP_AFTER = lazy_regex(
    r"(?:['’]s?)?\s+((?:monthly|daily) (?:active )?users|users)\b", re.IGNORECASE
)
_FRAMES = {
    ("organization", "yes"): (_FIRM_BEFORE, _FIRM_AFTER),
    ("organization", "everyday"): (_EVERYDAY_BEFORE, _EVERYDAY_AFTER),
    ("product", "yes"): (_APP_BEFORE, _APP_AFTER),
}
"""Patterns of the words before and after, by kind of entry and how common its variants are."""
_LAST_WORDS = (
    *("of", "at", "from", "in", "for", "by", "with", "against", "joined", "parent company"),
    *("ceo", "cfo", "coo", "cto", "officer", "executive", "directors", "founder"),
    *("chairman", "chairwoman", "spokesman", "spokeswoman", "spokesperson"),
)
"""The last words of the frames before a candidate: most places are refused by these."""
_REACH = 60
_GOES_ON = lazy_regex(
    r"\s+(?:[A-Z\d]|(?:last|this|next|every|each|ahead|early|earlier|late|here|"
    r"worth|worr(?:y|ies)|fears?|hopes?|doubt|vote|react|welcome|\w+ly)\b)|-"
)
_ARTICLE = lazy_regex(r"\b(?:the|an?|this|these|those|our|my|your|his|her|its)\s+\Z", re.IGNORECASE)


class Frame(NamedTuple):
    """A frame around a candidate, as it is shown (`CEO of ...`), and where its words stand."""

    name: str
    span: Span


def frame_around(candidate: Candidate) -> Frame | None:
    """Return the frame around a candidate, or None.

    An article keeps a phrase from being a name: *the CEO of the goose factory* may well be one.
    """
    patterns = _FRAMES.get((candidate.term.kind, candidate.term.ambiguous))
    if patterns is None:
        return None
    before, after = candidate.before(_REACH), candidate.after(_REACH)
    is_possible = before.rstrip().lower().endswith(_LAST_WORDS)
    if is_possible and (found := patterns[0].search(before)) and _ends_here(after):
        start = candidate.span.start - len(before)
        low, high = found.span(found.lastindex or 0)
        return Frame(f"{_in_words(found)} ...", Span(start + low, start + high))
    if (found := patterns[1].match(after)) and not _ARTICLE.search(before):
        shift = candidate.span.end
        low, high = found.span(found.lastindex or 0)
        return Frame(f"... {_in_words(found)}", Span(shift + low, shift + high))
    return None


def _ends_here(after: str) -> bool:
    """Whether no noun follows: *employed by byte skipping algorithms* says nothing; a name or a
    time may, as in *the CEO of byte skipping Zhang Yiming*."""
    return ends_phrase(after) or bool(_GOES_ON.match(after))


def follows_owned_by(candidate: Candidate) -> bool:
    """Return whether *owned by* or the like stands before a candidate: there *by* names a company,
    while an entry may refuse it, as in *faster by byte skipping*."""
    frame = frame_around(candidate)
    return frame is not None and frame.name.endswith(" by ...")


def _in_words(found: re.Match[str]) -> str:
    return " ".join(found[found.lastindex or 0].split())
