"""Compact spelling of variants and triggers, written out."""

from __future__ import annotations

import re

_CHOICE = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(.)\.\.(.)")
_OPEN, _CLOSE = "\0(", "\0)"
"""Stand-ins for literal braces while the others are expanded."""
LIMIT = 2_000
"""Most texts that one compact spelling may stand for."""


def expand(compact: str) -> list[str]:
    """Return every text that a compact spelling stands for, in order.

    `{a|b}` is a choice, `{s|}` an optional part, `{a..z}` every letter from a to z; `\\{` and
    `\\}` are the signs themselves.
    Raises ValueError for unbalanced braces and for more than 2,000 texts.

    >>> expand("{byte|bytes} jump{s|}")
    ['byte jumps', 'byte jump', 'bytes jumps', 'bytes jump']
    """
    compact = compact.replace(r"\{", _OPEN).replace(r"\}", _CLOSE)
    texts = [""]
    at = 0
    for choice in _CHOICE.finditer(compact):
        options = _options(choice[1])
        if len(texts) * len(options) > LIMIT:
            raise ValueError(f"it stands for more than {LIMIT} texts")
        texts = [head + compact[at : choice.start()] + o for head in texts for o in options]
        at = choice.end()
    rest = _CHOICE.sub("", compact)
    if "{" in rest or "}" in rest:
        raise ValueError("its braces do not pair up, or stand within one another")
    whole = (text + compact[at:] for text in texts)
    return list(dict.fromkeys(text.replace(_OPEN, "{").replace(_CLOSE, "}") for text in whole))


def _options(inside: str) -> list[str]:
    letters = _RANGE.fullmatch(inside)
    if letters:
        return [chr(code) for code in range(ord(letters[1]), ord(letters[2]) + 1)]
    return inside.split("|")
