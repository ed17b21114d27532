"""Which of some names a wrong one may stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_FEW = 20
"""So many names are all listed, where none is near."""


def did_you_mean(name: str, names: Collection[str], otherwise: str = "") -> str:
    """Return the remedy for a name that is none of `names`: the nearest, or all if they are few,
    or what is given as `otherwise`.

    >>> did_you_mean("termm", ["term", "surface"])
    'did you mean term?'
    >>> did_you_mean("x", ["term", "surface"])
    'choose from term, surface'
    """
    from difflib import get_close_matches

    lower = {known.lower(): known for known in names}
    near = get_close_matches(name.lower(), lower, 1)
    if near:
        return f"did you mean {lower[near[0]]}?"
    return f"choose from {', '.join(names)}" if len(names) <= _FEW else otherwise
