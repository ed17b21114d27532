"""`mtfix learn`: what the documents of a site repeat, as a file of rules for review."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from mtfix import files
from mtfix.cli.options import UsageError, complain
from mtfix.learn import PLACES, Counts, trigger

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.learn import Count, Shape

_STRONG = 0.2
"""Share of the documents from which a line acts by itself."""
_OFTEN = 0.1
"""Share of its documents in which a line must stand at a place for the rule to hold there."""
_PROGRESS = 500
_HEADER = """\
# Learned from {documents:,} documents. Above each rule stands in how many of them, and where.
# Read every rule, and take out what belongs to the articles: nothing is certain here.
# A line in the file that --kept names is never proposed again.
about: Lines that the pages of a site repeat.
boilerplate:
"""


def run(options: argparse.Namespace) -> int:
    """Write the rules; 1 where nothing repeats."""
    kept = _kept(options.kept)
    counts = Counts()
    for text in _shown(_documents(options)):
        counts.add(text)
    least = max(options.least, int(counts.documents * options.share / 100))
    found = [one for one in counts.repeated(least) if not _all_kept(one[1], kept)]
    if not found:
        complain(f"nothing stands in {least} of {counts.documents} documents; nothing is written")
        return 1
    text = _file(found, counts.documents)
    if options.out:
        _write(options.out, text)
    else:
        sys.stdout.write(text)
    return 0


def _write(path: str, text: str) -> None:
    try:
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path}: exists already; name a new file") from None
    except OSError as error:
        raise UsageError(f"{path}: can't be written: {error.strerror}") from None


# --- documents ---------------------------------------------------------------------------------


def _documents(options: argparse.Namespace) -> Iterator[str]:
    """The texts of the files, or of a field of each line of them."""
    try:
        for path in files.walk(options.files):
            if options.format == "jsonl":
                yield from _records(path, options.field)
            else:
                yield files.read(path).text
    except files.FileError as error:
        raise UsageError(str(error)) from None


def _records(path: str, field: str) -> Iterator[str]:
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _field(line, field, f"{path}:{number}")
    except OSError as error:
        raise files.FileError(f"{path}: can't be read: {error.strerror}") from None


def _field(line: str, field: str, place: str) -> str:
    try:
        value: Any = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{place}: this is no JSON ({error}); mend or remove the line") from None
    value = value.get(field) if isinstance(value, dict) else None
    if not isinstance(value, str):
        raise UsageError(f"{place}: there is no text in the field {field!r}; name it with --field")
    return value


def _shown(texts: Iterable[str]) -> Iterator[str]:
    """The texts, with progress on a terminal."""
    shown = sys.stderr.isatty()
    for number, text in enumerate(texts):
        if shown and number % _PROGRESS == 0:
            sys.stderr.write(f"\r{number:,} documents")
        yield text
    if shown:
        sys.stderr.write("\r\033[K")


# --- what is kept ------------------------------------------------------------------------------


def _kept(path: str | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    try:
        lines = files.read(path).text.splitlines()
    except files.FileError as error:
        raise UsageError(str(error)) from None
    return frozenset(" ".join(line.split()) for line in lines) - {""}


def _all_kept(count: Count, kept: frozenset[str]) -> bool:
    return any(example in kept for example in count.examples)


# --- rules -------------------------------------------------------------------------------------


def _file(found: Sequence[tuple[Shape, Count]], documents: int) -> str:
    """The rules, with those examples that hold: another rule may act on a line as well."""
    text = "".join(_rules(found, documents, frozenset()))
    return "".join(_rules(found, documents, _failing(text)))


def _failing(text: str) -> frozenset[str]:
    """The lines of examples that do not hold."""
    from mtfix.packs.compile import load
    from mtfix.proof import failing_examples

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "learned.yaml")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        lines = text.split("\n")
        return frozenset(lines[one.line - 1] for one in failing_examples(load([path])))


def _rules(
    found: Iterable[tuple[Shape, Count]], documents: int, failing: frozenset[str]
) -> Iterator[str]:
    yield _HEADER.format(documents=documents)
    used: set[str] = set()
    for shape, count in found:
        yield "".join(f"{line}\n" for line in _rule(shape, count, documents, used, failing))


def _rule(
    shape: Shape, count: Count, documents: int, used: set[str], failing: frozenset[str]
) -> Iterator[str]:
    where = [place for place in PLACES if count.places[place] >= max(1, _OFTEN * count.documents)]
    strong = shape.kind != "label" and count.documents >= _STRONG * documents
    seen = ", ".join(f"{place} {count.places[place]}" for place in PLACES if count.places[place])
    yield f"# in {count.documents} of {documents} documents: {seen}"
    yield f"- id: {_id(count.literal, used)}"
    yield "  class: repeated"
    yield f"  strength: {'strong' if strong else 'weak'}"
    yield f"  where: [{', '.join(where)}]"
    yield f"  triggers: [{_quoted(trigger(count.literal))}]"
    yield "  patterns:"
    yield f"  - {_quoted(count.pattern)}"
    examples = (f"  - {_quoted(line + ' =>')}" for line in count.examples)
    holding = [line for line in examples if line not in failing]
    yield from ["  examples:", *holding] if holding else ()


def _id(literal: str, used: set[str]) -> str:
    words = re.findall(r"\w+", literal.lower())[:4]
    name = base = "-".join(words)
    number = 1
    while name in used:
        number += 1
        name = f"{base}-{number}"
    used.add(name)
    return name


def _quoted(text: str) -> str:
    """A text as YAML takes it whatever it holds."""
    return "'" + text.replace("'", "''") + "'"
