"""Why a place is only suggested, whatever speaks for the term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edit import Span
from mtfix.grammar import stands_alone_with_a
from mtfix.late import late
from mtfix.vetoes import longer_name

if TYPE_CHECKING:
    from mtfix.guards import Place

_DETERMINER = late(
    r"\b(?:its|our|my|his|her|their|your|this|these|those|no|any|some|every|each|another|such)\s+\Z",
    re.IGNORECASE,
)


def doubt(place: Place) -> str:
    """Return what is doubtful about a place by itself, or an empty string."""
    if longer_name(place):
        return "it may be part of a longer name"
    if place.term.is_name and not place.case_only:
        if place.term.kind == "organization" and _determined(place):
            return "a name takes no such word before it"
        if stands_alone_with_a(place.page.text, place.span):
            return "a name takes no article"
    return ""


def _determined(place: Place) -> bool:
    """Whether *its*, *this* or *some* stands before the place and no noun behind it."""
    if not _DETERMINER.search(place.before(20)):
        return False
    start = len("a ")
    return stands_alone_with_a(
        f"a {place.old}{place.after(60)}", Span(start, start + len(place.old))
    )
