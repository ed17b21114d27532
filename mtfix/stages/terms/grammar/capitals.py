"""Capitals: names keep their owner's, common terms take those of what they replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.schema import NEVER
from mtfix.stages.terms.grammar.number import is_plural, plural
from mtfix.stages.terms.plain_evidence import variant_frequency
from mtfix.text.characters import PRINTED_APOSTROPHE
from mtfix.text.line_wrap import unwrapped
from mtfix.text.words import SMALL_IN_TITLES

if TYPE_CHECKING:
    from mtfix.stages.terms.grammar.variant_context import VariantContext

_SHORT = 3
"""Letters up to which capitals are taken for an acronym."""


def cased_term(here: VariantContext) -> str:
    """Return the term as it stands in the place of the variant, with its capitals, its number
    and the apostrophe of the page.

    In a line all in capitals a name is in capitals too, unless it is the whole line: then
    nothing says that the line shouts and not the name.
    """
    new = _cased(here)
    return new.replace("'", PRINTED_APOSTROPHE) if PRINTED_APOSTROPHE in here.old else new


def _cased(here: VariantContext) -> str:
    term, old = here.term, unwrapped(here.old)
    if is_all_capitals(here):
        return _numbered(here).upper()
    if term.is_name:
        return term.term
    new = _numbered(here)
    if old.isupper() and len(old) > _SHORT:
        return new.upper()
    if _is_romanised(here):
        return new
    words = [word for word in old.split() if word.lower() not in SMALL_IN_TITLES]
    if len(words) > 1 and all(word[0].isupper() or word[0].isdigit() for word in words):
        return _title(new)
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _is_romanised(here: VariantContext) -> bool:
    """Return whether a variant within a sentence has its capitals since it was romanised, as
    names are, though it is none: *a good Daopian battery*."""
    if not here.term.is_plain or variant_frequency(here.term, here.old) != NEVER:
        return False
    return any(word.islower() and word not in SMALL_IN_TITLES for word in here.before.split())


def is_all_capitals(here: VariantContext) -> bool:
    """Return whether the variant is in capitals, in a line in capitals."""
    if not here.old.isupper() or len(here.old) <= _SHORT:
        return False
    line = here.line
    return line.isupper() and line != here.old


def _numbered(here: VariantContext) -> str:
    """A common term takes the number of what it replaces, unless it has no plural."""
    term = here.term
    if (
        term.is_name
        or term.number == "singular"
        or here.case_only
        or not is_plural(here.old)
        or is_plural(term.term)
    ):
        return term.term
    return plural(term.term)


def _title(text: str) -> str:
    """Every word with a capital, but for the small ones.

    >>> _title("rate of return"), _title("QR code")
    ('Rate of Return', 'QR Code')
    """
    words = text.split(" ")
    return " ".join(
        word
        if at and word in SMALL_IN_TITLES
        else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for at, word in enumerate(words)
    )
