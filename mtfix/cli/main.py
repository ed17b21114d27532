"""The entry point: parses, runs one command, and turns errors into a line and status 2."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from mtfix.cli.argument_parser import parser
from mtfix.cli.messages import tell
from mtfix.edits.problem import Problem, problem_of
from mtfix.fs import system

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

OK, USER_MUST_ACT, PIPE_CLOSED = 0, 2, 141
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
    for stream in (sys.stdout, sys.stderr):
        system.prepare(stream)
    try:
        status = _main(arguments)
        sys.stdout.flush()
        _keep_patterns()
    except BrokenPipeError:
        _give_up_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if not error.filename:
            _give_up_output()
        path = system.shown(str(error.filename)) if error.filename else "standard output"
        tell(Problem(0, str(error.strerror), path=path))
        return USER_MUST_ACT
    return status


def _keep_patterns() -> None:
    """Keep the translated patterns for the next process, if there are any."""
    compiled = sys.modules.get("mtfix.regexes.cache")
    if compiled:
        compiled.save()


def _give_up_output() -> None:
    """Drop what is still buffered for standard output, so that it is not written again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    match options.command:
        case "clean":
            from mtfix.cli.clean import run
        case "fix":
            from mtfix.cli.fix import fix as run
        case "check":
            from mtfix.cli.fix import check as run
        case "apply":
            from mtfix.cli.apply import run
        case "baseline":
            from mtfix.cli.baseline import run
        case "explain":
            from mtfix.cli.explain import run
        case "config":
            from mtfix.cli.config import run
        case "learn":
            from mtfix.cli.learn import run
        case "undo":
            from mtfix.cli.undo import run
        case _:
            from mtfix.cli.glossary import run
    return run(options)


def _completion(top: argparse.ArgumentParser, shell: str) -> int:
    try:
        import shtab
    except ImportError:
        tell(Problem(0, "completion needs shtab: pip install 'mtfix[completion]'"))
        return USER_MUST_ACT
    print(shtab.complete(top, shell=shell))
    return OK
