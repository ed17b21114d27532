"""What the scan looks for and for whom, worked out once and kept with compiled packs."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from mtfix.matching.predicates import STARTS
from mtfix.matching.triggers import FOLDED, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.matching.triggers import Triggers

    Owner = tuple[int, bytes]
    """The number of a group, and the spelling that it insists on."""
    Owners = dict[tuple[str, int], list[Owner]]
    """By pattern, and how many of its letters are those that must follow a trigger."""
    Group = tuple[str, int, str, bytes]

_SMALL = "abcdefghijklmnopqrstuvwxyz"
_CAPITAL = _SMALL.upper()
_FOLLOWED: dict[str, Iterable[str]] = {
    "seam": _CAPITAL,
    "repeat": _CAPITAL,
    "upper": _CAPITAL,
    "lower": _SMALL,
    "starter": STARTS,
}
"""What a test wants behind its trigger."""
_ENDS = "\n\r"
_LINE_ENDS = tuple(map(str.encode, _ENDS))
NUMBERS = "i"
"""The type of the numbers of owners, by the name that `array` has for it."""
_COLON = b":"
_FIRST_BYTES = 3
"""An automaton whose patterns begin with at most so many different bytes skips from one to
the next, which is ten times as fast (the library does it, by `memchr`)."""


class PatternGroup(NamedTuple):
    """Patterns that one automaton looks for.

    behind: how many letters that must follow stand behind each; such patterns are searched in
        the text as it is. Empty for those that are searched in the folded text (see `folded`).
    across: whether all of them begin with a line end.
    wide: whether all of them have a character beyond ASCII.
    longest: the bytes of the longest.
    owners: for each pattern the number of its group where it has but one and any case will do;
        else the number of what it shares in the plan, counted from -1 downwards.
    patterns: in UTF-8 and in order, with a separator between them.
    """

    behind: bytes
    across: bool
    wide: bool
    longest: int
    owners: array[int]
    patterns: bytes


class Plan(NamedTuple):
    """The patterns of a scan with their owners.

    groups: of each group of triggers its stage, rule and test, and its phrases in order, with
        separators.
    shared: the owners of patterns that more than one group asks for, or in one spelling only.
    """

    groups: Sequence[Group]
    lanes: Sequence[PatternGroup]
    shared: Sequence[bytes]


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
            following = _FOLLOWED.get(group.test)
            if following and text[0].isascii() and not text[0].isalnum():
                owners = signs.setdefault(text[0], {})
                for letters in following:
                    owners.setdefault((text + letters, len(letters)), []).append((number, b""))
                continue
            owner = number, _bytes(text) if group.test == "exact" else b""
            common.setdefault((text.translate(FOLDED), 0), []).append(owner)
    narrow = {pattern: owners for pattern, owners in common.items() if pattern[0].isascii()}
    wide = {pattern: owners for pattern, owners in common.items() if not pattern[0].isascii()}
    shared: list[bytes] = []
    lanes = [_lane(owners, shared) for owners in (narrow, wide, *_parted(signs))]
    return Plan(list(map(_group, groups)), lanes, shared)


def owners_of(shared: bytes) -> list[Owner]:
    """Return the groups that share a pattern, each with the spelling that it insists on, or an
    empty one."""
    parts = (one.partition(_COLON) for one in shared.split(SEPARATOR.encode()))
    return [(int(number), written) for number, _, written in parts]


def _group(group: Triggers) -> Group:
    stage, rule, test, _, phrases = group
    said = SEPARATOR.encode().join(sorted(p.encode("utf-8", "surrogatepass") for p in phrases))
    return stage, rule, test, said


def _parted(signs: dict[str, Owners]) -> Iterator[Owners]:
    """The patterns by their first signs, a few of these at a time, line ends by themselves."""
    ends = [first for first in sorted(signs) if first in _ENDS]
    others = [first for first in sorted(signs) if first not in _ENDS]
    parts = (others[at : at + _FIRST_BYTES] for at in range(0, len(others), _FIRST_BYTES))
    for firsts in filter(None, (ends, *parts)):
        yield {text: owner for first in firsts for text, owner in signs[first].items()}


def _lane(owners: Owners, shared: list[bytes]) -> PatternGroup:
    """The patterns in the order of their bytes, so that one can be looked up."""
    ordered = sorted((_bytes(text), count, own) for (text, count), own in owners.items())
    patterns = [text for text, _, _ in ordered]
    behind = bytes(count for _, count, _ in ordered)
    return PatternGroup(
        behind if any(behind) else b"",
        all(text[:1] in _LINE_ENDS for text in patterns),
        not any(map(bytes.isascii, patterns)),
        max(map(len, patterns), default=0),
        array(NUMBERS, [_owner(own, shared) for _, _, own in ordered]),
        SEPARATOR.encode().join(patterns),
    )


def _owner(owners: list[Owner], shared: list[bytes]) -> int:
    if len(owners) == 1 and not owners[0][1]:
        return owners[0][0]
    said = (b"%d%b%b" % (number, _COLON, written) for number, written in owners)
    shared.append(SEPARATOR.encode().join(said))
    return -len(shared)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
