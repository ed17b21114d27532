"""Reads answers of one key: from a terminal as it is pressed, else a character after the other."""

from __future__ import annotations

from mtfix.cli.streams import is_typed, standard_input, typed_key

END = ""
"""The answer where there are no more: end of input, Ctrl-C and Ctrl-D."""
_ENDS = {"\x03", "\x04"}


def next_key() -> str:
    """Return the next key in small letters, but for white space; `END` where there is none."""
    while True:
        try:
            key = typed_key() if is_typed() else standard_input().read(1).decode("ascii", "replace")
        except KeyboardInterrupt:  # a terminal makes a signal of Ctrl-C
            return END
        if not key or key in _ENDS:
            return END
        if not key.isspace():
            return key.lower()
