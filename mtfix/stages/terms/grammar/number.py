"""Singular and plural: of phrases, nouns and the verbs of terms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.word_patterns import NO_PLURAL, PEOPLE, PREPOSITION

if TYPE_CHECKING:
    from mtfix.packs.model import Term
    from mtfix.stages.terms.grammar.variant_context import VariantContext

_ENDINGS = (
    (r"\b(wo|swords|sports|police|spokes)?man\Z", r"\1men"),
    (r"\bchild\Z", "children"),
    (r"\bperson\Z", "people"),
    (r"\b(craft|aircraft|crayfish|series|species)\Z", r"\1"),
    (r"\b(her|potat|tomat)o\Z", r"\1oes"),
    (r"\bleaf\Z", "leaves"),
    (r"(?<=[^aeiou])y\Z", "ies"),
    (r"is\Z", "es"),
    (r"(s|x|z|ch|sh)\Z", r"\1es"),
)
"""Endings of nouns and what they become; else an *s* is added."""
_TAIL = lazy_regex(
    rf"(?<=\w)\s+(?:(?:{PREPOSITION})\s.*|today|Co\b.*|Company\b.*)\Z", re.IGNORECASE | re.DOTALL
)
_AFTER_NOUN = lazy_regex(rf"(?<=\w)\s+(?:{PREPOSITION})\s.*\Z", re.IGNORECASE | re.DOTALL)
_IRREGULAR = frozenset(PEOPLE.split("|"))
_NOT_PLURAL = ("ss", "us", "is", "'s", "’s")
_REMEMBERED = 2_048
"""Phrases whose answer is kept: each place asks several times of its variant and its term."""


@lru_cache(_REMEMBERED)
def is_plural(phrase: str) -> bool:
    """Return whether the noun that a phrase is about is a plural: *circle of friends* is not.

    >>> [is_plural(text) for text in ("oracle bone inscriptions", "fighting fish", "surging news")]
    [True, True, False]
    """
    words = _TAIL.sub("", phrase.rstrip(".")).split()
    last = words[-1].lower() if words else ""
    if last in _IRREGULAR:
        return True
    return (
        len(last) > 3
        and last.endswith("s")
        and not last.endswith(_NOT_PLURAL)
        and last not in NO_PLURAL
    )


def plural(noun: str) -> str:
    """Return the plural of a noun phrase: of its noun, not of what follows a preposition.

    >>> plural("code repository"), plural("statistical basis"), plural("QR code")
    ('code repositories', 'statistical bases', 'QR codes')
    >>> plural("lamb soup with bread"), plural("tank hero"), plural("stealth aircraft")
    ('lamb soups with bread', 'tank heroes', 'stealth aircraft')
    """
    head = _AFTER_NOUN.sub("", noun)
    tail = noun[len(head) :]
    for ending, new in _ENDINGS:
        if re.search(ending, head):
            return re.sub(ending, new, head) + tail
    return head + "s" + tail


def is_plural_term(term: Term) -> bool:
    """Return whether the verb of a term is a plural: a name is one thing, whatever its ending."""
    if term.number:
        return term.number == "plural"
    return not term.is_name and is_plural(term.term)


def _seems_plural(here: VariantContext) -> bool:
    """Of a mistranslated name any word may have set the verb: *drops travel are*."""
    if here.term.is_name and not is_plural_term(here.term):
        return any(map(is_plural, here.old.split()))
    return is_plural(here.old)


def verb_number(here: VariantContext) -> str:
    """Return the number that a verb gets because the variant had another one than the term:
    singular, plural, or nothing."""
    if here.case_only or not (here.term.is_name or is_plural_term(here.term)):
        return ""  # a common term takes the number of what it replaces
    was, becomes = _seems_plural(here), is_plural_term(here.term)
    return "" if was == becomes else "plural" if becomes else "singular"
