"""Entries from bitext: how the usual rendering is spelled, and sentences with the rare one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mtfix.authoring.suggest.entry import ProposedEntry, is_example
from mtfix.authoring.suggest.replacement_kind import is_name, slip
from mtfix.authoring.suggest.replacements import starts
from mtfix.authoring.suggest.sense_cues import Corpus, cues
from mtfix.authoring.suggest.tokens import one_line, sentence
from mtfix.edits.edit import Span
from mtfix.packs.parse_term import slug
from mtfix.text.characters import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.authoring.suggest.bitext import Rival
    from mtfix.authoring.suggest.known_terms import Known
    from mtfix.authoring.suggest.phrases import Gram

    Rows = Sequence[tuple[str, str]]

_SHOWN = 3
_LOOKED = 200
_IDEOGRAPH = re.compile(rf"[{IDEOGRAPHS}]")


def entry(
    usual: Gram, rivals: Sequence[Rival], rows: Rows, known: Known, corpus: Corpus
) -> ProposedEntry | None:
    """Return the entry for a usual rendering and those that compete with it; None where they
    differ in spelling only, or are known."""
    [first, *_] = rivals
    owner = known.of(_joined(usual))
    term = owner.term if owner else spelling(usual, [rows[at][1] for at in _rows_of(first, rows)])
    good = [
        one
        for one in rivals
        if not slip(_joined(one.wrong), term.lower()) and not known.has(term, _joined(one.wrong))
    ]
    if not good:
        return None
    variants = tuple(_joined(one.wrong) for one in good)
    pairs = [pair for one in good for pair in _examples(one, term, rows)]
    elsewhere = [at for one in good for at in one.elsewhere]
    stays = [text for one in good for text in _sentences(one.wrong, elsewhere, rows)]
    ambiguous = bool(elsewhere) or any(len(one.wrong) == 1 for one in good)
    before = [text for text, _ in pairs]
    return ProposedEntry(
        term,
        slug(term) + ("-variants" if owner else "") or "term",
        owner.kind if owner else ("product" if is_name(term) else "term"),
        tuple(dict.fromkeys(_joined(one.source) for one in good)),
        variants,
        "true" if ambiguous else "false",
        tuple(cues(before, stays, (term, *variants), corpus)) if ambiguous else (),
        tuple(cues(stays, before, (term, *variants), corpus)) if ambiguous else (),
        tuple(pairs[:8]),
        tuple(stays[:8]),
        tuple(_notes(good, term, rows, owner and f"{owner.rule} ({owner.file}:{owner.line})")),
    )


def _joined(gram: Gram) -> str:
    return "".join(gram) if _IDEOGRAPH.match(gram[0]) else " ".join(gram)


def _pattern(gram: Gram) -> re.Pattern[str]:
    between = r"\s*" if _IDEOGRAPH.match(gram[0]) else r"[\s]+"
    text = between.join(map(re.escape, gram))
    return re.compile(text if _IDEOGRAPH.match(gram[0]) else rf"(?<!\w){text}(?!\w)", re.IGNORECASE)


def spelling(gram: Gram, texts: Sequence[str]) -> str:
    """Return how a phrase is written most, where no sentence begins with it."""
    pattern = _pattern(gram)
    written: Counter[str] = Counter()
    for text in texts:
        for found in pattern.finditer(text):
            if not starts(text, found.start()):
                written[one_line(found[0])] += 1
    return max(written, key=lambda form: (written[form], form), default=_joined(gram))


def _rows_of(one: Rival, rows: Rows) -> list[int]:
    pattern = _pattern(one.usual)
    return [at for at in range(len(rows)) if pattern.search(rows[at][1])][:_LOOKED]


def _sentences(gram: Gram, at: Sequence[int], rows: Rows) -> list[str]:
    return [said for said, _ in _sentences_with(gram, at, rows)]


def _sentences_with(gram: Gram, places: Sequence[int], rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield sentences with a phrase, and the phrase as each of them has it."""
    pattern = _pattern(gram)
    for at in places[:_LOOKED]:
        text = rows[at][1]
        found = pattern.search(text)
        if found:
            around = sentence(text, Span(*found.span()))
            said = one_line(text[around.start : around.end])
            if is_example(said):
                yield said, one_line(found[0])


def _examples(one: Rival, term: str, rows: Rows) -> Iterator[tuple[str, str]]:
    for said, wrong in _sentences_with(one.wrong, one.rows, rows):
        new = (
            term[:1].upper() + term[1:] if wrong[:1].isupper() and said.startswith(wrong) else term
        )
        yield said, said.replace(wrong, new, 1)


def corpus_of(rows: Rows) -> Corpus:
    """Return how often each word stands in the translations, as far as that needs to be known."""
    corpus = Corpus(())
    for _, target in rows[:20_000]:
        corpus.add("", target)
    return corpus


def _notes(good: Sequence[Rival], term: str, rows: Rows, owner: str | None) -> Iterator[str]:
    for one in good:
        yield (
            f"{_joined(one.source)!r} is {term!r} in {one.with_usual} of {one.with_source} rows,"
            f" and {_joined(one.wrong)!r} in {len(one.rows)}"
            + (f"; that stands in {len(one.elsewhere)} others too" if one.elsewhere else "")
        )
        for at in one.rows[:_SHOWN]:
            source, target = (one_line(text)[:160] for text in rows[at])
            if source.isprintable() and target.isprintable():
                yield f"  {source} | {target}"
    if owner:
        yield f"new wrong forms of a term that is known as {owner}: move them there"
