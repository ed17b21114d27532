"""Places where the words of a term are spoken of, and not used: *“Douyin” literally means …*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_MENTION_BEFORE = lazy_regex(
    r"\b(?:literal(?:ly)?|(?:is|are|was|were) (?:called|named)|term(?:ed)?|word|phrase|expression|"
    r"translat\w+|rendered|render|mean(?:s|ing|t)?|mistranslat\w+|spell(?:s|ed|ing)?|written|"
    r"reads?|known as|refers? to|name[ds]? (?:this|it|my|our|his|her) \w+)"
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


def _may_be_mentioned(before: str) -> bool:
    """Whether the last words are such that `_MENTION_BEFORE` may match: a look that costs a tenth
    of that."""
    last = before.lower().rstrip("\"“'‘(*_ :,").rsplit(None, 2)[-2:]
    return bool(last) and (
        last[-1] in _LINKS or last[0] in _OWN or any(stem in last[-1] for stem in _STEMS)
    )


def mentioned(candidate: Candidate) -> str | None:
    """Return how the words at a place are spoken of, or None where they are used."""
    before, after = candidate.before(48), candidate.after(160)
    if candidate.case_only:
        spelled = (
            _SPELLING_BEFORE.search(before)
            or before.endswith(f"{candidate.term.term} as ")
            or (candidate.term.term in before and _NOT_BEFORE.search(before))
            or _SPELLING_AFTER.match(after)
        )
        return "its spelling is mentioned" if spelled else None
    link = _LINK_BEHIND.match(after)
    if link and _slug(" ".join(candidate.old.split()[:2])) in _slug(link[1]):
        return "it names the page that it links to"
    if after[:1] == ")" and before.endswith(
        (f"{candidate.term.term} (", f"{candidate.term.term} (“")
    ):
        return "it explains the name before it"
    spoken_of = _may_be_mentioned(before) and _MENTION_BEFORE.search(before)
    if spoken_of or _MENTION_AFTER.match(after):
        return "the words are mentioned, not used"
    if before[-1:] in _QUOTES and after[:1] == _QUOTES[before[-1:]]:
        return None if _OWNER_BEFORE.search(before) else "the words are quoted alone"
    return None


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.lower())
