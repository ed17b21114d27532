"""Runs a law over cases until the time is up, and makes a case that breaks it small."""

from __future__ import annotations

import os
import random
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = float(os.environ.get("MTFIX_ATTACK_SECONDS", "2"))
"""Seconds of each attack."""
SEED = int(os.environ.get("MTFIX_ATTACK_SEED", "1"))


def draws(name: str, seconds: float = SECONDS) -> Iterator[random.Random]:
    """Yield a source of chance for each case, by name, seed and number, until the time is up; one
    at least."""
    end = time.monotonic() + seconds
    number = 0
    while not number or time.monotonic() < end:
        yield random.Random(f"{name} {SEED} {number}")
        number += 1


def smallest(text: str, breaks: Callable[[str], bool], seconds: float = 20) -> str:
    """Return a part of a text that still breaks a law, and of which no large piece can go."""
    end = time.monotonic() + seconds
    size = max(1, len(text) // 2)
    while size and time.monotonic() < end:
        at = 0
        while at < len(text) and time.monotonic() < end:
            less = text[:at] + text[at + size :]
            if breaks(less):
                text = less
            else:
                at += size
        size //= 2
    return text
