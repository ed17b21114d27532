"""The check of surface rules for a figure that one engine writes as another number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.regexes.lazy import lazy_regex

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_SURE = lazy_regex(
    r"(?<![.:\d])65,?438\+0(?:\d(?![\d:]*:)|[.,]\d| (?:million|billion|yuan|years?|%))|/kloc-"
)
"""The same as a part of a number, where it can mean nothing else."""

_DATE = lazy_regex(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \Z"
)
_LONGEST_MONTH = 10


def engine_figure(facts: PageFacts, match: Match) -> Safety | None:
    """Safe for the number by itself behind a month, or where the page has the same in a longer
    one; a sum may be meant where it stands alone."""
    at = match.start()
    if _DATE.search(facts.text, max(0, at - _LONGEST_MONTH), at):
        return Safety.SAFE
    others = facts.once(
        ("engine figures",), lambda: [found.start() for found in _SURE.finditer(facts.text)]
    )
    return Safety.SAFE if any(one != at for one in others) else Safety.SUGGESTED
