"""English function words, by part of speech and by use. All in small letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def alternatives(words: Iterable[str]) -> str:
    """Return words as the alternatives of a pattern, the longest first.

    >>> alternatives(("on", "onto"))
    'onto|on'
    """
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


# --- by part of speech ---------------------------------------------------------------------------

ARTICLES = _set("a an the")
PRONOUNS = _set("i you he she it we they")
OBJECTS = _set("me him us them")
"""Pronouns that are no subject; *her*, *it* and *you* are in other sets."""
POSSESSIVES = _set("my your his her its our their")
DEMONSTRATIVES = _set("this that these those")
QUANTIFIERS = _set(
    "some any each every no all both either neither much many more most few less least one two "
    "three own such same other another"
)
MODALS = _set("will would can could may might must shall should")
AUXILIARIES = MODALS | _set(
    "is are was were be been being has have had do does did isn't aren't wasn't weren't hasn't "
    "haven't doesn't don't"
)
PREPOSITIONS = _set(
    "of in for with by from to at on between about like than into over under against among through "
    "behind as via without within including versus per off onto toward towards upon besides unlike "
    "near outside inside across along around beyond despite during alongside"
)
CLAUSE_LINKS = _set(
    "that which who where when while because if so until after before although though since unless "
    "whereas but yet"
)
"""Words that begin a clause, subordinate or not, and can stand behind a whole one."""
CONJUNCTIONS = CLAUSE_LINKS | _set("and or nor then")
QUESTION_WORDS = _set("who whom whose which what when where why how whether")
PARTICLES = _set(
    "not there here also too very up down out again only just now still already however moreover "
    "therefore thus hence once due"
)
"""Adverbs that say nothing of any subject."""
FUNCTION_WORDS = frozenset().union(
    *(ARTICLES, PRONOUNS, OBJECTS, POSSESSIVES, DEMONSTRATIVES, QUANTIFIERS, AUXILIARIES),
    *(PREPOSITIONS, CONJUNCTIONS, QUESTION_WORDS, PARTICLES),
)

# --- by use --------------------------------------------------------------------------------------

MOST_FREQUENT = _set(
    "the a an of to in is are and that for on with as was it by from at be has have this its not or"
)
"""No more than the lists of other languages hold, against which they are counted
(`mtfix.text.language`)."""
DISTINCTIVE = _set(
    "the and with from that this these those which what when where why how it its he she they "
    "you your his their our my said says are were been being has have would could should "
    "may might not than then there more some any about after before into "
    "because while who whose every each other others many much very just only also both such "
    "between through during until against without within another again still yet never always "
    "it's don't didn't doesn't isn't can't won't wasn't couldn't he's she's they're we're i'm "
    "people yes please first new year years see did does told made"
)
"""Words that are frequent in English, and words of few other languages: one of them tells that a
sentence is English. Function words that are words elsewhere (*me*, *per*, *under*, *once*) would
mislead, rare ones would add nothing."""
AMBIGUOUS = _set(
    "a an is was in by to at on for as or if be do no not we had her him us them up out over so "
    "of i can will all but most must time"
)
"""Words that are frequent in English, and in other languages as well: they count, but tell
nothing alone."""
SENTENCE_STARTERS = _set(
    "a according after all although an and another as at because before both but by despite "
    "during each even every finally first for from given he her here his how however i if in "
    "instead it its last many meanwhile moreover most my no not now of on once one only other "
    "our over people second she since so some such that the their then there therefore these "
    "they this those though through thus to today under until we what when where whether which "
    "while who why with yesterday you your"
)
"""Words that start sentences and are no names; a capital on them ends the sentence before."""
FREQUENT_LINE_ENDS = _set(
    "name data only more object number same string code list first their main many null source "
    "local branch before single search remote statistics ding ring king ming ying work very "
    "meter over face lock network interface size common next from which functions operators"
)
"""Words, and ends of words, that end lines in any text or log so often that looking at each would
cost more than it finds."""
SMALL_IN_TITLES = _set("a an and as at but by for from in of on or the to with")
"""Words that stay small in a title."""
