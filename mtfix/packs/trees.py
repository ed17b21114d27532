"""Patterns as the trees that the standard library parses them to."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

Tree = list[tuple[Any, Any]]
"""The nodes of a pattern that follow one another, each an operation and its value."""


_OTHERWISE = re.compile(r"\{[^\d,}]|\[[^\]]*(?:\[|--|&&|~~|\|\|)")
"""Errors that may be, and operations on sets: what users' patterns can hold, which run on
`regex`, and what the standard library takes for something else."""


def parsed(pattern: str) -> Tree | None:
    """Return the tree of a pattern, or None where the library makes none of it."""
    if _OTHERWISE.search(pattern):
        return None
    try:
        tree: Tree = import_module("re._parser").parse(pattern)
    except Exception:  # noqa: BLE001 - another syntax, or a library that parses otherwise
        return None
    return tree


def compared(character: str) -> str:
    """Return a character as it is compared where case does not count: an empty text for letters
    beyond ASCII, whose changes of case are not told."""
    if character.isspace():
        return " "
    told = character.isascii() or character.lower() == character.upper()
    return character.casefold() if told else ""
