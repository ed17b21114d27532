"""Garbage collections that are rarer while a text is cleaned.

Cleaning makes many small records, which live until the text is done and hold no cycles. The
collector counts them and looks through all of them again and again: for a text of 100 KB that is
a quarter of the time, and the longer the text, the more.
"""

from __future__ import annotations

import gc
from _thread import allocate_lock  # what `threading.Lock` is, without the rest of it
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_NEW_OBJECTS, _A_CHARACTER = 50_000, 4
"""So many new objects start a collection while a text is cleaned, or so many a character of a long
text; 700 by default. So a text is looked through a few times, however long it is. Collections are
not switched off: other threads of the process may depend on them."""
_OF_A_PLAN = 2_000_000
"""The same while the scan of thousands of rules is planned, which takes twice as long otherwise."""
_LONG_TEXT = 2_000
"""Characters from which it pays."""

_lock = allocate_lock()
_running = 0
_threshold = (0, 0, 0)


def rare_collections(text: str) -> AbstractContextManager[None]:
    """Return what lets garbage collections be rarer while a text is cleaned, if it is long; for
    all threads, until the last of them is done."""
    size = len(text)
    return _AS_EVER if size < _LONG_TEXT else _rarer(max(_NEW_OBJECTS, _A_CHARACTER * size))


def rare_collections_of_plans() -> AbstractContextManager[None]:
    """Return what lets garbage collections be rarer while packs are proved and planned."""
    return _rarer(_OF_A_PLAN)


_AS_EVER = nullcontext()


@contextmanager
def _rarer(objects: int) -> Iterator[None]:
    _begin(objects)
    try:
        yield
    finally:
        _end()


def _begin(wanted: int) -> None:
    """Raise the threshold to a number of objects, if it is lower and the collector is on."""
    global _running, _threshold  # noqa: PLW0603 - the collector is one for the process
    with _lock:
        if not _running:
            _threshold = gc.get_threshold()
        first, *others = gc.get_threshold()
        if 0 < first < wanted:
            gc.set_threshold(wanted, *others)
        _running += 1


def _end() -> None:
    """Put the threshold back, after the last text that is cleaned."""
    global _running  # noqa: PLW0603
    with _lock:
        _running -= 1
        if not _running:
            gc.set_threshold(*_threshold)
