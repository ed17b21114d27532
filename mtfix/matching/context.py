"""Facts about a whole document, worked out once and kept across the rounds."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtfix.edits.fix import Fix
    from mtfix.text.topics import Topics


_PART = 4_000
"""Characters of a part that may have another origin than the rest."""


class Context:
    """A document as every stage may know it.

    text: what a reader saw before any fix; where it comes from is seen best before it is
        repaired.
    repaired: the text since broken characters were last made whole; None if none were.
    source: the text that was translated, if it is at hand.
    marked: a parser has made all code placeholders; a backtick that is left is one that the
        author means.
    memo: results that stages keep from round to round, by the name of the stage. What they
        hang on is their key, so that none can be out of date.
    """

    def __init__(self, text: str, source: str | None = None, *, marked: bool = False) -> None:
        self.text = text
        self.repaired: str | None = None
        self.source = source
        self.marked = marked
        self.memo: dict[str, dict[Any, Any]] = {}
        self._topics: Topics | None = None

    @property
    def whole(self) -> str:
        """The text as a reader sees it since the last broken characters were made whole: what a
        second run would read first."""
        return self.text if self.repaired is None else self.repaired

    @cached_property
    def damage(self) -> Counter[str]:
        """How many fixes of each stage and rule were made so far."""
        return Counter()

    @cached_property
    def translated_from(self) -> frozenset[str]:
        """The languages of which enough is left in the text that it seems translated from them."""
        from mtfix.text.source_residue import languages_left

        found = languages_left(self.text)
        return found if self.repaired is None else found | languages_left(self.repaired)

    @cached_property
    def translated(self) -> float:
        """How likely the text was translated by a machine, from 0 to 1, by what it shows before
        terms are repaired."""
        from mtfix.text.provenance import text_likelihood

        return text_likelihood(self.whole)

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

    @cached_property
    def language(self) -> str:
        """The code of the language that most of the text is in, or nothing where it is not
        clear."""
        from mtfix.text.document_language import document_language

        return document_language(self.whole)

    def topics(self, text: str) -> Topics:
        """Return the topics of the document as it stands now; of a text that was asked for
        before, only what has changed is looked up."""
        if self._topics is None or self._topics.text != text:
            from mtfix.text.topics import Topics

            self._topics = Topics(text, self.memo.setdefault("topics", {}))
        return self._topics

    def take_repaired(self, text: str) -> None:
        """Take in the text after characters were made whole: what is known of the document is
        asked again, since they may say what the broken ones hid."""
        self.repaired = text
        for name in ("language", "translated", "translated_from"):
            self.__dict__.pop(name, None)

    def count(self, fixes: Iterable[Fix]) -> None:
        """Count fixes that are made as damage, by stage and by rule."""
        for fix in fixes:
            self.damage[fix.rule] += 1
            self.damage[fix.rule.partition("/")[0]] += 1
