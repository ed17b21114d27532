"""A rule of a pack of boilerplate, from its YAML."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from mtfix.edits.rule_names import BOILERPLATE, rule_name
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.packs.lexicons import exclusions
from mtfix.packs.line_phrases import check_phrase, phrases_of_kind
from mtfix.packs.model import BoilerplateRule
from mtfix.packs.schema import PHRASE_KINDS
from mtfix.text.nearest_name import did_you_mean
from mtfix.text.phrase_syntax import PhraseSyntaxError

if TYPE_CHECKING:
    from mtfix.packs.model import Phrase
    from mtfix.packs.yaml_nodes import Record

_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*\Z")
_NEARLY = 0.8
"""How alike a word is to the name of an exclusion that was meant by it."""
_LEXICON = re.compile(r"<[a-z-]+>\Z")


def parse_boilerplate(record: Record, _head: Record) -> BoilerplateRule:
    """Return the rule of an entry. Raises PackError."""
    where = record.choices("where")
    phrases = _phrases(record)
    unless, strength = record.texts("unless"), record.choice("strength")
    return BoilerplateRule(
        rule=rule_name(BOILERPLATE, record.text("id")),
        file=record.node.file,
        line=record.node.line,
        class_=_class(record),
        strong=strength in ("strong", "likely"),
        alone=strength == "strong",
        hint=strength == "hint",
        where=where,
        part=record.choice("part"),
        phrases=phrases,
        triggers=_triggers(record, where),
        case=record.choice("case"),
        patterns=_patterns(record, required=not phrases),
        unless=_unless(record),
        unless_words=tuple(one for one in unless if _LEXICON.match(one)),
        except_=_checked(record, "except"),
        speaks_of=_checked(record, "speaks-of"),
        examples=record.examples(),
    )


def _class(record: Record) -> str:
    """The class of a rule, which the closed table must know."""
    name = record.text("class")
    if name not in CLASSES:
        remedy = did_you_mean(name, CLASSES, "see the table of classes in glossaries/README.md")
        raise record.field("class").fail(f"there is no class {name!r} of boilerplate", remedy)
    return name


def _phrases(record: Record) -> tuple[Phrase, ...]:
    """The shapes of lines that are found by look-ups, of all kinds that the rule has."""
    found: list[Phrase] = []
    if "must" in record and "tokens" not in record:
        raise record.field("must").fail("'must' says more of 'tokens'", "add 'tokens: …'")
    for kind in PHRASE_KINDS:
        if kind in record:
            must = record.texts("must") if kind == "tokens" else ()
            try:
                found += phrases_of_kind(kind, record.texts(kind), must)
            except PhraseSyntaxError as error:
                raise record.field(kind).fail(str(error), _REMEDY) from None
    if found and record.choice("part") != "line":
        raise record.field("part").fail(
            "phrases are whole lines; a piece of one needs 'patterns'", "split the rule"
        )
    return tuple(found)


_REMEDY = "see 'phrases' in glossaries/README.md"


def _checked(record: Record, name: str) -> tuple[str, ...]:
    """The phrases of a field, of which each can be read."""
    for item in record.field(name).items() if name in record else ():
        try:
            check_phrase(item.text())
        except PhraseSyntaxError as error:
            raise item.fail(str(error), _REMEDY) from None
    return record.texts(name)


def _patterns(record: Record, *, required: bool) -> tuple[str, ...]:
    if not required and "patterns" not in record:
        return ()
    return record.patterns("patterns", required=True)


def _unless(record: Record) -> tuple[str, ...]:
    """The patterns where the rule does not act, those that have a name by this."""
    known = exclusions()
    record.patterns("unless")
    found: list[str] = []
    for item in record.field("unless").items() if "unless" in record else ():
        text = item.text()
        if text in known:
            found.append(known[text])
        elif _NAME.match(text) and (near := get_close_matches(text, known, 1, _NEARLY)):
            raise item.fail(f"there is no exclusion {text!r}", f"did you mean {near[0]!r}?")
        elif _LEXICON.match(text):
            try:
                check_phrase(text)
            except PhraseSyntaxError as error:
                raise item.fail(str(error), _REMEDY) from None
        else:
            found.append(text)
    return tuple(found)


def _triggers(record: Record, where: tuple[str, ...]) -> tuple[str, ...]:
    """The triggers of patterns, without which a rule is only a hint about whole lines."""
    if "triggers" in record:
        if "between" in where:
            raise record.field("triggers").fail(
                "a rule for what stands between remains has no 'triggers'", "leave them out"
            )
        return record.expanded("triggers")
    is_line = record.choice("part") == "line" and "inline" not in where
    if "patterns" in record and not (record.choice("strength") == "hint" and is_line):
        raise record.node.fail(
            f"boilerplate rule {record.text('id')!r} has patterns and no 'triggers'",
            "name them; only a hint about whole lines at head or tail needs none",
        )
    return ()
