"""Runs the examples of packs: what they promise is what happens.

The cleaner is handed in as a function, so that a cleaner can verify the packs it is made
from before it is used.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from mtfix.packs.model import Boilerplate, PackError, Surface, Term
from mtfix.regexes.bounded import TIMEOUT, PatternTimeoutWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mtfix.packs.model import Example, Pack, Rule
    from mtfix.pipeline.result import Result

_ARTICLE = (
    "The council met on Monday to discuss the new bridge over the river, which has been "
    "planned since spring.",
    "Several members asked how the work would be paid for, and whether the old ferry could "
    "stay in service.",
    "A decision is expected before winter, when the water is low enough for the foundations "
    "to be laid.",
)
"""Three paragraphs around which examples of boilerplate rules are tried."""
_STRONG = "Please rate this article"
_REMAINS = (
    *("Share to: Facebook Twitter", "Comments (3)", "Reading volume: 1,024"),
    *("Post comment", "Log in | Register", "Netizen comments"),
)


def failures(
    packs: Iterable[Pack],
    clean: Callable[[str], Result],
    own: Mapping[str, Rule],
    concerned: Callable[[str], bool] = bool,
) -> Iterator[PackError]:
    """Yield an error, with file and line, for each example that does not hold under `clean`, of
    those texts that are `concerned`.

    Where one of the rules that are a user's `own` breaks the example of another, it is named
    instead: it is what the user can mend.
    """
    for pack in packs:
        for rule in pack.rules:
            for example in rule.examples:
                yield from _example(rule, example, clean, own, concerned)


def _example(
    rule: Rule,
    example: Example,
    clean: Callable[[str], Result],
    own: Mapping[str, Rule],
    concerned: Callable[[str], bool],
) -> Iterator[PackError]:
    for before, after in documents(rule, example):
        if not concerned(before):
            continue
        try:
            result = _cleaned(clean, before)
        except PatternTimeoutWarning as warning:
            yield _endless(warning, before, [rule, *own.values()])
            continue
        if result.text == after:
            continue
        promised = "stay as it is" if before == after else f"become {after!r}"
        broken = f"must {promised}, but becomes {_short(result.text)}{_unrest(result)}"
        by = None if rule.rule in own else _by(result, own)
        if by:
            yield PackError(
                by.file,
                by.line,
                f"{by.rule} breaks an example of {rule.rule} ({rule.file}:{example.line}): "
                f"{_short(before)} {broken}",
                "narrow the rule, or replace the other one by an entry of the same id",
            )
        else:
            yield PackError(
                rule.file,
                example.line,
                f"{rule.rule}: the example {before!r} {broken}",
                "mend the rule or the example; `mtfix explain` says what was decided",
            )


def _unrest(result: Result) -> str:
    """Why nothing was done where a rule matches its own result, again and again."""
    return next((f", since {why}" for _, why in result.withheld if "come to rest" in why), "")


def _cleaned(clean: Callable[[str], Result], text: str) -> Result:
    """What becomes of a text; a pattern that takes too long on it is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", PatternTimeoutWarning)
        return clean(text)


def _endless(warning: PatternTimeoutWarning, text: str, rules: Iterable[Rule]) -> PackError:
    by = next(rule for rule in rules if warning.pattern in _patterns(rule))
    return PackError(
        by.file,
        by.line,
        f"{by.rule}: the pattern {warning.pattern!r} takes longer than {TIMEOUT} s "
        f"on {_short(text)}",
        "write it without a repetition within a repetition, or bound them",
    )


def _patterns(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, Term):
        return ()
    own = (rule.pattern,) if isinstance(rule, Surface) else rule.patterns
    return (*own, *rule.unless)


def _by(result: Result, own: Mapping[str, Rule]) -> Rule | None:
    """The first of a user's own rules that had a hand in a result."""
    fixes = (*result.fixes, *(held.fix for held in result.withheld))
    named = (fix.rule for fix in fixes)
    return next((own[rule] for rule in named if rule in own), None)


_LONGEST = 400


def _short(text: str) -> str:
    """A text as messages quote it."""
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def documents(rule: Rule, example: Example) -> Iterator[tuple[str, str]]:
    """The texts that an example stands for, before and after."""
    wanted = example.before if example.after is None else example.after
    if not isinstance(rule, Boilerplate):
        yield example.before, wanted
        return
    for where in rule.where:
        yield _placed(rule, where, example.before), _placed(rule, where, wanted, after=True)


def _placed(rule: Boilerplate, where: str, line: str, *, after: bool = False) -> str:
    """An article with the line at its place; a weak rule stands beside strong remains."""
    first, second, third = _ARTICLE
    if rule.part == "seam":
        return "\n\n".join([first, second, f"{third} {line}".rstrip() if line else third])
    middle = [line] if line else []
    lines = {
        "head": [*middle, *_ARTICLE],
        "inline": [first, *middle, second, third],
        "tail": [*_ARTICLE, *middle],
        "between": [*_ARTICLE, *(() if after else _REMAINS), *middle],
    }[where]
    if not rule.strong and not after:
        lines.append(_STRONG)
    return "\n\n".join(lines)
