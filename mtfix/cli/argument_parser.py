"""The options of all commands."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

from mtfix.cli.arguments import (
    SHOWN,
    Parser,
    add_amount,
    add_baseline,
    add_below,
    add_command,
    add_decisions,
    add_encoding,
    add_files,
    add_jobs,
    add_log,
    add_report,
    add_rules,
    add_source,
    formatter,
    positive,
)
from mtfix.formats import ROWS
from mtfix.reports import REPORTS
from mtfix.version import __version__

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Where `arguments` begin with a command, the others are known by name only: building
    them all takes longer than cleaning a page.
    """
    top = Parser(
        prog="mtfix",
        description="Repair machine-translated text: names, broken characters, boilerplate.",
        epilog="Exit status: 0, 1 if `check` found something to fix, 2 if you must act.",
        allow_abbrev=False,
        formatter_class=formatter,
    )
    top.add_argument("--version", action="version", version=f"mtfix {__version__}")
    top.add_argument(
        "--print-completion",
        choices=("bash", "zsh", "tcsh"),
        help="print a completion script for this shell and exit (needs mtfix[completion])",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="mtfix")
    wanted = [name for name in COMMANDS if [name] == list(arguments[:1])]
    for name in wanted or COMMANDS:
        text, add = COMMANDS[name]
        add(add_command(commands, name, text))
    return top


def options_with_values(command: str) -> frozenset[str]:
    """Return the options of a command behind which a value stands as a word of its own."""
    recorder = _OptionRecorder()
    COMMANDS[command][1](recorder)  # type: ignore[arg-type]  # it records what is added
    return frozenset(recorder.names) - {"--unsafe"}  # its value stands behind a =


class _OptionRecorder:
    """Stands in for a parser, and notes which of its options have values."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def add_argument(self, *names: str, **given: object) -> SimpleNamespace:
        if "action" not in given or given["action"] == "append":
            self.names += names
        return SimpleNamespace()

    def add_mutually_exclusive_group(self) -> _OptionRecorder:
        return self


def _clean(one: argparse.ArgumentParser) -> None:
    add_files(one, "FILE", nargs="*", text="files to read; standard input if none, or for -")
    one.add_argument(
        "--each",
        choices=("document", "line"),
        default="document",
        help="what is one document: the whole input, or each line (default: document)",
    )
    one.add_argument(
        "--stdin-filename",
        metavar="NAME",
        help="read standard input like a file of this name, by its format and configuration",
    )
    one.add_argument("--report", choices=SHOWN, help="also show the fixes, on standard error")
    add_decisions(one)
    add_jobs(one, "all cores, and 1 with --each line")
    add_encoding(one)
    add_source(one)
    add_rules(one)
    add_log(one)


def _fix(one: argparse.ArgumentParser) -> None:
    add_files(one, "PATH", nargs="+", text="files, or folders of text and content files")
    one.add_argument(
        "-i", "--interactive", action="store_true", help="ask about each suggestion on the terminal"
    )
    add_report(one)
    add_amount(one)
    one.add_argument(
        "--exit-non-zero-on-fix", action="store_true", help="exit with 1 if a file was changed"
    )
    add_baseline(one)
    add_jobs(one, "all cores")
    add_encoding(one)
    add_source(one)
    add_rules(one)
    add_log(one)


def _check(one: argparse.ArgumentParser) -> None:
    add_files(one, "PATH", nargs="+", text="files, or folders of text and content files")
    add_report(one, sorted(REPORTS))
    add_amount(one)
    one.add_argument(
        "--strict", action="store_true", help="exit with 1 for suggestions and unused comments too"
    )
    add_baseline(one)
    add_jobs(one, "all cores")
    add_encoding(one)
    add_source(one)
    add_rules(one)


def _review(one: argparse.ArgumentParser) -> None:
    add_files(one, "PATH", nargs="+", text="files, or folders of text and content files")
    one.add_argument(
        "--port",
        type=partial(positive, of="port"),
        metavar="N",
        help="the port of the page on this machine (default: a free one)",
    )
    one.set_defaults(no_decisions=False)
    add_baseline(one, decisions=False)
    add_jobs(one, "all cores")
    add_encoding(one)
    add_source(one)
    add_rules(one)
    add_log(one)


def _apply(one: argparse.ArgumentParser) -> None:
    text = "what `mtfix check --report edits` wrote, with your decisions; - is standard input"
    add_files(one, "EDITS", nargs=1, text=text)
    one.add_argument(
        "--next", metavar="NEW", help="a new report of what is left, and what comes to light"
    )
    add_below(one)
    add_log(one)


def _put_down(one: argparse.ArgumentParser) -> None:
    add_files(one, "PATH", nargs="+", text="files, or folders of text and content files")
    add_rules(one)


def _explain(one: argparse.ArgumentParser) -> None:
    text = "a rule such as term/oracle, or a file; - is standard input"
    add_files(one, "RULE|FILE", nargs="+", text=text)
    add_source(one)
    one.add_argument(
        "--report", choices=("text", "json"), default="text", help="(default: text; JSON for files)"
    )
    add_rules(one)


def _undo(one: argparse.ArgumentParser) -> None:
    add_files(one, "LOG", nargs=1, text="the log file")
    add_below(one)


def _config(one: argparse.ArgumentParser) -> None:
    actions = one.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = add_command(actions, "show", "show the settings for files, and where each comes from")
    add_files(show, "FILE", nargs="+", text="files, which need not exist")
    add_rules(show)


def _decisions(one: argparse.ArgumentParser) -> None:
    actions = one.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, text in (
        ("list", "show the decisions that hold here, each with its key"),
        ("search", "show those in which a text occurs; exit with 1 if there are none"),
        ("remove", "take decisions back"),
        ("accept", "make all fixes of a rule, suggested ones too"),
        ("refuse", "make no fixes of a rule, and suggest none"),
    ):
        action = add_command(actions, name, text)
        action.add_argument(
            "--in", dest="where", metavar="PATH", help="in this file or folder (default: all)"
        )
        match name:
            case "search":
                action.add_argument("text", metavar="TEXT", help="in any letter case")
            case "remove":
                action.add_argument("keys", nargs="+", metavar="KEY", help="as `list` shows it")
            case "accept" | "refuse":
                action.add_argument("rule", metavar="RULE", help="such as term/oracle, or term")
                action.add_argument(
                    "--change", nargs=2, metavar=("OLD", "NEW"), help="only where it does this"
                )
                action.add_argument("--pack", action="append", default=[], help="look there too")


def _learn(one: argparse.ArgumentParser) -> None:
    add_files(one, "PATH", nargs="+", text="files or folders of one site's documents")
    one.add_argument(
        "--format",
        choices=("plain", *ROWS),
        default="plain",
        help="each file is a document, or each line of it is a row with one (default: plain)",
    )
    one.add_argument(
        "--field", metavar="NAME", help="the field of a row (default: text; for tsv: 2)"
    )
    one.add_argument(
        "--share",
        type=float,
        default=2,
        metavar="PERCENT",
        help="of the documents in which a line must stand (default: 2)",
    )
    one.add_argument(
        "--least", type=int, default=5, metavar="N", help="and in how many at least (default: 5)"
    )
    one.add_argument("--kept", metavar="FILE", help="a file of lines that belong to the articles")
    one.add_argument("--out", metavar="FILE", help="write the rules there (default: print them)")


def _run(one: argparse.ArgumentParser) -> None:
    from mtfix.cli.run_parser import add_run

    add_run(one)


def _lsp(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--stdio", action="store_true", help="over standard input and output, as always"
    )
    add_baseline(one)
    add_rules(one)


def _glossary(one: argparse.ArgumentParser) -> None:
    from mtfix.cli.glossary_parser import add_actions

    add_actions(one)


COMMANDS = {
    "clean": ("filter: standard input or files to standard output", _clean),
    "fix": ("repair files in place and print every fix", _fix),
    "check": ("print what `fix` would change, and write nothing", _check),
    "review": ("decide about findings on a page in the browser, and make them", _review),
    "apply": ("make the fixes of a `--report edits` file that you accept", _apply),
    "baseline": ("record all present findings in .mtfix-baseline, to be left", _put_down),
    "decisions": ("list, search, add and remove decisions about fixes", _decisions),
    "explain": ("say why a fix was made or not, cue by cue; or show a rule", _explain),
    "undo": ("restore what a run with --log has changed", _undo),
    "learn": ("find the lines that a site repeats, and propose rules for review", _learn),
    "config": ("show the settings for a file, and where each comes from", _config),
    "run": ("clean a corpus: files of documents, into a folder of shards", _run),
    "lsp": ("show findings in an editor while you write: a language server", _lsp),
    "glossary": ("list, show, check, measure, import, export and suggest packs", _glossary),
}
"""One line on each command, and the function that adds its options."""
