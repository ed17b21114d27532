"""What a cleaner is built from: packs, and the options that shape the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.plan import Lane, Plan, planned
from mtfix.stages import NAMES, built

if TYPE_CHECKING:
    from mtfix.packs.compile import PackSet
    from mtfix.stages import Stage


_WITHOUT_BOILERPLATE = tuple(name for name in NAMES if name != "boilerplate")


class Build(NamedTuple):
    """What the stages are made from."""

    loaded: PackSet
    level: str
    origin: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """The stages in the order in which they read a text."""
        return NAMES if self.level != "off" else _WITHOUT_BOILERPLATE

    def always(self, name: str) -> bool:
        """Whether a stage reads pages on which the scan has found nothing for it."""
        return name == "boilerplate" and self.level == "article"

    def stage(self, name: str) -> Stage:
        return built(name, self.loaded, self.level, self.origin)

    def plan(self) -> Plan:
        """What the stages ask the scan for, without making them where it is known."""
        if self.loaded.plan is None:
            return planned(one for name in self.names for one in self.stage(name).triggers())
        groups, lanes = self.loaded.plan
        return Plan(groups, [Lane(*lane) for lane in lanes])
