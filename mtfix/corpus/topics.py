"""The topics of a document, as a column."""

from __future__ import annotations

from mtfix.text.topics import Topics


def topic_names(text: str) -> list[str]:
    """Return the first topic of each section of a text, each once, in the order of the text."""
    names = (next(iter(found), "") for _, found in Topics(text).sections())
    return list(dict.fromkeys(name for name in names if name))
