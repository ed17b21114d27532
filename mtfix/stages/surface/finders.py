"""The table of what finds the places of surface rules without triggers: they read all of a page
that is surely damaged at some other place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.stages.surface import doubles, glued, name_forms, torn_lines, untranslated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtfix.stages.surface.found_place import FoundPlace
    from mtfix.stages.surface.page_facts import PageFacts

FINDERS: dict[str, Callable[[PageFacts], Iterable[FoundPlace]]] = {
    "doubled-words": doubles.find_doubles,
    "glued-names": glued.find_glued_names,
    "name-forms": name_forms.find_name_forms,
    "torn-lines": torn_lines.find_torn_lines,
    "untranslated-lines": untranslated.find_untranslated_lines,
}
