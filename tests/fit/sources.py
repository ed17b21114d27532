"""Texts to learn from: files of public repositories that lie beside the project, and packages of the
corpora of `tests/precision`. What is read is named in `*-sources.yaml`; no text of it is kept."""

from __future__ import annotations

import csv
import io
import random
import re
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

csv.field_size_limit(10_000_000)
_MARKUP = re.compile(r"(?ms)^```.*?^```|`[^`\n]*`|\]\([^)]*\)|<[^>\n]*>")


class Piece(NamedTuple):
    """A text of a source: the file, which text of it, what the pattern of the paths has named, or
    what the other columns of a row say, and the text."""

    file: str
    number: int
    named: dict[str, str]
    text: str


def of_repository(source: dict[str, Any], mirror: Path) -> Iterator[Piece]:
    """Yield the texts of a repository, whose git directory is OWNER+NAME/repo in a folder."""
    git = ["git", "--git-dir", str(mirror / source["repo"].replace("/", "+") / "repo")]
    listing = subprocess.run(
        [*git, "ls-tree", "-r", "-l", "-z", "HEAD"], capture_output=True, check=True
    )
    for line in listing.stdout.decode().split("\0"):
        head, _, name = line.partition("\t")
        match = re.search(source["paths"], name)
        if match and head.split()[-1] != "BAD":
            blob = subprocess.run(
                [*git, "cat-file", "blob", head.split()[2]], capture_output=True, check=True
            )
            text = blob.stdout.decode("utf-8", "replace")
            for number, (named, piece) in enumerate(_pieces(source, text)):
                yield Piece(name, number, {**match.groupdict(), **named}, piece)


def _pieces(source: dict[str, Any], text: str) -> Iterator[tuple[dict[str, str], str]]:
    if size := source.get("lines"):
        lines = text.split("\n")
        for start in range(0, len(lines), size):
            yield {}, "\n".join(lines[start : start + size])
    elif source.get("rows"):
        for row in csv.DictReader(io.StringIO(text)):
            longest = max(row.values(), key=lambda value: len(str(value)))
            yield (
                {
                    "label": next(
                        (v.lower() for k, v in row.items() if "ategor" in k or "label" in k), ""
                    )
                },
                longest,
            )
    elif between := source.get("between"):
        for part in text.split(between[0])[1:]:
            yield {}, part.partition(between[1])[0]
    elif behind := source.get("behind"):
        yield {}, text.partition(behind)[2]
    else:
        yield {}, _MARKUP.sub(" ", text)


def of_package(folder: Path, most: int) -> Iterator[Piece]:
    """Yield some texts of a package of a corpus."""
    files = sorted(one for one in folder.iterdir() if one.is_file()) if folder.is_dir() else []
    random.Random(folder.name).shuffle(files)
    for file in files[:most]:
        yield Piece(file.name, 0, {}, file.read_text(encoding="utf-8"))
