"""The files of a corpus, in the order in which they are read."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from mtfix.corpus.compression import COMPRESSIONS
from mtfix.corpus.dataset_folder import dataset_files, is_dataset
from mtfix.corpus.extras import CorpusError
from mtfix.corpus.journal import JOURNAL
from mtfix.corpus.shard import PART
from mtfix.fs.regular import NOT_REGULAR

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".csv": "csv",
    ".tsv": "tsv",
}
"""The format of a file by its suffix."""


TEXT = "text"
"""The format of a folder of text files, which no suffix tells."""
_PACKED = {"jsonl", "csv", "tsv"}
"""The formats that are read out of compressed files."""


class InputFile(NamedTuple):
    """A file of a corpus, or a folder of texts: its path, also from the folder of the corpus with
    slashes, bytes, last change in nanoseconds, format and compression."""

    path: str
    name: str
    size: int
    changed: int
    format: str
    compression: str

    @property
    def identity(self) -> tuple[str, str, int, int]:
        return self.path, self.name, self.size, self.changed


def input_files(path: str, format: str | None = None) -> list[InputFile]:  # noqa: A002
    """Return the files that a path stands for: itself, or those of a folder whose suffix is that
    of a format, in the order of their names; of a dataset that was saved, in its own. A folder of
    texts stands for itself.

    Raises CorpusError where there are none, or a named file has an unknown suffix.
    """
    if format == TEXT:
        return [InputFile(path, os.curdir, 0, 0, TEXT, "")]
    if not os.path.isdir(path):
        found = _input_file(path, os.path.dirname(path), format)
        if found is None:
            raise CorpusError(
                "its suffix tells no format", f"name one with --format: {_NAMES}", path=path
            )
        return [found]
    below = dataset_files(path) if is_dataset(path) else _files_below(path)
    files = [one for file in below if (one := _input_file(file, path, format))]
    if not files:
        remedy = f"name another folder, or --format {TEXT} if each file is a document"
        raise CorpusError(f"there is no file of {_NAMES} in it", remedy, path=path)
    return files


_NAMES = ", ".join(sorted(set(SUFFIXES.values())))


def _files_below(folder: str) -> Iterator[str]:
    """Files below a folder, in the order of their names, without hidden ones. Of the output of
    another run, the shards alone."""
    for below, folders, names in os.walk(folder):
        is_output = JOURNAL in names
        shown = () if is_output else folders
        folders[:] = sorted(name for name in shown if not name.startswith((".", "_")))
        for name in sorted(names):
            if name.startswith(PART) if is_output else not name.startswith((".", "_")):
                yield os.path.join(below, name)


def _input_file(path: str, folder: str, format: str | None) -> InputFile | None:  # noqa: A002
    try:
        status = os.stat(path)
    except OSError as error:
        raise CorpusError(f"can't be read: {error.strerror}", path=path) from None
    stem, suffix = os.path.splitext(path)
    compression = COMPRESSIONS.get(suffix.lower(), "")
    if compression:
        suffix = os.path.splitext(stem)[1]
    named = format or SUFFIXES.get(suffix.lower())
    if named is None or (compression and named not in _PACKED):
        return None
    if not stat.S_ISREG(status.st_mode):
        raise CorpusError(f"can't be read: {NOT_REGULAR}", "save what it gives in one", path=path)
    name = os.path.relpath(path, folder or os.curdir).replace(os.sep, "/")
    return InputFile(path, name, status.st_size, status.st_mtime_ns, named, compression)
