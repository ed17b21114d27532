"""What corpora cost: documents and gigabytes a core-hour by how damaged they are, memory, start-up,
how two processes divide the work, and how cost grows with size.

    python tests/bench/sizing.py [--texts FILE.jsonl …] [--size MB] [--largest MB]

`--texts` names JSON Lines of native text; without it, what documentation the machine has is taken
(see `english.py`). Core-hours are processor time, which is told apart from the time on the wall
where others use the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

import english
import material
from writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_REPOSITORY = Path(__file__).resolve().parents[2]
_SEED = 20_261_129
DENSITIES = {"native text": 0, "one document in 10 damaged": 10, "all documents damaged": 1}
"""Kinds of corpora: one document in so many is damaged all over; none with 0."""
_SHARE = {0: 1.0, 10: 0.4, 1: 0.03}
"""How much of the size is measured: damaged text is slow."""
TERABYTE = 10**12
BYTES_A_TOKEN = 4.2
"""Of English web text, about, by the tokenisers of large models."""
TOKENS = 15 * TERABYTE
_OWN_PAGE = 5_000
_LAUNCHER = """
import json, os, subprocess, sys, time
begun = time.perf_counter()
null = subprocess.DEVNULL
_, status, used = os.wait4(subprocess.Popen(sys.argv[1:], stdout=null, stderr=null).pid, 0)
cpu = used.ru_utime + used.ru_stime
print(json.dumps([time.perf_counter() - begun, cpu, used.ru_maxrss / 1024]))
sys.exit(status != 0)
"""
"""Starts a command out of a small process: the most memory that a process has held begins with that
of the one that has started it."""


class Run(NamedTuple):
    """A run of `mtfix run`: what it read and what it took."""

    documents: int
    size: int
    seconds: float
    cpu: float
    megabytes: float
    words: int
    fixes: int


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        native = _native(options, folder)
        _show(_densities(native, folder, options.size * 10**6))
        _show(_growth(native, folder, options))
        _show(_start_up(folder))
        _show(_untouched(native))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="native text")
    parser.add_argument("--size", type=float, default=20, help="megabytes of native text")
    parser.add_argument("--largest", type=float, default=160, help="megabytes of the largest run")
    return parser.parse_args()


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201
    print(flush=True)  # noqa: T201


# --- the tables ----------------------------------------------------------------------------------


def _densities(native: list[str], folder: Path, size: float) -> Iterator[str]:
    yield "| corpus | fixes a 1,000 words | documents a core-hour | GB a core-hour | MB a worker |"
    yield "|---|---|---|---|---|"
    rates = {}
    for name, one_in in DENSITIES.items():
        corpus = folder / "density.jsonl"
        _write(corpus, _mixed(native, one_in), int(size * _SHARE[one_in]))
        run = _run(corpus, folder, 1)
        hours = run.cpu / 3600
        rates[name] = run.size / hours
        yield (
            f"| {name} | {1000 * run.fixes / run.words:.1f} | {run.documents / hours:,.0f} "
            f"| {run.size / 1e9 / hours:.2f} | {run.megabytes:.0f} |"
        )
    yield ""
    yield "| corpus | 1 TB, core-hours | 15 trillion tokens, core-hours |"
    yield "|---|---|---|"
    for name, rate in rates.items():
        web = TOKENS * BYTES_A_TOKEN / rate
        yield f"| {name} | {TERABYTE / rate:,.0f} | {web:,.0f} |"


def _growth(native: list[str], folder: Path, options: argparse.Namespace) -> Iterator[str]:
    yield "| native text | processes | seconds | core-seconds a MB | MB a worker | load before |"
    yield "|---|---|---|---|---|---|"
    size = options.largest * 10**6 / 4
    while size <= options.largest * 10**6:
        corpus = folder / "growth.jsonl"
        _write(corpus, cycle(native), int(size))
        for jobs in (1, 2) if size * 2 > options.largest * 10**6 else (1,):
            load = os.getloadavg()[0]
            run = _run(corpus, folder, jobs)
            yield (
                f"| {run.size / 1e6:.0f} MB | {jobs} | {run.seconds:.1f} "
                f"| {run.cpu / run.size * 1e6:.3f} | {run.megabytes:.0f} | {load:.1f} |"
            )
        size *= 2


def _start_up(folder: Path) -> Iterator[str]:
    corpus = folder / "one.jsonl"
    _write(corpus, iter(["Nothing here is damaged."]), 1)
    run = _run(corpus, folder, 1)
    yield f"start-up: {run.cpu:.2f} core-seconds, {run.megabytes:.0f} MB"


def _untouched(native: list[str]) -> Iterator[str]:
    """How much of native text nothing stands in that a change could hang on."""
    from mtfix import Cleaner

    texts = native[:3000]
    size = sum(len(text.encode()) for text in texts)
    cleaner = Cleaner()
    cleaner.clean("We met byte skipping, and jumped.")
    begun = process_time()
    touched = sum(bool(cleaner.touches(text.encode())) for text in texts)
    scanned = process_time()
    for text in texts:
        cleaner.clean(text)
    cleaned = process_time()
    yield (
        f"documents without a trigger: {100 - 100 * touched / len(texts):.1f} %; "
        f"{size / 1e6 / (scanned - begun):.1f} MB/s to know it, "
        f"{size / 1e6 / (cleaned - scanned):.1f} MB/s to clean"
    )


# --- the texts -----------------------------------------------------------------------------------


def _native(options: argparse.Namespace, folder: Path) -> list[str]:
    """Documents of native text, in an order of chance."""
    texts = [json.loads(line)["text"] for path in options.texts for line in path.open("rb")]
    if not texts:
        whole = folder / "english.txt"
        english.write(whole, int(options.size * 10**6))
        text = whole.read_text("utf-8")
        texts = [text[at : at + _OWN_PAGE] for at in range(0, len(text), _OWN_PAGE)]
    random.Random(_SEED).shuffle(texts)
    return [text.encode(errors="replace").decode() for text in texts if len(text) > 100]


def _mixed(native: list[str], one_in: int) -> Iterator[str]:
    articles = Writer(material.read(_REPOSITORY), _SEED).stream()
    for at, text in enumerate(cycle(native)):
        yield next(articles) if one_in and at % one_in == 0 else text


def _write(path: Path, texts: Iterator[str], size: int) -> None:
    """Write documents, together of at least `size` bytes, as lines of JSON."""
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for text in texts:
            written += file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
            if written >= size:
                return


def _run(corpus: Path, folder: Path, jobs: int) -> Run:
    """A run of the command in processes of its own."""
    out = folder / "out"
    command = [sys.executable, "-m", "mtfix", "run", "--no-config", str(corpus), str(out)]
    launched = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command, "--jobs", str(jobs)],
        check=True,
        stdout=subprocess.PIPE,
    )
    seconds, cpu, megabytes = json.loads(launched.stdout)
    said = json.loads((out / "summary.json").read_text())
    for path in sorted(out.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    out.rmdir()
    return Run(
        said["documents"],
        corpus.stat().st_size,
        seconds,
        cpu,
        megabytes,
        said["words"],
        said["fixes"],
    )


if __name__ == "__main__":
    raise SystemExit(main())
