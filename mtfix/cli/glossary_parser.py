"""The options of `mtfix glossary` and its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.cli.arguments import add_command, add_configuration, add_files, add_rules

if TYPE_CHECKING:
    import argparse


def add_actions(one: argparse.ArgumentParser) -> None:
    actions = one.add_subparsers(dest="action", metavar="ACTION", required=True)
    packs = "names or YAML files (default: shipped, and those of the configuration)"
    for name, text in (
        ("list", "list packs and how many rules they hold"),
        ("show", "show rules as mtfix reads them"),
        ("check", "look for faults in packs and run all their examples"),
    ):
        action = add_command(actions, name, text)
        if name == "show":
            action.add_argument("rules", nargs="+", metavar="RULE", help="a rule, a term or a pack")
            action.add_argument("--pack", action="append", default=[], help="look there as well")
        else:
            action.add_argument("packs", nargs="*", metavar="PACK", help=packs)
        if name == "check":
            action.add_argument(
                "--report", choices=("text", "json"), default="text", help="(default: text)"
            )
            action.add_argument(
                "--unneeded", action="store_true", help="list guards and cues that no example needs"
            )
        add_configuration(action)
    _measure(actions)
    _exchange(actions)
    _suggest(actions)
    _add(actions)


def _measure(actions: Any) -> None:
    one = add_command(actions, "measure", "count what each rule does on a corpus, with examples")
    add_files(one, "PATH", nargs="+", text="files, or folders of text files")
    one.add_argument(
        "--each",
        choices=("file", "page", "line"),
        default="file",
        help="what is one document: a file, a page between form feeds, or a line (default: file)",
    )
    one.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: cores)")
    one.add_argument(
        "--examples", type=int, default=3, metavar="N", help="shown for each outcome (default: 3)"
    )
    one.add_argument(
        "--report", choices=("text", "table", "json"), default="text", help="(default: text)"
    )
    add_rules(one)


def _exchange(actions: Any) -> None:
    from mtfix.interchange.names import READ, WRITTEN

    bring = add_command(actions, "import", "make a pack of a glossary in another format")
    add_files(bring, "FILE", nargs=1, text="the glossary")
    bring.add_argument("--sure", action="store_true", help="wrong forms are wrong in any context")
    bring.add_argument(
        "--alone",
        action="store_true",
        help="take over what the shipped packs have too, for use without them",
    )
    bring.add_argument("--about", metavar="TEXT", help="the `about` line of the pack")
    take = add_command(actions, "export", "write the terms of packs in another format")
    take.add_argument("packs", nargs="*", metavar="PACK", help="names or files (default: shipped)")
    for one, formats in ((bring, READ), (take, WRITTEN)):
        one.add_argument("--format", choices=formats, required=True, help="the other format")
        one.add_argument("--from", dest="origin", metavar="LANG", help="the source language")
        one.add_argument(
            "--to", dest="target", default="en", metavar="LANG", help="the target (default: en)"
        )
        one.add_argument("--out", metavar="FILE", help="a new file (default: standard output)")


def _suggest(actions: Any) -> None:
    one = add_command(
        actions, "suggest", "propose entries from what people corrected, or from bitext, for review"
    )
    text = "BEFORE and AFTER, files or folders; with --git a revision or range, and paths"
    add_files(one, "PATH", nargs="*", text=text + "; with --format files of rows")
    one.add_argument(
        "--git", action="store_true", help="what was corrected in the history of a git repository"
    )
    one.add_argument(
        "--decisions",
        action="store_true",
        help="what people accepted and refused, in the .mtfix-decisions that holds for PATH",
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
        help="least corrections of a term, one more in small letters or bitext (default: 2)",
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
    one.add_argument(
        "--clean",
        action="append",
        default=[],
        metavar="PATH",
        help="pages that are right, on which the proposals are tried; AFTER is one of them",
    )
    one.add_argument("--from", dest="origin", metavar="LANG", help="the source language")
    one.add_argument(
        "--to", dest="target", default="en", metavar="LANG", help="the language (default: en)"
    )
    one.add_argument(
        "--out",
        metavar="NEW",
        help="a new FILE.yaml for the terms, or a folder for lines and signs, too "
        "(default: the terms on standard output)",
    )


def _add(actions: Any) -> None:
    one = add_command(actions, "add", "add proposed entries and decisions to those of a project")
    add_files(one, "PROPOSED", nargs=1, text="the file or folder that `suggest --out` wrote")
    one.add_argument("rules", nargs="*", metavar="RULE", help="only these (default: all)")
    one.add_argument(
        "--to",
        metavar="PACK",
        help="a YAML file, or a folder of them, new or not (default: the first pack of the"
        " configuration)",
    )
    add_configuration(one)
