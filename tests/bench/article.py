"""How fast the level `article` is: megabytes of pages a second, on one core.

    python tests/bench/article.py PAGES.jsonl.gz [--runs 7]

PAGES holds an object a page with its `text`, as for `tests/fit/article.py`. The time is that of
the process, and the best of some runs counts, since other programs disturb. Before each run all
lines and combinations of signs that were remembered are forgotten: pages are read once.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mtfix.matching.page import Page
from mtfix.stages.boilerplate import article, strip
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--runs", type=int, default=7, help="default: 7")
    options = parser.parse_args()
    with gzip.open(options.pages, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    size = sum(len(text.encode()) for text in texts) / 1e6
    _tell(f"{len(texts)} pages, {size:.2f} MB")
    for name, work in MEASURED.items():
        _tell(f"{name:24} {size / _best(work, texts, options.runs):5.2f} MB/s")


def _edits(text: str) -> None:
    list(article.removals(Page(text, {})))


def _strip(text: str) -> None:
    strip(text, level="article")


def _appended(text: str) -> None:
    strip(text)


MEASURED = {
    "article": _edits,
    "article, then appended": _strip,
    "appended": _appended,
}
"""The level by itself; with the rules, which read what it leaves; and those alone."""


def _best(work: Callable[[str], None], texts: Sequence[str], runs: int) -> float:
    """The seconds of the fastest run, after one that compiles and loads what is needed."""
    seconds = []
    for _ in range(runs + 1):
        _forget()
        started = time.process_time()
        for text in texts:
            work(text)
        seconds.append(time.process_time() - started)
    return min(seconds[1:])


def _forget() -> None:
    for known in gc.get_objects():
        if isinstance(known, Memo):
            known.clear()


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
