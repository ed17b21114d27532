"""A rule of a pack of boilerplate, from its YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.rule_names import BOILERPLATE, rule_name
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.packs.model import BoilerplateRule
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from mtfix.packs.yaml_nodes import Record


def parse_boilerplate(record: Record, _head: Record) -> BoilerplateRule:
    """Return the rule of an entry. Raises PackError."""
    where = record.choices("where")
    return BoilerplateRule(
        rule=rule_name(BOILERPLATE, record.text("id")),
        file=record.node.file,
        line=record.node.line,
        class_=_class(record),
        strong=record.choice("strength") == "strong",
        where=where,
        part=record.choice("part"),
        triggers=_triggers(record, where),
        case=record.choice("case"),
        patterns=record.patterns("patterns", required=True),
        unless=record.patterns("unless"),
        examples=record.examples(),
    )


def _class(record: Record) -> str:
    """The class of a rule, which the closed table must know."""
    name = record.text("class")
    if name not in CLASSES:
        remedy = did_you_mean(name, CLASSES, "see the table of classes in glossaries/README.md")
        raise record.field("class").fail(f"there is no class {name!r} of boilerplate", remedy)
    return name


def _triggers(record: Record, where: tuple[str, ...]) -> tuple[str, ...]:
    """The triggers, which only a weak rule for whole lines at head or tail may do without."""
    if "triggers" in record:
        if "between" in where:
            raise record.field("triggers").fail(
                "a rule for what stands between remains has no 'triggers'", "leave them out"
            )
        return record.expanded("triggers")
    if record.choice("strength") != "weak" or record.choice("part") != "line" or "inline" in where:
        raise record.node.fail(
            f"boilerplate rule {record.text('id')!r} has no 'triggers'",
            "name them; only a weak rule for whole lines at head or tail needs none",
        )
    return ()
