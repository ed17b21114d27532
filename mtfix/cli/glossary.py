"""`mtfix glossary`: lists, shows and checks packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.cleaner import failing_examples
from mtfix.cli.options import UsageError, complain, packs_of
from mtfix.packs.check import problems
from mtfix.packs.compile import load
from mtfix.packs.model import Example, Term
from mtfix.stages import CODE_RULES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mtfix.packs.model import Rule


def run(options: argparse.Namespace) -> int:
    if options.action == "list":
        return _list(options.packs)
    if options.action == "check":
        return _check(options.packs)
    if options.action == "measure":
        from mtfix.cli.measure import run as measure

        return measure(options)
    if options.action in {"import", "export"}:
        from mtfix.cli.exchange import bring, take

        return bring(options) if options.action == "import" else take(options)
    if options.action == "suggest":
        from mtfix.cli.suggest import run as suggest

        return suggest(options)
    if not show_rules(options.rules, packs_of(options.pack)):
        raise UsageError(f"there is no rule, term or pack {', '.join(options.rules)}")
    return 0


def _list(packs: Sequence[str]) -> int:
    for pack in load(packs or None).packs:
        print(f"{pack.name:24} {len(pack.rules):4} {pack.sort:12} {pack.about}")
    return 0


def _check(packs: Sequence[str]) -> int:
    """Print every problem of the packs and every example that fails; 2 if there are any."""
    loaded = load(packs or None, strict=False)
    found = [*problems(loaded.packs)]
    found += failing_examples(loaded)
    for problem in found:
        complain(str(problem))
    rules = [rule for pack in loaded.packs for rule in pack.rules]
    examples = sum(len(rule.examples) for rule in rules)
    print(
        f"{len(loaded.packs)} packs, {len(rules)} rules, {examples} examples, {len(found)} problems"
    )
    return 2 if found else 0


def show_rules(wanted: Sequence[str], packs: list[str] | None) -> bool:
    """Print the rules that are named, by id, term or pack; say whether there were any."""
    found = False
    for own, about in CODE_RULES.items():
        if {own, own.partition("/")[0]} & set(wanted):
            found = True
            print(f"{own}: {about}")
    for pack in load(packs).packs:
        for rule in pack.rules:
            stage, _, own = rule.rule.partition("/")
            names = {rule.rule, stage, own, pack.name}
            if isinstance(rule, Term):
                names.add(rule.term)
            if names & set(wanted):
                found = True
                _show(rule)
    return found


def _show(rule: Rule) -> None:
    print(f"{rule.rule}  ({rule.file}:{rule.line})")
    for name, value in zip(rule._fields, rule, strict=True):
        if name not in {"rule", "file", "line"} and value not in ("", ()):
            print(f"  {name.rstrip('_').replace('_', '-')}: {_told(value)}")


def _told(value: Any) -> str:
    if not isinstance(value, tuple):
        return str(value)
    if value and isinstance(value[0], Example):
        return "".join(
            f"\n    {e.before}" + ("" if e.after is None else f" => {e.after}") for e in value
        )
    return ", ".join(
        f"{member[0]} ({_told(member[1])})" if isinstance(member, tuple) else str(member)
        for member in value
    )
