"""Examples of packs, tried: each must become, or stay, as it says.

The cleaner is handed in as a function, so that the packs of one can be proved before it is used.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from mtfix.packs.model import BoilerplateRule, PackError, SurfaceRule, Term
from mtfix.regexes.bounded import PatternTimeoutWarning
from mtfix.regexes.budget import SECONDS

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
_STRONG = "[ad_1]"
_REMAINS = (
    *("Share to: Facebook Twitter", "Comments (3)", "Reading volume: 1,024"),
    *("Post comment", "Log in | Register", "Netizen comments"),
)


def failures(
    packs: Iterable[Pack],
    clean: Callable[[str], Result],
    own: Mapping[str, Rule],
    is_concerned: Callable[[str], bool] = bool,
) -> Iterator[PackError]:
    """Yield an error, with file and line, for each example that does not hold under `clean`, of
    those texts that are concerned.

    Where one of the rules that are a user's `own` breaks the example of another, it is named
    instead: it is what the user can mend.
    """
    for pack in packs:
        for rule in pack.rules:
            for example in rule.examples:
                for before, after in filter(lambda x: is_concerned(x[0]), documents(rule, example)):
                    try:
                        result = _clean_in_time(clean, before)
                    except PatternTimeoutWarning as warning:
                        yield _timeout_error(warning, before, [rule, *own.values()])
                        continue
                    if result.text != after:
                        yield _error(rule, example, (before, after), result, own)


def _clean_in_time(clean: Callable[[str], Result], text: str) -> Result:
    """The result of cleaning a text; a pattern that takes too long on it is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", PatternTimeoutWarning)
        return clean(text)


def _error(
    rule: Rule,
    example: Example,
    document: tuple[str, str],
    result: Result,
    own: Mapping[str, Rule],
) -> PackError:
    """The error of an example of a rule, of which `document` is the text before and after."""
    before, after = document
    expected = "stay as it is" if before == after else f"become {after!r}"
    broken = f"must {expected}, but becomes {_shortened(result.text)}{_convergence(result)}"
    culprit = None if rule.rule in own else _own_rule(result, own)
    if culprit:
        return PackError(
            culprit.file,
            culprit.line,
            f"{culprit.rule} breaks an example of {rule.rule} ({rule.file}:{example.line}): "
            f"{_shortened(before)} {broken}",
            "narrow the rule, or replace the other one by an entry of the same id",
        )
    return PackError(
        rule.file,
        example.line,
        f"{rule.rule}: the example {before!r} {broken}",
        "mend the rule or the example; `mtfix explain` says what was decided",
    )


def _convergence(result: Result) -> str:
    """A half sentence for a text that was left since the rules kept changing their own result."""
    left = any(withheld.reason.code == "not-converged" for withheld in result.withheld)
    return ", since the rules change their own result again and again" if left else ""


def _timeout_error(warning: PatternTimeoutWarning, text: str, rules: Iterable[Rule]) -> PackError:
    """The error of the rule whose pattern took too long on a text."""
    culprit = next(rule for rule in rules if warning.pattern in _patterns(rule))
    return PackError(
        culprit.file,
        culprit.line,
        f"{culprit.rule}: the pattern {warning.pattern!r} takes longer than {SECONDS} s "
        f"on {_shortened(text)}",
        "write it without a repetition within a repetition, or bound them",
    )


def _patterns(rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, Term):
        return ()
    own = (rule.pattern,) if isinstance(rule, SurfaceRule) else rule.patterns
    return (*own, *rule.unless)


def _own_rule(result: Result, own: Mapping[str, Rule]) -> Rule | None:
    """The first of a user's own rules that proposed a fix of a result."""
    fixes = (*result.fixes, *(withheld.fix for withheld in result.withheld))
    return next((own[fix.rule] for fix in fixes if fix.rule in own), None)


_LONGEST = 400


def _shortened(text: str) -> str:
    """A text as messages quote it."""
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def documents(rule: Rule, example: Example) -> Iterator[tuple[str, str]]:
    """The texts that an example stands for, before and after."""
    wanted = example.before if example.after is None else example.after
    if not isinstance(rule, BoilerplateRule):
        yield example.before, wanted
        return
    for where in rule.where:
        yield _placed(rule, where, example.before), _placed(rule, where, wanted, after=True)


def _placed(rule: BoilerplateRule, where: str, line: str, *, after: bool = False) -> str:
    """An article with the line at its place; a rule that does not act alone stands beside strong
    remains."""
    first, second, third = _ARTICLE
    if rule.part == "seam":
        head = [] if rule.alone or after else [_STRONG]
        return "\n\n".join([*head, first, second, f"{third} {line}".rstrip() if line else third])
    middle = [line] if line else []
    lines = {
        "head": [*middle, *_ARTICLE],
        "inline": [first, *middle, second, third],
        "tail": [*_ARTICLE, *middle],
        "between": [*_ARTICLE, *(() if after else _REMAINS), *middle],
    }[where]
    if not rule.alone and not after:
        lines.append(_STRONG)
    return "\n\n".join(lines)
