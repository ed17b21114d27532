"""The table of what finds the places of surface rules without triggers: they read all of a page
that is surely damaged at some other place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.stages.surface import (
    doubles,
    glued,
    likely_capitals,
    name_forms,
    name_spellings,
    repeated_lines,
    torn_lines,
    untranslated,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtfix.stages.surface.found_place import FoundPlace
    from mtfix.stages.surface.page_facts import PageFacts

FINDERS: dict[str, Callable[[PageFacts], Iterable[FoundPlace]]] = {
    "doubled-words": doubles.find_doubles,
    "glued-names": glued.find_glued_names,
    "inner-capitals": likely_capitals.find_inner_capitals,
    "name-forms": name_forms.find_name_forms,
    "name-spellings": name_spellings.find_name_spellings,
    "repeated-lines": repeated_lines.find_repeated_lines,
    "small-paragraphs": likely_capitals.find_small_paragraphs,
    "small-starts": likely_capitals.find_small_starts,
    "torn-lines": torn_lines.find_torn_lines,
    "untranslated-lines": untranslated.find_untranslated_lines,
}
