"""Whether sentences are whole by themselves, or parts of one that a stop has cut by mistake."""

from __future__ import annotations

from mtfix.regexes.lazy import lazy_regex
from mtfix.text.sentence_breaks import CLOSING, STOPS
from mtfix.text.words import PREPOSITIONS, PRONOUNS

ENDED = lazy_regex(rf"[{STOPS}][{CLOSING}]*\s*\Z")
LAST_BREAK = lazy_regex(r"[.!?:][”\"’)]*(?:\s+|\Z)")
FEW_WORDS = 4
"""Fewer are no sentence."""
VERB = lazy_regex(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|should|does|did|said|says|"
    r"met|left|told|found|wrote|bought|sold|got|put|knew|thought|saw|ran|lost|won|paid|built|sent|"
    r"read|kept|lay|spoke|drew|drove|flew|fought|forgot|laid|lit|meant|rode|rang|shook|shut|sang|"
    r"sank|sat|slept|spent|struck|taught|threw|wore|stood|set|led|made|began|became|came|went|took|"
    r"gave|rose|fell|grew|held|[a-z]{3,}ed)\b"
)
"""A word of a sentence without which it may be a rest of one."""
GOES_ON = PREPOSITIONS | {"to", "and", "or", "as"}
"""Words that go on with a sentence where a stop is the mistake."""
_SUBORDINATE = lazy_regex(
    r"(?:[A-Z]\w+,? )?(?i:if|when|while|although|though|because|since|after|before|until|unless|"
    r"as|once|where|whenever|depending) [^,]*\Z"
)
"""A clause that goes on behind a comma: without one, the stop was meant to be it."""
_SUBJECTS = PRONOUNS | {"there"}


def are_whole(first: str, start: str, second: str) -> bool:
    """Return whether two sentences are whole by themselves: the first does not wait for its main
    clause, and the second, of which the first word is given apart, has a subject or a verb."""
    if _SUBORDINATE.match(first) or not VERB.search(first):
        return False
    return start in _SUBJECTS or VERB.search(second) is not None
