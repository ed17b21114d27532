"""Everything that is printed for people, in one place: nothing that a file, a name or an option
says can send codes to a terminal."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from mtfix.fs import system

if TYPE_CHECKING:
    from typing import TextIO

_COLOURS = re.compile("(\033\\[(?:[012]|3[126])m)")
"""The codes that reports use for colours, in which no text of others stands raw."""


def say(text: str) -> None:
    """Print lines for people on standard output, escaped wherever that leads."""
    sys.stdout.write(f"{system.printable(text)}\n")


def say_error(text: str) -> None:
    """Print lines for people on standard error, escaped."""
    sys.stderr.write(f"{system.printable(text)}\n")


def message(text: str) -> None:
    """Print one line for people on standard error, escaped."""
    sys.stderr.write(f"{system.escaped(text)}\n")


def write(piece: str) -> None:
    """Write a piece of a report or a file to standard output: as it is, but for a terminal."""
    sys.stdout.write(_for(sys.stdout, piece))


def write_error(piece: str) -> None:
    """Write a piece of a report to standard error: as it is, but for a terminal."""
    sys.stderr.write(_for(sys.stderr, piece))


def is_terminal() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr.isatty()


def progress(text: str) -> None:
    """Show on a terminal how far the work is, in place of the last such line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{system.escaped(text)}" if text else "\r\033[K")


def closing(text: str) -> None:
    """Show the last line of a run on a terminal; programs and logs have the status."""
    if sys.stderr.isatty():
        message(f"mtfix: {text}")


def is_output(stream: object) -> bool:
    """Whether a stream is standard output."""
    return stream is sys.stdout


def flush() -> None:
    """Write what is buffered for standard output."""
    sys.stdout.flush()


def write_utf8() -> None:
    """Let standard output be in UTF-8, whatever the locale says."""
    if hasattr(sys.stdout, "reconfigure"):
        # A new encoding alone would undo how undecodable names are printed.
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")


def coloured(*, error: bool = False) -> bool:
    """Whether colours may be used on standard output, or on standard error: on a terminal, unless
    NO_COLOR is set."""
    stream = sys.stderr if error else sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _for(stream: TextIO, piece: str) -> str:
    """A piece as it may be written to a stream."""
    if not stream.isatty():
        return piece
    parts = _COLOURS.split(piece)
    parts[::2] = map(system.printable, parts[::2])
    return "".join(parts)
