"""Articles, lines and pages of a given size, drawn from the material with a fixed seed."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from material import Material

_Item = TypeVar("_Item")

_KINDS = {"subject": 45, "surface": 20, "cases": 20, "names": 15}
"""Of a hundred sentences of an article: so many speak of its subject, and so many do not."""
_BYTES_A_NAME = 500
_FEWEST_NAMES = 14
_ONE_IN = 10
"""One line in so many is damaged where damage is sparse."""
_PAGE = 5_000
"""Characters of a page of the tree, about."""


class Writer:
    """Writes texts without end. The same material and seed give the same texts in the same order."""

    def __init__(self, material: Material, seed: int) -> None:
        self._chance = random.Random(seed)
        self._names = material.names
        everything = [s for terms in material.names.values() for own in terms.values() for s in own]
        self._damaged = {
            "surface": self._shuffled(material.surface),
            "cases": self._shuffled(material.cases),
            "names": self._shuffled(everything),
        }
        self._remains = self._shuffled(material.remains)
        self._clean = self._shuffled(material.clean)
        self._sections = self._shuffled(material.sections)

    def article(self, size: int) -> str:
        """An article of at least `size` bytes in which every sentence is damaged."""
        subject = self._subject(size)
        paragraphs, written = [], 0
        while written < size:
            kinds = self._chance.choices(
                list(_KINDS), list(_KINDS.values()), k=self._chance.randint(3, 6)
            )
            sentences = (next(self._source(kind, subject)) for kind in kinds)
            paragraphs.append(" ".join(" ".join(sentence.split()) for sentence in sentences))
            written += len(paragraphs[-1].encode()) + 2
        paragraphs += itertools.islice(self._remains, self._chance.randint(0, 3))
        return "\n\n".join(paragraphs) + "\n"

    def articles(self, size: int) -> list[str]:
        """Articles of 2 to 10 KB, together of at least `size` bytes."""
        whole: list[str] = []
        while sum(len(text.encode()) for text in whole) < size:
            whole.append(self.article(self._chance.randint(2_000, 10_000)))
        return whole

    def stream(self) -> Iterator[str]:
        """Articles of 2 to 10 KB without end."""
        while True:
            yield self.article(self._chance.randint(2_000, 10_000)) + "\n"

    def sparse(self, size: int) -> list[str]:
        """Lines, together of at least `size` bytes, of which one in ten is damaged."""
        whole: list[str] = []
        written = 0
        while written < size:
            damaged = len(whole) % _ONE_IN == _ONE_IN // 2
            whole.append(self._damaged_line() if damaged else next(self._clean))
            written += len(whole[-1].encode()) + 1
        return whole

    def prose(self, size: int) -> str:
        """Paragraphs of at least `size` bytes in which nothing is wrong."""
        paragraphs, written = [], 0
        while written < size:
            paragraphs.append(" ".join(itertools.islice(self._clean, 5)))
            written += len(paragraphs[-1].encode()) + 2
        return "\n\n".join(paragraphs) + "\n"

    def page(self, number: int) -> str:
        """A page of a site in Markdown, with a title, code, links and tables; some are damaged."""
        parts = [f"---\ntitle: Page {number}\n---\n\n# Page {number}"]
        while sum(map(len, parts)) < _PAGE:
            parts.append(next(self._sections).rstrip())
            parts.append(self.prose(300).rstrip())
        if number % _ONE_IN == 0:
            parts.append(self._damaged_line())
        return "\n\n".join(parts) + "\n"

    def _subject(self, size: int) -> Iterator[str]:
        """Damaged sentences on some terms of one language, each once."""
        languages = sorted(self._names)
        weights = [len(self._names[language]) for language in languages]
        language = self._chance.choices(languages, weights)[0]
        terms = sorted(self._names[language])
        count = min(len(terms), max(_FEWEST_NAMES, size // _BYTES_A_NAME))
        chosen = self._chance.sample(terms, count)
        sentences = [sentence for term in chosen for sentence in self._names[language][term]]
        self._chance.shuffle(sentences)
        return iter(sentences)

    def _source(self, kind: str, subject: Iterator[str]) -> Iterator[str]:
        """Where the next sentence comes from; a subject that is used up gives way to others."""
        if kind == "subject":
            return itertools.chain(subject, self._damaged["names"])
        return self._damaged[kind]

    def _damaged_line(self) -> str:
        source = self._damaged[self._chance.choice(("cases", "names"))]
        return " ".join(next(source).split())

    def _shuffled(self, items: Sequence[_Item]) -> Iterator[_Item]:
        """All items in random order, then all of them in another, without end."""
        while items:
            yield from self._chance.sample(items, len(items))
