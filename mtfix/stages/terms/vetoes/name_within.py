"""Places where the name within a common term may be ordinary words or the start of another name:
*told the newspaper the day before*, *the newspaper The Evening Standard*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.reason import Reason
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.line_wrap import unwrapped

if TYPE_CHECKING:
    from mtfix.packs.model import Term
    from mtfix.stages.terms.candidate import Candidate

_SMALL_WORD = lazy_regex(r"(?:\A|\s)[a-z]{4,}")
"""A word in small letters that is none of those within names (*de*, *of*, *the*)."""
_LAST_WORD = lazy_regex(r"[A-Z][\w’'-]*\Z")
_NAME_GOES_ON = lazy_regex(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][a-z]")
_REACH = 12


def ordinary_words(candidate: Candidate) -> Reason | None:
    """Return a reason where a common term holds a name (*newspaper La Jornada*, *Pikabu site*),
    and what stands there is written without the capitals of a name, or as a part of a longer one."""
    term = candidate.term
    if term.is_name or not term.is_plain or not _holds_name(term.term):
        return None
    found = unwrapped(candidate.old)
    written = _as_written(term, found)
    # The first letter may be a capital because a sentence begins there.
    start = 1 if _has_capital(written[1:]) else 0
    if _has_capital(written) and not _has_capital(found[start:]):
        return Reason("name-without-capitals")
    if _LAST_WORD.search(found) and _LAST_WORD.search(written) and _LAST_WORD.search(term.term):
        goes_on = _NAME_GOES_ON.match(candidate.after(_REACH))
        return Reason("name-goes-on") if goes_on else None
    return None


def _holds_name(term: str) -> bool:
    """Whether a term has words with capitals and others without."""
    return term != term.lower() and _SMALL_WORD.search(term) is not None


def _as_written(term: Term, found: str) -> str:
    """The variant of a term that stands there, as its pack writes it; empty where it has none."""
    folded = found.lower().replace("’", "'")
    return next((one for one in term.variants if one.lower().replace("’", "'") == folded), "")


def _has_capital(text: str) -> bool:
    return text != text.lower()
