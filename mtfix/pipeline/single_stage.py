"""One stage by itself, without the others and without packs of another sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.edit import Safety, apply, choose
from mtfix.matching.scanner import Scanner

if TYPE_CHECKING:
    from mtfix.stages import Stage

ROUNDS = 8
"""Most rounds until nothing changes; more than five have not been seen."""


def run(
    stage: Stage, text: str, least: Safety = Safety.SAFE, *, scanner: Scanner | None = None
) -> str:
    """Return `text` after the edits of one stage that are at least that safe, made until
    nothing changes. Who runs a stage often hands in its `scanner`."""
    scanner = scanner or Scanner(stage.triggers())
    original = text
    for _ in range(ROUNDS):
        edits = (edit for edit in stage(scanner.read(text)) if edit.safety >= least)
        revised = apply(text, choose(edits)[0])
        if revised == text:
            return text
        text = revised
    return original
