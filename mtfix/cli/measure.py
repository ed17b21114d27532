"""`mtfix glossary measure`: what each rule does on a corpus."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from mtfix.authoring.measure import OUTCOMES, Tally, measure, pieces
from mtfix.cli.options import Cleaners, make_cleaner
from mtfix.cli.printing import progress, say
from mtfix.formats import CONTENT_SUFFIXES
from mtfix.fs.walk import files_below

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence


_COLUMNS = ("candidates", *OUTCOMES)


def run(options: argparse.Namespace) -> int:
    """Print the table of a corpus; progress goes to a terminal only."""
    paths = list(files_below(options.files, CONTENT_SUFFIXES))
    total = sum(os.path.getsize(path) for path in paths) or 1
    tally = Tally(options.examples)
    done = 0
    jobs = options.jobs or os.cpu_count() or 1
    said = Cleaners(options).configs.of_folder(os.curdir).values
    corpus = pieces(paths, options.each, options.format)
    for piece, found in measure(make_cleaner(said), corpus, jobs=jobs, most=options.examples):
        tally.join(found)
        done += piece.end - piece.start
        progress(f"{done * 100 // total:3} % of {total / 1e6:.1f} MB")
    progress("")
    for line in REPORTS[options.report](tally):
        say(line)
    return 0


def _text(tally: Tally) -> Iterator[str]:
    """A line for each stage and each rule, with its examples below."""
    yield f"{tally.words:,} words in {tally.documents:,} documents"
    yield f"{'rule':40}" + "".join(f"{one:>11}" for one in _COLUMNS) + "  made per million words"
    for rule, counts in (*tally.stages(), *tally.rules()):
        columns = "".join(f"{count:11,}" for count in (sum(counts), *counts))
        yield f"{rule:40}{columns}  {tally.per_million(counts[0]):.2f}"
        for outcome in OUTCOMES:
            for example in tally.examples.get((rule, outcome), ()):
                yield f"    {outcome:10} {example}"


def _table(tally: Tally) -> Iterator[str]:
    """A Markdown table."""
    yield f"{tally.words:,} words in {tally.documents:,} documents."
    yield ""
    yield f"| rule | {' | '.join(_COLUMNS)} | made per million words |"
    yield "|---|" + "---:|" * (len(_COLUMNS) + 1)
    for rule, counts in (*tally.stages(), *tally.rules()):
        columns = " | ".join(f"{count:,}" for count in (sum(counts), *counts))
        yield f"| {rule} | {columns} | {tally.per_million(counts[0]):.2f} |"


def _json(tally: Tally) -> Iterator[str]:
    rules = {
        rule: _to_json(tally, counts)
        | {"examples": {one: tally.examples.get((rule, one), []) for one in OUTCOMES}}
        for rule, counts in tally.rules()
    }
    stages = {stage: _to_json(tally, counts) for stage, counts in tally.stages()}
    whole = {"words": tally.words, "documents": tally.documents, "stages": stages, "rules": rules}
    yield json.dumps(whole, indent=1)


def _to_json(tally: Tally, counts: Sequence[int]) -> dict[str, Any]:
    told: dict[str, Any] = dict(zip(_COLUMNS, (sum(counts), *counts), strict=True))
    return told | {"perMillion": round(tally.per_million(counts[0]), 4)}


REPORTS: dict[str, Callable[[Tally], Iterator[str]]] = {
    "text": _text,
    "table": _table,
    "json": _json,
}
