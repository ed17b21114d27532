"""Writes what is no report: new files, and progress on a terminal."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from mtfix.cli.messages import UsageError
from mtfix.cli.printing import progress, write
from mtfix.fs.new_files import creating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Write = Callable[[str], object]

_Item = TypeVar("_Item")


@contextmanager
def new_file(path: str | None) -> Iterator[Write]:
    """Give what writes to a new file, which is there as a whole or not at all; to the standard
    output if `path` is None. Raises UsageError for one that exists or can't be written."""
    if path is None:
        yield write
        return
    refuse_existing(path)
    try:
        with creating(path) as file:
            yield lambda text: file.write(text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", path=path) from None


def refuse_existing(path: str | None) -> None:
    """Raise UsageError if a file that is to be new exists: asked before long work, too."""
    if path is not None and os.path.lexists(path):
        raise UsageError("exists already", "name a new file", path=path)


def counted(items: Iterable[_Item], what: str, step: int) -> Iterator[_Item]:
    """Yield the items, and show on a terminal how many went by."""
    for number, item in enumerate(items):
        if number % step == 0:
            progress(f"{number:,} {what}")
        yield item
    progress("")
