"""The cues of one term, by the words that they are looked up with.

A phrase is looked up with its longest word, a cue with an open ending (`excavat*`) by its
beginning; what then stands around that word is compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.terms.word_index import fold, in_word
from mtfix.text.characters import WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.packs.model import Term

    NamedTerm = tuple[int, str, str]
    Named = Callable[[str], Sequence[NamedTerm]]
    """Returns the terms with a name: the index of each, how it is written, and how ambiguous."""

STEM_KEY = 4
"""Letters by which stems are looked up: with fewer of them, most pages have a word for each."""
PLURALS = ("", "s", "es")
"""The endings that a cue may have; an apostrophe ends a word anyway."""
SHARES = {"no": 1.0, "yes": 0.5}
"""How much a variant of another term counts as the cue that this term is, by how ambiguous its
variants are; everyday words do not count at all."""
_WORDS = lazy_regex(f"{WORD}+")


class Cue(NamedTuple):
    """A cue: `weight` is positive where it speaks for the term, negative where it speaks
    against."""

    name: str
    weight: float


class CuePattern(NamedTuple):
    """A text to look for, folded, and the cue that it stands for, by its number in the table.

    offset: where in it the word begins that it is looked up with.
    is_open: whether any ending may follow.
    spelling: the text as it is written, where capitals count; else empty.
    """

    text: str
    cue: int
    offset: int
    is_open: bool
    spelling: str

    def stands(self, text: str, folded: str, start: int) -> bool:
        """Return whether the pattern stands at a place of a text as whole words."""
        if start < 0 or not folded.startswith(self.text, start):
            return False
        if self.spelling and not text.startswith(self.spelling, start):
            return False
        if self.offset and in_word(self.text, 0) and in_word(text, start - 1):
            return False
        if self.is_open:
            return True
        end = start + len(self.text)
        for ending in PLURALS:
            if folded.startswith(ending, end) and not in_word(text, end + len(ending)):
                return True
        return False


class CueTable:
    """The patterns of a term's cues.

    cues: in order of name and weight; all the others refer to them by number.
    words: for each word that is a cue by itself, the length of what counts as the cue (*cloud* of
        *clouds*), and the cue.
    stems: the same for beginnings of words, grouped by their own first letters.
    short_stems: those of too few letters.
    phrases: the patterns of which more has to be compared, by the word they are looked up with.
    without_words: those that consist of signs or ideographs.
    variants_of: other terms, by their index, whose variants count as cues.
    looked_up, stem_keys: the words that `words` and `phrases` have, and the keys of `stems`: what
        two sets share is found faster than what a set and a dict do.
    """

    __slots__ = (
        "cues",
        "looked_up",
        "phrases",
        "short_stems",
        "stem_keys",
        "stems",
        "variants_of",
        "without_words",
        "words",
    )

    def __init__(self, term: Term, others: Named) -> None:
        """`others` returns the terms with a name, with their index."""
        written = list(_written(term, others))
        shared = list(_shared(term, others))
        self.cues = sorted({cue for *_, cue in written} | {cue for _, cue in shared})
        numbers = {cue: number for number, cue in enumerate(self.cues)}
        self.words: dict[str, list[tuple[int, int]]] = {}
        self.stems: dict[str, list[tuple[str, int]]] = {}
        self.short_stems: list[tuple[str, int]] = []
        self.phrases: dict[str, list[CuePattern]] = {}
        self.without_words: list[CuePattern] = []
        for text, is_exact, cue in written:
            self._add(text, numbers[cue], is_exact=is_exact)
        self.looked_up = frozenset(self.words).union(self.phrases)
        self.stem_keys = frozenset(self.stems)
        self.variants_of: dict[int, list[int]] = {}
        for index, cue in shared:
            self.variants_of.setdefault(index, []).append(numbers[cue])

    def _add(self, text: str, cue: int, *, is_exact: bool) -> None:
        if not is_exact and text.isascii() and text.isalnum():  # one word, as most are
            self._add_word(text.lower(), cue, PLURALS)
            return
        is_open = text.endswith("*")
        spelling = text.removesuffix("*")
        folded = fold(spelling)
        offset, word = look_up_word(folded, is_open=is_open)
        ends_it = offset + len(word) == len(folded)
        pattern = CuePattern(folded, cue, offset, is_open, spelling if is_exact else "")
        if not word or (is_open and ends_it and (is_exact or word != folded)):
            self.without_words.append(pattern)
        elif is_open and ends_it:
            is_short = len(word) < STEM_KEY
            alike = self.short_stems if is_short else self.stems.setdefault(word[:STEM_KEY], [])
            alike.append((word, cue))
        else:
            endings = PLURALS if ends_it else ("",)
            if word == folded and not is_exact:
                self._add_word(word, cue, endings)
            else:
                for key in (word + ending for ending in endings):
                    self.phrases.setdefault(key, []).append(pattern)

    def _add_word(self, word: str, cue: int, endings: Iterable[str]) -> None:
        for ending in endings:
            self.words.setdefault(word + ending, []).append((len(word), cue))


def _written(term: Term, others: Named) -> Iterator[tuple[str, bool, Cue]]:
    """Yield the texts by which a term's cues are found: text, whether its capitals count, cue."""
    own = {term.term.lower(), *term.variants}
    for name, weight in _cues(term):
        other = _of_name(name, term, others)
        form = other[0][1] if other else name
        if form not in own or form == name:  # a candidate is no evidence for itself
            is_abbreviation = len(form) > 1 and form.isupper() and form.isalpha()
            yield form, is_abbreviation, Cue(name, weight)
    if term.is_name and term.ambiguous != "everyday":
        # The right form near by says that the text is about the term.
        yield from ((form, True, Cue(form, 1.0)) for form in (term.term, *term.admitted))


def _shared(term: Term, others: Named) -> Iterator[tuple[int, Cue]]:
    """The other terms whose variants are cues, and the cues."""
    for name, weight in _cues(term):
        for index, _, ambiguous in _of_name(name, term, others):
            share = SHARES.get(ambiguous, 0.0)
            if share:
                yield index, Cue(name, weight * share)


def _cues(term: Term) -> Iterable[tuple[str, float]]:
    return (*term.cues_for, *((name, -weight) for name, weight in term.cues_against))


def _of_name(name: str, term: Term, others: Named) -> Sequence[NamedTerm]:
    """The other terms that are called so."""
    return () if name.lower() == term.term.lower() else others(name)


def look_up_word(folded: str, *, is_open: bool = False) -> tuple[int, str]:
    """Return where the longest word of a phrase begins, and the word; one with an open ending
    only where there is no other, and an empty one where there is none at all."""
    words = [(match.start(), match[0]) for match in _WORDS.finditer(folded)]
    if is_open and len(words) > 1 and folded.endswith(words[-1][1]):
        words.pop()
    return max(words, key=lambda word: len(word[1]), default=(0, ""))
