"""Words and phrases that stand twice, wherever on a page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.english import is_english_prose
from mtfix.stages.surface.found_place import FoundPlace
from mtfix.text.words import FUNCTION_WORDS, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.stages.surface.page_facts import PageFacts

_GOES_ON = alternatives(
    "is are was were of in to for that which with by on at from as will can".split()
)
_DOUBLED = lazy_regex(
    rf"""(?P<phrase>[A-Za-z](?<![\w'’.*`-].)(?:(?<=t)he[ ][A-Za-z]{{3,}}+|[A-Za-z]{{2,}}+)
      (?:[ ][A-Z][a-z]++)?)
    (?:(?P<own>['’]s)?[ ](?P<again>(?i:(?P=phrase)))
      |[ ](?:and|or)[ ](?P=phrase)(?=[.,;:!?)]|[ ](?:{_GOES_ON})\b|\s*\Z)
      |[ ]\((?P=phrase)\))
    (?![\w'’*`(@/-]|\.\w|[ ][Nn]ot\b)""",
    re.VERBOSE,
)
"""A word or name, and the same again: directly, behind *and* or *or*, or in brackets."""
_ON_PURPOSE = frozenset(
    "that had very really long much many again more most over less years days hours weeks months "
    "miles lots tons hundreds thousands millions ages through round around out down away never "
    "ever quite too far yes yeah please bang bye blah bla yadda dear ding knock chop night well "
    "there now here come dub waka half hush wait sing pretty right hear home same one two only big "
    "side face back step little word such part".split()
)
"""Words that authors write twice: for emphasis, as a sound, in an idiom, or by grammar."""
_COMPARATIVE = lazy_regex(r"(?i)[a-z]+er\Z")
_MANY = 3
"""How often a word stands twice on a page where that is meant: as in a refrain, or a name."""


def find_doubles(facts: PageFacts) -> Iterator[FoundPlace]:
    """Yield the words and phrases of English prose that stand twice and are none that authors
    write so on purpose."""
    matches = list(_DOUBLED.finditer(facts.text))
    times = Counter(match["phrase"].lower() for match in matches)
    for match in matches:
        phrase = match["phrase"]
        last = phrase.rpartition(" ")[2].lower()
        if (
            last not in _ON_PURPOSE
            and not (phrase == match["again"] and phrase in FUNCTION_WORDS)  # found by triggers
            and not _COMPARATIVE.fullmatch(last)
            and times[phrase.lower()] < _MANY
            and not _is_name(phrase, match["again"] or phrase)
            and not _is_quoted(facts, match.start())
            and is_english_prose(facts, Span(*match.span()))
        ):
            safety = Safety.SAFE if match["again"] else Safety.SUGGESTED
            yield FoundPlace(Span(*match.span()), phrase + (match["own"] or ""), safety)


def _is_quoted(facts: PageFacts, at: int) -> bool:
    """Whether a place stands in a quotation of its line, in which somebody may stress a word."""
    before = facts.text[facts.line(at).start : at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _is_name(phrase: str, again: str) -> bool:
    """Whether a single word stands twice as a name does, or is two: *Duran Duran*, *json JSON*."""
    is_capital = phrase[:1].isupper() and again[:1].isupper()
    return " " not in phrase and (is_capital or again not in {phrase, phrase.title()})
