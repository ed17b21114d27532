"""What a client can have done beside editing the document: decisions, and glossary entries."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mtfix.cli.messages import UsageError
from mtfix.lsp import glossary_file
from mtfix.review.decision import ACCEPT, parsed
from mtfix.review.decisions import NAME, DecisionFiles
from mtfix.review.person import signed

if TYPE_CHECKING:
    from mtfix.lsp.glossary_file import AddedTerm
    from mtfix.lsp.project import Project
    from mtfix.review.decision import Decision


def decide(path: str, line: str) -> str:
    """Write down a decision about a file, and return what the user is told. Raises UsageError
    for what is none, and ValueError where it can't be written."""
    one = parsed(line)
    if one is None:
        raise UsageError("no decision")
    there = DecisionFiles().find_or_make(path)
    is_new = there.is_new
    added = there.add(signed([one]))
    if not added:
        return "that is decided already"
    there.write()
    hint = f"; with `{NAME} merge=union` in .gitattributes, git merges it" if is_new else ""
    key = added[0].key
    return f"{_told(one)}, in {there.path}; `mtfix decisions remove {key}` takes it back{hint}"


def add_term(project: Project, path: str, wrong: str, right: str) -> AddedTerm:
    """Add an entry to the glossary of the project of a file. Raises what `glossary_file.add_term`
    does."""
    settings = project.settings(path)
    packs = [pack for pack, _ in settings.values.get("packs", ())]
    return glossary_file.add_term(settings.config, path, packs, wrong, right)


def name_in_decisions(path: str | None) -> str | None:
    """Return how a file is called in the decisions that hold for it, or that would be made for
    it; None where there is no file, or where the decisions can't be read."""
    if path is None or not os.path.isabs(path):
        return None
    try:
        return DecisionFiles().find_or_make(path).name(path)
    except ValueError:
        return None


def _told(one: Decision) -> str:
    done = "accepted" if one.decision == ACCEPT else "refused"
    where = {"place": "here", "change": "this change", "rule": one.rule}[one.scope]
    return f"{done}: {where}"
