"""`mtfix run`: a corpus, from files of documents into a folder of shards."""

from __future__ import annotations

import os
from time import perf_counter
from typing import TYPE_CHECKING, Any

from mtfix.cli.messages import UsageError, inform
from mtfix.cli.options import Cleaners
from mtfix.cli.parallel import Ready, cores, start_method
from mtfix.cli.printing import is_terminal, message, progress, say
from mtfix.corpus.columns import check_columns
from mtfix.corpus.condition import parse_condition
from mtfix.corpus.dataset_folder import is_dataset
from mtfix.corpus.document import CorpusOptions
from mtfix.corpus.inputs import TEXT as TEXTS
from mtfix.corpus.inputs import input_files
from mtfix.corpus.run import SUMMARY, CorpusRun
from mtfix.corpus.shard import Shard
from mtfix.corpus.shard_size import shard_size
from mtfix.pipeline.limits import Limits
from mtfix.review.corpus_decisions import CorpusDecisions
from mtfix.rows.jsonl import TEXT

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.corpus.pieces import Piece
    from mtfix.corpus.run import Progress

MEGABYTE = 1_000_000
AHEAD, AHEAD_PACKED = 8, 2
"""Pieces a process that are prepared: they cost nothing but where they carry their content."""
TOLD_EVERY = 10
"""Seconds between lines about how far a run is, where there is no terminal."""
_RULES_SHOWN = 20


def run(options: argparse.Namespace) -> int:
    """Clean a corpus; return 0 also where records were rejected, which the last lines tell."""
    [path], folder = options.files, options.out
    files = input_files(path, options.format)
    jobs = options.jobs or cores()
    dataset = path if os.path.isdir(path) and options.format != TEXTS and is_dataset(path) else ""
    shard_bytes = options.shard_mb * MEGABYTE if options.shard_mb else shard_size(files)
    work = CorpusRun(files, folder, _corpus_options(options), shard_bytes, dataset)
    if work.changed:
        inform(f"all shards are done again, since these have changed: {work.changed}", folder)
    clock = _Clock()
    ahead = AHEAD_PACKED if any(file.compression for file in files) else AHEAD
    for one in work.shards(lambda do, pieces: _share(do, pieces, jobs, ahead)):
        clock.tell(one)
    progress("")
    for line in _summary(work, clock):
        say(line)
    return 0


def _corpus_options(options: argparse.Namespace) -> CorpusOptions:
    columns = [name for words in options.add for name in words.split(",") if name]
    check_columns(columns)
    for name, fields in (("--field", options.field), ("--source-field", options.source_field)):
        if len(fields) > 1:
            raise UsageError(f"{name} is there twice", "a document of a corpus has one text")
    texts, sources = options.field or [TEXT], options.source_field or [None]
    cleaner, _ = Cleaners(_without_fields(options)).of(None)
    if options.seconds:
        cleaner = cleaner.limited(Limits(seconds=options.seconds))
    return CorpusOptions(
        cleaner,
        texts[0],
        sources[0],
        options.id,
        tuple(columns),
        tuple(map(parse_condition, options.keep_if)),
        options.most,
        options.log,
        None if options.no_decisions else CorpusDecisions(options.files[0]),
    )


def _without_fields(options: argparse.Namespace) -> Any:
    """The options without those that are the corpus's own."""
    from argparse import Namespace

    return Namespace(**(vars(options) | {"field": [], "source_field": [], "format": None}))


def _share(
    do: Callable[[Piece], Shard], items: Iterable[Piece | Shard], jobs: int, ahead: int
) -> Iterator[Shard]:
    """The shards in the order of their pieces, made by some processes."""
    if jobs == 1:
        yield from (one if isinstance(one, Shard) else do(one) for one in items)
        return
    from mtfix.cli.worker_pool import WorkerPool

    ready = (Ready(one) if isinstance(one, Shard) else one for one in items)
    pool: WorkerPool[Piece, Shard] = WorkerPool(do, jobs, start_method(), ahead)
    yield from pool.answers(ready)


class _Clock:
    """Tells how far a run is: on a terminal after each shard, elsewhere a line now and then."""

    def __init__(self) -> None:
        self._begun = self._told = perf_counter()
        self._reused = 0

    @property
    def seconds(self) -> float:
        return perf_counter() - self._begun

    def tell(self, one: Progress) -> None:
        if one.reused:
            self._reused = one.done
            return
        progress(f"{self._line(one)} ")
        if not is_terminal() and perf_counter() - self._told >= TOLD_EVERY:
            self._told = perf_counter()
            message(f"mtfix: {self._line(one)}")

    def _line(self, one: Progress) -> str:
        rate = (one.done - self._reused) / max(self.seconds, 1e-9)
        at = f"{one.shards:,} shards, {rate / 1e6:.2f} MB/s"
        if not one.total:  # the files of a folder are not known before they are read
            return f"{one.done / 1e6:,.1f} MB, {at}"
        left = (one.total - one.done) / rate if rate > 0 else 0
        share = f"{one.done * 100 // one.total} % of {one.total / 1e6:,.1f} MB"
        return f"{share}, {at}, {_time(left)} left"


def _time(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _summary(work: CorpusRun, clock: _Clock) -> Iterator[str]:
    counts = work.tally.to_dict()
    without = counts["without_text"]
    yield (
        f"{counts['documents']:,} documents: {counts['changed']:,} changed, "
        f"{counts['dropped']:,} dropped, {counts['rejected']:,} records rejected"
        f"{f', {without:,} without a text' if without else ''}; "
        f"{counts['fixes']:,} fixes; {clock.seconds:.1f} s"
    )
    rules = counts["rules"]
    for rule in list(rules)[:_RULES_SHOWN]:
        of = rules[rule]
        yield f"  {of['fixes']:9,}  {rule}, in {of['documents']:,} documents"
    if len(rules) > _RULES_SHOWN:
        yield f"  {len(rules) - _RULES_SHOWN:,} more rules: see {SUMMARY}"
