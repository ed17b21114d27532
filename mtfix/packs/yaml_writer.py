"""YAML as packs are written by commands: every text quoted, so that it is read as it was meant."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def quoted(text: str) -> str:
    """Return a text of one line as YAML reads it back, whatever it holds.

    >>> quoted("it's: a #1")
    "'it''s: a #1'"
    """
    return "'" + text.replace("'", "''") + "'"


def unquoted(written: str) -> str:
    """Return the text that `quoted` wrote."""
    return written[1:-1].replace("''", "'")


def escaped(text: str) -> str:
    """Return a pattern for a text; readable, since people review it.

    >>> escaped("3.5 (new)")
    '3\\\\.5 \\\\(new\\\\)'
    """
    return re.sub(r"[\\.^$*+?{}\[\]|()]", r"\\\g<0>", text)


@contextmanager
def as_file(text: str) -> Iterator[str]:
    """Give the path of a pack with this text, which is there for a while only."""
    with as_files({"proposed": text}) as paths:
        yield paths["proposed"]


@contextmanager
def as_files(texts: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Give the paths of packs with these texts, by their names."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: os.path.join(folder, f"{name}.yaml") for name in texts}
        for name, path in paths.items():
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(texts[name])
        yield paths


def listed(texts: Iterable[str]) -> str:
    """Return texts as a YAML list in one line."""
    return f"[{', '.join(map(quoted, texts))}]"
