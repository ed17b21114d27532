"""Entries of one line, tried in the frames of their topics: `glossaries/frames.txt`.

In a page of a topic of the entry that was translated from its language each variant is put right;
in native text of the topic what native English has stays. Some variants are tried in one document,
each in a paragraph of its own, so that tens of thousands take less than a minute.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.lint.fault import Fault, fault
from mtfix.fs.shipped import shipped_text
from mtfix.matching.context import Context
from mtfix.matching.scanner import Scanner
from mtfix.packs.model import Term
from mtfix.reports.wording import words
from mtfix.stages.terms import Terms
from mtfix.stages.terms.plain_evidence import STRANGE, variant_frequency
from mtfix.stages.terms.term_tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mtfix.packs.model import Rule
    from mtfix.stages.terms.verdict import Verdict

_FILE = "frames.txt"
_OWN_LANGUAGE = "en"
"""The language of the frames: entries of another one are not tried in them."""
_TRANSLATED_AT_ONCE, _NATIVE_AT_ONCE = 4, 40
"""Variants of one document. What the topics of a section take grows with the square of them, since
for each variant they are those of the document without it; a native page has to be long enough to
look native with some variants in it."""
_ANY = "any"
"""The name of the frame with native sentences."""
_DEFAULT_TOPIC = "business"
"""The topic in whose frame entries without topics are tried."""


class Frame(NamedTuple):
    """The frame of a topic: a paragraph as engines translate and one as authors write, and
    sentences in which names and common terms stand, at `{}`."""

    translated: str
    native: str
    name: str
    term: str

    def sentence(self, term: Term) -> str:
        """Return the sentence in which the variants of an entry are tried."""
        return self.name if term.is_name else self.term


class _Trial(NamedTuple):
    """A variant to try, and its entry."""

    term: Term
    variant: str

    def is_ordinary(self) -> bool:
        """Whether native English has the variant."""
        return variant_frequency(self.term, self.variant) not in STRANGE


def faults(checked: Sequence[Rule], rules: Sequence[Rule]) -> Iterator[Fault]:
    """Yield the variants of the `checked` entries of one line that are not put right in the
    frames of their topics, or are where they should stay, by the terms of all `rules`."""
    plain = [rule for rule in checked if isinstance(rule, Term) and rule.is_plain]
    plain = [term for term in plain if term.language == _OWN_LANGUAGE]
    if not plain:
        return
    terms = [rule for rule in rules if isinstance(rule, Term)]
    tables = tables_of(terms)
    stages: dict[str, Terms] = {}
    scanner = Scanner(Terms(tables).triggers())  # they are the same whatever the origin
    for (topic, origin), trials in _by_frame(plain).items():
        frame = frames()[topic]
        for one in ("", origin):
            stages.setdefault(one, Terms(tables, one or None))
        translated = _Page(
            frame.translated, "", frame, stages[origin], scanner, _TRANSLATED_AT_ONCE
        )
        yield from translated.each(trials, _where_it_should_change)
        any_native = frames()[_ANY]
        native = _Page("", f"{frame.native} ", any_native, stages[""], scanner, _NATIVE_AT_ONCE)
        ordinary = [one for one in trials if one.is_ordinary()]
        yield from native.each(ordinary, _where_it_should_stay)


def _by_frame(terms: Iterable[Term]) -> dict[tuple[str, str], list[_Trial]]:
    found: dict[tuple[str, str], list[_Trial]] = {}
    for term in terms:
        topic = next(iter(term.topics), _DEFAULT_TOPIC)
        trials = found.setdefault((topic, term.origin), [])
        trials += (_Trial(term, variant) for variant in term.variants)
    return found


class _Page(NamedTuple):
    """A page that begins with a paragraph, in which others follow that begin alike, with the
    sentences of a frame behind, so many at once; and the stage that reads it, with the scanner of
    its triggers."""

    paragraph: str
    beginning: str
    frame: Frame
    stage: Terms
    scanner: Scanner
    at_once: int

    def each(
        self,
        trials: Iterable[_Trial],
        look: Callable[[_Trial, Sequence[Verdict]], Iterator[Fault]],
    ) -> Iterator[Fault]:
        """Yield the faults that `look` sees in the verdicts on each variant."""
        waiting = iter(trials)
        while batch := list(islice(waiting, self.at_once)):
            paragraphs = [
                self.beginning + self.frame.sentence(one.term).format(one.variant) for one in batch
            ]
            text, starts = _document(self.paragraph, paragraphs)
            verdicts = self.stage.verdicts(self.scanner.read_page(text, self._context(text)))
            for trial, start, paragraph in zip(batch, starts, paragraphs, strict=True):
                end = start + len(paragraph)
                yield from look(
                    trial, [one for one in verdicts if start <= one.candidate.span.start < end]
                )

    def _context(self, text: str) -> Context:
        """The context of a document; a native page stays one, whatever many variants one after
        the other look like."""
        return Context(self.beginning or text)


def _document(paragraph: str, paragraphs: Iterable[str]) -> tuple[str, list[int]]:
    """A document of a paragraph and others, and where each of the others begins."""
    text, starts = paragraph, []
    for one in paragraphs:
        text += "\n\n"
        starts.append(len(text))
        text += one
    return text, starts


def _where_it_should_stay(trial: _Trial, verdicts: Sequence[Verdict]) -> Iterator[Fault]:
    """The fault of a variant of native English in a native page of its topic, if it has one."""
    term, variant = trial
    mine = (one for one in verdicts if one.candidate.term is term)
    for verdict in mine:
        if verdict.outcome == "rewrite":
            problem = f"in a native page of its topic {variant!r} does not stay"
            yield fault("frame", term, problem, "mark it 'ambiguous' or 'everyday'")


def _where_it_should_change(trial: _Trial, verdicts: Sequence[Verdict]) -> Iterator[Fault]:
    """The fault of a variant in a translated page of its topic, if it has one."""
    term, variant = trial
    mine = [one for one in verdicts if one.candidate.term.term == term.term]
    if any(one.outcome == "rewrite" for one in mine):
        return
    if mine:
        problem = f"in a translated page of its topic {variant!r} stays: {words(mine[0].reason)}"
        yield fault("frame", term, problem, "mend the variant, or its topics")
    elif verdicts:
        other = verdicts[0].candidate.term
        problem = f"the variant {variant!r} is taken by {other.rule} ({other.file}:{other.line})"
        yield fault("shadowed", term, problem, "remove it here or there")
    else:
        problem = f"the variant {variant!r} is never found"
        yield fault("dead", term, problem, "it is part of a right form, or begins with a sign")


@cache
def frames() -> dict[str, Frame]:
    """Return the frames by their topics."""
    found: dict[str, dict[str, str]] = {}
    fields: dict[str, str] = {}
    for line in shipped_text(_FILE).splitlines():
        name, colon, text = line.partition(":")
        if not colon or name.startswith("#"):
            continue
        if name.startswith(" "):
            fields[name.strip()] = text.strip()
        else:
            fields = found[name] = {}
    return {topic: Frame(**fields) for topic, fields in found.items()}
