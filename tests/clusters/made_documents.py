"""The corpus that goes through each engine: short documents of native English, some damaged."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DAMAGED = "Shares of byte skipping rose, its CEO said."
MENDED = "Shares of ByteDance rose, its CEO said."
EVERY = {"damaged": 10, "null": 97}
"""Of how many documents one is damaged, and one has no text."""
_LEAST, _MOST = 80, int(os.environ.get("MTFIX_CLUSTER_CHARACTERS", "600"))
_ROOT = Path(__file__).parents[2]


def rows(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return documents with their numbers; the same for the same texts and seed."""
    paragraphs = _paragraphs()
    random.Random(seed).shuffle(paragraphs)
    return [{"id": at, "text": _text(at, paragraphs)} for at in range(count)]


def _text(at: int, paragraphs: list[str]) -> str | None:
    if at % EVERY["null"] == EVERY["null"] - 1:
        return None
    text = f"{paragraphs[at % len(paragraphs)]}\n\nThis was document {at}."
    return f"{DAMAGED}\n\n{text}" if at % EVERY["damaged"] == 0 else text


def _paragraphs() -> list[str]:
    """Paragraphs of the texts that MTFIX_CLUSTER_TEXTS names, files of JSON Lines with colons
    between them; or of this repository's documentation."""
    named = os.environ.get("MTFIX_CLUSTER_TEXTS")
    pages = _named(named.split(os.pathsep)) if named else _own()
    parts = (part.strip() for page in pages for part in page.split("\n\n"))
    found = dict.fromkeys(part[:_MOST] for part in parts if len(part) >= _LEAST)
    return list(found)


def _named(paths: list[str]) -> Iterator[str]:
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["text"]


def _own() -> Iterator[str]:
    for path in sorted(_ROOT.glob("docs/*.md")):
        yield path.read_text(encoding="utf-8")
