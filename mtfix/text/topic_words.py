"""The words that tell topics: `glossaries/topics/TOPIC.txt`, one a line with its weight.

Reading and checking forty files takes longer than cleaning a page, so a wheel carries them as one,
and a checkout keeps that in the cache folder, named by the content of the files.
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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

BUILT = os.path.join(PACKAGE, "compiled", "topics.txt")
"""Where a wheel has the words of all topics."""
LONGEST = 3
"""Words of the longest phrase."""
_ENDING = ".txt"
_WORD = lazy_regex(r"[^\W_]+")
_PART = "\n\n"


class TopicWords:
    """The words of all topics, by which a word of a text is looked up.

    topics: the names of the topics.
    heads: the first words of phrases.
    """

    __slots__ = ("_weights", "_words", "heads", "topics")

    def __init__(self, compiled: str) -> None:
        """`compiled` is what `compile_topics` returns."""
        topics, words, weights, heads = compiled.split(_PART)
        self.topics = tuple(topics.split("\n"))
        self._words = dict(zip(words.split("\n"), weights.split("\n"), strict=True))
        self.heads = frozenset(heads.split("\n"))
        self._weights: Memo[str, tuple[tuple[int, float], ...]] = Memo(_weights)

    def weights(self, word: str) -> Sequence[tuple[int, float]]:
        """Return the topics of a word or phrase that `hits` has named, by number, each with its
        weight."""
        return self._weights[self._words[word]]

    def hits(self, text: str) -> frozenset[str]:
        """Return the words and phrases of topics in a text, as the lists have them; a word that is
        part of a phrase does not count for itself.

        >>> sorted(topic_words().hits("Their electric cars"))
        ['electric car']
        """
        known = self._words
        words = _WORD.findall(text.lower())
        found = set(self._phrases(words)) if not self.heads.isdisjoint(words) else set()
        for word in set(words):
            if word in known:
                found.add(word)
            elif word.endswith("s") and (single := word[:-1]) in known:
                found.add(single)
        found.discard("")
        return frozenset(found)

    def _phrases(self, words: list[str]) -> Iterator[str]:
        """The phrases among some words, which are taken out."""
        known, heads = self._words, self.heads
        for at in [at for at, word in enumerate(words) if word in heads]:
            for size in range(LONGEST, 1, -1):
                phrase = " ".join(words[at : at + size])
                if phrase not in known and phrase.endswith("s"):
                    phrase = phrase[:-1]
                if phrase in known and " " in phrase:
                    yield phrase
                    words[at : at + size] = [""] * size
                    break


def _weights(compiled: str) -> tuple[tuple[int, float], ...]:
    pairs = (one.split("=") for one in compiled.split())
    return tuple((int(topic), float(weight)) for topic, weight in pairs)


@cache
def topic_words() -> TopicWords:
    """Return the words of the shipped topics."""
    return TopicWords(compiled_topics())


def compiled_topics() -> str:
    """Return the words of the shipped topics in the form in which they are read."""
    if built := cache_dir.read_file(BUILT):
        return built.decode()
    from hashlib import blake2b

    lists = dict(sorted(_lists()))
    content = "\n".join(f"{name}\n{text}" for name, text in lists.items()).encode()
    with open(__file__, "rb") as code:
        digest = blake2b(code.read() + content, digest_size=16).hexdigest()
    name = os.path.join("topics", f"{digest}.txt")
    if not (data := cache_dir.load(name)):
        data = compile_topics(lists).encode()
        cache_dir.write(name, data)
    return data.decode()


def compile_topics(lists: Mapping[str, str]) -> str:
    """Return the lists of some topics in the form in which they are read: topics, words, the
    weights of each word, and the first words of phrases."""
    weights: dict[str, list[str]] = {}
    for number, text in enumerate(lists.values()):
        for word, weight in entries(text):
            weights.setdefault(word, []).append(f"{number}={weight:g}")
    heads = {word.split(" ")[0] for word in weights if " " in word}
    parts = lists, weights, map(" ".join, weights.values()), sorted(heads)
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


def _lists() -> Iterable[tuple[str, str]]:
    """The topics and their lists."""
    folder: Any = shipped_folder()
    if not isinstance(folder, str):
        for file in (folder / "topics").iterdir():
            if file.name.endswith(_ENDING):
                yield file.name.removesuffix(_ENDING), file.read_text(encoding="utf-8")
        return
    folder = os.path.join(folder, "topics")
    for name in os.listdir(folder):
        if name.endswith(_ENDING):
            with open(os.path.join(folder, name), encoding="utf-8") as opened:
                yield name.removesuffix(_ENDING), opened.read()
