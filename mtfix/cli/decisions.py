"""`mtfix decisions`: lists what people have decided, adds to it and takes it back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.cli.messages import UsageError, inform
from mtfix.cli.options import no_rule, packs_of
from mtfix.cli.printing import say
from mtfix.fs import system
from mtfix.reports.finding import shown
from mtfix.review.decision import Decision
from mtfix.review.decision_match import holds_in
from mtfix.review.decisions import NAME, DecisionFile, DecisionFiles
from mtfix.review.person import signed

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """List, search, add or remove decisions; 1 where a search finds none."""
    files, here = DecisionFiles(), options.where or os.curdir
    here = os.path.join(here, "x") if os.path.isdir(here) else here
    if options.action in {"accept", "refuse"}:
        return _add(options, files.find_or_make(here))
    found = files.of(here)
    if found is None:
        inform(f"there is no {NAME} here or above")
        return 0 if options.action == "list" else 1
    if options.action == "remove":
        return _remove(options.keys, found)
    wanted = options.text.casefold() if options.action == "search" else ""
    place = found.name(options.where) if options.where else ""
    chosen = [
        one
        for one in sorted(found.decisions, key=Decision.line)
        if wanted in one.line().casefold() and holds_in(place, one.where)
    ]
    for one in chosen:
        say(_told(one))
    return int(options.action == "search" and not chosen)


def _add(options: argparse.Namespace, there: DecisionFile) -> int:
    """Add a decision about a rule, or about one change of it, everywhere or in a place."""
    if message := no_rule(options.rule, packs_of(options.pack)):
        raise UsageError(message)
    old, new = options.change or (None, None)
    where = there.name(options.where) if options.where else ""
    added = there.add(signed([Decision(options.rule, old, new, options.action, where)]))
    if not added:
        inform("that is decided already", system.shown(there.path))
        return 0
    save(there)
    for one in added:
        say(_told(one))
    return 0


def _remove(keys: list[str], there: DecisionFile) -> int:
    """Take decisions back by their keys. Raises UsageError for a key that none has."""
    by_key = {one.key: one for one in there.decisions}
    if missing := [key for key in keys if key not in by_key]:
        raise UsageError(f"there is no decision {missing[0]}; `mtfix decisions list` shows all")
    there.decisions -= {by_key[key] for key in keys}
    there.write()
    say(f"{len(set(keys))} taken back in {system.shown(there.path)}")
    return 0


def save(there: DecisionFile) -> None:
    """Write decisions; of a new file, tell how git merges it. Raises FileError."""
    is_new = there.is_new
    there.write()
    if is_new:
        line = f"{NAME} merge=union"
        path = system.shown(there.path)
        say(f"{path}: new; with `{line}` in .gitattributes, git merges it without conflicts")


def _told(one: Decision) -> str:
    """A decision on one line, its key first."""
    parts = [one.key, one.decision, one.rule]
    if one.scope != "rule":
        parts.append(f"{shown(one.old or 'nothing')} → {shown(one.new or 'nothing')}")
    parts.append(f"in {one.where}" if one.where else "everywhere")
    if one.scope == "place":
        parts.append(f"(…{shown(one.before or '', 30)} · {shown(one.behind or '', 30)}…)")
    if who := ", ".join(filter(None, [one.by, one.on])):
        parts.append(f"[{who}]")
    return " ".join(parts)
