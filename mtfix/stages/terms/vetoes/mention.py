"""Places where the words of a term are spoken of, and not used: *“Douyin” literally means …*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.plain_evidence import is_strange
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_MENTION_BEFORE = lazy_regex(
    r"\b(?:literal(?:ly)?|(?:is|are|was|were) (?:called|named)|term(?:ed)?|word|phrase|expression|"
    r"translat\w+|rendered|render|mean(?:s|ing|t)?|mistranslat\w+|spell(?:s|ed|ing)?|written|"
    r"(?<!you )(?<!to )(?<!have )read|reads|known as|refers? to|"
    r"name[ds]? (?:this|it|my|our|his|her) \w+)"
    r"(?: (?:as|to|into|of|the|a))*[:,]? ?[\"“'‘(*_]*\Z",
    re.IGNORECASE,
)
_MENTION_AFTER = lazy_regex(
    r"\A[\"”'’)]?,? (?:literally|means|meaning|is called|"
    r"(?:is|are) (?:a|the) (?:term|phrase|word|name)|"
    r"refers? to|in (?:Chinese|English)|(?:which )?(?:is|was) (?:the|a|its) (?:literal|machine|"
    r"direct|word-for-word))",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "‘": "’", "'": "'", "«": "»", "「": "」", "《": "》"}
_OWNER_BEFORE = lazy_regex(
    r"\b(?:company|firm|giant|start-?up|group|brand|app|platform|website|giants?|owner|developer|"
    r"maker|rival|newspaper|magazine|software|network|bank|channel|station|chain|store|retailer|"
    r"operator|daily|weekly|agency)[,:]? ?[\"“‘'«「《]\Z",
    re.IGNORECASE,
)
_SPELLING_BEFORE = lazy_regex(
    r"\b(?:spelling|spelled|spelt|lower-?case|written as)[:,]? [\"“'‘]?\Z", re.IGNORECASE
)
_NOT_BEFORE = lazy_regex(
    r"\b(?:not|never|instead of|rather than) [\"“‘']?(?:\w+ )?\Z", re.IGNORECASE
)
_SPELLING_AFTER = lazy_regex(
    r"[\"”'’]+,? (?:(?:is|was) (?:misspell?ed|misspelt|a typo|wrong|spelled)|should (?:be|read))\b"
)
_LINK_BEHIND = lazy_regex(r"[^\]\n]{,60}\]\(([^)\s]*)\)")
_STEMS = (
    *("litera", "called", "named", "term", "word", "phrase", "expression", "translat", "render"),
    *("mean", "spell", "written", "read", "known"),
)
_OWN = frozenset({"this", "it", "my", "our", "his", "her"})
_LINKS = frozenset({"as", "to", "into", "of", "the", "a"})
"""Parts of the words before a mention, words that these stand behind, and words that end them."""
_MAY_STAND_BEFORE = Memo[str, bool](lambda word: any(map(word.__contains__, _STEMS)))


def mentioned(candidate: Candidate) -> Reason | None:
    """Return how the words at a place are spoken of, or None where they are used."""
    before, after = candidate.before(48), candidate.after(160)
    if candidate.case_only:
        return Reason("spelling-mentioned") if _is_spelled(candidate, before, after) else None
    if _names_its_link(candidate, after):
        return Reason("names-its-link")
    right = candidate.term.term
    if after[:1] == ")" and before.endswith((f"{right} (", f"{right} (“")):
        return Reason("explains-name")
    if _is_spoken_of(before, after):
        return Reason("mentioned")
    is_quoted = before[-1:] in _QUOTES and after[:1] == _QUOTES[before[-1:]]
    if is_quoted and not _is_title(candidate) and not _OWNER_BEFORE.search(before):
        return Reason("quoted-alone")
    return None


def _is_spelled(candidate: Candidate, before: str, after: str) -> bool:
    """Whether it is told how a name is spelled, or how not."""
    right = candidate.term.term
    return bool(
        _SPELLING_BEFORE.search(before)
        or before.endswith(f"{right} as ")
        or (right in before and _NOT_BEFORE.search(before))
        or _SPELLING_AFTER.match(after)
    )


def _is_title(candidate: Candidate) -> bool:
    """Whether the words are no English phrase that one would quote: the title of a work or the
    slang of a trade stands in quotation marks where it is used."""
    term = candidate.term
    return term.is_plain and is_strange(term, candidate.old)


def _names_its_link(candidate: Candidate, after: str) -> bool:
    """Whether the first words of a variant are the text of a link, and in its address."""
    link = _LINK_BEHIND.match(after) if "](" in after else None
    return bool(link and _slug(" ".join(candidate.old.split()[:2])) in _slug(link[1]))


def _is_spoken_of(before: str, after: str) -> bool:
    return bool(
        (_may_be_mentioned(before) and _MENTION_BEFORE.search(before))
        or _MENTION_AFTER.match(after)
    )


def _may_be_mentioned(before: str) -> bool:
    """Whether the last words are such that `_MENTION_BEFORE` may match: a look that costs a tenth
    of that."""
    last = before.lower().rstrip("\"“'‘(*_ :,").rsplit(None, 2)[-2:]
    if not last:
        return False
    if last[-1] in _LINKS or last[0] in _OWN:
        return True
    return _MAY_STAND_BEFORE[last[-1]]


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.lower())
