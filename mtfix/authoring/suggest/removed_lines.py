"""Lines around articles that people took out, as rules of boilerplate.

They are told apart as `mtfix learn` does: a line, the shape of lines that differ in their numbers,
dates and names, or a label. A line that stays anywhere in the corrected texts tells of no rule.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mtfix.authoring.learn import PLACES, Shape, placed, shapes, trigger
from mtfix.authoring.learn import Count as ShapeCount
from mtfix.authoring.suggest.proposed_rule import ProposedRule, unused_id
from mtfix.formats import of_file, read_document
from mtfix.packs.yaml_writer import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EDGES = ("head", "tail")
_LABEL_DOCUMENTS = 3
"""Documents from which a label acts by itself, whose rest is open; others do from two."""
_ALONE = 2
_MOST = 20_000
"""Different shapes that are counted; more tell of no site."""


class RemovedLines:
    """The lines that were taken out of some documents."""

    def __init__(self) -> None:
        self._counts: dict[Shape, ShapeCount] = {}
        self._documents: dict[Shape, set[str]] = {}
        self._places: Counter[tuple[str, str]] = Counter()

    def add(self, name: str, line: str) -> None:
        """Count a line of the document `name`, which is read in its format."""
        for _, text in placed(read_document(line, of_file(name)).draft.text):
            for shape, parts in shapes(text):
                if len(self._counts) >= _MOST and shape not in self._counts:
                    continue
                seen = self._documents.setdefault(shape, set())
                if name not in seen:
                    seen.add(name)
                    self._counts.setdefault(shape, ShapeCount(parts, 0)).add("tail", text, parts)

    def look(self, name: str, before: str) -> None:
        """Note where in a document its lines stand: at its head, its tail, or between."""
        for place, line in placed(read_document(before, of_file(name)).draft.text):
            self._places[line, place] += 1

    def rules(
        self, kept: Iterable[str], taken: Iterable[str], *, least: int = 1, most: int = 500
    ) -> Iterator[ProposedRule]:
        """Yield rules for what was taken out of `least` documents, the most frequent first. `kept`
        are the texts as they are now, and `taken` the ids of other rules."""
        stays = "\n".join(line for text in kept for _, line in placed(text))
        lower = stays.lower()
        used = {*taken}
        told: list[re.Pattern[str]] = []
        for shape, count in self._repeated():
            if count.documents < least or len(told) >= most:
                return
            pattern = count.loose_pattern
            if count.loose_literal.lower() in lower and re.search(f"(?im)^(?:{pattern})$", stays):
                continue
            if all(any(one.fullmatch(line) for one in told) for line in count.examples):
                continue
            told.append(re.compile(pattern, re.IGNORECASE))
            yield self._rule(shape, count, used)

    def _repeated(self) -> list[tuple[Shape, ShapeCount]]:
        """What was taken out, a shape before the lines that it stands for."""
        found = [
            (shape, count)
            for shape, count in self._counts.items()
            if shape.kind == "shape" or count.documents > 1 or not _is_open(shape)
            if shape.kind != "label" or count.varied
        ]
        kinds = ("shape", "line", "label")
        found.sort(key=lambda one: (-one[1].documents, kinds.index(one[0].kind), one[0].key))
        return found

    def _rule(self, shape: Shape, count: ShapeCount, used: set[str]) -> ProposedRule:
        least = _LABEL_DOCUMENTS if shape.kind == "label" else _ALONE
        strength = "strong" if count.documents >= least else "weak"
        literal = trigger(count.loose_literal)
        where = self._where(count)
        fields = (
            "class: repeated",
            f"strength: {strength}",
            f"where: [{', '.join(where)}]",
            f"triggers: [{quoted(literal)}]",
            "patterns:",
            f"- {quoted(count.loose_pattern)}",
        )
        return ProposedRule(
            unused_id(count.loose_literal, used, "line"),
            (f"taken out of {count.documents} documents, and kept in none",),
            fields,
            tuple((line, "") for line in count.examples),
        )

    def _where(self, count: ShapeCount) -> list[str]:
        """The places at which the examples stand; where none is known, both edges."""
        found = [
            place for place in PLACES if any(self._places[line, place] for line in count.examples)
        ]
        return found or list(_EDGES)


def _is_open(shape: Shape) -> bool:
    """Whether a line has a shape as well, which says more."""
    return any(other.kind == "shape" for other, _ in shapes(shape.key))
