"""The language that the terms of a file were translated from, where the file says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Sequence


def source_language(said: Sequence[str], target: str, path: str) -> str:
    """Return the language that a file says beside the target. `said` are its languages.

    Raises ProblemError where it says none, or several.
    """
    wanted = target.lower()
    others = dict.fromkeys(
        code.lower().replace("_", "-").partition("-")[0]
        for code in said
        if code and not (code.lower() + "-").replace("_", "-").startswith(f"{wanted}-")
    )
    if len(others) == 1:
        return next(iter(others))
    why = f"it has terms in {', '.join(others)}" if others else "it does not say its language"
    raise ProblemError(why, "name the one that was translated with --from", path=path)
