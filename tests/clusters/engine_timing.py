"""How long each engine takes for the corpus: lines of a table, appended to a file."""

from __future__ import annotations

import json
import os
import resource
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def timed(name: str, documents: int, size: int) -> Iterator[None]:
    """Note how long the block takes, in the file that MTFIX_CLUSTER_TABLE names; processor time is
    that of this process and of those that have ended before the end of the block."""
    begun, cpu = perf_counter(), _cpu()
    yield
    seconds = perf_counter() - begun
    path = os.environ.get("MTFIX_CLUSTER_TABLE")
    if path:
        row = {
            "name": name,
            "seconds": round(seconds, 2),
            "cpu": round(_cpu() - cpu, 2),
            "documents_a_second": round(documents / seconds),
            "mb_a_second": round(size / 1e6 / seconds, 2),
            "load": round(os.getloadavg()[0], 1),
        }
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
