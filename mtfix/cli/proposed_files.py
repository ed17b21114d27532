"""Where proposals are written: the terms into a file, or all of them into a folder of packs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.authoring.suggest.draft_pack import omission_lines
from mtfix.authoring.suggest.known_terms import Apart
from mtfix.cli.output import new_file
from mtfix.packs.sources import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.authoring.suggest.draft_pack import Entry


DECISIONS = "decisions.jsonl"
"""The file for proposed decisions in a folder, with comments of evidence between its lines."""


def is_folder(out: str | None) -> bool:
    """Whether what was named for the output is to be a folder: all but `FILE.yaml` is."""
    return out is not None and not out.endswith(ENDINGS)


def write_packs(out: str | None, texts: dict[str, str], remarks: str) -> None:
    """Write the text of each sort, and the remarks behind the first of them. Raises UsageError."""
    for sort, text in texts.items():
        path = out
        if out is not None and is_folder(out):
            os.makedirs(out, exist_ok=True)
            path = os.path.join(out, f"{sort}.yaml")
        with new_file(path) as write:
            write(text + remarks)
        remarks = ""


def write_decisions(out: str, lines: Sequence[str]) -> None:
    """Write proposed decisions into a folder. Raises UsageError."""
    if lines:
        os.makedirs(out, exist_ok=True)
        with new_file(os.path.join(out, DECISIONS)) as write:
            write("".join(f"{line}\n" for line in lines))


def remarks_of(left: Sequence[tuple[Entry, str]]) -> Iterator[str]:
    """Yield comments for what no pack can have."""
    apart = [Apart(*one.summary, 0, why) for one, why in left]
    return omission_lines("Left out, since no pack can have it:", apart)
