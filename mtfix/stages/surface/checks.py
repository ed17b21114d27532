"""The table of what a surface rule can ask beyond its pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.stages.surface import markup, prose, sentences, starts

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.edits.fix import Safety
    from mtfix.matching.page import Page
    from mtfix.regexes.bounded import Match

CHECKS: dict[str, Callable[[Page, Match, prose.Names], Safety | None]] = {
    "capitals": sentences.capitals,
    "closing-curly": prose.closing_curly,
    "closing-quote": prose.closing_quote,
    "english": sentences.english,
    "fence": markup.fence,
    "lone-sign": sentences.lone_sign,
    "markdown": markup.markdown,
    "opening-quote": prose.opening_quote,
    "placeholder": markup.placeholder,
    "prose-paragraph": starts.prose_paragraph,
    "prose-seam": prose.prose_seam,
    "small-start": starts.small_start,
    "spaced-quotes": prose.spaced_quotes,
    "text-start": starts.text_start,
    "turned-quotes": sentences.turned_quotes,
    "wide-sign": sentences.wide_sign,
}
"""How safe the edit is there, or None where nothing is to be done."""
