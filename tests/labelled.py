"""The labelled documents of `tests/cases/terms`, and how well they are dealt with.

An edit is right if the document that is wanted has it too: the words around a term count.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

from mtfix import Cleaner, Safety

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtfix import Result

FOLDER = Path(__file__).parent / "cases" / "terms"
PROVENANCES = {"seen", "constructed", "known-failure"}
PARTS = {"fit", "held"}

Change = tuple[int, int, tuple[str, ...]]
"""Words of a text, from and to, and the words that come instead."""


class Case(NamedTuple):
    """A document and what must become of it; `tests/cases/terms/README.md` has the keys."""

    id: str
    text: str
    wanted: str
    suggests: bool
    provenance: str
    part: str
    source: str | None = None
    origin: str | None = None

    @property
    def keeps(self) -> bool:
        return self.wanted == self.text

    def holds(self, result: Result) -> bool:
        asked = any(fix.rule.startswith("term/") for fix in suggested(result))
        return result.text == self.wanted and (asked or not self.suggests)


class Score(NamedTuple):
    """How many edits were made, wanted, and both; how many of those wanted were suggested."""

    made: int = 0
    wanted: int = 0
    right: int = 0
    abstained: int = 0
    asked: int = 0
    """Suggestions in documents that must stay and asked for none."""

    def __add__(self, other: Score) -> Score:  # type: ignore[override]
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.2%} ({self.made - self.right} of {self.made} wrong), "
            f"recall {self.recall:.2%} ({self.right} of {self.wanted}), "
            f"{self.abstained} abstained, {self.asked} needless suggestions"
        )


@cache
def cases() -> tuple[Case, ...]:
    """Every labelled document. Raises ValueError for a case that is not as the README says."""
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(case for file in files for case in _read(file))


def _read(file: Path) -> Iterable[Case]:
    for number, fields in enumerate(yaml.safe_load(file.read_text("utf-8")) or (), 1):
        known = {
            "id",
            "text",
            "becomes",
            "suggests",
            "provenance",
            "part",
            "source",
            "from",
            "note",
        }
        name = f"{file.stem}-{number}"
        if set(fields) - known or not {"text", "provenance", "part"} <= set(fields):
            raise ValueError(f"{name}: the keys are {sorted(fields)}")
        if fields["provenance"] not in PROVENANCES or fields["part"] not in PARTS:
            raise ValueError(f"{name}: unknown provenance or part")
        text = fields["text"].removesuffix("\n")
        wanted = fields.get("becomes", text).removesuffix("\n")
        if wanted == text and "becomes" in fields:
            raise ValueError(f"{name}: it becomes what it is")
        yield Case(
            fields.get("id", name), text, wanted, fields.get("suggests", False),
            fields["provenance"], fields["part"], fields.get("source"), fields.get("from"),
        )  # fmt: skip


@cache
def _cleaner(origin: str | None) -> Cleaner:
    return Cleaner(origin=origin)


def cleaned(case: Case) -> Result:
    return _cleaner(case.origin).clean(case.text, source=case.source)


def suggested(result: Result) -> list:
    return [held.fix for held in result.withheld if held.fix.safety == Safety.SUGGESTED]


def scored(case: Case, result: Result) -> Score:
    """The score of one document."""
    made, wanted = changes(case.text, result.text), changes(case.text, case.wanted)
    starts = word_starts(case.text)
    abstained = sum(
        any(
            edit.span.start < starts[high] and starts[low] < edit.span.end
            for edit in suggested(result)
        )
        for low, high, _ in wanted - made
    )
    asked = 0 if wanted or case.suggests else len(suggested(result))
    return Score(len(made), len(wanted), len(made & wanted), abstained, asked)


def changes(before: str, after: str) -> set[Change]:
    """By which words one text differs from another."""
    old, new = _words(before)[0], _words(after)[0]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {
        (low, high, tuple(new[start:end]))
        for tag, low, high, start, end in matcher.get_opcodes()
        if tag != "equal"
    }


def _words(text: str) -> tuple[list[str], Sequence[int]]:
    """The words of a text, and where each begins; then where the text ends."""
    words = text.split()
    starts, at = [], 0
    for word in words:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    return words, [*starts, len(text)]


def word_starts(text: str) -> Sequence[int]:
    """Where each word of a text begins; then where the text ends."""
    return _words(text)[1]
