"""The table of the checks that a surface rule can ask beyond its pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.surface import (
    accents,
    capitals,
    english,
    enumerations,
    figures,
    glued,
    hyphens,
    inner_capitals,
    likely_seams,
    list_items,
    markup,
    paragraphs,
    quotes,
    seams,
    signs,
    stray_quotes,
    torn_lines,
)
from mtfix.text.layout import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.edits.fix import Safety
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

PARAGRAPH = 0
"""The reach of a check that looks at the paragraphs of the match, and no further."""
DOCUMENT = -1
"""The reach of one that looks at all of the text."""


class Check(NamedTuple):
    """A check of a match.

    function: how safe the edit is there at most, or None where nothing is to be done.
    reach: how many characters beyond the paragraphs of the match it looks at; or `DOCUMENT`.
    """

    function: Callable[[PageFacts, Match], Safety | None]
    reach: int = PARAGRAPH


CHECKS: dict[str, Check] = {
    "accent": Check(accents.accent),
    "acronym": Check(likely_seams.acronym),
    "address": Check(english.anywhere),
    "bold": Check(markup.bold, markup.MARKUP_REACH),
    "capitals": Check(capitals.capitals),
    "closing-curly": Check(quotes.closing_curly),
    "closing-quote": Check(quotes.closing_quote),
    "engine-figure": Check(figures.engine_figure, DOCUMENT),
    "english": Check(english.english),
    "english-line": Check(english.english_line),
    "fence": Check(markup.fence, DOCUMENT),
    "glued": Check(glued.glued, DOCUMENT),
    "glued-bullet": Check(torn_lines.glued_bullet),
    "inner-capital": Check(inner_capitals.inner_capital, DOCUMENT),
    "line-hyphen": Check(hyphens.line_hyphen, DOCUMENT),
    "list-comma": Check(enumerations.list_comma, enumerations.LIST_REACH),
    "list-item": Check(list_items.list_item, DOCUMENT),
    "list-number": Check(enumerations.list_number, enumerations.LIST_REACH),
    "lone-letter": Check(torn_lines.lone_letter, DOCUMENT),
    "lone-sign": Check(signs.lone_sign, signs.SIGNS_REACH),
    "markdown": Check(markup.markdown, markup.MARKUP_REACH),
    "new-clause": Check(english.new_clause),
    "opening-quote": Check(quotes.opening_quote),
    "placeholder": Check(markup.placeholder),
    "prose-comma": Check(likely_seams.prose_comma),
    "prose-paragraph": Check(paragraphs.prose_paragraph, paragraphs.NEXT_PARAGRAPH_REACH),
    "prose-seam": Check(seams.prose_seam, CONTEXT_WINDOW),
    "quoted-words": Check(english.quoted_words),
    "small-start": Check(capitals.small_start, capitals.SENTENCES_REACH),
    "spaced-quotes": Check(quotes.spaced_quotes),
    "stray-quote": Check(stray_quotes.stray_quote, paragraphs.NEXT_PARAGRAPH_REACH),
    "text-start": Check(paragraphs.text_start),
    "torn-bullet": Check(torn_lines.torn_bullet, DOCUMENT),
    "torn-quote": Check(torn_lines.torn_quote),
    "turned-quotes": Check(quotes.turned_quotes),
    "unbroken": Check(english.unbroken),
    "unclosed-quote": Check(quotes.unclosed_quote),
    "unspoken-literal": Check(english.unspoken_literal),
    "unspoken-sign": Check(english.unspoken_sign),
    "wide-sign": Check(signs.wide_sign, signs.SIGNS_REACH),
    "wide-stop": Check(likely_seams.wide_stop),
}
