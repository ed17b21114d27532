"""Entries of terms in one line each: `right form | variants | source words | flags`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtfix.edits.rule_names import TERM, rule_name
from mtfix.packs.alternatives import expand
from mtfix.packs.entry_topics import EntryTopics, is_topic, parse_topics, parted
from mtfix.packs.model import PackError, Term
from mtfix.packs.parse_term import slug
from mtfix.packs.schema import (
    COMMON_KINDS,
    COUNTED,
    FREQUENT,
    LINE_FLAGS,
    NAME_KINDS,
    NEVER,
    NUMBERS,
    TOPICS,
    UNCOUNTED,
)
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.packs.yaml_nodes import Node, Record

MAX_VARIANTS = 10_000
"""Most variants of one entry."""
_MARK = re.compile(r"(?:(?<=[ \t])|^)\|(?=[ \t]|$)")
_BRACES = re.compile(r"\{[^{}]*\}")
_CHOICE = "\0"
"""Stands for the sign between choices while a line is parted."""
_MIN_FIELDS, _MAX_FIELDS = 3, 4
_KIND, _ID, _SUGGEST = "kind=", "id=", "suggest"
_AMBIGUITY = {NEVER: "no", FREQUENT: "everyday"}
_KINDS = (*NAME_KINDS, *COMMON_KINDS)
_FLAGS = (*TOPICS, *LINE_FLAGS, _SUGGEST, *NUMBERS)


class _Defaults(NamedTuple):
    """What the head of a pack says for all its lines."""

    file: str
    kind: str
    topics: EntryTopics
    origin: str
    language: str
    frequency: str
    suggest: bool


def parse_lines(head: Record, *, trusted: bool) -> Iterator[tuple[Node, Term]]:
    """Yield the entries of the lines of a pack, each with the node that errors name.

    trusted: whether the pack is shipped, so that its variants were counted in native English.
    Raises PackError.
    """
    node = head.field("lines")
    defaults = _defaults(head, trusted=trusted)
    for number, line in node.lines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield node, _Line(line, number, defaults).term()


def _defaults(head: Record, *, trusted: bool) -> _Defaults:
    return _Defaults(
        head.node.file,
        head.choice("kind"),
        parse_topics(head),
        head.text("from", ""),
        head.text("to", "en"),
        COUNTED if trusted else UNCOUNTED,
        head.flag("suggest", default=False),
    )


class _Line:
    """One line of a pack, with its fields."""

    def __init__(self, text: str, number: int, defaults: _Defaults) -> None:
        self._number, self._defaults = number, defaults
        masked = _BRACES.sub(lambda braces: braces[0].replace("|", _CHOICE), text.strip())
        fields = [field.replace(_CHOICE, "|").strip() for field in _MARK.split(masked)]
        while len(fields) > _MIN_FIELDS and not fields[-1]:
            fields.pop()
        if not _MIN_FIELDS <= len(fields) <= _MAX_FIELDS:
            raise self._error(
                f"{len(fields)} fields instead of 3 or 4",
                "write 'right form | variants | source words | flags', with spaces around each |",
            )
        self._right, self._variants, self._source = fields[:_MIN_FIELDS]
        self._flags = _texts("".join(fields[_MIN_FIELDS:]))
        if not self._right or not (self._variants or self._source):
            raise self._error("the right form, or what it comes from, is empty", "write it")

    def _error(self, problem: str, remedy: str) -> PackError:
        return PackError(self._defaults.file, self._number, problem, remedy)

    def term(self) -> Term:
        """Return the entry."""
        topics, against = self._topics()
        frequency = self._frequency()
        return Term(
            rule=rule_name(TERM, self._value(_ID) or slug(self._right)),
            file=self._defaults.file,
            line=self._number,
            term=self._right,
            kind=self._kind(),
            source=tuple(_texts(self._source)),
            variants=self._expanded(),
            ambiguous=_AMBIGUITY.get(frequency, "yes"),
            cues_for=(),
            cues_against=(),
            guards=(),
            status=self._status(frequency),
            admitted=(),
            sound="",
            number=next((one for one in NUMBERS if one in self._flags), ""),
            origin=self._defaults.origin,
            language=self._defaults.language,
            unambiguous_source=frequency == NEVER,
            byline=(),
            topics=topics,
            topics_against=against,
            frequency=frequency,
            note="",
            examples=(),
        )

    def _status(self, frequency: str) -> str:
        """Whether fixes are only suggested: those of a file that is not sure of its lines are, but
        for lines whose variants no English text can have."""
        if _SUGGEST in self._flags or (self._defaults.suggest and frequency != NEVER):
            return "superseded"
        return "preferred"

    def _value(self, name: str) -> str:
        """The value of a flag that has one, such as `kind=`; empty where it is not given."""
        return next((one[len(name) :] for one in self._flags if one.startswith(name)), "")

    def _kind(self) -> str:
        kind = self._value(_KIND) or self._defaults.kind
        if kind not in _KINDS:
            problem = f"there is no kind {kind!r}" if kind else "the kind is missing"
            remedy = f"write 'kind:' above the lines or 'kind=…' here: {', '.join(_KINDS)}"
            raise self._error(problem, remedy)
        return kind

    def _topics(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The topics of the flags, or else those of the pack; and those against it, of both."""
        for flag in self._flags:
            if not is_topic(flag) and not self._is_known(flag):
                remedy = did_you_mean(flag, _FLAGS, "see 'lines' in glossaries/README.md")
                raise self._error(f"there is no flag {flag!r}", remedy)
        own, against = parted(filter(is_topic, self._flags))
        for topic in own:
            if topic in against:
                raise self._error(f"the topic {topic!r} speaks for it and against it", "choose")
        # What a line says goes before what its file says.
        for_, others = self._defaults.topics
        topics = own or tuple(topic for topic in for_ if topic not in against)
        return topics, (*against, *(one for one in others if one not in {*topics, *against}))

    def _is_known(self, flag: str) -> bool:
        return flag in _FLAGS or flag.startswith((_KIND, _ID))

    def _frequency(self) -> str:
        said = [LINE_FLAGS[flag] for flag in self._flags if flag in LINE_FLAGS]
        if len(said) > 1:
            raise self._error(f"{' and '.join(LINE_FLAGS)} exclude one another", "keep one")
        return said[0] if said else self._defaults.frequency

    def _expanded(self) -> tuple[str, ...]:
        variants: dict[str, str] = {}
        for compact in _texts(self._variants):
            try:
                expanded = [" ".join(one.split()) for one in expand(compact)]
            except ValueError as error:
                remedy = "see 'variants' in glossaries/README.md"
                raise self._error(f"{compact[:80]!r}: {error}", remedy) from None
            for one in expanded:
                variants.setdefault(self._key(one), one)
        if len(variants) > MAX_VARIANTS:
            raise self._error(f"more than {MAX_VARIANTS:,} variants", "write fewer")
        return tuple(variants.values())

    def _key(self, variant: str) -> str:
        """By what a variant is known; any case matches, but for one in the letters of the term."""
        folded = variant.lower()
        return variant if folded == self._right.lower() else folded


def _texts(field: str) -> Sequence[str]:
    """The texts of a field, of which semicolons stand between."""
    return [text.strip() for text in field.split(";") if text.strip()]
