"""An iterator whose next items a thread makes ready while the last is worked on."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Item = TypeVar("Item")

_DEPTH = 2
"""Items that wait at most; what is in memory does not depend on how many follow."""
_PATIENCE = 0.2
"""Seconds that a thread may take to end after the last item that is asked for: longer it takes only
where it waits for input, which may never come."""


def prefetch(items: Iterable[Item]) -> Iterator[Item]:
    """Yield `items`, of which the next are made in a thread in the meantime.

    It pays where making them lets go of the interpreter, as reading and scanning do.
    An error is raised in its turn.
    """
    from queue import Empty, Queue
    from threading import Event, Thread

    queue: Queue[tuple[Item] | BaseException | None] = Queue(_DEPTH)
    stopped = Event()

    def fill() -> None:
        try:
            for item in items:
                queue.put((item,))
                if stopped.is_set():
                    return
            queue.put(None)
        except BaseException as error:  # noqa: BLE001 - it is raised where the items are used
            queue.put(error)

    thread = Thread(target=fill, daemon=True)
    thread.start()
    try:
        while (found := queue.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found[0]
    finally:
        stopped.set()
        with suppress(Empty):  # it may wait for room
            while True:
                queue.get_nowait()
        thread.join(_PATIENCE)
