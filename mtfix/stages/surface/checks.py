"""The table of the checks that a surface rule can ask beyond its pattern."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from mtfix.stages.surface.reaches import (
    LIST_REACH,
    MARKUP_REACH,
    NEXT_PARAGRAPH_REACH,
    SENTENCES_REACH,
    SIGNS_REACH,
)
from mtfix.text.layout import CONTEXT_WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.edits.fix import Safety
    from mtfix.regexes.bounded import Match
    from mtfix.stages.surface.page_facts import PageFacts

    Function = Callable[[PageFacts, Match], Safety | None]

PARAGRAPH = 0
"""The reach of a check that looks at the paragraphs of the match, and no further."""
DOCUMENT = -1
"""The reach of one that looks at all of the text."""


class Check(NamedTuple):
    """A check of a match.

    name: its function, and the module that has it, which is imported when a rule asks.
    reach: how many characters beyond the paragraphs of the match it looks at; or `DOCUMENT`.
    """

    name: str
    reach: int = PARAGRAPH

    @property
    def function(self) -> Function:
        """How safe the edit is at a match at most, or None where nothing is to be done."""
        return _function(self.name)


@cache
def _function(name: str) -> Function:
    module, _, function = name.partition(".")
    found: Function = getattr(import_module(f"mtfix.stages.surface.{module}"), function)
    return found


CHECKS: dict[str, Check] = {
    "accent": Check("accents.accent"),
    "acronym": Check("likely_seams.acronym"),
    "address": Check("english.anywhere"),
    "bold": Check("markup.bold", MARKUP_REACH),
    "capitals": Check("capitals.capitals"),
    "closing-curly": Check("quotes.closing_curly"),
    "closing-quote": Check("quotes.closing_quote"),
    "engine-figure": Check("figures.engine_figure", DOCUMENT),
    "english": Check("english.english"),
    "english-line": Check("english.english_line"),
    "fence": Check("markup.fence", DOCUMENT),
    "glued": Check("glued.glued", DOCUMENT),
    "glued-bullet": Check("torn_lines.glued_bullet"),
    "inner-capital": Check("inner_capitals.inner_capital", DOCUMENT),
    "line-hyphen": Check("hyphens.line_hyphen", DOCUMENT),
    "list-comma": Check("enumerations.list_comma", LIST_REACH),
    "list-item": Check("list_items.list_item", DOCUMENT),
    "list-number": Check("enumerations.list_number", LIST_REACH),
    "lone-letter": Check("torn_lines.lone_letter", DOCUMENT),
    "lone-sign": Check("signs.lone_sign", SIGNS_REACH),
    "markdown": Check("markup.markdown", MARKUP_REACH),
    "new-clause": Check("english.new_clause"),
    "opening-quote": Check("quotes.opening_quote"),
    "placeholder": Check("markup.placeholder"),
    "prose-comma": Check("likely_seams.prose_comma"),
    "prose-paragraph": Check("paragraphs.prose_paragraph", NEXT_PARAGRAPH_REACH),
    "prose-seam": Check("seams.prose_seam", CONTEXT_WINDOW),
    "quoted-words": Check("english.quoted_words"),
    "small-start": Check("capitals.small_start", SENTENCES_REACH),
    "spaced-quotes": Check("quotes.spaced_quotes"),
    "stray-quote": Check("stray_quotes.stray_quote", NEXT_PARAGRAPH_REACH),
    "text-start": Check("paragraphs.text_start"),
    "titled-name": Check("capitals.titled_name"),
    "torn-bullet": Check("torn_lines.torn_bullet", DOCUMENT),
    "torn-quote": Check("torn_lines.torn_quote"),
    "turned-quotes": Check("quotes.turned_quotes"),
    "unbroken": Check("english.unbroken"),
    "unclosed-quote": Check("quotes.unclosed_quote"),
    "unspoken-literal": Check("english.unspoken_literal"),
    "unspoken-sign": Check("english.unspoken_sign"),
    "wide-sign": Check("signs.wide_sign", SIGNS_REACH),
    "wide-stop": Check("likely_seams.wide_stop"),
}
