"""Facts about a whole document, worked out once and kept across the rounds."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtfix.edits.fix import Fix
    from mtfix.text.topics import Topics
    from mtfix.text.weighted_words import Hits

_Answer = TypeVar("_Answer")

_PART = 4_000
"""Characters of a part that may have another origin than the rest."""


class Context:
    """A document as every stage may know it.

    text: what a reader saw before any fix; where it comes from is seen best before it is
        repaired.
    whole: the text since broken characters were last made whole, or since no stage had more to
        do: what a second run would read first.
    source: the text that was translated, if it is at hand.
    marked: a parser has made all code placeholders; a backtick that is left is one that the
        author means.
    memo: results that stages keep from round to round, by the name of the stage. What they
        hang on is their key, so that none can be out of date.
    """

    def __init__(self, text: str, source: str | None = None, *, marked: bool = False) -> None:
        self.text = text
        self.whole = text
        self.source = source
        self.marked = marked
        self.memo: dict[str, dict[Any, Any]] = {}
        self._topics: Topics | None = None
        self._answers: dict[Callable[[str], Any], Any] = {}

    def ask(self, question: Callable[[str], _Answer]) -> _Answer:
        """Return the answer to a question about the whole text, which is worked out once and, where
        the text becomes another, anew."""
        if question not in self._answers:
            self._answers[question] = question(self.whole)
        answer: _Answer = self._answers[question]
        return answer

    def take(self, text: str) -> bool:
        """Take in the text as it stands after fixes, of which all is asked that was asked so far.
        Return whether an answer is another one, by which fixes may be made that were not."""
        if text == self.whole:
            return False
        before, self.whole = self._answers, text
        self._answers = {question: question(text) for question in before}
        return any(_allows_more(answer, before[one]) for one, answer in self._answers.items())

    @cached_property
    def damage(self) -> Counter[str]:
        """How many fixes of each stage and rule were made so far."""
        return Counter()

    @property
    def translated_from(self) -> frozenset[str]:
        """The languages of which enough is left in the text that it seems translated from them."""
        from mtfix.text.source_residue import languages_left

        return self._left_at_first | self.ask(languages_left)

    @cached_property
    def _left_at_first(self) -> frozenset[str]:
        from mtfix.text.source_residue import languages_left

        return languages_left(self.text)

    @property
    def translated(self) -> float:
        """How likely the text was translated by a machine, from 0 to 1, by what it shows before
        terms are repaired."""
        from mtfix.text.provenance import text_likelihood

        return self.ask(text_likelihood)

    def translated_at(self, text: str, position: int) -> float:
        """How likely the part of a text around a position was translated: the mean of what the
        part and the document show."""
        from mtfix.text.provenance import text_likelihood

        start = position - position % _PART
        known = self.memo.setdefault("translated", {})
        part = text[start : start + _PART]
        if part not in known:
            known[part] = text_likelihood(part)
        return (self.translated + float(known[part])) / 2

    @property
    def language(self) -> str:
        """The code of the language that most of the text is in, or nothing where it is not
        clear."""
        from mtfix.text.document_language import document_language

        return self.ask(document_language)

    def topics(self, text: str) -> Topics:
        """Return the topics of the document as it stands now; of a text that was asked for
        before, only what has changed is looked up."""
        if self._topics is None or self._topics.text != text:
            from mtfix.text.topics import Topics

            self._topics = Topics(text, self.words_of_topics)
        return self._topics

    @property
    def words_of_topics(self) -> dict[str, Hits]:
        """The words of topics in stretches of the document that were looked at."""
        return self.memo.setdefault("topics", {})

    def count(self, fixes: Iterable[Fix]) -> None:
        """Count fixes that are made as damage, by stage and by rule."""
        for fix in fixes:
            self.damage[fix.rule] += 1
            self.damage[fix.rule.partition("/")[0]] += 1


def _allows_more(answer: Any, before: Any) -> bool:
    """Whether an answer allows fixes that the one before did not: a likelihood or a set by being
    more than it, any other by being another."""
    if isinstance(answer, (float, frozenset)):
        return not answer <= before
    return bool(answer != before)
