"""Articles before a replaced term, and other words that a name does not take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.capitals import is_all_capitals
from mtfix.stages.terms.grammar.number import is_plural, verb_number
from mtfix.stages.terms.grammar.sounds import takes_an
from mtfix.stages.terms.grammar.variant_context import with_case_of
from mtfix.stages.terms.grammar.word_patterns import ADVERB, CONJUNCTION, PREPOSITION, VERB

if TYPE_CHECKING:
    from mtfix.edits.edit import Edit, Span
    from mtfix.packs.model import Term
    from mtfix.stages.terms.grammar.variant_context import VariantContext

_BEFORE = lazy_regex(r"\b([Tt]he|THE|[Aa]n?|AN)\s+\Z")
_LONGEST = len("the")
_DETERMINER = lazy_regex(r"\b(?:an?|these|those|this|every|each)\s+\Z", re.IGNORECASE)
_COUNT = lazy_regex(
    r"\b(?:many|some|several|few|all|most|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+\Z",
    re.IGNORECASE,
)
_HEAD_AFTER = lazy_regex(
    rf"\Z|\s*[.,;:!?)\]”\"—–…\n]|['’]|\s+-+\s|"
    rf"\s+(?:(?:{VERB}|{CONJUNCTION}|(?!of\s+(?-i:[A-Z]))(?:{PREPOSITION})|{ADVERB})\b|\w+ed\b|\()",
    re.IGNORECASE,
)
"""Words that follow a name that no other noun follows. *The Uber of China* keeps its article."""
_AND_A_NAME = lazy_regex(r"\s+(?:and|or|&)\s+(?:[Tt]he\s+)?[A-Z0-9][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*")
_AND_A_NOUN = lazy_regex(
    r"\s+(?:and|or|&)\s+(?!(?:its|his|her|their|other|others|the|an?|several|many|some|all|two)\b)"
    rf"(?!(?:{VERB}|{ADVERB}|{CONJUNCTION}|{PREPOSITION})\b|\w+ed\b)[a-z]",
)
_NOUN = lazy_regex(
    rf"\s+(?!(?:{VERB}|{ADVERB}|{CONJUNCTION}|{PREPOSITION})\b|\w+ed\b)[a-z][\w-]*"
    rf"(?:\Z|[.,;:!?]|\s+(?:{VERB}|{PREPOSITION}|\w+ed)\b)"
)
_REACH = 60
_NAME = lazy_regex(r"\s([A-Z][a-z]+)(?:\s[A-Z]|\b)")


def articles(here: VariantContext) -> Edit | None:
    """Return what becomes of the article before the variant, if anything.

    A name loses the *the* that belonged to the common noun it was taken for; *a* and *an*
    follow the sound of the term, and go where one became many.
    """
    before = here.before
    # The article is the last word: to search all of the sentence for it takes ten times as long.
    article = _BEFORE.search(before, max(0, len(before.rstrip()) - _LONGEST))
    if not article or here.case_only:
        return None
    if article[1].lower() == "the":
        goes = here.term.is_name and (ends_phrase(here.after) or person_named(here))
        return here.edit(here.back(*article.span()), "") if goes else None
    if verb_number(here) == "plural":
        return here.edit(here.back(*article.span()), "")
    new = "an" if takes_an(here.term) else "a"
    if article[1].lower() == new:
        return None
    cased = new.upper() if is_all_capitals(here) else with_case_of(article[1], new)
    return here.edit(here.back(*article.span(1)), cased)


def ends_phrase(after: str) -> bool:
    """Return whether a phrase ends here, as far as what follows it tells.

    >>> [ends_phrase(after) for after in (" said", " and SAP said", " and SAP deal", " office")]
    [True, True, False, False]
    """
    other = _AND_A_NAME.match(after)
    if other:  # *the Oracle and SAP deal closed*, but *Oracle and SAP understand*
        return not _NOUN.match(after[other.end() :])
    return bool(_HEAD_AFTER.match(after)) and not _AND_A_NOUN.match(after)


def has_article_without_noun(text: str, span: Span) -> bool:
    """Return whether *a*, *these* or another word that a name does not take stands before the
    phrase at `span`, and no noun behind it: then it is hardly a name.

    >>> from mtfix.edits.edit import Edit, Span
    >>> has_article_without_noun("He met a US group.", Span(9, 17))
    True
    >>> has_article_without_noun("He met a US group manager.", Span(9, 17))
    False
    """
    before = text[max(0, span.start - _REACH) : span.start]
    words = before.rstrip()
    if words == before or not words:
        return False
    # The word is the last one: to search all before it takes five times as long.
    last = len(words) - len(words.rsplit(None, 1)[-1])
    counted = _COUNT.search(before, last) and is_plural(text[span.start : span.end])
    if not counted and not _DETERMINER.search(before, last):
        return False
    return ends_phrase(text[span.end : span.end + _REACH])


def person_named(here: VariantContext) -> bool:
    """Return whether the variant is a person of the paper, who is named behind it."""
    return byline_name(here.term, here.old, here.after) != ""


def byline_name(term: Term, old: str, after: str) -> str:
    """Return the first part of the name that stands behind a variant which ends with one of the
    `byline` words of its entry; an empty string where there is none."""
    if not old.lower().endswith(term.byline):
        return ""
    name = _NAME.match(after)
    return name[1] if name else ""
