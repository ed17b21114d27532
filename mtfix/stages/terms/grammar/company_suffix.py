"""The suffixes of company names, which products do not have: *TikTok Co., Ltd.*"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.subject import begins_clause
from mtfix.stages.terms.grammar.word_patterns import ADVERB, FINITE, PAST, TITLE, VERB

if TYPE_CHECKING:
    from mtfix.stages.terms.grammar.variant_context import VariantContext

_ENDING = lazy_regex(
    r",?\s+(?:"
    r"Co(?:mpany|rp(?:oration)?)?\.?,?\s*(?:Ltd|Limited|Inc(?:orporated)?)\b\.?"
    r"|(?:Ltd|Inc(?:orporated)?|LLC|Corp|PLC)\b\.?|Limited(?:\s+Company)?(?!\s+\w)"
    r")",
    re.IGNORECASE,
)
_SENTENCE = lazy_regex(
    rf"[\"”'’)\]]*(?:\s+[\"“‘'(]*(?!(?:{TITLE})\b)[A-Z0-9]|\s*\Z|[^\S\n]*\r?\n[ \t\r]*\n)"
)
_PROSE = lazy_regex(
    rf"[.!?]\s|\b(?:{FINITE}|{PAST}|\w+ed)\b|\A[\W_]*(?:he|she|it|they|we|you|I|there)\s",
    re.IGNORECASE,
)
_COMMA = lazy_regex(rf",(?=\s+(?:(?:{ADVERB})\s+)?(?:{VERB}|\w+ed)\b)", re.IGNORECASE)
"""The comma between *WeChat, Inc.,* and its verb."""
_WORDS = 8
"""More of them make a line a sentence, even without a verb that is known."""


def with_company_suffix(here: VariantContext) -> VariantContext:
    """Return the variant with the company suffix behind it taken in, if it is a product: the suffix
    goes with it, unless the term is also admitted with it."""
    ending = _ENDING.match(here.after) if here.term.kind == "product" else None
    if ending is None:
        return here
    whole = here.term.term + ending[0]
    if any(whole.rstrip(".") == form.rstrip(".") for form in here.term.admitted):
        return here
    here = here._replace(end=here.end + ending.end())
    comma = _COMMA.match(here.after) if begins_clause(here.before) else None
    return here._replace(end=here.end + 1) if comma else here


def full_stop(here: VariantContext) -> str:
    """Return the full stop of `Ltd.` where it closed the sentence as well, else nothing."""
    replaced = here.text[here.span.start : here.end]
    if not replaced.endswith(".") or here.term.term.endswith("."):
        return ""
    return "." if _SENTENCE.match(here.after) and _in_prose(here) else ""


def _in_prose(here: VariantContext) -> bool:
    """Whether something follows in the paragraph, or what stands before is a sentence."""
    following = here.after.lstrip("\"”'’)] \t\r")
    if following and not following.startswith("\n"):
        return True
    if re.match(r"\n[ \t]*[^\s#*+>-]", following):  # the next line of the paragraph
        return True
    before = here.paragraph
    return len(before.split()) >= _WORDS or _PROSE.search(before) is not None
