"""Counts of a run: documents, and fixes by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtfix.pipeline.result import Result

COUNTS = (
    "documents",
    "changed",
    "dropped",
    "without_text",
    "rejected",
    "characters",
    "words",
    "fixes",
    "logged",
)
_OF_RULE = ("fixes", "documents", "characters_removed")


class CorpusTally:
    """Counts by name, and by rule: fixes, documents that have any, and characters that the text
    has lost by them."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(COUNTS, 0)
        self.rules: dict[str, list[int]] = {}

    def add(self, result: Result, *, kept: bool) -> None:
        """Count a document that was cleaned."""
        self.counts["documents"] += 1
        self.counts["dropped"] += not kept
        self.counts["changed"] += bool(result.fixes)
        self.counts["characters"] += len(result.original)
        self.counts["words"] += len(result.original.split())
        self.counts["fixes"] += len(result.fixes)
        counted: set[str] = set()
        for fix in result.fixes:
            counts = self.rules.setdefault(fix.rule, [0] * len(_OF_RULE))
            counts[0] += 1
            counts[1] += fix.rule not in counted
            counts[2] += sum(len(edit.old) - len(edit.new) for edit in fix.edits)
            counted.add(fix.rule)

    def add_null(self, *, kept: bool) -> None:
        """Count a record whose text is null."""
        self.counts["without_text"] += 1
        self.counts["dropped"] += not kept

    def reject(self) -> None:
        """Count a record that was rejected."""
        self.counts["rejected"] += 1

    def join(self, other: Mapping[str, Any]) -> None:
        """Take in the counts that `to_dict` of another one has given."""
        for name in COUNTS:
            self.counts[name] += other[name]
        for rule, counts in other["rules"].items():
            mine = self.rules.setdefault(rule, [0] * len(_OF_RULE))
            for at, name in enumerate(_OF_RULE):
                mine[at] += counts[name]

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as plain values, rules with most fixes first."""
        ranked = sorted(self.rules.items(), key=lambda item: (-item[1][0], item[0]))
        rules = {rule: dict(zip(_OF_RULE, counts, strict=True)) for rule, counts in ranked}
        return {**self.counts, "rules": rules}
