"""An entry of a pack of terms, from its YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from mtfix.edits.rule_names import TERM, rule_name
from mtfix.packs.entry_topics import parse_topics
from mtfix.packs.fields import GUARD_NAMES
from mtfix.packs.model import Term
from mtfix.packs.schema import AMBIGUITY

if TYPE_CHECKING:
    from mtfix.packs.yaml_nodes import Node, Record

_MAX_WEIGHT = 2


def parse_term(record: Record, head: Record) -> Term:
    """Return the term of an entry. Raises PackError."""
    term = record.text("term")
    ambiguous = AMBIGUITY[record.choice("ambiguous")]
    topics = parse_topics(record)
    return Term(
        rule=rule_name(TERM, record.text("id", slug(term))),
        file=record.node.file,
        line=record.node.line,
        term=term,
        kind=record.choice("kind"),
        source=record.texts("source"),
        variants=_variants(record),
        ambiguous=ambiguous,
        cues_for=_cues(record, "for"),
        cues_against=_cues(record, "against"),
        guards=tuple((name, record.texts(name)) for name in GUARD_NAMES if name in record),
        status=record.choice("status"),
        admitted=record.texts("admitted"),
        sound=record.choice("sound"),
        number=record.choice("number"),
        origin=head.text("from", ""),
        language=head.text("to", "en"),
        # Where variants are ordinary words, their source is likely to be one as well.
        unambiguous_source=record.flag("coined", default=ambiguous == "no"),
        byline=record.texts("byline"),
        topics=topics.for_,
        topics_against=topics.against,
        frequency="",
        note=record.text("note", ""),
        examples=record.examples(),
    )


def slug(term: str) -> str:
    """Return the id that a term gets: `Ant Group` -> `ant-group`.

    >>> slug("JD.com"), slug("“Global” Times")
    ('jd-com', 'global-times')
    """
    return re.sub(r"[^\w]+", "-", term.lower()).strip("-_")


def _variants(record: Record) -> tuple[str, ...]:
    """The variants; a term of a term base may have none: its source says where it is missing."""
    if "source" in record and "variants" not in record:
        return ()
    return record.expanded("variants")


def _cues(record: Record, name: str) -> tuple[tuple[str, float], ...]:
    """Cues with weights: `word` counts 1, `{word: 0.5}` half."""
    if name not in record:
        return ()
    cues: dict[str, float] = {}
    for item in record.field(name).items():
        if isinstance(item.node, yaml.MappingNode):
            for cue, weight in item.fields().items():
                cues[cue] = _weight(weight)
        else:
            cues[item.text()] = 1.0
    return tuple(cues.items())


def _weight(node: Node) -> float:
    try:
        weight = float(node.value)
    except ValueError:
        weight = 0.0
    if not 0 < weight <= _MAX_WEIGHT:
        raise node.fail("a weight is a number over 0 and up to 2", "write for instance 0.5")
    return weight
