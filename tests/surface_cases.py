"""The labelled lines of `tests/cases/surface`: what the shipped surface rules must do to them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "cases" / "surface"
KINDS = ("changes", "stays", "suggests")
_ARROW = " => "


class Line(NamedTuple):
    """A text, and what must become of it; a text that `suggests` stays, but something is shown."""

    id: str
    family: str
    kind: str
    text: str
    wanted: str


@cache
def lines() -> tuple[Line, ...]:
    """Every labelled line. Raises ValueError for a file that is not as the README says."""
    return tuple(line for file in sorted(FOLDER.glob("*.yaml")) for line in _read(file))


def _read(file: Path) -> Iterator[Line]:
    kinds = yaml.safe_load(file.read_text("utf-8"))
    if set(kinds) - set(KINDS):
        raise ValueError(f"{file.name}: the keys are {sorted(kinds)}")
    for kind, texts in kinds.items():
        for number, text in enumerate(texts, 1):
            name = f"{file.stem}-{kind}-{number}"
            before, arrow, after = text.partition(_ARROW)
            if bool(arrow) != (kind == "changes") or (arrow and before == after):
                raise ValueError(f"{name}: a line changes where it has an arrow, and only there")
            yield Line(name, file.stem, kind, before, after if arrow else before)
