"""Vale: a style of substitutions, for editors that run Vale already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.yaml_writer import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtfix.edits.problem import Problem
    from mtfix.interchange.concept import Concept, Languages

_HEAD = """\
extends: substitution
message: "Write '%s' instead of '%s'."
level: warning
ignorecase: false
action:
  name: replace
swap:
"""


def write(concepts: Iterable[Concept], _languages: Languages) -> Iterator[str | Problem]:
    """Yield the file of a style that says what is never right; Vale knows no more."""
    yield _HEAD
    seen: set[str] = set()
    for one in concepts:
        for text in one.deprecated:
            key = _pattern(text, one.term)
            if key not in seen:
                seen.add(key)
                yield f"  {quoted(key)}: {quoted(one.term)}\n"


def _pattern(text: str, term: str) -> str:
    """A text as Vale reads a key: a regular expression, for any case unless case is all that is
    wrong."""
    pattern = escaped(text)
    return pattern if text.lower() == term.lower() else f"(?i:{pattern})"
