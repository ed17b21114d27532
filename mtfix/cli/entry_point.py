"""The entry point: the command line as a whole process."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

_SELDOM = 50_000
"""Objects after which cycles are looked for: the default, 700, costs a tenth of a start, most of
it while modules are imported."""


def script() -> None:
    """Run the command line as the whole process, and end it."""
    gc.set_threshold(_SELDOM)
    from mtfix.cli.main import main

    status = main()
    # Everything is written and closed; the system frees memory faster than the interpreter.
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)
