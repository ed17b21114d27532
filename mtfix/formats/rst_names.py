"""What of reStructuredText is named elsewhere in a text, and how wide a title is shown."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from mtfix.regexes.lazy import lazy_regex

MOST_NAMED = 300
"""Most characters of what a reference names."""
_QUOTED = lazy_regex(
    rf"``(?=\S)[^`]*(?:`(?!`)[^`]*)*``|`(?=\S)[^`<>]*<[^`]*`|`(?=\S)([^`<>]{{1,{MOST_NAMED}}})`"
)
BEFORE_NAME = r"(?<![\w`])(?<![^\W_][-.+:_])"
"""What stands before a name without quotes: nothing that could be the beginning of it."""
_SIMPLE = lazy_regex(rf"{BEFORE_NAME}((?:[^\W_]|[-.+:_](?=[^\W_]))+)_{{1,2}}(?!\w)")


def reference_names(text: str) -> frozenset[str]:
    """Return the words that references of a text name, in small letters, single spaces between
    them: what bears such a name can't change without them.

    >>> sorted(reference_names("See `The  Start`_ and end_, :term:`clip`."))
    ['clip', 'end', 'the start']
    """
    named = [found[1] for found in _QUOTED.finditer(text) if found[1]]
    named += [found[1] for found in _SIMPLE.finditer(text)]
    return frozenset(" ".join(name.lower().split()) for name in named)


def width(text: str) -> int:
    """Return how many columns a text takes, wide characters two.

    >>> width("abc"), width("抖音")
    (3, 4)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
