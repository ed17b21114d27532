"""Lists of weighted words and phrases: `glossaries/topics/TOPIC.txt` for topics, and
`glossaries/translationese/LANGUAGE.txt` for phrases that engines make of a language.

Reading forty files takes longer than cleaning a page, so a wheel carries them as one, and a
checkout keeps that in the cache folder, named by the content of the files.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from mtfix.fs import cache_dir
from mtfix.fs.shipped import PACKAGE, shipped_folder
from mtfix.regexes.lazy import lazy_regex
from mtfix.text.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Hits = dict[str, tuple[tuple[int, float], ...]]
"""Words, each with the numbers of the lists that have it, and its weight in each of these."""

FOLDERS = TOPICS, TRANSLATIONESE = "topics", "translationese"
"""Folders of lists below that of the glossaries."""
LONGEST = 5
"""Words of the longest phrase."""
_ENDING = ".txt"
_WORD = lazy_regex(r"[^\W_]+")
_PART = "\n\n"


class WeightedWords:
    """The words of all lists of a folder, by which a word of a text is looked up.

    lists: the names of the lists.
    heads: the first words of phrases.
    """

    __slots__ = ("_openings", "_weights", "_words", "heads", "lists")

    def __init__(self, compiled: str) -> None:
        """`compiled` is what `compile_lists` returns."""
        lists, words, weights, openings, heads = compiled.split(_PART)
        self.lists = tuple(lists.split("\n"))
        self._words = dict(zip(words.split("\n"), weights.split("\n"), strict=True))
        self._openings = frozenset(openings.split("\n"))
        self.heads = frozenset(heads.split("\n"))
        self._weights: Memo[str, tuple[tuple[int, float], ...]] = Memo(_weights)

    def hits(self, text: str) -> Hits:
        """Return the words and phrases of the lists in a text, as the lists have them, each with
        the numbers of the lists that have it and its weight in these; a word that is part of a
        phrase does not count for itself.

        >>> list(weighted_words(TOPICS).hits("Their electric cars"))
        ['electric car']
        """
        known = self._words
        words = _WORD.findall(text.lower())
        found = [] if self.heads.isdisjoint(words) else list(self._phrases(words))
        different = dict.fromkeys(words)
        found += [word for word in different if word in known]
        for word in different:
            if word[-1:] == "s" and word not in known and word[:-1] in known:
                found.append(word[:-1])
        weights = self._weights
        return {word: weights[known[word]] for word in found}

    def _phrases(self, words: list[str]) -> Iterator[str]:
        """The phrases among some words, which are taken out."""
        known, heads, openings = self._words, self.heads, self._openings
        for at in [at for at, word in enumerate(words[:-1]) if word in heads]:
            opening = f"{words[at]} {words[at + 1]}"
            if opening in openings or opening.removesuffix("s") in openings:
                for size in range(LONGEST, 1, -1):
                    phrase = " ".join(words[at : at + size])
                    if phrase not in known:
                        phrase = phrase.removesuffix("s")
                    if phrase in known and " " in phrase:
                        yield phrase
                        words[at : at + size] = [""] * size
                        break


def _weights(compiled: str) -> tuple[tuple[int, float], ...]:
    pairs = (one.split("=") for one in compiled.split())
    return tuple((int(topic), float(weight)) for topic, weight in pairs)


@cache
def weighted_words(folder: str) -> WeightedWords:
    """Return the words of the shipped lists in a folder."""
    return WeightedWords(compiled_lists(folder))


def built_file(folder: str) -> str:
    """Return where a wheel has the words of all lists in a folder."""
    return os.path.join(PACKAGE, "compiled", f"{folder}.txt")


def compiled_lists(folder: str) -> str:
    """Return the words of the shipped lists in a folder in the form in which they are read."""
    if built := cache_dir.read_file(built_file(folder)):
        return built.decode()
    from hashlib import blake2b

    lists = dict(sorted(_lists(folder)))
    content = "\n".join(f"{name}\n{text}" for name, text in lists.items()).encode()
    with open(__file__, "rb") as code:
        digest = blake2b(code.read() + content, digest_size=16).hexdigest()
    name = os.path.join(folder, f"{digest}.txt")
    if not (data := cache_dir.load(name)):
        data = compile_lists(lists).encode()
        cache_dir.write(name, data)
    return data.decode()


def compile_lists(lists: Mapping[str, str]) -> str:
    """Return lists in the form in which they are read: their names, words, the weights of each
    word, and the first two words, and first word, of phrases."""
    weights: dict[str, list[str]] = {}
    for number, text in enumerate(lists.values()):
        for word, weight in entries(text):
            weights.setdefault(word, []).append(f"{number}={weight:g}")
    openings = {" ".join(word.split(" ")[:2]) for word in weights if " " in word}
    heads = {opening.split(" ")[0] for opening in openings}
    told = map(" ".join, weights.values())
    parts = lists, weights, told, sorted(openings), sorted(heads)
    return _PART.join(map("\n".join, parts))


def entries(text: str) -> Iterator[tuple[str, float]]:
    """Yield each word or phrase of a list, in the letters in which a text is looked up, and its
    weight. Raises ValueError for a line without a weight.

    >>> list(entries("# Cars.\\nplug-in hybrid 3\\nroad 0.5"))
    [('plug in hybrid', 3.0), ('road', 0.5)]
    """
    found: dict[str, float] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            written, _, weight = line.strip().rpartition(" ")
            word, value = " ".join(_WORD.findall(written.lower())), float(weight)
            if word:
                found[word] = max(value, found.get(word, 0.0))
    yield from found.items()


def _lists(name: str) -> Iterable[tuple[str, str]]:
    """The lists of a folder and their text; none where the folder is missing."""
    folder: Any = shipped_folder()
    if not isinstance(folder, str):
        for file in (folder / name).iterdir():
            if file.name.endswith(_ENDING):
                yield file.name.removesuffix(_ENDING), file.read_text(encoding="utf-8")
        return
    folder = os.path.join(folder, name)
    for file in os.listdir(folder) if os.path.isdir(folder) else ():
        if file.endswith(_ENDING):
            with open(os.path.join(folder, file), encoding="utf-8") as opened:
                yield file.removesuffix(_ENDING), opened.read()
