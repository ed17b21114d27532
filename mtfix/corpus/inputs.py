"""The files of a corpus, in the order in which they are read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mtfix.corpus.compression import COMPRESSIONS
from mtfix.corpus.extras import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
}
"""The format of a file by its suffix."""


class InputFile(NamedTuple):
    """A file of a corpus: its path, bytes, last change in nanoseconds, format and compression."""

    path: str
    size: int
    changed: int
    format: str
    compression: str

    @property
    def identity(self) -> tuple[str, int, int]:
        return self.path, self.size, self.changed


def input_files(path: str, format: str | None = None) -> list[InputFile]:  # noqa: A002
    """Return the files that a path stands for: itself, or those of a folder whose suffix is that
    of a format, in the order of their names.

    Raises CorpusError where there are none, or a named file has an unknown suffix.
    """
    if not os.path.isdir(path):
        found = _input_file(path, format)
        if found is None:
            raise CorpusError(
                "its suffix tells no format", f"name one with --format: {_NAMES}", path=path
            )
        return [found]
    files = [one for file in _files_below(path) if (one := _input_file(file, format))]
    if not files:
        raise CorpusError(f"there is no file of {_NAMES} in it", "name another folder", path=path)
    return files


_NAMES = ", ".join(sorted(set(SUFFIXES.values())))


def _files_below(folder: str) -> Iterator[str]:
    """Regular files below a folder, in the order of their names, without hidden ones."""
    for below, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            if not name.startswith((".", "_")):
                yield os.path.join(below, name)


def _input_file(path: str, format: str | None) -> InputFile | None:  # noqa: A002
    stem, suffix = os.path.splitext(path)
    compression = COMPRESSIONS.get(suffix.lower(), "")
    if compression:
        suffix = os.path.splitext(stem)[1]
    named = format or SUFFIXES.get(suffix.lower())
    if named is None:
        return None
    try:
        status = os.stat(path)
    except OSError as error:
        raise CorpusError(f"can't be read: {error.strerror}", path=path) from None
    return InputFile(path, status.st_size, status.st_mtime_ns, named, compression)
