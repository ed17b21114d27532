"""Whether the head of a page shows that lines of it stand twice, seen without reading all of it."""

from __future__ import annotations

from mtfix.regexes.lazy import lazy_regex

_TWICE = lazy_regex(r"(?m)^([^\W\d_][^\n]{15,}+)\n\s*\1$")
"""A line that stands twice, searched without a step back, which is fast."""
_HEAD, _LINES = 2_000, 5
"""Characters and lines of the head that are looked at."""
_TITLE = 16
"""Characters of the shortest line that says something by standing twice."""
_LONG_TITLE = 40
"""Characters of a title that is looked for in the rest of the text."""
_PATH_AND_TITLE = lazy_regex(r"\S.* [-–—|>»] \S.* [-–—|>»] ")
_CHAPTER = lazy_regex(r"Chapter \d+\b")


def shows_repeated_title(text: str) -> bool:
    """Return whether a line stands twice in a row, or a title of the head below its path, below
    another form of it, or again in the text.

    >>> shows_repeated_title("A site - A section - A title\\n\\nA title\\n\\nA text\\n")
    True
    """
    if _TWICE.search(text):
        return True
    lines = [" ".join(line.split()) for line in text[:_HEAD].splitlines()]
    head = [line for line in lines if line][:_LINES]
    return any(map(_says_the_same, head, head[1:])) or any(
        len(line) >= _LONG_TITLE and text.find(f"\n{line}\n", text.find(line) + 1) > 0
        for line in head[:2]
    )


def _says_the_same(line: str, below: str) -> bool:
    if line == below:
        return len(line) >= _TITLE
    path = _PATH_AND_TITLE.match(line)
    chapter = _CHAPTER.match(line)
    return bool(path and line.endswith(f" {below}")) or bool(
        chapter and below.startswith(chapter[0])
    )
