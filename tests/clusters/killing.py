"""Kills one worker of an engine, once, in the middle of a corpus."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class KillOnce:
    """Lets tables through, but ends the process that holds a certain row for the first time.

    marker: the path of a file that is written before, so that it happens once.
    """

    def __init__(self, marker: str, row: int) -> None:
        self._marker, self._row = marker, row

    def __call__(self, table: Any) -> Any:
        """Return a table or a record batch as it is."""
        if self._row in table.column("id").to_pylist() and not os.path.exists(self._marker):
            with open(self._marker, "w") as file:
                file.write(str(os.getpid()))
                file.flush()
                os.fsync(file.fileno())
            os.kill(os.getpid(), signal.SIGKILL)
        return table

    def each(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield record batches as they are."""
        yield from map(self, batches)
