"""Places within a URL, an address, a handle, a file name or another identifier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.addresses import is_handle, is_url, token_around

if TYPE_CHECKING:
    from mtfix.stages.terms.candidate import Candidate

_IDENTIFIER_LEFT = lazy_regex(r"(?:[#/\\_$%=~{<]|\w\.)\Z")
_PART = lazy_regex(r",[a-z][a-z\d]*[\d-]")
"""The part that a vendor's name in small letters has behind it: `samsung,s3c2410-irq`."""
_IDENTIFIER_RIGHT = lazy_regex(r"[_/\\=@$%~]|\.[a-z0-9_]|\(\)|\[")
_TOPIC_RIGHT = lazy_regex(r"[^#\n]{0,60}#")
"""The rest of a topic of a microblog, which stands between two signs: `#year-end bonus#`."""
_COMPOUND_LEFT = lazy_regex(r"\A[^(\"“].*-\Z")
_PREFIX = lazy_regex(
    r"\A[(\"“‘']?(?:anti|pro|non|ex|post|pre|former|then|co|mid|intra|inter|all|semi|quasi|mini|"
    r"pseudo|neo|über|mega|de|trans|un)-\Z",
    re.IGNORECASE,
)
"""Prefixes of names with a hyphen: *ex-ByteDance employees*."""
_HYPHEN_WORDS = lazy_regex(
    r"\A-(?:owned|like|style|based|related|backed|led|parent|only|free|branded|linked|controlled|"
    r"funded|friendly|inspired|affiliated|made|run|and|or)\b",
    re.IGNORECASE,
)


def in_identifier(candidate: Candidate) -> Reason | None:
    """Return why a place belongs to an identifier, or None."""
    left, right = token_around(candidate.page.text, candidate.span)
    if is_url(left):
        return Reason("in-url")
    if is_handle(left, right):
        return Reason("in-handle")
    return _part_of_token(candidate, left, right)


def _part_of_token(candidate: Candidate, left: str, right: str) -> Reason | None:
    """Why what stands directly before and behind a place makes one token of the three."""
    in_topic = left[-1:] == "#" and _TOPIC_RIGHT.match(candidate.after(80))
    if (not in_topic and _IDENTIFIER_LEFT.search(left)) or _IDENTIFIER_RIGHT.match(right):
        return Reason("in-identifier")
    if left[-1:] == right[:1] == ",":
        return Reason("in-table-row")
    if candidate.case_only and _PART.match(right):
        return Reason("before-part")
    hyphen = right[:1] == "-" and len(right) > 1 and candidate.case_only
    compound = _COMPOUND_LEFT.search(left) and not _PREFIX.match(left)
    if compound or (hyphen and not _HYPHEN_WORDS.match(right)):
        return Reason("in-compound")
    return None
