"""The options of all commands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from mtfix.cleaner import LEVELS
from mtfix.formats import NAMES, ROWS
from mtfix.reports import REPORTS
from mtfix.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence


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
        "--stdin-filename",
        metavar="NAME",
        help="read standard input like a file of this name, by its format and configuration",
    )
    one.add_argument("--report", choices=_SHOWN, help="also show the edits, on standard error")
    _encoding(one)
    _source(one)
    _rules(one)
    _log(one)


def _fix(one: argparse.ArgumentParser) -> None:
    _files(one, "PATH", nargs="+", text="files, or folders of text and content files")
    _report(one)
    one.add_argument(
        "--exit-non-zero-on-fix", action="store_true", help="exit with 1 if a file was changed"
    )
    _baseline(one)
    _encoding(one)
    _source(one)
    _rules(one)
    _log(one)


def _check(one: argparse.ArgumentParser) -> None:
    _files(one, "PATH", nargs="+", text="files, or folders of text and content files")
    _report(one, sorted(REPORTS))
    one.add_argument(
        "--strict", action="store_true", help="exit with 1 for suggestions and unused comments too"
    )
    _baseline(one)
    _encoding(one)
    _source(one)
    _rules(one)


def _apply(one: argparse.ArgumentParser) -> None:
    text = "what `mtfix check --report edits` wrote, with your decisions; - is standard input"
    _files(one, "EDITS", nargs=1, text=text)
    _log(one)


def _put_down(one: argparse.ArgumentParser) -> None:
    _files(one, "PATH", nargs="+", text="files, or folders of text and content files")
    _rules(one)


def _explain(one: argparse.ArgumentParser) -> None:
    text = "a rule such as term/oracle, or a file; - is standard input"
    _files(one, "RULE|FILE", nargs="+", text=text)
    _source(one)
    one.add_argument(
        "--report", choices=("text", "json"), default="text", help="(default: text; JSON for files)"
    )
    _rules(one)


def _undo(one: argparse.ArgumentParser) -> None:
    _files(one, "LOG", nargs=1, text="the log file")


def _config(one: argparse.ArgumentParser) -> None:
    actions = one.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = _subparser(actions, "show", "show what holds for files, and where that is said")
    _files(show, "FILE", nargs="+", text="files, which need not exist")
    _rules(show)


def _glossary(one: argparse.ArgumentParser) -> None:
    actions = one.add_subparsers(dest="action", metavar="ACTION", required=True)
    packs = "names or YAML files (default: shipped, and those of the configuration)"
    for name, text in (
        ("list", "list packs and how many rules they hold"),
        ("show", "show rules as they were understood"),
        ("check", "look for faults in packs and run all their examples"),
    ):
        action = _subparser(actions, name, text)
        if name == "show":
            action.add_argument("rules", nargs="+", metavar="RULE", help="a rule, a term or a pack")
            action.add_argument("--pack", action="append", default=[], help="look there too")
        else:
            action.add_argument("packs", nargs="*", metavar="PACK", help=packs)
        if name == "check":
            action.add_argument(
                "--report", choices=("text", "json"), default="text", help="(default: text)"
            )
        _configuration(action)
    _measure(actions)
    _exchange(actions)
    _suggest(actions)


def _measure(actions: Any) -> None:
    one = _subparser(actions, "measure", "count what each rule does on a corpus, with examples")
    _files(one, "PATH", nargs="+", text="files, or folders of text files")
    one.add_argument(
        "--each",
        choices=("file", "page", "line"),
        default="file",
        help="what is one document: a file, what form feeds part, or a line (default: file)",
    )
    one.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: cores)")
    one.add_argument(
        "--examples", type=int, default=3, metavar="N", help="shown for each outcome (default: 3)"
    )
    one.add_argument(
        "--report", choices=("text", "table", "json"), default="text", help="(default: text)"
    )
    _rules(one)


def _learn(one: argparse.ArgumentParser) -> None:
    _files(one, "PATH", nargs="+", text="files or folders of one site's documents")
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
    one.add_argument("--kept", metavar="FILE", help="lines that belong to the articles")
    one.add_argument("--out", metavar="FILE", help="write the rules there (default: print them)")


def _exchange(actions: Any) -> None:
    from mtfix.interchange.names import NAMES, READ

    bring = _subparser(actions, "import", "make a pack of a glossary in the format of others")
    _files(bring, "FILE", nargs=1, text="the glossary")
    bring.add_argument("--sure", action="store_true", help="wrong forms are wrong everywhere")
    bring.add_argument("--about", metavar="TEXT", help="what the pack says of itself")
    take = _subparser(actions, "export", "write the terms of packs in the format of others")
    take.add_argument("packs", nargs="*", metavar="PACK", help="names or files (default: shipped)")
    for one, formats in ((bring, READ), (take, NAMES)):
        one.add_argument("--format", choices=formats, required=True, help="the format of others")
        one.add_argument("--from", dest="origin", metavar="LANG", help="the source language")
        one.add_argument(
            "--to", dest="target", default="en", metavar="LANG", help="the target (default: en)"
        )
        one.add_argument("--out", metavar="FILE", help="a new file (default: standard output)")


def _suggest(actions: Any) -> None:
    one = _subparser(
        actions, "suggest", "propose entries from what people corrected, or from bitext, for review"
    )
    text = "BEFORE and AFTER, files or folders; with --git a revision or range, and paths"
    _files(one, "PATH", nargs="*", text=text + "; with --format files of rows")
    one.add_argument(
        "--git", action="store_true", help="what was corrected in the history of a git repository"
    )
    one.add_argument(
        "--format", choices=("tsv", "jsonl"), help="bitext: rows with a text and its source"
    )
    one.add_argument("--field", metavar="NAME", help="the translation (default: text, or column 2)")
    one.add_argument(
        "--source-field", metavar="NAME", help="its source (default: source, or column 1)"
    )
    one.add_argument(
        "--least",
        type=int,
        default=2,
        metavar="N",
        help="how often a term must be put in, once more in small letters or bitext (default: 2)",
    )
    one.add_argument(
        "--most", type=int, default=500, metavar="N", help="entries at most (default: 500)"
    )
    one.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="FILE",
        help="packs beside the shipped ones that are known already; `none` leaves those out",
    )
    one.add_argument("--from", dest="origin", metavar="LANG", help="the source language")
    one.add_argument(
        "--to", dest="target", default="en", metavar="LANG", help="the language (default: en)"
    )
    one.add_argument("--out", metavar="FILE", help="a new file (default: standard output)")


_COMMANDS = {
    "clean": ("filter: standard input or files to standard output", _clean),
    "fix": ("repair files in place and print every edit", _fix),
    "check": ("print what `fix` would change, and write nothing", _check),
    "apply": ("make the edits of a `--report edits` file that you accept", _apply),
    "baseline": ("put down all that is found now in .mtfix-baseline, to be left", _put_down),
    "explain": ("say why an edit was made or not, cue by cue; or what a rule is", _explain),
    "undo": ("put back what a run with --log has changed", _undo),
    "learn": ("find the lines that a site repeats, as rules for review", _learn),
    "config": ("show what holds for a file, and where that is said", _config),
    "glossary": ("list, show, check, measure, import, export and suggest packs", _glossary),
}
"""What each command does, and what adds its options."""


def _files(one: argparse.ArgumentParser, name: str, *, nargs: str | int, text: str) -> None:
    completed = one.add_argument("files", nargs=nargs, metavar=name, help=text)
    completed.complete = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}  # type: ignore[attr-defined]


_SHOWN = sorted({*REPORTS} - {"edits"})
"""The reports of commands that write: what is written already can't be decided on."""


def _report(one: argparse.ArgumentParser, reports: Sequence[str] = _SHOWN) -> None:
    one.add_argument(
        "--report",
        choices=reports,
        default="text",
        help="how edits are shown (default: text)",
    )


def _baseline(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--no-baseline", action="store_true", help="also edit what .mtfix-baseline says to leave"
    )


def _source(one: argparse.ArgumentParser) -> None:
    text = "the text that the one file was translated from: whether it says a term decides"
    one.add_argument("--source", metavar="FILE", help=text)


def _log(one: argparse.ArgumentParser) -> None:
    one.add_argument("--log", metavar="FILE", help="append all edits to FILE, for `mtfix undo`")


def _configuration(one: argparse.ArgumentParser) -> None:
    which = one.add_mutually_exclusive_group()
    which.add_argument(
        "--config", metavar="FILE", help="the configuration of all files (default: the nearest)"
    )
    which.add_argument("--no-config", action="store_true", help="read no configuration")


def _encoding(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--encoding",
        default="utf-8",
        metavar="NAME",
        help="the charset that files are read and written in, such as cp1252; auto finds it out, "
        "by guess with mtfix[charset] (default: utf-8, and other bytes are kept as they are)",
    )


def _rules(one: argparse.ArgumentParser) -> None:
    _configuration(one)
    one.add_argument(
        "--format", choices=sorted(NAMES), help="how files are read (default: by their suffix)"
    )
    one.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="NAME",
        help="what is cleaned of a row: a key of JSON such as text or a.b, a column of TSV by its"
        " header or number (default: text, and column 2); repeat it for several",
    )
    one.add_argument(
        "--source-field",
        action="append",
        default=[],
        metavar="NAME",
        help="what that was translated from (default: column 1 of TSV, none of JSON)",
    )
    one.add_argument(
        "--unsafe",
        metavar="RULE,…",
        help="make unsafe edits too: --unsafe those of all rules, --unsafe=RULE of those named",
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
        help="how much boilerplate is taken (default: appended)",
    )
