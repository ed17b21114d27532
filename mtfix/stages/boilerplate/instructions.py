"""Steps of instructions, which look like what a page asks of its readers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mtfix.packs.lexicons import lexicon
from mtfix.stages.boilerplate.lines_around import lines_after, lines_before

if TYPE_CHECKING:
    from mtfix.edits.edit import Span

_LINES = 5
"""How many lines each side tell whether a line is a step."""
_OTHERS = 2
"""Other steps there must be at least that no rule has recognised."""
_LIST_SIGNS = "-*•·#>0123456789.) \t"
"""What a step may begin with."""


def is_among_steps(text: str, unit: Span, recognized: frozenset[int]) -> bool:
    """Return whether a line stands among steps of instructions.

    recognized: the starts of all lines that rules recognised.
    """
    near = (*lines_before(text, unit, _LINES), *lines_after(text, unit, _LINES))
    steps = sum(_is_step(text, line) for line in near if line.start not in recognized)
    return steps >= _OTHERS


def _is_step(text: str, line: Span) -> bool:
    """Whether a line is a sentence that tells what to do."""
    words = text[line.start : line.end].strip().lstrip(_LIST_SIGNS).lower()
    return words.endswith(".") and words.startswith(_verbs())


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(f"{verb} " for verb in lexicon("instructions", "en"))
