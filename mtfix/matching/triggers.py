"""Triggers: the literals that rules ask the scan to find, each with a predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATOR = "\uffff"
"""No character of any text: what stands between patterns that are kept as one."""
GRAM = 4
"""Bytes by which patterns are looked up that may begin at a place; shorter ones are listed."""
FOLDED = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
FOLDED |= dict.fromkeys(map(ord, "\n\r\t"), ord(" "))
"""Letters and white space, and what each is folded to where capitals and line breaks do not
matter."""
_FOLDED_BYTES = bytes(FOLDED.get(code, code) for code in range(256))


def folded(data: bytes) -> bytes:
    """Return UTF-8 text in which ASCII letters are small and a line break is a space, so that a
    phrase is found where a line ends within it. Places stay the same."""
    return data.translate(_FOLDED_BYTES)


class Triggers(NamedTuple):
    """Literals that a rule of a stage wants to know of.

    `test` names the look at the bytes around them (see `mtfix.matching.predicates`). With the test
    `phrase`, each of `phrases` holds what begins with one of the texts, itself in front, in
    small letters and with `|` between; one of these must stand there. With the test `short`, each
    holds words with `|` between, of which one must stand in the same line.
    """

    stage: str
    rule: int
    test: str
    texts: tuple[str, ...] | list[str]
    phrases: Sequence[str] = ()
