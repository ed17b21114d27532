"""How long something takes, without what the tests beside it cost."""

from __future__ import annotations

import gc
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def cpu_seconds(call: Callable[[], object]) -> float:
    """Return the CPU time of a call.

    No garbage is collected meanwhile: a collection that goes over all that the test process holds
    takes half a second, and falls on any measurement.
    """
    gc.disable()
    try:
        before = process_time()
        call()
        return process_time() - before
    finally:
        gc.enable()
