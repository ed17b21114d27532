"""Entries that a bitext tells of: rows of a source text and its translation."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mtfix import files
from mtfix.cli.options import Complaints, UsageError, complain
from mtfix.formats.cells import RowError
from mtfix.ignores import Problem
from mtfix.suggest.bitext import Bitext, merged
from mtfix.suggest.blocks import is_text
from mtfix.suggest.grams import of_phrase
from mtfix.suggest.rendered import corpus_of, entry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from mtfix.suggest.entry import Entry
    from mtfix.suggest.known import Known

MOST_ROWS = 300_000
"""Rows that are read: about 3 GB for long ones; what comes behind them is told."""
_PROGRESS = 5_000


def proposed_of(options: argparse.Namespace, known: Known) -> tuple[list[Entry], list[str], str]:
    """Return the entries that rows tell of, remarks, and what was read."""
    if not options.files or options.git:
        raise UsageError("name files of rows; --git goes without --format")
    rows = _shown(options)
    bitext = Bitext(rows, options.least + 1)
    right = {of_phrase(form): of_phrase(term) for form, term in known.sources(options.origin)}
    corpus = corpus_of(rows)
    proposed = [
        entry(usual, rivals, rows, known, corpus)
        for usual, rivals in merged(bitext.rivals(right)).items()
    ]
    kept = [one for one in proposed if one is not None]
    return kept[: options.most], [], f"{len(rows)} rows"


def _shown(options: argparse.Namespace) -> list[tuple[str, str]]:
    """The rows, with progress on a terminal; at most so many as memory has room for."""
    rows: list[tuple[str, str]] = []
    shown = sys.stderr.isatty()
    complaints = Complaints()
    for row in _rows(options, complaints):
        if len(rows) >= MOST_ROWS:
            complain(f"more than {MOST_ROWS:,} rows; the rest is not read: split the files")
            break
        rows.append(row)
        if shown and len(rows) % _PROGRESS == 0:
            sys.stderr.write(f"\r{len(rows):,} rows")
    if shown:
        sys.stderr.write("\r\033[K")
    complaints.end()
    if not rows:
        raise UsageError(
            "there are no rows with a text and its source; name --field and --source-field"
        )
    return rows


def _rows(options: argparse.Namespace, complaints: Complaints) -> Iterator[tuple[str, str]]:
    from mtfix.formats import row_reader

    source = options.source_field or ("source" if options.format == "jsonl" else None)
    fields = ([options.field] if options.field else [], [source] if source else [])
    for path in options.files:
        reader = row_reader(options.format, *fields)
        for number, line in _lines(path):
            try:
                if not is_text(line):
                    raise RowError("not UTF-8; save the file as UTF-8")
                cells = reader.row(line)
            except RowError as error:
                complaints.tell(
                    path, [Problem(number, f"{error}; the row is passed over", broken=True)]
                )
                continue
            for cell in cells:
                if cell.source and cell.text.strip():
                    yield cell.source, cell.text


def _lines(path: str) -> Iterator[tuple[int, str]]:
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            for number, line in enumerate(file, 1):
                yield number, line.rstrip("\r\n")
    except OSError as error:
        raise files.FileError(f"{path}: can't be read: {error.strerror}") from None
