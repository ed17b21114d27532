"""The arguments that several commands take."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any

from mtfix.cli.printing import is_output, say, say_error
from mtfix.formats import NAMES
from mtfix.stages import DEFAULT_LEVEL, LEVELS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SHOWN = ["diff", "json", "text"]
"""The reports of commands that write: what is written already can't be decided on, and there is
nothing to tell a pull request."""


class Parser(argparse.ArgumentParser):
    """A parser whose messages are printed like all others."""

    def _print_message(self, message: str, file: Any = None) -> None:
        (say if is_output(file) else say_error)(message.removesuffix("\n"))


def add_command(commands: Any, name: str, text: str) -> argparse.ArgumentParser:
    added: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=text, allow_abbrev=False, formatter_class=formatter
    )
    return added


def formatter(prog: str) -> argparse.HelpFormatter:
    """A formatter of fixed width: to ask for the terminal's takes a tenth of the start-up."""
    return argparse.HelpFormatter(prog, width=96)


def add_files(one: argparse.ArgumentParser, name: str, *, nargs: str | int, text: str) -> None:
    completed = one.add_argument("files", nargs=nargs, metavar=name, help=text)
    completed.complete = {"bash": "_shtab_compgen_files", "zsh": "add_files", "tcsh": "f"}  # type: ignore[attr-defined]


def add_report(one: argparse.ArgumentParser, reports: Sequence[str] = SHOWN) -> None:
    one.add_argument(
        "--report",
        choices=reports,
        default="text",
        help="how fixes are shown (default: text)",
    )


def add_amount(one: argparse.ArgumentParser) -> None:
    """Add the options that say how much is shown: short names of two reports."""
    for name, text in (
        ("statistics", "show only how often each rule has found something"),
        ("quiet", "show no fixes; the exit status says whether there are any"),
    ):
        one.add_argument(f"--{name}", dest="report", action="store_const", const=name, help=text)


def add_baseline(one: argparse.ArgumentParser, *, decisions: bool = True) -> None:
    """Add the options that leave out what people have decided; `decisions` only if asked."""
    one.add_argument(
        "--no-baseline", action="store_true", help="also make the fixes that .mtfix-baseline leaves"
    )
    if decisions:
        add_decisions(one)


def add_decisions(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--no-decisions", action="store_true", help="as if .mtfix-decisions were not there"
    )


def add_source(one: argparse.ArgumentParser) -> None:
    text = (
        "the text that the one file was translated from, which decides the terms that are meant;"
        " of `fix` and `check` also a folder with files of the same names"
    )
    one.add_argument("--source", metavar="PATH", help=text)


def add_log(one: argparse.ArgumentParser) -> None:
    one.add_argument("--log", metavar="FILE", help="append all fixes to FILE, for `mtfix undo`")


def add_below(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--below",
        action="append",
        default=[],
        metavar="FOLDER",
        help="change files in this folder or its repository only (default: the current folder and "
        "that of the file, with their repositories); repeat it for several",
    )


def add_jobs(one: argparse.ArgumentParser, default: str) -> None:
    one.add_argument(
        "--jobs",
        type=partial(positive, of="processes"),
        metavar="N",
        help=f"processes that share long work; the output is the same (default: {default})",
    )


def positive(word: str, of: str) -> int:
    """Return a number of something from 1 on. Raises ArgumentTypeError for what is none."""
    if not word.isdecimal() or not int(word):
        raise argparse.ArgumentTypeError(f"{word} is no number of {of}, from 1 on")
    return int(word)


def add_configuration(one: argparse.ArgumentParser) -> None:
    which = one.add_mutually_exclusive_group()
    which.add_argument(
        "--config", metavar="FILE", help="the configuration of all files (default: the nearest)"
    )
    which.add_argument("--no-config", action="store_true", help="read no configuration")


def add_encoding(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--encoding",
        default="utf-8",
        metavar="NAME",
        help="the charset of the files, such as cp1252; auto detects it, by guess with "
        "mtfix[charset] (default: utf-8; other bytes are kept as they are)",
    )


def add_rules(one: argparse.ArgumentParser, formats: Collection[str] = NAMES) -> None:
    add_configuration(one)
    one.add_argument(
        "--format", choices=sorted(formats), help="how files are read (default: by their suffix)"
    )
    one.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="NAME",
        help="what is cleaned of a row: a key of JSON such as text or a.b, a column of TSV by its"
        " header or number (default: text, and column 2); or of a file of values, such as"
        " *.title of JSON (default: all); repeat it for several",
    )
    one.add_argument(
        "--source-field",
        action="append",
        default=[],
        metavar="NAME",
        help="the field that it was translated from (default: column 1 of TSV, none of JSON)",
    )
    one.add_argument(
        "--unsafe",
        metavar="RULE,…",
        help="make unsafe fixes too: --unsafe those of all rules, --unsafe=RULE of those named",
    )
    one.add_argument(
        "--only", action="append", default=[], metavar="RULE,…", help="use these rules only"
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
        help=f"how much boilerplate is removed (default: {DEFAULT_LEVEL})",
    )
