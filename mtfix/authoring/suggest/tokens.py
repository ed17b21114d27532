"""The words of a text with their places, and what of them can't make a term."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.edit import Span
from mtfix.text.characters import IDEOGRAPHS
from mtfix.text.sentence_breaks import sentence as sentence_around
from mtfix.text.words import CONJUNCTIONS, FUNCTION_WORDS, PREPOSITIONS, PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN = re.compile(
    rf"[{IDEOGRAPHS}]|(?:(?![{IDEOGRAPHS}])[^\W_])+(?:['’.&+-](?:(?![{IDEOGRAPHS}])[^\W_])+)*"
)
_BREAK = re.compile(
    r"[.,;:!?()\[\]{}<>|\"“”。，；：！？、（）「」《》…—–/*=`\\]|\n\s*\n|\n\s*[-*+#>]"
)
"""Signs that never stand inside a term."""
LONGEST = 300
"""Characters of a sentence that is shown as an example."""


class Token(NamedTuple):
    """A word, an ideograph or a number, and where it stands."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text; ideographs and kana are words of their own.

    >>> [token.text for token in tokens("JD.com's 甲骨 users, 3.5")]
    ["JD.com's", '甲', '骨', 'users', '3.5']
    """
    return [Token(one[0], one.start(), one.end()) for one in _TOKEN.finditer(text)]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LINKS = PREPOSITIONS | CONJUNCTIONS
BEFORE_VERBS = PRONOUNS | _set("who to not never also")
"""Function words that verbs follow."""
CALENDAR = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december jan feb mar apr jun jul aug sep sept"
    " oct nov dec today yesterday tomorrow spring summer autumn winter"
)
NUMBERS = _set(
    "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million"
    " billion trillion first second third half percent twenty thirty forty fifty sixty seventy"
    " eighty ninety fourth fifth sixth several"
)
QUANTITIES = _set(
    "lot lots many much few several numerous number plenty various most some more less all any"
    " every each another such other"
)
PLAIN = FUNCTION_WORDS | CALENDAR | NUMBERS | _set(
    "said says say stated told asked announced showed shown show shows make makes made take takes"
    " took get gets got go goes went come comes came give gives gave use used uses using utilize"
    " utilized utilizes want wants wanted need needs needed help helps helped start started begin"
    " began begun end ended keep kept think thought know knew known see saw seen find found become"
    " became big large small little great good bad new old high low long short early late major"
    " main minor important significant different various similar fast quick quickly slow slowly"
    " rapid rapidly easy hard difficult whole entire total huge enormous tiny nearly almost about"
    " approximately around roughly recently lately currently previously later soon often usually"
    " frequently sometimes mostly mainly largely really quite rather fairly order addition fact"
    " result reason way ways thing things lot lots number part kind sort year years day days week"
    " weeks month months time times people person man men woman women place home country company"
    " firm group city town area problem issue question answer work worked works job plan planned"
    " try tried attempt attempted buy bought purchase purchased sell sold sells show demonstrated"
    " demonstrate demonstrates increase increased rise rose decrease decreased fall fell grow grew"
    " happen happened occur occurred provide provided provides allow allowed allows let cause"
    " caused create created build built include included call called move moved change changed"
    " look looked seem seemed appear appeared explain explained describe described report reported"
    " reports assist assisted able likely possible clear clearly further additional additionally"
    " furthermore besides consequently instead finally eventually according prior following"
    " near nearby close far next last past present well better best worse worst even ever never"
    " always can't won't"
)  # fmt: skip
"""Words that people swap for one another when they polish a sentence."""


def content(words: Iterable[str]) -> list[str]:
    """Return the words that can tell of something."""
    return [word for word in words if word.lower() not in FUNCTION_WORDS]


def parted(text: str, run: Sequence[Token]) -> bool:
    """Whether a sign stands between words that a term never holds."""
    return any(_BREAK.search(text, one.end, other.start) for one, other in pairwise(run))


def sentence(text: str, span: Span) -> Span:
    """Return the sentence around a span, without the marks of a list or a heading before it."""
    start, end = sentence_around(text, span)
    mark = re.compile(r"\s*(?:(?:[-*+>]|#{1,6}|\d+[.)])\s+)*").match(text, start, span.start)
    start = mark.end() if mark else start
    return Span(start, len(text[:end].rstrip()) if end - span.end else end)


def one_line(text: str) -> str:
    return " ".join(text.split())


def distance(one: str, other: str) -> int:
    """How many letters were typed wrong, missed, too many, or swapped (optimal string
    alignment; F. Damerau, "A technique for computer detection and correction of spelling
    errors", CACM 1964).

    >>> distance("recieve", "receive"), distance("byte", "beat")
    (1, 3)
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, a in enumerate(one, 1):
        here = [row]
        for column, b in enumerate(other, 1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (a != b))
            if before and column > 1 and a == other[column - 2] and b == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, last = last, here
    return last[-1]


def singular(phrase: str) -> str:
    """Return a phrase with its last word in the singular, as far as endings tell.

    >>> singular("web crawlers"), singular("closed classes"), singular("glass")
    ('web crawler', 'closed class', 'glass')
    """
    for ending, new in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            return phrase[: -len(ending)] + new
    if phrase.endswith("s") and not phrase.endswith(("ss", "us", "is", "'s", "’s")):
        return phrase[:-1] if len(phrase) > 3 else phrase
    return phrase
