"""`mtfix glossary`: lists, shows and checks packs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from mtfix.cli.messages import UsageError, tell
from mtfix.cli.options import packs_of
from mtfix.cli.printing import say
from mtfix.edits.problem import Problem
from mtfix.formats import load_name
from mtfix.packs.model import Example, Term
from mtfix.packs.store import load
from mtfix.stages import CODE_RULES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from mtfix.authoring.lint.check import Checked
    from mtfix.packs.model import Rule


_ACTIONS = {
    "measure": "mtfix.cli.measure:run",
    "import": "mtfix.cli.exchange:bring",
    "export": "mtfix.cli.exchange:take",
    "suggest": "mtfix.cli.suggest:run",
    "add": "mtfix.cli.add:run",
}
"""Actions of their own modules, which are loaded when they are asked for."""


def run(options: argparse.Namespace) -> int:
    if options.action in _ACTIONS:
        action: Callable[[argparse.Namespace], int] = load_name(_ACTIONS[options.action])
        return action(options)
    if options.action == "list":
        return _list(options.packs or configured(options))
    if options.action == "check":
        return _check(options.packs or configured(options), options)
    if not show_rules(options.rules, configured(options, options.pack)):
        raise UsageError(f"there is no rule, term or pack {', '.join(options.rules)}")
    return 0


def configured(options: argparse.Namespace, named: Sequence[str] = ()) -> list[str] | None:
    """Return the packs of the configuration that holds here, and those that are named beside
    them. Raises ConfigError."""
    from mtfix.config.resolve import Configs
    from mtfix.config.value import ConfigValue

    given = {"packs": tuple(ConfigValue(name, "--pack") for name in named)} if named else {}
    configs = Configs(given, file=options.config, off=options.no_config)
    values = configs.of_folder(os.curdir).values.get("packs", ())
    return packs_of([name for name, _ in values])


def _list(packs: Sequence[str] | None) -> int:
    for pack in load(packs).packs:
        say(f"{pack.name:24} {len(pack.rules):4} {pack.sort:12} {pack.about}")
    return 0


def _check(packs: Sequence[str] | None, options: argparse.Namespace) -> int:
    """Print every fault of the packs, every example that fails among them; 2 if there are any."""
    from mtfix.authoring.lint.check import checked

    found = checked(packs, unneeded=options.unneeded)
    if options.report == "json":
        import json

        say(json.dumps(_told_as_data(found), ensure_ascii=False, indent=1))
        return 2 if found.faults else 0
    for fault in found.faults:
        tell(fault.as_problem())
    for rule, other in found.overridden:
        text = f"{rule.rule} replaces the shipped entry at {other.file}:{other.line}"
        tell(Problem(rule.line, text, path=rule.file, severity="note"))
    for what in found.skipped:
        say(f"not looked for: {what}")
    counts = _counts(found).items()
    say(", ".join(f"{count} {what}" for what, count in counts))
    return 2 if found.faults else 0


def _counts(found: Checked) -> dict[str, int]:
    rules = [rule for pack in found.packs for rule in pack.rules]
    return {
        "packs": len(found.packs),
        "rules": len(rules),
        "examples": sum(len(rule.examples) for rule in rules),
        "problems": len(found.faults),
    }


def _told_as_data(found: Checked) -> dict[str, Any]:
    faults = [fault._asdict() for fault in found.faults]
    replaced = [
        {"rule": rule.rule, "file": rule.file, "line": rule.line} for rule, _ in found.overridden
    ]
    return {
        **_counts(found),
        "problems": faults,
        "notLookedFor": list(found.skipped),
        "overridden": replaced,
    }


def show_rules(wanted: Sequence[str], packs: list[str] | None) -> bool:
    """Print the rules that are named, by id, term or pack; say whether there were any."""
    found = False
    for own, about in CODE_RULES.items():
        if {own, own.partition("/")[0]} & set(wanted):
            found = True
            say(f"{own}: {about}")
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
    say(f"{rule.rule}  ({rule.file}:{rule.line})")
    for name, value in zip(rule._fields, rule, strict=True):
        if name not in {"rule", "file", "line"} and value not in ("", ()):
            say(f"  {name.rstrip('_').replace('_', '-')}: {_field_words(value)}")


def _field_words(value: Any) -> str:
    if not isinstance(value, tuple):
        return str(value)
    if value and isinstance(value[0], Example):
        return "".join(
            f"\n    {e.before}" + ("" if e.after is None else f" => {e.after}") for e in value
        )
    return ", ".join(
        f"{member[0]} ({_field_words(member[1])})" if isinstance(member, tuple) else str(member)
        for member in value
    )
