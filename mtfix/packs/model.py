"""The records of a pack: terms, boilerplate and surface rules, as plain values.

The fields are those of `glossaries/README.md`, patterns of choices written out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.problem import ProblemError
from mtfix.packs.schema import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence


class PackError(ProblemError):
    """A pack that does not load: says file, line, what is wrong, and the remedy."""

    def __init__(self, file: str, line: int, text: str, remedy: str = "") -> None:
        super().__init__(text, remedy, path=file, line=line)


class Example(NamedTuple):
    """`before` must become `after`; where `after` is None, it must stay as it is."""

    line: int
    before: str
    after: str | None


class Term(NamedTuple):
    """One right term with its mistranslated variants. `rule` is its id, `term/…`."""

    rule: str
    file: str
    line: int
    term: str
    kind: str
    source: tuple[str, ...]
    variants: tuple[str, ...]
    ambiguous: str  # "no", "yes", "everyday"
    cues_for: tuple[tuple[str, float], ...]
    cues_against: tuple[tuple[str, float], ...]
    guards: tuple[tuple[str, tuple[str, ...]], ...]
    status: str
    admitted: tuple[str, ...]
    sound: str
    number: str  # "singular", "plural", or "" where it follows from the term
    origin: str
    language: str
    unambiguous_source: bool
    byline: tuple[str, ...]
    topics: tuple[str, ...]  # of texts that mean the term
    topics_against: tuple[str, ...]  # of texts that mean the ordinary thing
    frequency: str  # of the variants in native English, one of FREQUENCY; "" in the long form
    note: str  # for those who read or export the entry
    examples: tuple[Example, ...]

    @property
    def is_name(self) -> bool:
        return self.kind in NAME_KINDS

    @property
    def is_plain(self) -> bool:
        """Whether it is an entry of one line, of which topics and frequencies decide."""
        return self.frequency != ""


class Phrase(NamedTuple):
    """A shape of whole lines, written as in `mtfix.text.phrase_syntax`.

    begins: whether such a line begins with one of the keys, or holds one of them anywhere.
    keys: words in small letters; `0` stands for a number.
    must: further phrases, of which one has to stand in the line.
    parts: of a notice, the phrases that all have to stand in the line; `text` is empty then.
    least, most: how many words a line has, signs aside.
    needed: sets of further words, of each of which one stands in each line.
    """

    text: str
    begins: bool
    keys: tuple[str, ...]
    must: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    least: int = 0
    most: int = 10_000
    needed: tuple[Sequence[str], ...] = ()


class BoilerplateRule(NamedTuple):
    """One shape of what scrapers leave around an article.

    strong: whether it shows that a page was scraped. alone: whether it acts with nothing else to
    support it. hint: whether it shows nothing by itself.
    """

    rule: str
    file: str
    line: int
    class_: str
    strong: bool
    alone: bool
    hint: bool
    where: tuple[str, ...]
    part: str
    phrases: tuple[Phrase, ...]
    triggers: tuple[str, ...]
    case: str
    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    unless_words: tuple[str, ...]  # phrases that must not stand in the line
    except_: tuple[str, ...]  # phrases: such a line stays
    speaks_of: tuple[str, ...]  # phrases: what of the line the article must not speak of
    examples: tuple[Example, ...]


class SurfaceRule(NamedTuple):
    """One shape of what translation engines leave between the words."""

    rule: str
    file: str
    line: int
    about: str
    safety: str
    find: str  # what finds its places, if it has no triggers
    triggers: tuple[str, ...]
    case: str
    pattern: str
    replace: str
    map: tuple[tuple[str, str], ...]  # what comes for what a group holds, see `\m` in the README
    unless: tuple[str, ...]
    check: str
    damage: str  # the kind of damage that its sure form shows and its wide form needs
    translations: bool  # made, not suggested, in what surely was translated by a machine
    language: str
    examples: tuple[Example, ...]


Rule = Term | BoilerplateRule | SurfaceRule


def place_of(rule: Rule) -> str:
    """Return a rule with its place, as messages begin."""
    return f"{rule.file}:{rule.line}: {rule.rule}: "


class Pack(NamedTuple):
    """The rules of one file, of one sort, in the order in which they stand there."""

    name: str
    sort: str  # "terms", "boilerplate", "surface"
    about: str
    trusted: bool  # shipped with mtfix: its patterns need no timeout
    rules: Sequence[Rule]


RECORDS: dict[str, type[Term] | type[BoilerplateRule] | type[SurfaceRule]] = {
    "terms": Term,
    "boilerplate": BoilerplateRule,
    "surface": SurfaceRule,
}
