"""Compressed files of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from mtfix.corpus.extras import CorpusError, need

if TYPE_CHECKING:
    from collections.abc import Callable

COMPRESSIONS = {".gz": "gzip", ".bz2": "bzip2", ".zst": "zstd"}
"""By the suffix of a file."""
SUFFIXES = {name: suffix for suffix, name in COMPRESSIONS.items()} | {"": ""}


def _read_gzip(path: str) -> Any:
    import gzip

    return gzip.open(path, "rb")


def _read_bzip2(path: str) -> Any:
    import bz2

    return bz2.open(path, "rb")


def _read_zstd(path: str) -> Any:
    import io

    reader = need("zstandard").open(path, "rb")
    return io.BufferedReader(reader) if not hasattr(reader, "readline") else reader


def _write_gzip(file: BinaryIO) -> Any:
    import gzip

    return gzip.GzipFile("", "wb", 6, file, mtime=0)  # no name and no time: the same bytes


def _write_bzip2(file: BinaryIO) -> Any:
    import bz2

    return bz2.BZ2File(file, "wb")


def _write_zstd(file: BinaryIO) -> Any:
    return need("zstandard").ZstdCompressor().stream_writer(file, closefd=False)


_READERS: dict[str, Callable[[str], Any]] = {
    "": lambda path: open(path, "rb"),
    "gzip": _read_gzip,
    "bzip2": _read_bzip2,
    "zstd": _read_zstd,
}
_WRITERS: dict[str, Callable[[BinaryIO], Any]] = {
    "gzip": _write_gzip,
    "bzip2": _write_bzip2,
    "zstd": _write_zstd,
}


def open_compressed(path: str, compression: str) -> Any:
    """Return a file of bytes to read from."""
    return _READERS[compression](path)


def compressed(file: BinaryIO, compression: str) -> Any:
    """Return what compresses into a file that is open for writing."""
    return _WRITERS[compression](file)


def unreadable(path: str, error: Exception) -> CorpusError:
    """Return the error about a compressed file that is damaged or ends too early."""
    words = str(error) or type(error).__name__
    return CorpusError(
        f"can't be read to its end: {words}",
        "replace the file and run again: finished shards of other files stay",
        path=path,
    )
