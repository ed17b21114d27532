"""Runs the examples of packs: what they promise is what happens.

The cleaner is handed in as a function, so that a cleaner can verify the packs it is made
from before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.packs.model import Boilerplate, PackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtfix.packs.model import Example, Pack, Rule

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


def failures(packs: Iterable[Pack], clean: Callable[[str], str]) -> Iterator[PackError]:
    """Yield an error, with file and line, for each example that does not hold under `clean`."""
    for pack in packs:
        for rule in pack.rules:
            for example in rule.examples:
                yield from _example(rule, example, clean)


def _example(rule: Rule, example: Example, clean: Callable[[str], str]) -> Iterator[PackError]:
    for before, after in _documents(rule, example):
        found = clean(before)
        if found != after:
            promised = "stay as it is" if before == after else f"become {after!r}"
            yield PackError(
                rule.file,
                example.line,
                f"{rule.rule}: the example {before!r} must {promised}, but becomes {found!r}",
                "mend the rule or the example; `mtfix explain` says what was decided",
            )


def _documents(rule: Rule, example: Example) -> Iterator[tuple[str, str]]:
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
    }[where]
    if not rule.strong and not after:
        lines.append(_STRONG)
    return "\n\n".join(lines)
