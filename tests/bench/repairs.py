"""How much of the damage of the samples mtfix and other tools repair, and what they change in text
that is right.

Usage: python tests/bench/repairs.py. Needs `ftfy`, and the programs `typos` and `codespell` where they
are to be measured: pip install typos codespell. The samples were written by those who wrote the
rules of mtfix, so its own figure is that of a regression test.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import ftfy

import mtfix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parents[2] / "samples"
FORMATS = {".txt": "plain", ".md": "markdown"}
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_PROGRAMS = {
    "typos": ("typos", "--isolated", "--write-changes"),
    "codespell": ("codespell", "--write-changes"),
}


class Sample(NamedTuple):
    """A text with damage, the same text without, and how its file ends."""

    name: str
    before: str
    after: str
    suffix: str


def samples() -> Iterator[Sample]:
    """Yield the samples that are texts."""
    for path in sorted(SAMPLES.glob("*/before.*")):
        if path.suffix in FORMATS:
            after = path.with_name(f"after{path.suffix}")
            yield Sample(
                path.parent.name, path.read_text("utf-8"), after.read_text("utf-8"), path.suffix
            )


def distance(one: str, other: str) -> int:
    """Return how many words and signs differ between two texts."""
    matcher = SequenceMatcher(None, _TOKEN.findall(one), _TOKEN.findall(other), autojunk=False)
    changes = (code for code in matcher.get_opcodes() if code[0] != "equal")
    return sum(max(end - start, until - at) for _, start, end, at, until in changes)


def tools() -> Iterator[tuple[str, Callable[[str, str], str]]]:
    """Yield the tools that are at hand, each with a function that repairs a text of a format."""
    cleaner = mtfix.Cleaner()
    yield "mtfix", lambda text, suffix: cleaner.clean(text, format=FORMATS[suffix]).text
    yield "ftfy", lambda text, _suffix: ftfy.fix_text(text)
    for name, command in _PROGRAMS.items():
        if shutil.which(name):
            yield name, lambda text, suffix, command=command: _by_program(command, text, suffix)


def _by_program(command: tuple[str, ...], text: str, suffix: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"page{suffix}")
        path.write_text(text, "utf-8")
        subprocess.run([*command, str(path)], capture_output=True, check=False)
        return path.read_text("utf-8")


def main() -> None:
    known = list(samples())
    damage = sum(distance(one.before, one.after) for one in known)
    rows = [f"{len(known)} samples, {damage} words and signs of damage", ""]
    for name, repair in tools():
        left = sum(distance(repair(one.before, one.suffix), one.after) for one in known)
        changed = sum(distance(repair(one.after, one.suffix), one.after) for one in known)
        rows.append(
            f"{name:10} {1 - left / damage:4.0%} repaired, {changed} changed in text that is right"
        )
    sys.stdout.write("\n".join([*rows, ""]))


if __name__ == "__main__":
    main()
