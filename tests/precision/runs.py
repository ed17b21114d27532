"""Clean every document of a corpus, and keep what was made of it.

What is known of a document holds as long as neither it nor mtfix nor a pack changes, so a run
that was broken off goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix import Cleaner, formats
from mtfix.edits.fix import as_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .corpora import Document

PROJECT = Path(__file__).parents[2]

_BEFORE, _AFTER, _LONGEST = 70, 60, 160
_SHOWN = str.maketrans({" ": "␣", "\n": "⏎", "\t": "⇥"})
_CHUNK = 16


class Place(NamedTuple):
    """An edit that was made: the rule, the file, and the edit in its context."""

    rule: str
    file: str
    context: str


class Outcome(NamedTuple):
    """What a run does to a document: the places it edits, and how often it suggests by rule."""

    places: tuple[Place, ...]
    suggested: dict[str, int]


def fingerprint() -> str:
    """Return a name for mtfix as it is here: its code and its packs."""
    digest = hashlib.sha256()
    for folder in (PROJECT / "mtfix", PROJECT / "glossaries"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in {".py", ".txt", ".yaml"}:
                digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def run(documents: Iterable[Document], kept: Path, jobs: int) -> Iterator[tuple[Document, Outcome]]:
    """Yield documents with what is done to them, worked out by `jobs` processes.

    `kept` is the file in which the outcomes are kept, of this mtfix only.
    """
    known = _known(kept)
    kept.parent.mkdir(parents=True, exist_ok=True)
    missing = []
    for document in documents:
        if document.key in known:
            yield document, known[document.key]
        else:
            missing.append(document)
    with kept.open("a", encoding="utf-8") as file, ProcessPoolExecutor(jobs) as pool:
        paths = [(str(one.path), one.name) for one in missing]
        outcomes = pool.map(_outcome, paths, chunksize=_CHUNK)
        for document, outcome in zip(missing, outcomes, strict=True):
            file.write(json.dumps([document.key, outcome], ensure_ascii=False) + "\n")
            yield document, outcome


def _known(kept: Path) -> dict[str, Outcome]:
    """The outcomes that are kept, by the keys of documents."""
    if not kept.exists():
        return {}
    known = {}
    for line in kept.read_text(encoding="utf-8").split("\n"):
        try:
            key, (places, suggested) = json.loads(line)
        except ValueError:  # the last line of a run that was broken off
            continue
        known[key] = Outcome(tuple(Place(*one) for one in places), suggested)
    return known


_cleaner: list[Cleaner] = []
"""The cleaner of a process, made once."""


def _outcome(document: tuple[str, str]) -> Outcome:
    path, name = document
    if not _cleaner:
        os.nice(10)
        _cleaner.append(Cleaner())
    text = Path(path).read_text(encoding="utf-8")
    return outcome(_cleaner[0], text, name, formats.of_file(path))


def outcome(cleaner: Cleaner, text: str, name: str, format_: str) -> Outcome:
    """Return what a cleaner does to a text."""
    result = cleaner.clean(text, format=format_)
    suggested: dict[str, int] = {}
    for fix, reason in result.withheld:
        if reason.code not in {"not-asked", "skipped"}:
            suggested[fix.rule] = suggested.get(fix.rule, 0) + 1
    return Outcome(tuple(_place(fix, text, name) for fix in result.fixes), suggested)


def _place(fix: Any, text: str, name: str) -> Place:
    edit = as_one(fix, text)
    start, end = edit.span
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    old, new = _short(text[start:end]), _short(edit.new)
    if not old.strip() or not new.strip() or old.split() == new.split():
        old, new = old.translate(_SHOWN), new.translate(_SHOWN)
    return Place(fix.rule, name, " ".join(f"{before}[{old} → {new}]{after}".split()))


def _short(text: str) -> str:
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} […] {text[-half:]}"
