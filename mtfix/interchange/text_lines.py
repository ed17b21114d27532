"""The lines of a text file of others: UTF-8 or UTF-16, with or without a byte order mark."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

from mtfix.edits.problem import ProblemError
from mtfix.fs.regular import open_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LONGEST = 1 << 20
"""Characters of a line; a longer one is none of a glossary."""


class UnreadableError(ProblemError):
    """A file, or a line of it, that can't be read: place, and what to do."""


def lines(path: str, largest: int = 0) -> Iterator[str]:
    """Yield the lines of a file with their ends. Raises UnreadableError, with the line.

    largest: how many bytes the format allows; 0 for any number.
    """
    try:
        size = os.path.getsize(path)
        if largest and size > largest:
            raise UnreadableError(
                f"it has {size:,} bytes", f"the format allows {largest:,}: split it", path=path
            )
        with open_regular(path) as file:
            start = file.read(3)
        encoding = next((name for mark, name in _MARKS.items() if start.startswith(mark)), "utf-8")
        with open(path, encoding=encoding, newline="") as text:
            yield from _lines(text, path, encoding)
    except OSError as error:
        raise UnreadableError(f"it can't be read: {error.strerror}", path=path) from None


def _lines(file: object, path: str, encoding: str) -> Iterator[str]:
    number = 0
    read = file.readline  # type: ignore[attr-defined]
    while True:
        number += 1
        try:
            line = read(_LONGEST)
        except UnicodeDecodeError:
            raise UnreadableError(
                f"this is no {encoding.removesuffix('-sig').upper()}",
                "save the file as UTF-8",
                path=path,
                line=_line_of_error(path, encoding),
            ) from None
        if not line:
            return
        if len(line) >= _LONGEST:
            raise UnreadableError(
                "the line is longer than a glossary's can be", path=path, line=number
            )
        yield line


def _line_of_error(path: str, encoding: str) -> int:
    """The first line whose bytes can't be decoded; a decoder reads further than a line."""
    if encoding == "utf-16":
        return 1
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 1
