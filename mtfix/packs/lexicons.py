"""Word lists that packs share: `glossaries/lexicons/NAME.txt` for all languages, and
`glossaries/lexicons/LANGUAGE/NAME.txt` for one."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from mtfix.fs.shipped import shipped_folder, shipped_text
from mtfix.packs.alternatives import expand
from mtfix.text.line_words import words_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FOLDER = "lexicons"
_EXCLUSIONS = "exclusions.txt"


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
    return tuple(dict.fromkeys(_entries(lines)))


def _entries(lines: list[str]) -> Iterator[str]:
    for line in lines:
        entry = line.strip()
        if entry and not line.startswith("#"):
            yield from expand(entry)


@cache
def word_list(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return a list that phrases name, of all languages together, as words: by the first word of
    an entry, the longest entries first. Nothing where there is no such list.

    >>> word_list("month")["feb"]
    (('feb',),)
    """
    words: dict[str, dict[tuple[str, ...], None]] = {}
    for folder in ("", *_languages()):
        for entry in _entries(_lines(*filter(None, (folder, f"{name}.txt")))):
            one = words_of_line(entry).words
            if one:
                words.setdefault(one[0], {})[one] = None
    return {first: tuple(sorted(ones, key=len, reverse=True)) for first, ones in words.items()}


def entries_by_file() -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield the files of all lists, and their entries written out, with the lines they stand on."""
    for folder in ("", *_languages()):
        for name in _names_in(folder):
            found = [
                (number, entry)
                for number, line in enumerate(_lines(*filter(None, (folder, name))), start=1)
                for entry in _entries([line])
            ]
            yield "/".join(filter(None, ("glossaries", _FOLDER, folder, name))), found


def _names_in(folder: str) -> list[str]:
    """The lists in a folder."""
    top = shipped_folder()
    if isinstance(top, str):
        names = os.listdir(os.path.join(top, _FOLDER, folder))
    else:
        names = [one.name for one in top.joinpath(_FOLDER, folder).iterdir()]
    return sorted(one for one in names if one.endswith(".txt") and one != _EXCLUSIONS)


@cache
def exclusions() -> Mapping[str, str]:
    """Return the named exclusions of boilerplate rules: patterns by their names."""
    lines = (line.partition(" ") for line in _lines(_EXCLUSIONS))
    return {
        name: pattern.strip() for name, _, pattern in lines if name and not name.startswith("#")
    }


@cache
def _languages() -> list[str]:
    """The folders of single languages."""
    folder = shipped_folder()
    if isinstance(folder, str):
        with os.scandir(os.path.join(folder, _FOLDER)) as found:
            return sorted(one.name for one in found if one.is_dir())
    return sorted(one.name for one in folder.joinpath(_FOLDER).iterdir() if one.is_dir())


def _lines(*parts: str) -> list[str]:
    """The lines of a shipped file; none where it is missing."""
    return shipped_text(_FOLDER, *parts).splitlines()
