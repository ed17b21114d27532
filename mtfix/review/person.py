"""Who decides, and when."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtfix.review.decision import Decision


def signed(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions with the name of who runs mtfix, and the day."""
    today = datetime.now(UTC).date().isoformat()
    return [one._replace(by=person(), on=today) for one in decisions]


def person() -> str:
    """Return the name that `GIT_AUTHOR_NAME` says, or else that of the account."""
    if name := os.environ.get("GIT_AUTHOR_NAME"):
        return name
    with suppress(OSError, KeyError, ImportError):
        import getpass

        return getpass.getuser()
    return ""
