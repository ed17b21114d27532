"""The standard streams, also where who started the process has closed one."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import BinaryIO

from mtfix.cli.messages import UsageError
from mtfix.fs import system

_STREAMS = (("stdin", os.O_WRONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY))
"""How each descriptor is taken where it is closed, so that no file gets it and is written to for
a stream: nothing can be read from the first or written to the second, and messages are dropped."""
_closed: set[str] = set()


def prepare() -> None:
    """Let the streams print what their encodings can't, and open what is closed."""
    for number, (name, flags) in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            _closed.add(name)
            _take(number, flags)
            mode = "r" if name == "stdin" else "w"
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
    for stream in (sys.stdout, sys.stderr):
        system.prepare(stream)


def drop_closed_output() -> None:
    """Let what is printed go nowhere, where the output is closed: the command does its work on
    files all the same."""
    if "stdout" in _closed:
        drop_output()


def drop_output() -> None:
    """Drop what is still buffered for standard output, so that it is not written again at exit."""
    with suppress(OSError):  # in a test it has no descriptor
        _take(sys.stdout.fileno(), os.O_WRONLY)


def standard_input() -> BinaryIO:
    """Return standard input, in bytes. Raises UsageError where it is closed."""
    if "stdin" in _closed:
        raise UsageError("standard input is closed", "name a file, or write < /dev/null")
    return sys.stdin.buffer


def standard_output() -> BinaryIO:
    """Return standard output, in bytes."""
    return sys.stdout.buffer


def take_for_protocol() -> tuple[BinaryIO, BinaryIO]:
    """Return standard input and output, in bytes, for a protocol alone. From here on nothing else
    reads or writes them: what is printed goes to standard error. Raises UsageError where the input
    is closed."""
    standard_input()
    taken = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _take(0, os.O_RDONLY)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return taken


def is_typed() -> bool:
    """Whether standard input is a terminal."""
    return sys.stdin.isatty()


def typed_key() -> str:
    """Return one key of a terminal; it needs no line end where the system can do without."""
    with suppress(ImportError):
        import termios
        import tty

        number = sys.stdin.fileno()
        before = termios.tcgetattr(number)
        try:
            tty.setcbreak(number)
            return sys.stdin.read(1)
        finally:
            termios.tcsetattr(number, termios.TCSADRAIN, before)
    return sys.stdin.readline()[:1]


def _take(number: int, flags: int) -> None:
    handle = os.open(os.devnull, flags)
    if handle != number:
        os.dup2(handle, number)
        os.close(handle)
