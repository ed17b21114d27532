"""A service under load: threads and asyncio share one cleaner, for thousands of documents."""

from __future__ import annotations

import asyncio
import gc
import os
import time
import tracemalloc
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from random import Random
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import labelled
import pytest

from mtfix import Cleaner

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.attack
DOCUMENTS = int(os.environ.get("MTFIX_LOAD_DOCUMENTS", "150"))
"""Documents that are cleaned by threads; asyncio cleans a third as many."""
THREADS = 8
SIZES = (500, 2_000, 8_000)
"""Characters of documents, about."""
SLOWEST = 3
"""How many times the median of its size a document may take."""
_NOISE = 0.02
"""Seconds that a collection of the interpreter may add to any document."""
_GROWTH = 1.1
"""How much more memory may be in use after all documents than after two thirds of them: what is
learnt of words, lines and patterns is kept, up to a limit."""


class Timed(NamedTuple):
    """A document that was cleaned: its size, by its place in `SIZES`, and the CPU seconds."""

    size: int
    seconds: float


def documents(count: int, seed: int) -> Iterator[tuple[int, str]]:
    """Yield documents made of labelled ones, each with its size, the same for the same seed."""
    draw = Random(seed)
    texts = [case.text for case in labelled.cases()]
    for _ in range(count):
        size = draw.randrange(len(SIZES))
        parts: list[str] = []
        while sum(map(len, parts)) < SIZES[size]:
            parts.append(draw.choice(texts))
        yield size, "\n\n".join(parts)[: SIZES[size]]


def clean(cleaner: Cleaner, size: int, text: str) -> Timed:
    begun = time.thread_time()
    cleaner.clean(text)
    return Timed(size, time.thread_time() - begun)


def slow(times: list[Timed]) -> list[Timed]:
    """Return the documents that took more than they may."""
    by_size = defaultdict(list)
    for one in times:
        by_size[one.size].append(one.seconds)
    usual = {size: median(seconds) for size, seconds in by_size.items()}
    return [one for one in times if one.seconds > SLOWEST * usual[one.size] + _NOISE]


def test_threads_share_a_cleaner() -> None:
    used: list[int] = []
    times: list[Timed] = []
    tracemalloc.start()
    cleaner = Cleaner()
    expected = [cleaner.clean(text).text for _, text in documents(30, seed=2)]
    with ThreadPoolExecutor(THREADS) as pool:
        for part in range(3):
            some = documents(DOCUMENTS // 3, seed=part + 3)
            times += pool.map(lambda one: clean(cleaner, *one), some)
            gc.collect()
            used.append(tracemalloc.get_traced_memory()[0])
        together = list(pool.map(lambda one: cleaner.clean(one[1]).text, documents(30, seed=2)))
    tracemalloc.stop()
    assert together == expected
    assert used[2] < _GROWTH * used[1], used
    assert len(slow(times)) <= 1 + len(times) // 1_000, slow(times)


def test_asyncio_hands_documents_to_threads(cleaner: Cleaner) -> None:
    async def serve() -> list[Timed]:
        jobs = [asyncio.to_thread(clean, cleaner, *one) for one in documents(DOCUMENTS // 3, 1)]
        return await asyncio.gather(*jobs)

    for _, text in documents(30, seed=2):  # what is made at the first use is made
        cleaner.clean(text)
    times = asyncio.run(serve())
    assert len(times) == DOCUMENTS // 3
    assert len(slow(times)) <= 1 + len(times) // 1_000, slow(times)
