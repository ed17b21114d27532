"""`mtfix lsp`: the language server, over standard input and output."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from mtfix.cli.main import INTERRUPTED, PIPE_CLOSED
from mtfix.cli.messages import UsageError
from mtfix.cli.streams import take_for_protocol

if TYPE_CHECKING:
    import argparse
    from typing import BinaryIO


def run(options: argparse.Namespace) -> int:
    """Serve an editor until it ends. Raises UsageError where the extra is not installed."""
    try:
        from mtfix.lsp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        raise UsageError("the language server needs pygls", "pip install 'mtfix[lsp]'") from None
    # Its log has the texts of the user, and traces that nobody can use; what matters is told to
    # the client.
    logging.disable(logging.CRITICAL)
    # A thread waits for input, which no interrupt ends.
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    stdin, stdout = take_for_protocol()
    return serve(options, stdin, cast("BinaryIO", _Output(stdout)))


class _Output:
    """The pipe to the client. Once nobody reads it the process ends: its input may be read for
    ever, and there is nothing that is not saved."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        try:
            self._stream.write(data)
            self._stream.flush()
        except (OSError, ValueError):
            os._exit(PIPE_CLOSED)

    def flush(self) -> None:
        """Do nothing: what is written is flushed."""

    def close(self) -> None:
        with suppress(OSError):
            self._stream.close()
