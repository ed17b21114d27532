"""What the scan looks for and for whom, worked out once and kept with compiled packs."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from mtfix.triggers import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.triggers import Triggers

    Owner = tuple[int, str]
    """The number of a group, and the spelling that it insists on, or an empty one."""
    Owners = dict[str, list[Owner]]

SEPARATOR = "\uffff"
"""No character, and none that JSON must escape."""

_FOLLOWED = {
    "seam": ascii_uppercase,
    "repeat": ascii_uppercase,
    "upper": ascii_uppercase,
    "lower": ascii_lowercase,
    "starter": ascii_lowercase,
}
"""The letters that a test wants behind its trigger."""
_FIRST_BYTES = 3
"""An automaton whose patterns begin with at most so many different bytes skips from one to
the next, which is ten times as fast (the library does it, by `memchr`)."""


class Lane(NamedTuple):
    """Patterns that one automaton looks for.

    behind: whether they are searched in the text as it is, with a letter that must follow
        behind them; else in the lower-cased text.
    patterns: with a separator between them; those within a line come first.
    within_lines: how many these are.
    owners: for each pattern the number of its group where any case will do, else all groups
        that ask for it, each with the spelling that it insists on.
    """

    behind: bool
    patterns: str
    within_lines: int
    owners: Sequence[int | Sequence[Owner]]


class Plan(NamedTuple):
    """The patterns of a scan with their owners, as values that survive JSON.

    groups: stage, rule, test and phrases, with separators, of each group of triggers.
    """

    groups: Sequence[tuple[str, int, str, str]]
    lanes: Sequence[Lane]


def planned(triggers: Iterable[Triggers]) -> Plan:
    """Return the plan of a scan for some triggers.

    A trigger that begins with a sign, such as a full stop, occurs everywhere. If its test
    asks for a letter behind, it is looked for together with that letter, in a lane of its own.
    """
    groups = list(triggers)
    common: Owners = {}
    signs: dict[str, Owners] = {}
    for number, group in enumerate(groups):
        for text in filter(None, group.texts):
            letters = _FOLLOWED.get(group.test)
            if letters and text[0].isascii() and not text[0].isalnum():
                owners = signs.setdefault(text[0], {})
                for letter in letters:
                    owners.setdefault(text + letter, []).append((number, ""))
                continue
            owner = number, text if group.test == "exact" else ""
            for one in (text, *wrapped(text)) if group.test == "phrase" else (text,):
                common.setdefault(_lowered(one), []).append(owner)
    return Plan(
        [(group.stage, group.rule, group.test, SEPARATOR.join(group.phrases)) for group in groups],
        [_lane(common, behind=False), *(_lane(owners, behind=True) for owners in _parted(signs))],
    )


def _parted(signs: dict[str, Owners]) -> Iterator[Owners]:
    """The patterns by their first signs, a few of these at a time."""
    firsts = sorted(signs)
    for at in range(0, len(firsts), _FIRST_BYTES):
        chosen = firsts[at : at + _FIRST_BYTES]
        yield {text: owner for first in chosen for text, owner in signs[first].items()}


def _lane(owners: Owners, *, behind: bool) -> Lane:
    within = [pattern for pattern in owners if "\n" not in pattern]
    across = [pattern for pattern in owners if "\n" in pattern]
    return Lane(
        behind,
        SEPARATOR.join([*within, *across]),
        len(within),
        [_plain(owners[pattern]) for pattern in [*within, *across]],
    )


def _plain(owners: list[Owner]) -> int | list[Owner]:
    return owners[0][0] if len(owners) == 1 and not owners[0][1] else owners


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _lowered(text: str) -> str:
    """Only ASCII letters have two cases for the scan."""
    return text.lower() if text.isascii() else text.translate(_LOWER)
