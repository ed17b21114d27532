"""YAML to packs, strictly: every problem is an error with file, line and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.fields import FIELDS, HEAD
from mtfix.packs.model import Pack, Term
from mtfix.packs.parse_boilerplate import parse_boilerplate
from mtfix.packs.parse_surface import parse_surface
from mtfix.packs.parse_term import parse_term
from mtfix.packs.yaml_nodes import Record, compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.packs.model import Rule

    RuleParser = Callable[[Record, Record], Rule]
    """Makes a rule from its fields and those of the head of its pack."""

MAX_CUES = 1_000
MAX_LITERALS = 200_000
"""Most variants, triggers and cues of a pack: what they are compiled to grows with them."""

PARSERS: dict[str, RuleParser] = {
    "terms": parse_term,
    "boilerplate": parse_boilerplate,
    "surface": parse_surface,
}


def parse(text: str, file: str, name: str, *, trusted: bool) -> Pack:
    """Return the pack that `text` describes; `file` is named in errors, `name` is its id.

    Raises PackError at the first problem.
    """
    root = compose(text, file)
    head = Record(root, HEAD)
    sorts = [sort for sort in FIELDS if sort in head]
    if len(sorts) != 1:
        raise root.fail("a pack holds one of terms, boilerplate, surface", "split it into files")
    [sort] = sorts
    records = [Record(node, FIELDS[sort]) for node in head.field(sort).items()]
    rules = tuple(_within_limits(records, head, PARSERS[sort]))
    return Pack(name, sort, head.text("about"), trusted, rules)


def _within_limits(
    records: Iterable[Record], head: Record, parse_rule: RuleParser
) -> Iterator[Rule]:
    """Yield the rules of a pack, as long as their literals are not too many."""
    literals = 0
    for record in records:
        rule = parse_rule(record, head)
        triggers = rule.variants if isinstance(rule, Term) else rule.triggers
        cues = (*rule.cues_for, *rule.cues_against) if isinstance(rule, Term) else ()
        if len(cues) > MAX_CUES:
            raise record.node.fail(f"{rule.rule} has over {MAX_CUES:,} cues", "keep the best")
        literals += len(triggers) + len(cues)
        if literals > MAX_LITERALS:
            problem = f"more than {MAX_LITERALS:,} variants, triggers and cues in one pack"
            raise record.node.fail(problem, "split it, and load fewer")
        yield rule
