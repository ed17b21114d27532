"""Where only an organization can stand: *the CEO of …*, *… announced that*.

An entry names the people and rivals of a company; what is said of every company is here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edit import Span
from mtfix.late import late

if TYPE_CHECKING:
    from mtfix.guards import Place

_OFFICES = (
    r"(?:(?-i:CEO|CFO|COO|CTO)|chief (?:\w+ ){,2}officer|chief executive|board of directors|"
    r"founder|co-founder|chairman|chairwoman|spokes(?:man|woman|person))"
)
_PROPERTY = (
    r"(?:(?-i:IPO)|share price|stock price|shares|shareholders|market value|"
    r"market capitali[sz]ation|valuation|headquarters|employees|investors|"
    r"executives|annual report|app)"
)
_BEFORE = late(
    rf"\b((?:{_OFFICES}|{_PROPERTY}|parent company|subsidiary|takeover|listing|layoffs|interviews?|"
    rf"internship) (?:of|at|from)|(?:stakes?|shares|investors?|invested|invests|layoffs|job|worked|"
    rf"works|offer|engineers?) (?:in|at|from|for)|joined|acquired by|owned by|sued by|"
    rf"{_OFFICES}|parent company)\s+\Z",
    re.IGNORECASE,
)
_RESULT = (
    r"(?:Q[1-4]|quarterly|annual|first|second|third|fourth|record|revenues?|earnings|profits?|"
    r"(?:a |an )?(?:net )?loss|financial|results|sales)"
)
_AFTER = late(
    rf"(?:['’]s?)?\s+({_OFFICES}|{_PROPERTY}|Inc\b|Ltd\b|Corp\b|(?:has |have |also |today )?(?:"
    rf"(?:announced|said|denied|confirmed|admitted) (?:that|it|its|on|in|last|today|plans)|"
    rf"(?:released|posted|reported|published) (?:its |their |a |an )?{_RESULT}|"
    rf"(?:acquired|sued|laid off|filed for|went public|raised \$|hired)))\b",
    re.IGNORECASE,
)
_REACH = 60
_ARTICLE = late(r"\b(?:the|an?|this|that|these|those|our|my|your|his|her|its)\s+\Z", re.IGNORECASE)


def framed(place: Place) -> tuple[str, Span] | None:
    """What around a place says that an organization stands there, and where it says so.

    Behind an article it says nothing: *the CEO of the goose factory* may well be one.
    """
    if place.term.kind != "organization" or place.term.ambiguous != "yes":
        return None
    before, after = place.before(_REACH), place.after(_REACH)
    if found := _BEFORE.search(before):
        start = place.span.start - len(before)
        return f"{_shown(found[1])} …", Span(start + found.start(1), start + found.end(1))
    if (found := _AFTER.match(after)) and not _ARTICLE.search(before):
        end = place.span.end
        return f"… {_shown(found[1])}", Span(end + found.start(1), end + found.end(1))
    return None


def _shown(text: str) -> str:
    return " ".join(text.split())
