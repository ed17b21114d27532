"""*the oracle bone inscriptions' shares* becomes *Oracle's shares*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.grammar.capitals import is_all_capitals
from mtfix.stages.terms.grammar.number import is_plural

if TYPE_CHECKING:
    from mtfix.edits.edit import Edit
    from mtfix.stages.terms.grammar.variant_context import VariantContext

_SIGNS = frozenset("'’")
_MANY = lazy_regex(r"['’](?=\s+[\w\"“‘]|\s*(?:[.,;:!?)]|\Z))")
_ONE = lazy_regex(r"['’](s)\b")
_OPEN_QUOTE = lazy_regex(r"(?:\A|[\s(\[—–])['‘](?=\w)(?:[^'’]|\w['’]\w)*\Z")
"""A quotation that is still open: then an apostrophe may as well be its end."""


def possessive(here: VariantContext) -> Edit | None:
    """Return how the apostrophe behind a name changes with the ending of the name, if it does."""
    if not here.term.is_name or here.after[:1] not in _SIGNS:
        return None
    bare = here.term.kind != "person" and is_plural(here.term.term.split()[-1])
    many, one = _MANY.match(here.after), _ONE.match(here.after)
    if many and not bare and is_plural(here.old) and not _OPEN_QUOTE.search(here.paragraph):
        return here.edit(here.ahead(0, 1), here.after[0] + ("S" if is_all_capitals(here) else "s"))
    if one and bare and not here.case_only:  # *League of Legends' players*
        return here.edit(here.ahead(*one.span(1)), "")
    return None
