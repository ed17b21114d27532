"""The check of the surface rule for accents that stand where an apostrophe belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.packs.frequencies import is_frequent
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.surface.document_words import is_known
from mtfix.stages.surface.language import is_english

if TYPE_CHECKING:
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

_OPENS = lazy_regex(r"(?<![^\W_])[`´]\S|[`´]{2}")
"""An accent that opens code or a quotation."""


def accent(facts: PageFacts, match: Match) -> Safety | None:
    """Safe in English where no accent of the paragraph opens code or a quotation; behind a
    plural (the group `plural`), which might be an odd name, only where it is known."""
    plural = (match.groupdict().get("plural") or "").lower()
    if plural and not (is_known(facts, plural.removesuffix("s")) or is_frequent(plural)):
        return None
    text, stretch = facts.text, facts.stretch(match.start())
    opens = facts.once(("accents", stretch), lambda: _OPENS.search(text, *stretch) is not None)
    if opens or not is_english(facts, facts.line(match.start())):
        return None
    return Safety.SAFE
