"""The plan of a scan: which patterns are looked for, and which triggers each of them belongs to.

It is made once and stored with compiled packs. It is read at every start, and a page needs little
of it: what belongs to a pattern is decoded when the pattern is first found.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from mtfix.matching.line_beginnings import TESTS, line_pattern
from mtfix.matching.predicates import STARTS
from mtfix.matching.triggers import FOLDED, GRAM, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtfix.matching.triggers import Triggers

_SMALL = "abcdefghijklmnopqrstuvwxyz"
_CAPITAL = _SMALL.upper()
_FOLLOWED: dict[str, Iterable[str]] = {
    "seam": _CAPITAL,
    "repeat": _CAPITAL,
    "upper": _CAPITAL,
    "lower": _SMALL,
    "starter": STARTS,
}
"""The letters that a predicate wants behind its trigger."""
_LINE_ENDS = "\n\r"
_LINE_END_BYTES = tuple(map(str.encode, _LINE_ENDS))
OWNERS = "i"
"""The type of the numbers of owners, by the name that `array` has for it: four bytes each."""
_FIRST_BYTES = 3
"""An automaton whose patterns begin with at most so many different bytes skips from one to
the next, which is ten times as fast (the library does it, by `memchr`)."""


class TriggerGroup(NamedTuple):
    """The triggers of one rule with one predicate.

    predicate: the name of the look at the bytes around a match.
    phrases: with the predicate `phrase`, what must stand there (see `Triggers`): in UTF-8, in
        order, with separators between.
    """

    stage: str
    rule: int
    predicate: str
    phrases: bytes


class Owner(NamedTuple):
    """One of those to whom a pattern belongs: the number of its trigger group, and the spelling
    that it insists on, or an empty one."""

    group: int
    spelling: bytes


class PatternGroup(NamedTuple):
    """Patterns that one automaton looks for.

    following: how many letters that must follow stand behind each; such patterns are searched in
        the text as it is. Empty for those that are searched in the folded text (see `folded`).
    begins_lines: whether all of them begin with a line end.
    beyond_ascii: whether all of them have a character beyond ASCII.
    leads_lines: whether they are words with which lines begin (see `line_beginnings`).
    longest: the bytes of the longest.
    short: the numbers of those that are shorter than `GRAM`.
    owners: for each pattern the number of its trigger group where it has but one and any
        spelling will do; else the number of its entry in `Plan.shared`, from -1 downwards.
    patterns: in UTF-8 and in order, with separators between.
    """

    following: bytes
    begins_lines: bool
    beyond_ascii: bool
    leads_lines: bool
    longest: int
    short: Sequence[int]
    owners: array[int]
    patterns: bytes


class Plan(NamedTuple):
    """All that a scan looks for.

    shared: of each pattern that has several owners, or one that insists on a spelling, these
        owners as JSON (see `shared_owners`).
    """

    trigger_groups: Sequence[TriggerGroup]
    pattern_groups: Sequence[PatternGroup]
    shared: Sequence[bytes]


class _Pattern(NamedTuple):
    """A literal to look for, and how many of its letters must follow the trigger."""

    text: str
    following: int


_Owners = dict[_Pattern, list[Owner]]


def make_plan(triggers: Iterable[Triggers]) -> Plan:
    """Return the plan of a scan for some triggers.

    A trigger that begins with a sign, such as a full stop, occurs everywhere. If its predicate
    asks for a letter behind, it is looked for together with that letter, in a group of its own.
    """
    wanted = list(triggers)
    common: _Owners = {}
    signs: dict[str, _Owners] = {}
    of_lines: _Owners = {}
    for number, group in enumerate(wanted):
        if group.test in TESTS:
            for text in group.texts:
                pattern = _Pattern(line_pattern(text, group.test), 0)
                of_lines.setdefault(pattern, []).append(Owner(number, b""))
            continue
        following = _FOLLOWED.get(group.test)
        for text in filter(None, group.texts):
            if following and text[0].isascii() and not text[0].isalnum():
                owners = signs.setdefault(text[0], {})
                for letters in following:
                    pattern = _Pattern(text + letters, len(letters))
                    owners.setdefault(pattern, []).append(Owner(number, b""))
            else:
                owner = Owner(number, _bytes(text) if group.test == "exact" else b"")
                common.setdefault(_Pattern(text.translate(FOLDED), 0), []).append(owner)
    narrow = {pattern: owners for pattern, owners in common.items() if pattern.text[0].isascii()}
    wide = {pattern: owners for pattern, owners in common.items() if pattern not in narrow}
    shared: list[bytes] = []
    groups = [_pattern_group(owners, shared) for owners in (narrow, wide, *_by_first_sign(signs))]
    if of_lines:
        groups.append(_pattern_group(of_lines, shared, leads_lines=True))
    return Plan(list(map(_trigger_group, wanted)), groups, shared)


def joined_plan(first: Plan, second: Plan) -> Plan:
    """Return the plan of what two plans look for, the second behind the first."""
    before, shared_before = len(first.trigger_groups), len(first.shared)

    def moved(owner: int) -> int:
        return owner + before if owner >= 0 else owner - shared_before

    groups = [
        group._replace(owners=array(OWNERS, map(moved, group.owners)))
        for group in second.pattern_groups
    ]
    shared = [
        _shared_entry([Owner(moved(group), spelling) for group, spelling in shared_owners(entry)])
        for entry in second.shared
    ]
    return Plan(
        [*first.trigger_groups, *second.trigger_groups],
        [*first.pattern_groups, *groups],
        [*first.shared, *shared],
    )


def shared_owners(entry: bytes) -> list[Owner]:
    """Return the owners in an entry of `Plan.shared`."""
    import json

    return [Owner(group, _bytes(spelling)) for group, spelling in json.loads(entry)]


def _shared_entry(owners: Iterable[Owner]) -> bytes:
    import json

    pairs = [(group, spelling.decode("utf-8", "surrogateescape")) for group, spelling in owners]
    return json.dumps(pairs, separators=(",", ":")).encode()


def _trigger_group(group: Triggers) -> TriggerGroup:
    phrases = sorted(phrase.encode("utf-8", "surrogatepass") for phrase in group.phrases)
    return TriggerGroup(group.stage, group.rule, group.test, SEPARATOR.encode().join(phrases))


def _by_first_sign(signs: dict[str, _Owners]) -> Iterator[_Owners]:
    """The patterns by their first signs, a few of these at a time, line ends by themselves."""
    ends = [first for first in sorted(signs) if first in _LINE_ENDS]
    others = [first for first in sorted(signs) if first not in _LINE_ENDS]
    parts = (others[at : at + _FIRST_BYTES] for at in range(0, len(others), _FIRST_BYTES))
    for firsts in filter(None, (ends, *parts)):
        yield {pattern: owner for first in firsts for pattern, owner in signs[first].items()}


def _pattern_group(
    owners: _Owners, shared: list[bytes], *, leads_lines: bool = False
) -> PatternGroup:
    """The patterns in the order of their bytes, so that one can be looked up. To `shared` the
    owners are added of those that are not one alone."""
    ordered = sorted((_bytes(text), count, own) for (text, count), own in owners.items())
    patterns = [text for text, _, _ in ordered]
    following = bytes(count for _, count, _ in ordered)
    return PatternGroup(
        following if any(following) else b"",
        all(text[:1] in _LINE_END_BYTES for text in patterns),
        not leads_lines and not any(map(bytes.isascii, patterns)),
        leads_lines,
        max(map(len, patterns), default=0),
        [number for number, text in enumerate(patterns) if len(text) < GRAM],
        array(OWNERS, [_owner_number(own, shared) for _, _, own in ordered]),
        SEPARATOR.encode().join(patterns),
    )


def _owner_number(owners: list[Owner], shared: list[bytes]) -> int:
    if len(owners) == 1 and not owners[0].spelling:
        return owners[0].group
    shared.append(_shared_entry(owners))
    return -len(shared)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
