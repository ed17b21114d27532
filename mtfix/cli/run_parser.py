"""The options of `mtfix run`."""

from __future__ import annotations

import argparse
import math
from functools import partial

from mtfix.cli.arguments import add_decisions, add_files, add_jobs, add_rules, positive
from mtfix.corpus.columns import COLUMNS
from mtfix.corpus.document import MOST_CHARACTERS
from mtfix.corpus.inputs import SUFFIXES, TEXT


def add_run(one: argparse.ArgumentParser) -> None:
    """Add the options."""
    text = (
        "a file of documents, or a folder of such files: .jsonl, .csv, .tsv (also .gz, .bz2, "
        ".zst), .parquet, .arrow; a dataset of Hugging Face that was saved; with --format text, "
        "a folder whose files are documents"
    )
    add_files(one, "IN", nargs=1, text=text)
    one.add_argument(
        "out", metavar="OUT", help="the folder of the shards; a run that was killed goes on there"
    )
    add_jobs(one, "all cores")
    one.add_argument("--id", metavar="NAME", help="the column that names a record in `rejects`")
    one.add_argument(
        "--add",
        action="append",
        default=[],
        metavar="COLUMN,…",
        help=f"add columns, named mtfix_COLUMN: {', '.join(COLUMNS)}",
    )
    one.add_argument(
        "--keep-if",
        action="append",
        default=[],
        metavar="CONDITION",
        help="write only documents that meet it, such as 'damage < 20'; repeat it for several",
    )
    one.add_argument(
        "--max-size",
        dest="most",
        type=partial(positive, of="characters"),
        default=MOST_CHARACTERS,
        metavar="N",
        help="reject documents of more characters, and records of more than eight times as many "
        "bytes (default: 1 million)",
    )
    one.add_argument(
        "--max-seconds",
        dest="seconds",
        type=_seconds,
        metavar="S",
        help="reject documents that take longer (default: any time)",
    )
    add_decisions(one)
    one.add_argument(
        "--log", action="store_true", help="write the fixes of each shard into the folder `log`"
    )
    one.add_argument(
        "--shard-mb",
        type=partial(positive, of="megabytes"),
        metavar="MB",
        help="megabytes of input, before compression, that become one shard (default: 32, of an "
        "input below 1 GB a 32nd of it)",
    )
    add_rules(one, {*SUFFIXES.values(), TEXT})


def _seconds(word: str) -> float:
    """Return a number of seconds. Raises ArgumentTypeError for what is none."""
    try:
        seconds = float(word)
    except ValueError:
        seconds = 0
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{word} is no number of seconds")
    return seconds
