"""Line breaks within a phrase: a term is the same wherever its line ends."""

from __future__ import annotations

from mtfix.regexes.lazy import lazy_regex

BREAK = r"[ \t]*\r?\n(?:[ \t]{,12}>)*[ \t]{,12}(?=[^\s>])"
"""A pattern for a line break within a phrase: with the white space around it, and the `>` of a
quotation, as in mails."""
_BREAK = lazy_regex(BREAK)


def unwrapped(text: str) -> str:
    """Return a phrase with a line break within it, and what begins the next line, as a space.

    >>> unwrapped("byte\\n  skipping")
    'byte skipping'
    """
    return _BREAK.sub(" ", text) if "\n" in text else text


def unwrapped_positions(text: str, start: int, end: int) -> list[int]:
    """Return the position in `text` of each character of `unwrapped(text[start:end])`, and `end`.

    >>> unwrapped_positions("byte\\n  it", 0, 9)
    [0, 1, 2, 3, 4, 7, 8, 9]
    """
    positions = list(range(start, end + 1))
    for found in reversed(list(_BREAK.finditer(text, start, end))):
        del positions[found.start() - start + 1 : found.end() - start]
    return positions
