"""Places where the words of a name are ordinary words, or the start of another name: *told the
newspaper the day before*, *a national audience*, *the newspaper The Evening Standard*."""

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
    """Return a reason where the words of a name stand without any of its capitals, although the
    source or the rest of the term shows that they are a name; or as a part of a longer one."""
    term = candidate.term
    within = _holds_name(term)
    if not term.is_plain or not (within or _has_capital(*term.source)):
        return None
    found = unwrapped(candidate.old)
    written = _as_written(term, found)
    # The first letter of *Newspaper the day* is a capital because a sentence begins there.
    start = 1 if within and _has_capital(written[1:]) else 0
    if _has_capital(written) and not _has_capital(found[start:]):
        return Reason("name-without-capitals")
    if within and all(_LAST_WORD.search(text) for text in (found, written, term.term)):
        goes_on = _NAME_GOES_ON.match(candidate.after(_REACH))
        return Reason("name-goes-on") if goes_on else None
    return None


def _holds_name(term: Term) -> bool:
    """Whether a common term has words with capitals and others without: *newspaper La Jornada*."""
    return not term.is_name and _has_capital(term.term) and bool(_SMALL_WORD.search(term.term))


def _as_written(term: Term, found: str) -> str:
    """The variant of a term that stands there, as its pack writes it; empty where it has none."""
    folded = found.lower().replace("’", "'")
    return next((one for one in term.variants if one.lower().replace("’", "'") == folded), "")


def _has_capital(*texts: str) -> bool:
    return any(text != text.lower() for text in texts)
