"""How long something takes, without what the tests beside it cost."""

from __future__ import annotations

import gc
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def cpu_seconds(call: Callable[[], object]) -> float:
    """Return the CPU time of a call.

    What the test process holds already is frozen meanwhile: a collection that goes over all of
    it takes half a second, and falls on any measurement.
    """
    gc.freeze()
    try:
        before = process_time()
        call()
        return process_time() - before
    finally:
        gc.unfreeze()
