"""Patterns of where the verb of a term stands, before and behind it: the syntax that agreement
needs of English, each with an example. `Oracle` stands in them for the term."""

from __future__ import annotations

import re

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.word_patterns import (
    ADVERB,
    BASE_VERB,
    NOUN_VERB,
    PAST,
    PEOPLE,
    PLAIN_VERB,
    PREPOSITION,
)
from mtfix.text.words import alternatives

# --- auxiliaries, by the number of their subject -------------------------------------------------

_PAIRS = (("are", "is"), ("were", "was"), ("have", "has"), ("do", "does"))
_NEGATED = tuple((f"{many}n{sign}t", f"{one}n{sign}t") for many, one in _PAIRS for sign in "'’")
_SHORT = tuple((f"{sign}{many}", f"{sign}s") for many in ("re", "ve") for sign in "'’")
FORMS = {
    "singular": dict(_PAIRS + _NEGATED + _SHORT),
    "plural": {one: many for many, one in _PAIRS + _NEGATED},
}
"""The forms that auxiliaries take, by the number that they get."""
FINITE = frozenset("are were aren't weren't aren’t weren’t 're ’re 've ’ve".split())
"""Those that are no infinitive: their subject is a plural."""
_AUXILIARY = alternatives(word for forms in FORMS.values() for word in forms if word[0].isalpha())
_PLURAL_AUXILIARY = r"are|were|have|do|aren['’]t|weren['’]t|haven['’]t|don['’]t"

# --- behind the term -----------------------------------------------------------------------------

_ASIDE = (
    r"(?:\s*[(（](?!(?:and|or)\b)[^()（）\n]{1,60}[)）])?"
    r"(?:\s+(?:in|from|at)\s+(?:the\s+)?(?-i:[A-Z])\w+)?"
    r"(?:,\s+(?:the|an?|its|along|together|as well as|like|unlike|including|now|then|once|formerly|"
    r"however|meanwhile|too|also|in|at|on|by|for|of course|after|since|before|with|without|despite|"
    r"according|based|led|run|known|which|who|whose|where|not|rather|instead|but not|"
    r"(?-i:[A-Z])[\w.]*['’]s|\w+ed|\w+ing)\b[^,;:.()!?]{,80},"
    r"|\s+[–—-]+\s[^–—;:.()!?\n]{1,80}\s[–—-]+(?=\s))?"
)
"""Words that may stand between a subject and its verb: a bracket, a place, or a few words between
commas or dashes."""
_LEAD = rf"[\"”]?{_ASIDE}(?:\s+(?:{ADVERB})\b,?)*"
VERB = lazy_regex(
    rf"{_LEAD}(?:\s+(?P<aux>{_AUXILIARY})\b|(?P<short>['’](?:re|ve))\b|"
    rf"\s+(?P<noun>{NOUN_VERB})(?=\s+(?:to|the|an?|its|their|that|this|more|no)\b)|"
    rf"\s+(?P<verb>{PLAIN_VERB})(?=\s+(?!of\b)\w|\s*[,.;:!?)]|\s*\Z))",
    re.IGNORECASE,
)
"""An auxiliary, or a verb that agrees: *Oracle, a rival, also* ***are***."""
THEMSELVES = lazy_regex(r"\s+(themselves)\b", re.IGNORECASE)
"""*Oracle* ***themselves*** *are*."""
FIRST_VERB = lazy_regex(
    rf"(?:\s+(?:{ADVERB}))*\s+(?:\w+ed|(?!saw|said|thought|found|knew|felt){PAST})\b", re.IGNORECASE
)
"""A past tense, which agrees with any subject: *Oracle* ***grew*** *and is hiring*."""
SECOND_VERB = lazy_regex(
    rf"(?:\s+(?!(?:that|which|who|where|when|because|if|while|as|said|says|say|saw|and|but|or)\b)"
    rf"[\w’'-]+){{1,5}}?\s+(?:and|but)\s+(?:(?:{ADVERB})\s+)*(?P<aux>{_PLURAL_AUXILIARY})\b",
    re.IGNORECASE,
)
"""The second of two verbs, from behind the first on: *Oracle has* ***grown and are*** *hiring*."""
RELATIVE = lazy_regex(
    rf",?\s+(?:which|who)\s+(?:(?:{ADVERB})\s+)*(?P<aux>{_AUXILIARY})\b", re.IGNORECASE
)
"""*Oracle,* ***which are*** *big*."""
TO_DO = lazy_regex(r"\s+(?:to|that|no|more)\b", re.IGNORECASE)
"""Words that show a verb to be a noun if *the* precedes: *the Oracle plan* ***to*** *buy*."""
END = lazy_regex(r"\s*(?:[.,;!?]|\Z)")
"""*So are Oracle***.**"""
WITH_ANOTHER = lazy_regex(
    r"\s*(?:,\s*[\w.’'-]+(?:\s+[\w.’'-]+){0,3}\s*,?\s+(?:and|or)\b|(?:and|or|&|/|as well as)\s)",
    re.IGNORECASE,
)
"""*Are Oracle* ***and*** *SAP …*."""
QUESTION_GOES_ON = lazy_regex(
    rf"\s*[?,)\"“]|\s+(?:\w+ing|\w+ed|{PAST}|been|done|gone|known|shown|{ADVERB}|{PREPOSITION}|the|an?|"
    rf"its|their|so|as|such|no|more|{PLAIN_VERB}|{NOUN_VERB}|{BASE_VERB})\b|\s+(?!{PEOPLE})\w+(?<!s)"
    rf"(?=\s*[?.,!]|\s+(?:{PREPOSITION}|enough|and|or|because|if|when|while)\b)",
    re.IGNORECASE,
)
"""Words behind the subject of a question, not a noun that the term only goes with: *Are Oracle*
***hiring***."""
SUPPOSED = lazy_regex(
    r"\s+(?:not\s+|ever\s+)?to\s|[^.?!]*,[^.?!]*\b(?:would|could|might|should)\b[^.?!]*(?:[.!]|\Z)",
    re.IGNORECASE,
)
"""Words that follow *were* of what is only supposed: *Were Oracle* ***to*** *buy it*."""

# --- before the term -----------------------------------------------------------------------------

QUESTION = lazy_regex(
    rf"(?:\A[\W\d_]*(?:(?:never|rarely|seldom|nowhere|hardly|little)\s+(?:\w+\s+)?)?|"
    rf"[:;,—–(\"“‘]\s*|\b(?:why|how|what|when|where|who|whom|so|nor|neither|and|but|then|as|than|"
    rf"only|which)\s+(?:else\s+)?|\b(?:which|what|whose|how)\s+(?:[\w-]+\s+){{1,3}}?)(?P<aux>{_AUXILIARY})(?P<gap>\s+(?:the\s+)?)\Z",
    re.IGNORECASE,
)
"""***Why are*** *Oracle hiring?*"""
INVERTED = lazy_regex(r"\b(?:so|nor|neither|as|than|where)\s+\w+\s+(?:the\s+)?\Z", re.IGNORECASE)
"""***So are*** *Oracle.*"""
COMPARED = lazy_regex(r"\b(?:than|as)\s+(?:the\s+)?\Z", re.IGNORECASE)
"""*He pays more* ***than*** *Oracle do.*"""
WISHED = lazy_regex(r"\b(?:if|wish|wishes|wished|though|would that)\s+(?:the\s+)?\Z", re.IGNORECASE)
"""***If*** *Oracle were*: *were* goes with any subject there."""
AFTER_THE = lazy_regex(r"\bthe\s+\Z", re.IGNORECASE)
