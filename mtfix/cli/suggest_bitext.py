"""Entries that a bitext tells of: rows of a source text and its translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.authoring.suggest.bitext import Bitext, merged
from mtfix.authoring.suggest.phrases import of_phrase
from mtfix.authoring.suggest.renderings import corpus_of, entry
from mtfix.cli.messages import UsageError, inform
from mtfix.cli.output import counted
from mtfix.cli.records import cells

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mtfix.authoring.suggest.entry import ProposedEntry
    from mtfix.authoring.suggest.known_terms import Known

MOST_ROWS = 300_000
"""Rows that are read: about 3 GB for long ones; what comes behind them is told."""
_PROGRESS = 5_000


def proposed_of(
    options: argparse.Namespace, known: Known
) -> tuple[list[ProposedEntry], list[str], str]:
    """Return the entries that rows tell of, remarks, and what was read."""
    if not options.files or options.git:
        raise UsageError("name files of rows; --git goes without --format")
    rows = _read(options)
    bitext = Bitext(rows, options.least + 1)
    right = {of_phrase(form): of_phrase(term) for form, term in known.sources(options.origin)}
    corpus = corpus_of(rows)
    proposed = [
        entry(usual, rivals, rows, known, corpus)
        for usual, rivals in merged(bitext.rivals(right)).items()
    ]
    kept = [one for one in proposed if one is not None]
    return kept[: options.most], [], f"{len(rows)} rows"


def _read(options: argparse.Namespace) -> list[tuple[str, str]]:
    """The rows; at most so many as memory has room for."""
    rows: list[tuple[str, str]] = []
    for row in counted(_rows(options), "rows", _PROGRESS):
        if len(rows) >= MOST_ROWS:
            inform(f"more than {MOST_ROWS:,} rows; the rest is not read: split the files")
            break
        rows.append(row)
    if not rows:
        raise UsageError(
            "there are no rows with a text and its source; name --field and --source-field"
        )
    return rows


def _rows(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    source = options.source_field or ("source" if options.format == "jsonl" else None)
    texts, sources = [options.field] if options.field else [], [source] if source else []
    for cell in cells(options.format, options.files, texts, sources):
        if cell.source and cell.text.strip():
            yield cell.source, cell.text
