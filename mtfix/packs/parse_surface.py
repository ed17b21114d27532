"""A rule of a pack of surface rules, from its YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtfix.edits.rule_names import SURFACE, rule_name
from mtfix.packs.model import SurfaceRule

if TYPE_CHECKING:
    from mtfix.packs.yaml_nodes import Record

_GROUP = re.compile(r"\\(?:[gm]<(\w+)>|(\d+))")


def parse_surface(record: Record, head: Record) -> SurfaceRule:
    """Return the rule of an entry, which has a pattern with triggers, or names what finds its
    places. Raises PackError."""
    find = record.choice("find")
    triggers: tuple[str, ...] = ()
    pattern = ""
    if find:
        for name in ("triggers", "pattern", "replace", "check"):
            if name in record:
                raise record.field(name).fail(f"a rule with 'find' has no {name!r}", "leave it out")
    else:
        triggers = record.expanded("triggers")
        [pattern] = record.patterns("pattern", required=True)[:1]
        _check_template(record, pattern)
    return SurfaceRule(
        rule=rule_name(SURFACE, record.text("id")),
        file=record.node.file,
        line=record.node.line,
        about=record.text("about"),
        safety=record.choice("safety"),
        find=find,
        triggers=triggers,
        case=record.choice("case"),
        pattern=pattern,
        replace=record.text("replace", "" if find else None),
        map=_map(record),
        unless=record.patterns("unless"),
        check=record.choice("check"),
        damage=record.choice("damage"),
        translations=record.flag("translations", default=False),
        language=head.text("to", "en"),
        examples=record.examples(),
    )


def _map(record: Record) -> tuple[tuple[str, str], ...]:
    if "map" not in record:
        return ()
    return tuple((key, node.text()) for key, node in record.field("map").fields().items())


def _check_template(record: Record, pattern: str) -> None:
    """Raise PackError where the replacement asks for a group that the pattern has not."""
    compiled = re.compile(pattern)
    for group in _GROUP.finditer(record.text("replace")):
        name = group[1] or group[2]
        known = int(name) <= compiled.groups if name.isdigit() else name in compiled.groupindex
        if not known:
            groups = ", ".join(compiled.groupindex) or "none"
            raise record.field("replace").fail(
                f"the pattern has no group {name!r}", f"its named groups are {groups}"
            )
