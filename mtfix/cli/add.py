"""`mtfix glossary add`: adds proposed entries, and decisions, to those of a project."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING

from mtfix.authoring.pack_text import EntryText, PackText, new_pack, pack_text, with_entries
from mtfix.authoring.suggest.draft_pack import SORTS
from mtfix.cli.decisions import save
from mtfix.cli.glossary import configured
from mtfix.cli.messages import UsageError, inform
from mtfix.cli.printing import say
from mtfix.cli.proposed_files import DECISIONS
from mtfix.edits.rule_names import rule_name
from mtfix.fs import files, system
from mtfix.packs.model import PackError
from mtfix.packs.sources import ENDINGS, find_sources
from mtfix.packs.store import load
from mtfix.packs.validation import PackWarning
from mtfix.packs.yaml_writer import as_files
from mtfix.review.decision import parsed
from mtfix.review.decisions import DecisionFiles

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mtfix.packs.sources import PackSource


def run(options: argparse.Namespace) -> int:
    """Add what is named, all of it if nothing is; 1 where nothing is new.

    Nothing is written if a pack would no longer load. Raises PackError and UsageError.
    """
    [proposed] = options.files
    packs = configured(options) or []
    target = options.to or _first_own(packs)
    wanted, added = {*options.rules}, 0
    written: dict[str, tuple[str, bytes | None]] = {}
    for source in _sources(proposed):
        there = pack_text(source.text, source.file)
        chosen = [one for one in there.entries if not wanted or _name(there, one) in wanted]
        wanted -= {_name(there, one) for one in chosen}
        path = target if target.endswith(ENDINGS) else os.path.join(target, f"{there.sort}.yaml")
        joined, count = _joined(path, there, chosen)
        if count:
            written[path] = joined
            added += count
    if wanted:
        raise UsageError(f"{proposed} has no {', '.join(sorted(wanted))}")
    _check({path: text for path, (text, _) in written.items()}, packs)
    for path, (text, before) in written.items():
        _write(path, text, before)
    decided = 0 if options.rules else _decide(os.path.join(proposed, DECISIONS))
    for path in written:
        say(system.shown(path))
    if written and not _is_known(target, packs):
        inform(f'name the pack in the configuration: packs = ["{system.posix(target)}"]')
    say(f"{added} entries and {decided} decisions added")
    return int(not added and not decided)


def _name(pack: PackText, entry: EntryText) -> str:
    return rule_name(SORTS[pack.sort].stage, entry.id)


def _sources(proposed: str) -> list[PackSource]:
    """The proposed packs; none in a folder that holds decisions alone. Raises PackError."""
    if os.path.isfile(os.path.join(proposed, DECISIONS)):
        inside = os.listdir(proposed)
        if not any(name.endswith(ENDINGS) for name in inside):
            return []
    return find_sources(proposed)


def _first_own(packs: Sequence[str]) -> str:
    """The pack of the project: the first of the configuration that is a file or a folder."""
    for name in packs:
        if name.endswith(ENDINGS) or os.path.isdir(name):
            return os.path.relpath(name)
    raise UsageError("the configuration names no pack of yours; name one with --to")


def _joined(
    path: str, proposed: PackText, chosen: Sequence[EntryText]
) -> tuple[tuple[str, bytes | None], int]:
    """The text of a pack with new entries, its bytes before, and how many are new."""
    if not os.path.lexists(path):
        return (new_pack(proposed, chosen), None), len(chosen)
    source = files.read_file(path)
    there = pack_text(source.text, path)
    if there.sort != proposed.sort:
        raise UsageError(
            f"a pack of {there.sort} can't hold {proposed.sort}",
            "name a folder with --to",
            path=path,
        )
    ids = {one.id for one in there.entries}
    for one in chosen:
        if one.id in ids:
            inform(f"{_name(there, one)} is there already", system.shown(path))
    new = [one for one in chosen if one.id not in ids]
    text = with_entries(source.text, path, new) if new else source.text
    return (text, source.data), len(new)


def _check(texts: dict[str, str], packs: Sequence[str]) -> None:
    """Raise PackError if the packs would not load together, each as it will be."""
    if not texts:
        return
    others = [
        source.file
        for name in packs
        if name != "shipped" and not _is_empty(name)
        for source in find_sources(name)
    ]
    left = [path for path in others if not any(_same(path, new) for new in texts)]
    named = {str(at): text for at, text in enumerate(texts.values())}
    with as_files(named) as paths, warnings.catch_warnings():
        warnings.simplefilter("ignore", PackWarning)
        try:
            load(["shipped", *left, *paths.values()])
        except PackError as error:
            real = dict(zip(paths.values(), texts, strict=True)).get(error.problem.path)
            problem = error.problem._replace(path=real or error.problem.path)
            raise UsageError(
                problem.text, problem.remedy, path=problem.path, line=problem.line
            ) from None


def _is_empty(name: str) -> bool:
    """Whether a pack that the configuration names is one to be, without a file yet."""
    if os.path.isdir(name):
        return not any(one.endswith(ENDINGS) for one in os.listdir(name))
    return name.endswith(ENDINGS) and not os.path.lexists(name)


def _same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _is_known(target: str, packs: Sequence[str]) -> bool:
    return any(_same(target, name) or _same(os.path.dirname(target), name) for name in packs)


def _write(path: str, text: str, before: bytes | None) -> None:
    data = files.encode(text)
    if before is None:
        os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
        files.create(path, data)
    else:
        files.write(path, data, before=before)


def _decide(path: str) -> int:
    """Add the proposed decisions to those that hold here; return how many are new."""
    if not os.path.isfile(path):
        return 0
    lines = files.read_file(path).text.splitlines()
    told = [parsed(line) for line in lines if line.strip() and not line.startswith("#")]
    if None in told:
        raise UsageError("not all of it is a decision", "take out what is none", path=path)
    there = DecisionFiles().find_or_make(os.path.join(os.curdir, "x"))
    added = there.add(one for one in told if one is not None)
    if added:
        save(there)
    return len(added)
