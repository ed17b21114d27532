"""One worker process: it answers one item after the other."""

from __future__ import annotations

import signal
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, NamedTuple

from mtfix.cli.parallel import Answer, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from multiprocessing.connection import Connection


class Outcome(NamedTuple, Generic[Answer]):
    """The outcome of an item: the answer, or the error of the work; and the warnings, each as
    message, category, file and line."""

    answer: Answer | None
    error: BaseException | None = None
    warned: Sequence[tuple[Any, ...]] = ()


class EndedError(Exception):
    """A process that has ended, and not because it was asked to."""


class Worker(Generic[Item, Answer]):
    """A process, and the connection to it. A forked one inherits those to the `others`."""

    def __init__(
        self, method: str, work: Callable[[Item], Answer], others: Sequence[Worker[Item, Answer]]
    ) -> None:
        from multiprocessing import get_context

        context: Any = get_context(method)
        self._connection, there = context.Pipe()
        inherited = [one._connection for one in (*others, self)] if method == "fork" else []
        self._process = context.Process(target=_serve, args=(work, there, inherited), daemon=True)
        self._process.start()
        there.close()

    def outcome(self, item: Item) -> Outcome[Answer]:
        """Return what comes of an item in the process. Raises EndedError if that has ended."""
        try:
            self._connection.send(item)
            return Outcome(*self._connection.recv())
        except (EOFError, OSError):
            raise EndedError from None

    def end(self) -> None:
        self._process.terminate()
        self._process.join()
        self._connection.close()


def _serve(
    work: Callable[[Item], Answer], connection: Connection, inherited: Iterable[Connection]
) -> None:
    """Answer one item after the other, until the other end is closed.

    The other ends that came with a fork are closed, else a process whose parent was killed
    would wait for ever. Ctrl-C reaches all processes; the parent ends the others.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    warned: list[tuple[Any, ...]] = []
    warnings.showwarning = lambda *told, **_: warned.append(told[:4])
    with suppress(EOFError, OSError):
        while True:
            item = connection.recv()
            answer = error = None
            try:
                answer = work(item)
            except Exception as one:  # noqa: BLE001 - it is raised where the answer is used
                error = one
            connection.send((answer, error, warned))
            warned.clear()
