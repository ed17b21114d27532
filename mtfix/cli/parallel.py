"""Worker processes: one work done on many items side by side, the answers in the items' order.

Starting them takes longer than cleaning a page, so that the first items are worked on here, and
processes are started only where there is more to do. Whether there are any changes no answer.
"""

from __future__ import annotations

import os
import sys
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")
Answer = TypeVar("Answer")

START_AFTER = {"fork": 0.05, "spawn": 0.5}
"""Seconds of work after which processes are started, by how the system starts them. Two take
10 to 20 ms by fork, with all that is loaded; by spawn each loads the packs anew, in 0.3 s."""


class Ready(NamedTuple, Generic[Answer]):
    """An item that needs no work: its answer."""

    answer: Answer


def cores() -> int:
    """Return how many cores this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def in_order(
    work: Callable[[Item], Answer], items: Iterable[Item | Ready[Answer]], jobs: int
) -> Iterator[Answer]:
    """Yield what `work` gives for each item, worked out by up to `jobs` processes.

    `work` must be picklable, and so must items and answers. An error of it is raised in its
    turn. What a process was at when it ended unasked is done again here.
    """
    waiting = iter(items)
    method = start_method()
    spent = 0.0
    for item in waiting:
        begun = perf_counter()
        answer = item.answer if isinstance(item, Ready) else work(item)
        spent += perf_counter() - begun
        yield answer
        if jobs > 1 and spent > START_AFTER[method]:
            break
    for item in waiting:  # the next one, if there is any
        from mtfix.cli.worker_pool import WorkerPool

        pool: WorkerPool[Item, Answer] = WorkerPool(work, jobs, method)
        yield from pool.answers(chain([item], waiting))


def start_method() -> str:
    """How processes are started: a fork takes all that is loaded along, but is safe only where
    there are no threads and the libraries of the system bear it."""
    from threading import active_count

    return "fork" if sys.platform == "linux" and active_count() == 1 else "spawn"
