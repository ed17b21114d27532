"""The pack of a project to which an editor adds terms: one line each."""

from __future__ import annotations

import os
import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.cli.messages import UsageError
from mtfix.cli.options import packs_of
from mtfix.fs import files, system
from mtfix.fs.symlinks import repository
from mtfix.packs.sources import PackSource

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "mtfix-terms.yaml"
_CONFIG = ".mtfix.toml"
HEAD = """\
about: Terms of this project.
kind: term
lines: |
  # right form | wrong forms, with ; between them | | sure: whatever stands around them
"""
RIGHT_FORM = "RIGHT FORM"
"""What stands in place of a right form that nobody has said; its line is a comment."""


_LIST = re.compile(r"^packs[ \t]*=[ \t]*\[([^\]#]*)\]", re.MULTILINE)


class AddedTerm(NamedTuple):
    """Where an entry was added: the file, and the line, counted from 0; and whether its right form
    is yet to be written."""

    path: str
    line: int
    is_open: bool


def add_term(config: str, page: str, packs: Sequence[str], wrong: str, right: str) -> AddedTerm:
    """Add an entry to the pack of a project, and the pack to its configuration if need be.

    config: the configuration file of the page; empty where it has none.
    packs: those that the configuration names.
    right: may be empty: then a line is written for a person to complete, which does nothing yet.

    Raises UsageError and PackError where the entry would break the pack, and FileError.
    """
    path = next((pack for pack in packs if os.path.basename(pack) == NAME), "")
    is_named = bool(path)
    path = path or os.path.join(_root(config, page), NAME)
    before = files.read_file(path).data if os.path.exists(path) else None
    text = HEAD if before is None else files.decode(before)
    text += "" if text.endswith("\n") else "\n"
    line = f"{_field(right)} | {_field(wrong)} | | sure"
    line = line if right else f"# {RIGHT_FORM} | {_field(wrong)} | | sure"
    after = f"{text}  {line}\n"
    if right:
        _prove(path, after, [pack for pack in packs if pack != path])
    if not is_named:
        name_pack(os.path.abspath(config) if config else "", path)
    if before is None:
        files.create(path, files.encode(after))
    else:
        files.write(path, files.encode(after), before=before)
    return AddedTerm(path, text.count("\n"), not right)


def _root(config: str, page: str) -> str:
    """The folder of a project: that of its configuration or its repository, or else of the page."""
    folder = os.path.dirname(os.path.abspath(page))
    return os.path.dirname(os.path.abspath(config)) if config else repository(folder) or folder


def _field(text: str) -> str:
    """A text as a field of a line. Raises UsageError where it has signs that mean something."""
    if re.search(r"[|;{}\n#]|: ", text):
        raise UsageError(f"{text!r} has a sign that an entry of one line can't have")
    return " ".join(text.split())


def _prove(path: str, text: str, others: Sequence[str]) -> None:
    """Raise PackError for a pack that would not load, and UsageError if it has not the entry."""
    from mtfix.cleaner import Cleaner
    from mtfix.packs.store import load

    source = PackSource(path, NAME.removesuffix(".yaml"), text, trusted=False)
    named = packs_of(others)
    Cleaner([*(["shipped"] if named is None else named), source])
    count = sum(1 for line in text.split("\n") if " | " in line and "#" not in line)
    [pack] = [one for one in load([source]).packs if one.name == source.name]
    if len(pack.rules) < count:
        raise UsageError(f"{system.shown(path)} does not end with its lines; add the term there")


def name_pack(config: str, pack: str) -> None:
    """Let a configuration name a pack in the same folder, and make one where there is none. Raises
    UsageError where it is not clear how to write that."""
    value = f'"{os.path.basename(pack)}"'
    if not config:
        path = os.path.join(os.path.dirname(pack), _CONFIG)
        files.create(path, f"packs = [{value}]\n".encode())
        return
    before = files.read_file(config).data
    text = files.decode(before)
    packs = _packs_in(text, config)
    head = "" if config.endswith(_CONFIG) else r"^\[tool\.mtfix\][ \t]*\n"
    after = _with_pack(text, head, value)
    if _packs_in(after, config) != [*packs, os.path.basename(pack)]:
        raise UsageError(f"add {value} to the packs of {system.shown(config)}, and ask again")
    files.write(config, files.encode(after), before=before)


def _with_pack(text: str, head: str, value: str) -> str:
    """The text of a configuration in which a pack stands behind others, as far as that is clear;
    its keys begin behind a pattern."""
    begin = re.search(head, text, re.MULTILINE) if head else None
    at = begin.end() if begin else 0
    behind = text[at:]
    stop = re.search(r"^\[", behind, re.MULTILINE)
    keys = behind[: stop.start()] if stop else behind
    if not (there := _LIST.search(keys)):
        return f"{text[:at]}packs = [{value}]\n{text[at:]}"
    separator = "" if not there[1].strip() else " " if there[1].rstrip().endswith(",") else ", "
    at += there.end(1)
    return f"{text[:at]}{separator}{value}{text[at:]}"


def _packs_in(text: str, config: str) -> list[str]:
    """The packs that the text of a configuration names. Raises UsageError for no TOML."""
    try:
        value: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise UsageError(f"{system.shown(config)} is no valid TOML; mend it first") from None
    if not config.endswith(_CONFIG):
        value = value.get("tool", {}).get("mtfix", {})
    return list(value.get("packs", ()))
