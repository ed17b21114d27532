"""Whether a term is the subject of the verb behind it, by what its sentence says before it."""

from __future__ import annotations

import re

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.word_patterns import (
    CAUSATIVE,
    KNOWN,
    MODAL,
    MOMENT,
    OPENER,
    PAST,
    PEOPLE,
    SPOKEN,
    THEN_CLAUSE,
)

_ARTICLE = r"(?:the\s+)?"
_COORDINATED = lazy_regex(
    rf"(?:\b(?:and|or|nor|both|either|neither|not only|not)|&|/)\s*{_ARTICLE}\Z", re.IGNORECASE
)
_AFTER_COMMA = lazy_regex(rf",\s+{_ARTICLE}\Z", re.IGNORECASE)
_BEFORE_NAME = (
    r"(?:(?:the|an?|its|his|her|our|their|this|[\w.]+['’]s)\s+(?:[\w’'-]+\s+){0,4}?)?"
    r"(?:[\w-]+\s+){0,1}(?:company|firm|giant|group|platform|app|maker|start-?up|brand|developer|"
    r"operator|owner|rival|unit|provider|site|website|parent|subsidiary|carmaker|retailer|chipmaker)\s+"
)
"""Words before a name that they go with: *the database giant Oracle*."""
_CLAUSE = lazy_regex(
    rf"(?:\A[\W\d_]*|[:;—–(\[“‘\"]\s*|\b(?:{THEN_CLAUSE}|{SPOKEN})\s+|\A\W*(?:{MOMENT})\s+|"
    rf"\A\W*(?:(?!who\b|that\b|which\b)[\w’'-]+\s+){{1,3}}(?:{KNOWN})\s+|"
    rf"(?:\A[\W_]*|[;:—–]\s*|\b(?:that|and|but)\s+)(?:{OPENER})\b[^.;:!?]*,\s+)"
    rf"{_ARTICLE}(?:{_BEFORE_NAME})?\Z",
    re.IGNORECASE,
)
_NEW_CLAUSE = lazy_regex(
    r"\A(?![^,]*\b(?:who|that|which|said|says|say|between|both|either)\b)"
    rf"[^,]*\b(?:is|are|was|were|has|have|had|will|would|{PAST}|\w+ed)\b[^,]*,\s+and\s+{_ARTICLE}\Z",
    re.IGNORECASE,
)
"""*Microsoft left, and Oracle is growing*: what stands before the comma is a clause by itself."""
_NOT_BUT = lazy_regex(
    r"\b(?:not|all|none|nothing|anything|no one|nobody|neither)\b[^.;:!?]*\bbut\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_DETERMINED = lazy_regex(
    r"(?:\b(?:its|his|her|our|their|your|my)|[\w.]+['’]s?)\s+\Z", re.IGNORECASE
)
_SINGULAR = (
    "is|was|has|his|its|this|does|says|thinks|knows|always|perhaps|news|plus|less|yes|us|as|thus"
)
_OTHER_PLURAL = lazy_regex(
    rf"(?<!['’])(?<!\bhe )(?<!\bshe )(?<!\bit )\b(?!(?:{_SINGULAR})\b)(?:"
    rf"[a-z-]{{2,}}(?<!s)(?<!u)(?<!i)s|{PEOPLE}|they|we|you|i|these|those|many|both|all|some|few|"
    r"several|others|two|three|four|five|six|seven|eight|nine|ten|most|more|half|none|and|or|"
    r"\d+(?<!20\d\d)(?<!19\d\d))\b|&|\ufffc",
    re.IGNORECASE,
)
"""Subjects that a plural verb might have: a noun in *s* (not *he works*), a count, a pronoun."""
_COMPLEMENT = lazy_regex(
    r"\b(?:there|here|these|those|they|we|you)\s+(?:are|were)\s+\Z", re.IGNORECASE
)
_BEFORE_BARE_VERB = lazy_regex(
    rf"\b(?:{MODAL}|{CAUSATIVE}|demand(?:s|ed)?|suggest(?:s|ed)?|recommend(?:s|ed)?|insist(?:s|ed)?|"
    rf"propose[sd]?|require[sd]?|urge[sd]?|rather)(?:n['’]t)?\s+(?:that\s+)?{_ARTICLE}(?:{_BEFORE_NAME})?\Z",
    re.IGNORECASE,
)


def is_coordinated(before: str) -> bool:
    """Return whether something is joined to the term on its left: *Microsoft and …*."""
    if _COORDINATED.search(before):
        return not _NEW_CLAUSE.search(before)
    return bool(_AFTER_COMMA.search(before)) and not begins_clause(before)


def begins_clause(before: str) -> bool:
    """Return whether a clause begins with the term.

    >>> begins_clause("He said that the "), begins_clause("In 2020, "), begins_clause("Shares of ")
    (True, True, False)
    """
    bare = _DETERMINED.sub("", before)
    if _NEW_CLAUSE.search(before):
        return True
    return bool(_CLAUSE.search(bare)) and not _NOT_BUT.search(before)


def may_be_subject(before: str) -> bool:
    """Return False where the term can only be an object: *there are …*."""
    return not _COMPLEMENT.search(before)


def no_other_plural(before: str) -> bool:
    """Return whether nothing before the term could be what a plural verb goes with.

    >>> [no_other_plural(before) for before in ("The price of ", "Shares of ", "People at ")]
    [True, False, False]
    """
    return not _OTHER_PLURAL.search(before)


def takes_bare_verb(before: str) -> bool:
    """Return whether a verb without an ending follows: *did Oracle offer*, *let Oracle offer*."""
    return bool(_BEFORE_BARE_VERB.search(before))
