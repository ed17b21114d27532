"""What the options ask for: a cleaner; and how the user is told."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from mtfix.cleaner import Cleaner
from mtfix.edit import Safety

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


class UsageError(ValueError):
    """The user must act: says what is wrong and what to do. Ends the run with status 2."""


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
    from mtfix.stages import CODE_RULES

    rules = [rule.rule for pack in load(packs).packs for rule in pack.rules]
    rules += CODE_RULES
    stages = {rule.partition("/")[0] for rule in rules}
    for name in named:
        if name.rstrip("/") not in stages and name not in rules:
            near = get_close_matches(name, [*rules, *stages], 1)
            hint = f"did you mean {near[0]}?" if near else "`mtfix glossary list` lists them"
            raise UsageError(f"there is no rule {name}; {hint}")


def no_rule(name: str, packs: list[str] | None) -> str:
    """What is said of a rule that does not exist; an empty string if it does."""
    try:
        _exist([name], packs)
    except UsageError as error:
        return str(error)
    return ""


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
