"""What one document may take, for who cleans documents of others in a service."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mtfix.edits.problem import Problem
from mtfix.pipeline.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")


class Limits(NamedTuple):
    """The most that one document may take. A row is a document, and so is each text of it.

    size: characters; None for any number.
    seconds: from the beginning of `clean` on; None for any number. It is asked before each stage
        and for each fix that one proposes, so that it can be exceeded by what lies between.
    """

    size: int | None = None
    seconds: float | None = None

    def refusal(self, text: str) -> Result | None:
        """Return the result for a text that is too large, which is the text as it is."""
        if self.size is None or len(text) <= self.size:
            return None
        told = f"it has {len(text):,} characters, and the limit is {self.size:,}"
        return unchanged_by_limit(text, "limit/size", told)

    def deadline(self) -> Deadline | None:
        """Return the time for a document that is begun now, if it is limited."""
        return None if self.seconds is None else Deadline(self.seconds)


UNLIMITED = Limits()


class Deadline:
    """The time at which a document is given up."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = monotonic() + seconds

    def during(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items as they come. Raises TimeUpError once the time is up."""
        self.check()
        for item in items:
            self.check()
            yield item

    def check(self) -> None:
        """Raise TimeUpError once the time is up."""
        if monotonic() >= self._end:
            raise TimeUpError(f"it takes longer than {self._seconds:g} s")


class TimeUpError(Exception):
    """A document has had its time."""


def unchanged_by_limit(text: str, limit: str, told: str) -> Result:
    """Return the result of a text that a limit leaves as it is; its problem says which."""
    problem = Problem(0, f"left as it is: {told}", rule=limit, severity="warning")
    return Result(text, text, problems=(problem,))
