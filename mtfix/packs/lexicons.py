"""Word lists that packs share: `glossaries/lexicons/NAME.txt` for all languages, and
`glossaries/lexicons/LANGUAGE/NAME.txt` for one."""

from __future__ import annotations

from functools import cache

from mtfix.fs.shipped import shipped_text
from mtfix.packs.alternatives import expand

_FOLDER = "lexicons"


@cache
def lexicon(name: str, language: str = "") -> tuple[str, ...]:
    """Return the entries of a list, those for all languages first; none where there is no list.

    One stands on a line; `{a|b}` is a choice, as in packs, and `#` begins a comment.

    >>> "Zhang" in lexicon("surnames", "zh"), lexicon("surnames", "en")
    (True, ())
    """
    lines = _lines(f"{name}.txt")
    if language.replace("-", "").isalnum():  # a pack may say anything, also a path
        lines += _lines(language, f"{name}.txt")
    entries = (line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return tuple(dict.fromkeys(text for entry in entries for text in expand(entry)))


def _lines(*parts: str) -> list[str]:
    """The lines of a shipped file; none where it is missing."""
    return shipped_text(_FOLDER, *parts).splitlines()
