"""The interface of a stage, and of the stages that a pipeline runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mtfix.edits.draft import Draft
    from mtfix.edits.fix import Fix
    from mtfix.matching.page import Page
    from mtfix.matching.plan import Plan
    from mtfix.matching.triggers import Triggers

    Observe = Callable[["Stage", Page, Draft], None]
    """Is shown each stage and what it is about to read."""


class Stage(Protocol):
    """Reads a page and proposes fixes; knows no file, no format, no other stage.

    Of a page that was read before, `page.changed` tells what is new; a stage may propose again
    what it proposed then, and need not.
    """

    name: str

    def triggers(self) -> Iterable[Triggers]: ...

    def __call__(self, page: Page) -> Iterable[Fix]: ...


class Stages(Protocol):
    """The stages of a pipeline, each made when it is first needed."""

    @property
    def names(self) -> Sequence[str]:
        """The names of the stages, in the order in which they read a text."""

    def plan(self) -> Plan:
        """Return what the scan looks for on behalf of all stages."""

    def stage(self, name: str) -> Stage: ...

    def reads_all(self, name: str) -> bool:
        """Whether a stage reads pages on which the scan has found nothing for it."""
