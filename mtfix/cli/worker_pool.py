"""A pool of worker processes: who hands them items, and who waits for their answers."""

from __future__ import annotations

import gc
import warnings
from contextlib import suppress
from queue import Empty, Queue, SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Generic

from mtfix.cli.parallel import Answer, Item, Ready
from mtfix.cli.worker_process import EndedError, Outcome, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AHEAD = 4
"""Items a worker that are read before their turn: what is in memory hangs on this alone."""


class _Task(Generic[Item, Answer]):
    """An item, and what came of it as soon as it is `done`."""

    __slots__ = ("done", "item", "outcome")

    def __init__(self, item: Item | Ready[Answer], outcome: Outcome[Answer] | None = None) -> None:
        self.item = item
        self.done = Event()
        self.outcome: Outcome[Answer] = Outcome(None)
        if outcome is None and isinstance(item, Ready):
            outcome = Outcome(item.answer)
        if outcome is not None:
            self.finish(outcome)

    def finish(self, outcome: Outcome[Answer]) -> None:
        self.outcome = outcome
        self.done.set()


class WorkerPool(Generic[Item, Answer]):
    """Processes, and for each a thread that hands it items and waits for the answers."""

    def __init__(
        self, work: Callable[[Item], Answer], jobs: int, method: str, ahead: int = AHEAD
    ) -> None:
        self._work = work
        self._alone = Lock()
        self._stopped = False
        self._order: Queue[_Task[Item, Answer] | None] = Queue(jobs * ahead)
        self._todo: SimpleQueue[_Task[Item, Answer] | None] = SimpleQueue()
        self._workers: list[Worker[Item, Answer]] = []
        if method == "fork":
            gc.freeze()  # what is taken along stays shared
        for _ in range(jobs):
            self._workers.append(Worker(method, work, self._workers))

    def answers(self, items: Iterable[Item | Ready[Answer]]) -> Iterator[Answer]:
        """Yield the answers in order; end the processes with the last one, or when closed."""
        Thread(target=self._feed, args=(items,), daemon=True).start()
        for worker in self._workers:
            Thread(target=self._drive, args=(worker,), daemon=True).start()
        shown: dict[Any, Any] = {}  # so that what several processes warn of is told once
        try:
            while (task := self._order.get()) is not None:
                task.done.wait()
                for message, category, file, line in task.outcome.warned:
                    warnings.warn_explicit(message, category, file, line, registry=shown)
                if task.outcome.error is not None:
                    raise task.outcome.error
                yield task.outcome.answer  # type: ignore[misc]  # there is one without an error
        finally:
            self._close()

    def _feed(self, items: Iterable[Item | Ready[Answer]]) -> None:
        """Put the items in line for the workers, and for who waits for the answers."""
        try:
            for item in items:
                task: _Task[Item, Answer] = _Task(item)
                if not task.done.is_set():
                    self._todo.put(task)
                self._order.put(task)
                if self._stopped:
                    return
        except BaseException as error:  # noqa: BLE001 - it is raised where answers are used
            self._order.put(_Task(Ready(None), Outcome(None, error)))  # type: ignore[arg-type]
        self._order.put(None)

    def _drive(self, worker: Worker[Item, Answer]) -> None:
        """Have a worker do one task after the other; do them here once it has ended."""
        while (task := self._todo.get()) is not None and not self._stopped:
            try:
                outcome = worker.outcome(task.item)  # type: ignore[arg-type]
            except EndedError:
                if self._stopped:
                    return
                outcome = self._done_here(task.item)  # type: ignore[arg-type]
            except Exception as error:  # noqa: BLE001 - it is raised where answers are used
                outcome = Outcome(None, error)
            task.finish(outcome)

    def _done_here(self, item: Item) -> Outcome[Answer]:
        with self._alone:
            try:
                return Outcome(self._work(item))
            except Exception as error:  # noqa: BLE001 - it is raised where answers are used
                return Outcome(None, error)

    def _close(self) -> None:
        """End processes and threads, whatever they are at."""
        self._stopped = True
        for worker in self._workers:
            worker.end()
            self._todo.put(None)
        with suppress(Empty):  # it may be full, and the feeding thread wait
            while True:
                self._order.get_nowait()
