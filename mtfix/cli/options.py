"""The options of all commands, and the cleaner that they ask for."""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import TYPE_CHECKING

from mtfix.cleaner import LEVELS, Cleaner
from mtfix.edit import Safety
from mtfix.formats import FORMATS
from mtfix.reports import REPORTS
from mtfix.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence


class UsageError(ValueError):
    """The user must act: says what is wrong and what to do. Ends the run with status 2."""


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Where `arguments` begin with a command, the others are known by name only: building
    them all takes longer than cleaning a page.
    """
    top = argparse.ArgumentParser(
        prog="mtfix",
        description="Repair machine-translated text: names, broken characters, boilerplate.",
        epilog="Exit status: 0, 1 if `check` found something to fix, 2 if you must act.",
        allow_abbrev=False,
        formatter_class=_formatter,
    )
    top.add_argument("--version", action="version", version=f"mtfix {__version__}")
    top.add_argument(
        "--print-completion",
        choices=("bash", "zsh", "tcsh"),
        help="print a completion script for this shell and exit (needs mtfix[completion])",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="mtfix")
    wanted = [name for name in _COMMANDS if [name] == list(arguments[:1])]
    for name in wanted or _COMMANDS:
        text, add = _COMMANDS[name]
        add(_subparser(commands, name, text))
    return top


def _subparser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=text, description=text, allow_abbrev=False, formatter_class=_formatter
    )


def _formatter(prog: str) -> argparse.HelpFormatter:
    """A formatter of fixed width: to ask for the terminal's takes a tenth of the start-up."""
    return argparse.HelpFormatter(prog, width=96)


def _clean(one: argparse.ArgumentParser) -> None:
    _files(one, "FILE", nargs="*", text="files to read; standard input if none, or for -")
    one.add_argument(
        "--each",
        choices=("document", "line"),
        default="document",
        help="what is cleaned by itself: the whole input, or each line (default: document)",
    )
    one.add_argument(
        "--report", choices=sorted(REPORTS), help="also show the edits, on standard error"
    )
    _rules(one)
    _log(one)


def _fix(one: argparse.ArgumentParser) -> None:
    _files(one, "PATH", nargs="+", text="files, or folders of .txt and .md files")
    _report(one)
    one.add_argument(
        "--exit-non-zero-on-fix", action="store_true", help="exit with 1 if a file was changed"
    )
    _rules(one)
    _log(one)


def _check(one: argparse.ArgumentParser) -> None:
    _files(one, "PATH", nargs="+", text="files, or folders of .txt and .md files")
    _report(one)
    one.add_argument("--strict", action="store_true", help="exit with 1 for suggestions too")
    _rules(one)


def _explain(one: argparse.ArgumentParser) -> None:
    text = "a rule such as term/oracle, or a file; - is standard input"
    _files(one, "RULE|FILE", nargs="+", text=text)
    _rules(one)


def _undo(one: argparse.ArgumentParser) -> None:
    _files(one, "LOG", nargs=1, text="the log file")


def _glossary(one: argparse.ArgumentParser) -> None:
    actions = one.add_subparsers(dest="action", metavar="ACTION", required=True)
    packs = "names or YAML files (default: shipped)"
    for name, text in (
        ("list", "list packs and how many rules they hold"),
        ("show", "show rules as they were understood"),
        ("check", "check packs and run all their examples"),
    ):
        action = _subparser(actions, name, text)
        if name == "show":
            action.add_argument("rules", nargs="+", metavar="RULE", help="a rule, a term or a pack")
            action.add_argument("--pack", action="append", default=[], help="look there too")
        else:
            action.add_argument("packs", nargs="*", metavar="PACK", help=packs)


_COMMANDS = {
    "clean": ("filter: standard input or files to standard output", _clean),
    "fix": ("repair files in place and print every edit", _fix),
    "check": ("print what `fix` would change, and write nothing", _check),
    "explain": ("say why an edit was made or not, cue by cue; or what a rule is", _explain),
    "undo": ("put back what a run with --log has changed", _undo),
    "glossary": ("list, show and check packs", _glossary),
}
"""What each command does, and what adds its options."""


def _files(one: argparse.ArgumentParser, name: str, *, nargs: str | int, text: str) -> None:
    completed = one.add_argument("files", nargs=nargs, metavar=name, help=text)
    completed.complete = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}  # type: ignore[attr-defined]


def _report(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--report",
        choices=sorted(REPORTS),
        default="text",
        help="how edits are shown (default: text)",
    )


def _log(one: argparse.ArgumentParser) -> None:
    one.add_argument("--log", metavar="FILE", help="append all edits to FILE, for `mtfix undo`")


def _rules(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--format", choices=sorted(FORMATS), help="how the input is read (default: plain)"
    )
    one.add_argument(
        "--unsafe",
        nargs="?",
        const="*",
        metavar="RULE,…",
        help="make unsafe edits too, of all rules or of those named (write --unsafe=RULE)",
    )
    one.add_argument(
        "--only", action="append", default=[], metavar="RULE,…", help="look at these rules only"
    )
    one.add_argument(
        "--skip", action="append", default=[], metavar="RULE,…", help="leave these rules out"
    )
    one.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="FILE",
        help="a pack beside the shipped ones; `--pack none` first leaves those out",
    )
    one.add_argument(
        "--from",
        dest="origin",
        metavar="LANG",
        help="the language that the text was translated from, such as zh, or none",
    )
    one.add_argument(
        "--boilerplate",
        choices=LEVELS,
        default="appended",
        help="how much boilerplate is taken (default: appended)",
    )


def cleaner(options: argparse.Namespace) -> Cleaner:
    """Return the cleaner that the options ask for.

    Raises UsageError for a rule that does not exist, PackError for a broken pack.
    """
    if options.origin is not None and not re.fullmatch(r"[a-z]{2,3}|none", options.origin):
        raise UsageError(
            f"--from {options.origin}: not a language; write a code such as zh, or none"
        )
    packs = packs_of(options.pack)
    unsafe = () if options.unsafe in {None, "*"} else _listed([options.unsafe])
    made = Cleaner(
        packs,
        boilerplate=options.boilerplate,
        safety=Safety.UNSAFE if options.unsafe == "*" else Safety.SAFE,
        unsafe=unsafe,
        only=_listed(options.only),
        skip=_listed(options.skip),
        origin=options.origin,
    )
    named = [*unsafe, *_listed(options.only), *_listed(options.skip)]
    if named:
        _exist(named, packs)
    return made


def packs_of(named: Sequence[str]) -> list[str] | None:
    """The packs that `--pack` options stand for; None for the shipped ones alone."""
    if not named:
        return None
    if named[0] == "none":
        return list(named[1:])
    return ["shipped", *named]


def _listed(values: Sequence[str]) -> list[str]:
    return [rule.strip() for value in values for rule in value.split(",") if rule.strip()]


def _exist(named: Sequence[str], packs: list[str] | None) -> None:
    from difflib import get_close_matches

    from mtfix.packs.compile import load

    rules = [rule.rule for pack in load(packs).packs for rule in pack.rules]
    rules += [
        "encoding/mojibake",
        "encoding/entity",
        "encoding/control",
        "encoding/bom",
        "boilerplate/segment",
    ]
    stages = {rule.partition("/")[0] for rule in rules} | {
        "encoding",
        "boilerplate",
        "term",
        "surface",
    }
    for name in named:
        if name.rstrip("/") not in stages and name not in rules:
            near = get_close_matches(name, [*rules, *stages], 1)
            hint = f"did you mean {near[0]}?" if near else "`mtfix glossary list` lists them"
            raise UsageError(f"there is no rule {name}; {hint}")


def complain(message: str) -> None:
    """Print a message to the user, on standard error, as one line."""
    print(f"mtfix: {message}", file=sys.stderr)


def coloured(stream: object) -> bool:
    """Whether colours may be used on a stream: on a terminal, unless NO_COLOR is set."""
    is_terminal = getattr(stream, "isatty", bool)
    return (
        bool(is_terminal()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def existing(path: str) -> bool:
    try:
        return os.path.exists(path)
    except (OSError, ValueError):
        return False
