"""Garbage collections that are rarer while a text is cleaned.

Cleaning makes many small records, which live until the text is done and hold no cycles. The
collector counts them and looks through all of them again and again: for a text of 100 KB that is
a quarter of the time, and the longer the text, the more.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW_OBJECTS = 50_000
"""So many new objects start a collection while a text is cleaned; 700 by default. Collections are
not switched off: other threads of the process may depend on them."""
_LONG_TEXT = 2_000
"""Characters from which it pays."""

_lock = Lock()
_running = 0
_threshold = (0, 0, 0)


@contextmanager
def rare_collections(text: str) -> Iterator[None]:
    """Let garbage collections be rarer while a text is cleaned, if it is long; for all threads,
    until the last of them is done."""
    if len(text) < _LONG_TEXT:
        yield
        return
    _begin()
    try:
        yield
    finally:
        _end()


def _begin() -> None:
    global _running, _threshold  # noqa: PLW0603 - the collector is one for the process
    with _lock:
        if not _running:
            _threshold = gc.get_threshold()
            if 0 < _threshold[0] < _NEW_OBJECTS:
                gc.set_threshold(_NEW_OBJECTS, *_threshold[1:])
        _running += 1


def _end() -> None:
    global _running  # noqa: PLW0603
    with _lock:
        _running -= 1
        if not _running and 0 < _threshold[0] < _NEW_OBJECTS:
            gc.set_threshold(*_threshold)
