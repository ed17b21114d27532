"""YAML to packs, strictly: every problem is an error with file, line and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.fields import FIELDS, HEAD
from mtfix.packs.model import Pack, Term
from mtfix.packs.parse_boilerplate import parse_boilerplate
from mtfix.packs.parse_lines import parse_lines
from mtfix.packs.parse_surface import parse_surface
from mtfix.packs.parse_term import parse_term
from mtfix.packs.yaml_nodes import Record, compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.packs.model import Rule
    from mtfix.packs.yaml_nodes import Node

    RuleParser = Callable[[Record, Record], Rule]
    """Makes a rule from its fields and those of the head of its pack."""

MAX_CUES = 1_000
MAX_LITERALS = 200_000
"""Most variants, triggers and cues of a pack: what they are compiled to grows with them."""

_SORTS = (*FIELDS, "lines")

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
    sorts = dict.fromkeys("terms" if one == "lines" else one for one in _SORTS if one in head)
    if len(sorts) != 1:
        raise root.fail("a pack holds one of terms, boilerplate, surface", "split it into files")
    [sort] = sorts
    rules = tuple(_within_limits(_rules(sort, head, trusted=trusted)))
    return Pack(name, sort, head.text("about"), trusted, rules)


def _rules(sort: str, head: Record, *, trusted: bool) -> Iterator[tuple[Node, Rule]]:
    """Yield the rules of a pack, each with the node that errors name."""
    for node in head.field(sort).items() if sort in head else ():
        yield node, PARSERS[sort](Record(node, FIELDS[sort]), head)
    if "lines" in head:
        yield from parse_lines(head, trusted=trusted)


def _within_limits(rules: Iterable[tuple[Node, Rule]]) -> Iterator[Rule]:
    """Yield the rules of a pack, as long as their literals are not too many."""
    literals = 0
    for node, rule in rules:
        triggers = rule.variants if isinstance(rule, Term) else rule.triggers
        cues = (*rule.cues_for, *rule.cues_against) if isinstance(rule, Term) else ()
        if len(cues) > MAX_CUES:
            raise node.fail(f"{rule.rule} has over {MAX_CUES:,} cues", "keep the best")
        literals += len(triggers) + len(cues)
        if literals > MAX_LITERALS:
            problem = f"more than {MAX_LITERALS:,} variants, triggers and cues in one pack"
            raise node.fail(problem, "split it, and load fewer")
        yield rule
