"""Cleans texts in the Python that runs it, and says how long that took.

    python -P worker.py FOLDER

Reads orders, one a line: `time NAME`, `article NAME`, `answers NAME` or `unit`, where NAME.jsonl stands in
FOLDER, or NAME is the path of a file. Answers each with a line of JSON. It uses nothing of mtfix but `Cleaner` and what every
version of its result has, so that any build can be measured by it.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

import mtfix
from mtfix import Cleaner

_WORK = 40_000


def main() -> None:
    folder, cleaner = Path(sys.argv[1]), Cleaner()
    installed = "site-packages" in Path(mtfix.__file__).parts
    _tell({"version": mtfix.__version__, "installed": installed})
    for line in sys.stdin:
        order, _, name = line.strip().partition(" ")
        documents = _documents(folder, name) if name else []
        _tell(ORDERS[order](cleaner, documents))


def _time(cleaner: Cleaner, documents: list[str]) -> dict[str, Any]:
    """CPU seconds of cleaning all documents once, and what there was to do."""
    started = time.process_time()
    results = [cleaner.clean(document) for document in documents]
    seconds = time.process_time() - started
    return {
        "seconds": seconds,
        "bytes": sum(len(document.encode()) for document in documents),
        "documents": len(documents),
        "edits": sum(len(result.edits) for result in results),
    }


def _article(_cleaner: Cleaner, documents: list[str]) -> dict[str, Any]:
    """The same at the level `article`, with a cleaner that is made for it once."""
    return _time(_of_level("article"), documents)


@functools.cache
def _of_level(level: str) -> Cleaner:
    return Cleaner(boilerplate=level)


def _answers(cleaner: Cleaner, documents: list[str]) -> dict[str, Any]:
    """A sum of the text, and all edits, of each document."""
    results = [cleaner.clean(document) for document in documents]
    return {
        "texts": [hashlib.sha256(result.text.encode()).hexdigest() for result in results],
        "edits": [[(e.span.start, e.old, e.new) for e in result.edits] for result in results],
    }


def _unit(_cleaner: Cleaner, _documents: list[str]) -> dict[str, Any]:
    """CPU seconds of a fixed piece of Python work, to compare machines by."""
    started = time.process_time()
    counts: dict[str, int] = {}
    for number in range(_WORK):
        word = hex(number * number)[-3:]
        counts[word] = counts.get(word, 0) + 1
    sorted(counts, key=counts.__getitem__)
    return {"seconds": time.process_time() - started}


ORDERS = {"time": _time, "article": _article, "answers": _answers, "unit": _unit}


def _documents(folder: Path, name: str) -> list[str]:
    """The documents of a text of the folder, or those of a file that a path names."""
    path = folder / f"{name}.jsonl"
    path = path if path.exists() else folder / name
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        if ".jsonl" in path.suffixes:
            return [json.loads(line)["text"] for line in file]
        return [file.read()]


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
