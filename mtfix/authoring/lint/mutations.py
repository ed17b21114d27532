"""Guards and cues that no example needs: each is taken out in turn, and the examples are tried.

An example needs a guard or a cue if other places of it are rewritten without. Only the stage of
terms is run, with those entries alone that stand in the text.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mtfix.authoring.lint.fault import Fault
from mtfix.matching.context import Context
from mtfix.matching.scanner import Scanner
from mtfix.matching.triggers import Triggers
from mtfix.packs.model import Term
from mtfix.packs.sources import find_sources
from mtfix.stages.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.edits.edit import Span
    from mtfix.packs.model import Rule


class Text(NamedTuple):
    """A text in which entries are tried, with its source text and the language that it was
    translated from, if they are known."""

    text: str
    source: str | None = None
    origin: str | None = None


class Mutation(NamedTuple):
    """An entry, what is taken out of it, and what is left: `part` is the field, `words` are
    those of the guard or of the cue."""

    term: Term
    part: str
    words: tuple[str, ...]
    without: Term

    @property
    def is_cue(self) -> bool:
        return self.part in {"for", "against"}

    @property
    def must_occur(self) -> bool:
        """Whether it can only matter in a text in which one of its words stands."""
        return self.is_cue or self.part.startswith("not-")


def mutations(term: Term) -> Iterator[Mutation]:
    """Yield the entry without each of its guards, and without each of its cues."""
    for at, (name, words) in enumerate(term.guards):
        guards = (*term.guards[:at], *term.guards[at + 1 :])
        yield Mutation(term, name, words, term._replace(guards=guards))
    for at, (name, _) in enumerate(term.cues_for):
        cues = (*term.cues_for[:at], *term.cues_for[at + 1 :])
        yield Mutation(term, "for", (name,), term._replace(cues_for=cues))
    for at, (name, _) in enumerate(term.cues_against):
        cues = (*term.cues_against[:at], *term.cues_against[at + 1 :])
        yield Mutation(term, "against", (name,), term._replace(cues_against=cues))


class Trials:
    """Texts in which the mutations of entries are tried: the examples of each, and all `texts`
    in which one of its variants stands."""

    def __init__(self, terms: Iterable[Term], texts: Iterable[Text] = ()) -> None:
        self._terms = {term.rule: term for term in terms}
        self._others = tuple(texts)

    def is_needed(self, mutation: Mutation) -> bool:
        """Whether another place is rewritten in some text without what was taken out."""
        term = mutation.term
        words = [word.rstrip("*").lower() for word in mutation.words]
        for text in self._texts(term):
            lower = text.text.lower()
            if mutation.must_occur and not any(word in lower for word in words):
                continue
            if self._rewritten(text, term) != self._rewritten(text, mutation.without):
                return True
        return False

    def _texts(self, term: Term) -> Iterator[Text]:
        yield from (Text(example.before) for example in term.examples)
        yield from self._by_rule.get(term.rule, ())

    def _rewritten(self, text: Text, own: Term) -> set[Span]:
        """The places that the entry rewrites, beside the others that stand in the text."""
        others = [self._terms[rule] for rule in sorted(self._standing(text.text) - {own.rule})]
        stage = Terms([own, *others], text.origin)
        page = Scanner(stage.triggers()).read_page(text.text, Context(text.text, text.source))
        return {
            verdict.candidate.span
            for verdict in stage.verdicts(page)
            if verdict.outcome == "rewrite"
        }

    @cached_property
    def _by_rule(self) -> dict[str, list[Text]]:
        """The texts that do not belong to an entry, by the entries that stand in them."""
        found: dict[str, list[Text]] = {}
        for text in self._others:
            for rule in self._standing(text.text):
                found.setdefault(rule, []).append(text)
        return found

    def _standing(self, text: str) -> set[str]:
        """The entries of which a form stands in a text."""
        hits = self._scanner.read_page(text).hits.get("form", ())
        forms = {" ".join(text[hit.start : hit.end].lower().split()) for hit in hits}
        return {rule for form in forms for rule in self._forms.get(form, ())}

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner([Triggers("form", 0, "any", list(self._forms))])

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        """The entries by their forms, right and wrong, in small letters."""
        forms: dict[str, list[str]] = {}
        for term in self._terms.values():
            for form in {form.lower() for form in (term.term, *term.admitted, *term.variants)}:
                forms.setdefault(form, []).append(term.rule)
        return forms


def faults(
    checked: Iterable[Rule], rules: Iterable[Rule], texts: Iterable[Text] = ()
) -> Iterator[Fault]:
    """Yield a fault for each guard of the `checked` entries that no example needs, and one for
    all such cues of a field; the entries stand among all `rules`. Cases of `texts` count as
    examples of every entry that stands in them."""
    trials = Trials((rule for rule in rules if isinstance(rule, Term)), texts)
    for term in checked:
        if not isinstance(term, Term):
            continue
        unneeded = [one for one in mutations(term) if not trials.is_needed(one)]
        lines = _lines(term) if unneeded else []
        for one in _by_field(unneeded):
            yield Fault(
                "unneeded",
                term.rule,
                term.file,
                term.line + _line(lines, one),
                f"no example needs {_named(one)}",
                "add an example that fails without, or take it out",
            )


def _by_field(unneeded: Iterable[Mutation]) -> Iterator[Mutation]:
    """The guards, each by itself, and the cues of each field together."""
    cues: dict[str, list[Mutation]] = {}
    for one in unneeded:
        if one.is_cue:
            cues.setdefault(one.part, []).append(one)
        else:
            yield one
    for several in cues.values():
        words = tuple(word for one in several for word in one.words)
        yield several[0]._replace(words=words)


def _named(mutation: Mutation) -> str:
    """Return the name of the part that was taken out, as messages have it; every cue is listed, and
    a guard by four words."""
    part, words = mutation.part, mutation.words
    if mutation.is_cue:
        whose = mutation.term.cues_for if part == "for" else mutation.term.cues_against
        return f"{len(words)} of the {len(whose)} cues {part}: {', '.join(words)}"
    return f"the guard {part}: {', '.join(words[:4])}{', …' if len(words) > 4 else ''}"


def _lines(term: Term) -> list[str]:
    """The lines of the entry in its file, from its own on."""
    [source] = find_sources(term.file)
    return source.text.splitlines()[term.line - 1 :]


def _line(lines: Sequence[str], mutation: Mutation) -> int:
    """How many lines below its entry the first word of what was taken out stands: 0 where it is
    not found, since it is written with choices."""
    field = next((at for at, line in enumerate(lines) if f"{mutation.part}:" in line), 0)
    word = mutation.words[0]
    return next((at for at, line in enumerate(lines[field:], field) if word in line), 0)
