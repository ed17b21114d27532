"""Compressed files of lines."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO

from mtfix.corpus.extras import CorpusError, need

if TYPE_CHECKING:
    from collections.abc import Callable

COMPRESSIONS = {".gz": "gzip", ".bz2": "bzip2", ".zst": "zstd"}
"""By the suffix of a file."""
_PART = 1 << 16
SUFFIXES = {name: suffix for suffix, name in COMPRESSIONS.items()} | {"": ""}


def _read_gzip(path: str) -> Any:
    import gzip

    return gzip.open(path, "rb")


def _read_bzip2(path: str) -> Any:
    import bz2

    return bz2.open(path, "rb")


def _read_zstd(path: str) -> Any:
    return io.BufferedReader(_ZstdContent(path), _PART)


class _ZstdContent(io.RawIOBase):
    """The content of a file of Zstandard frames. Raises OSError where it is damaged, and EOFError
    where it ends within a frame: the library's own reader says nothing of that."""

    def __init__(self, path: str) -> None:
        self._library = need("zstandard")
        self._file = open(path, "rb")  # noqa: SIM115 - closed by `close`
        self._frame: Any = None
        self._rest = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            part = self._rest or self._file.read(_PART)
            self._rest = b""
            if not part:
                if self._frame is not None:
                    raise EOFError("it ends within a frame")
                return 0
            self._frame = self._frame or self._library.ZstdDecompressor().decompressobj()
            try:
                self._ready = self._frame.decompress(part)
            except self._library.ZstdError as error:
                raise OSError(str(error)) from None
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size


def _write_gzip(file: BinaryIO) -> Any:
    import gzip

    return gzip.GzipFile("", "wb", 6, file, mtime=0)  # no name and no time: the same bytes


def _write_bzip2(file: BinaryIO) -> Any:
    import bz2

    return bz2.BZ2File(file, "wb")


def _write_zstd(file: BinaryIO) -> Any:
    return need("zstandard").ZstdCompressor().stream_writer(file, closefd=False)


_READERS: dict[str, Callable[[str], Any]] = {
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
    """Return a compressed file, to read its content from."""
    return _READERS[compression](path)


def open_content(path: str, compression: str) -> Any:
    """Return a file, compressed or not, to read its content from."""
    return open_compressed(path, compression) if compression else open(path, "rb")


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
