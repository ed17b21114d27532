"""What a cleaner is built from: packs, and the options that shape the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.triggers import Triggers

if TYPE_CHECKING:
    from mtfix.packs.compile import PackSet
    from mtfix.stages import Stage


class Build(NamedTuple):
    """What the stages are made from."""

    loaded: PackSet
    level: str
    origin: str | None

    def stages(self) -> tuple[Stage, ...]:
        from mtfix.stages import built

        return built(self.loaded.packs, self.level, self.origin)

    def triggers(self) -> list[Triggers]:
        """What the stages ask the scan for, without making them where it is known."""
        if self.loaded.triggers is None:
            return [triggers for stage in self.stages() for triggers in stage.triggers()]
        known = (Triggers(*fields) for fields in self.loaded.triggers)
        return [one for one in known if one.stage != "boilerplate" or self.level != "off"]
