"""Where a wrong form stands uncorrected, and which words tell its two senses apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mtfix.authoring.suggest.tokens import LONGEST, PLAIN, one_line, parted, sentence, tokens
from mtfix.edits.edit import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SAMPLES = 40
_CUES = 8
_LIFT = 2
"""How much more often than elsewhere a cue must stand in the sentences that it tells of."""


class Kept:
    """The places where a wrong form stands, and sentences around some of them."""

    def __init__(self) -> None:
        self.count = 0
        self.documents: set[str] = set()
        self.samples: list[str] = []

    def add(self, name: str, said: str) -> None:
        self.count += 1
        self.documents.add(name)
        if len(self.samples) < SAMPLES and len(said) <= LONGEST and said not in self.samples:
            self.samples.append(said)

    def join(self, other: Kept) -> None:
        self.count += other.count
        self.documents |= other.documents
        self.samples = [*self.samples, *(s for s in other.samples if s not in self.samples)][
            :SAMPLES
        ]


class Corpus:
    """The texts as they are now: where some phrases stand, and how often each word occurs."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.kept: dict[str, Kept] = {}
        self.words: Counter[str] = Counter()
        self.total = 0
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase in phrases:
            self.kept[phrase] = Kept()
            words = tuple(token.text.lower() for token in tokens(phrase))
            if words:
                self._by_first.setdefault(words[0], []).append((words, phrase))
        for longer in self._by_first.values():
            longer.sort(key=lambda one: -len(one[0]))

    def add(self, name: str, text: str) -> None:
        """Look through a document."""
        found = tokens(text)
        lower = [token.text.lower() for token in found]
        self.words.update(lower)
        self.total += len(lower)
        last = 0
        for at, word in enumerate(lower):
            bare = word[:-2] if word.endswith(("'s", "’s")) else word
            for words, phrase in self._by_first.get(word, ()) or self._by_first.get(bare, ()):
                end = at + len(words)
                here = tuple(lower[at:end])
                if here[:-1] != words[:-1] or here[-1].removesuffix("'s") != words[-1]:
                    continue
                if at < last or parted(text, found[at:end]):
                    continue
                whole = Span(found[at].start, found[end - 1].end)
                shown = text[whole.start : whole.end].removesuffix("'s").removesuffix("’s")
                if phrase != phrase.lower() and shown != phrase:
                    continue  # where capitals are what is wrong, they decide
                around = sentence(text, whole)
                self.kept[phrase].add(name, one_line(text[around.start : around.end]))
                last = end
                break


def cues(
    of: Sequence[str], others: Sequence[str], apart: Iterable[str], corpus: Corpus
) -> list[str]:
    """Return the words that stand in some sentences and never in the others, the most telling
    first: those that several sentences have and few others.

    apart: words that are no cues, such as the term itself.
    """
    barred = {token.text.lower() for phrase in apart for token in tokens(phrase)}
    never = {word.lower() for said in others for word in _words(said)}
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for said in of:
        for word in dict.fromkeys(_words(said)):
            key = word.lower()
            counts[key] += 1
            shown.setdefault(key, word)
            if word[0].islower():
                shown[key] = word
    least = 2 if len(of) >= 4 else 1
    length = sum(len(said.split()) for said in of)
    elsewhere = max(1, corpus.total - length)
    good = [
        key
        for key, count in counts.items()
        if count >= least
        and key not in never
        and key not in barred
        and key not in PLAIN
        and len(key) > 2
        and not key[0].isdigit()
        and count >= _LIFT * length * max(0, corpus.words[key] - count) / elsewhere
    ]
    good.sort(key=lambda key: (-counts[key] * counts[key] / (1 + corpus.words[key]), key))
    return [shown[key] for key in good[:_CUES]]


def _words(said: str) -> Iterator[str]:
    for token in tokens(said):
        text = token.text
        yield text[:-2] if text.endswith(("'s", "’s")) else text
