"""The entry point: parses, runs one command, and turns errors into a line and status 2."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from mtfix.cli import streams
from mtfix.cli.argument_parser import parser
from mtfix.cli.messages import tell, unexpected
from mtfix.cli.printing import flush, write
from mtfix.edits.problem import Problem, problem_of
from mtfix.fs import system

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

OK, USER_MUST_ACT, INTERRUPTED, PIPE_CLOSED = 0, 2, 130, 141
_WORK_ON_FILES = {"fix", "check", "review", "apply", "baseline", "decisions", "undo", "run"}
"""The commands that have done their work where nobody hears of it but by the status."""
_SELDOM = 50_000
"""Objects after which cycles are looked for: the default, 700, costs a tenth of a start. Most of
what is imported comes later, since `mtfix` imports its names when they are asked for."""


def script() -> None:
    """Run the command line as the whole process, and end it."""
    gc.set_threshold(_SELDOM)
    status = main()
    # Everything is written and closed; the system frees memory faster than the interpreter.
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status. Never raises."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    streams.prepare()
    try:
        status = _main(arguments)
        flush()
        _keep_patterns()
    except BrokenPipeError:
        streams.drop_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if not error.filename:
            streams.drop_output()
        path = system.shown(str(error.filename)) if error.filename else "standard output"
        tell(Problem(0, str(error.strerror), path=path))
        return USER_MUST_ACT
    except Exception as error:  # noqa: BLE001 - a user is told in words, and by the status
        tell(unexpected(error, "", ""))
        return USER_MUST_ACT
    return status


def _keep_patterns() -> None:
    """Keep the translated patterns for the next process, if there are any."""
    compiled = sys.modules.get("mtfix.regexes.cache")
    if compiled:
        compiled.save()


def _main(arguments: Sequence[str]) -> int:
    arguments = ["--unsafe=*" if word == "--unsafe" else word for word in arguments]
    top = parser(arguments)
    try:
        options = top.parse_args(arguments)
    except SystemExit as stop:
        if stop.code and arguments[:1] == ["clean"]:
            from mtfix.cli.clean import pass_through

            pass_through(arguments[1:])
        return int(stop.code or 0)
    if options.print_completion:
        return _completion(top, options.print_completion)
    if options.command is None:
        top.print_help()
        return USER_MUST_ACT
    options.files = system.expand(getattr(options, "files", ()))
    if options.command in _WORK_ON_FILES:
        streams.drop_closed_output()
    warnings.showwarning = _warn  # type: ignore[assignment]  # it takes more, and needs less
    try:
        return _run(options)
    except ValueError as error:  # PackError and UsageError among them
        tell(problem_of(error))
    return USER_MUST_ACT


def _warn(message: Warning | str, *_: object) -> None:
    tell(Problem(0, str(message), severity="warning"))


def _run(options: argparse.Namespace) -> int:
    """Import the module of the command, and nothing of the others."""
    own = f"mtfix.cli.{options.command}", "run"
    module, function = _ENTRIES.get(options.command, own)
    run = getattr(import_module(module), function)
    status: int = run(options)
    return status


_ENTRIES = {
    "check": ("mtfix.cli.fix", "check"),
    "fix": ("mtfix.cli.fix", "fix"),
    "lsp": ("mtfix.lsp.command", "run"),
}
"""Module and function of the commands whose module is called otherwise than they, or that are not
alone in it."""


def _completion(top: argparse.ArgumentParser, shell: str) -> int:
    try:
        import shtab
    except ImportError:
        tell(Problem(0, "completion needs shtab: pip install 'mtfix[completion]'"))
        return USER_MUST_ACT
    write(shtab.complete(top, shell=shell) + "\n")
    return OK
