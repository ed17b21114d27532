"""`mtfix learn`: what the documents of a site repeat, as a file of rules for review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.authoring.learn import PLACES, LineCounts, trigger
from mtfix.authoring.suggest.proposed_rule import unused_id
from mtfix.cli.messages import UsageError, inform
from mtfix.cli.output import counted, new_file, refuse_existing
from mtfix.cli.records import cells
from mtfix.formats import CONTENT_SUFFIXES
from mtfix.fs import files
from mtfix.fs.walk import files_below
from mtfix.packs.yaml_writer import quoted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.authoring.learn import Count, Shape

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
    refuse_existing(options.out)
    kept = _kept_lines(options.kept)
    counts = LineCounts()
    for text in counted(_documents(options), "documents", _PROGRESS):
        counts.add(text)
    if not counts.documents:
        raise UsageError("there is no text to learn from; name its --field, if it is rows")
    least = max(options.least, int(counts.documents * options.share / 100))
    found = [one for one in counts.repeated(least) if not _all_kept(one[1], kept)]
    if not found:
        inform(f"nothing stands in {least} of {counts.documents} documents; nothing is written")
        return 1
    text = _file(found, counts.documents)
    with new_file(options.out) as write:
        write(text)
    return 0


# --- documents ---------------------------------------------------------------------------------


def _documents(options: argparse.Namespace) -> Iterator[str]:
    """The texts of the files, or of a field of each row of them."""
    paths = files_below(options.files, CONTENT_SUFFIXES)
    if options.format == "plain":
        for path in paths:
            yield files.read_file(path).text
    else:
        fields = [options.field] if options.field else []
        yield from (cell.text for cell in cells(options.format, paths, fields, []))


# --- what is kept ------------------------------------------------------------------------------


def _kept_lines(path: str | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    lines = files.read_file(path).text.splitlines()
    return frozenset(" ".join(line.split()) for line in lines) - {""}


def _all_kept(count: Count, kept: frozenset[str]) -> bool:
    return any(example in kept for example in count.examples)


# --- rules -------------------------------------------------------------------------------------


def _file(found: Sequence[tuple[Shape, Count]], documents: int) -> str:
    """The rules, with those examples that hold: another rule may act on a line as well."""
    from mtfix.verification.proof import failing_lines

    text = "".join(_rules(found, documents, frozenset()))
    lines = text.split("\n")
    failing = frozenset(lines[line - 1] for line in failing_lines(text))
    return "".join(_rules(found, documents, failing))


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
    yield f"- id: {unused_id(count.literal, used, '')}"
    yield "  class: repeated"
    yield f"  strength: {'strong' if strong else 'weak'}"
    yield f"  where: [{', '.join(where)}]"
    yield f"  triggers: [{quoted(trigger(count.literal))}]"
    yield "  patterns:"
    yield f"  - {quoted(count.pattern)}"
    examples = (f"  - {quoted(line + ' =>')}" for line in count.examples)
    holding = [line for line in examples if line not in failing]
    yield from ["  examples:", *holding] if holding else ()
