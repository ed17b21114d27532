"""One stage by itself, without the others and without packs of another sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.fix import Safety
from mtfix.matching.plan import make_plan
from mtfix.pipeline.pipeline import Pipeline
from mtfix.pipeline.selection import RuleSelection

if TYPE_CHECKING:
    from mtfix.matching.plan import Plan
    from mtfix.pipeline.stage import Stage


class SingleStage:
    """A pipeline's stages, of which there is but one."""

    def __init__(self, stage: Stage, *, reads_all: bool = False) -> None:
        self.names = (stage.name,)
        self._stage, self._reads_all = stage, reads_all

    def plan(self) -> Plan:
        return make_plan(self._stage.triggers())

    def stage(self, _name: str) -> Stage:
        return self._stage

    def reads_all(self, _name: str) -> bool:
        return self._reads_all


def pipeline_of(stage: Stage, least: Safety = Safety.SAFE, *, reads_all: bool = False) -> Pipeline:
    """Return a pipeline of one stage, which makes fixes that are at least so safe.

    With `reads_all` the stage reads pages on which the scan has found nothing for it, too.
    """
    return Pipeline(SingleStage(stage, reads_all=reads_all), RuleSelection(least))


def run(stage: Stage, text: str, least: Safety = Safety.SAFE) -> str:
    """Return `text` after the fixes of one stage that are at least that safe, made until nothing
    changes."""
    return pipeline_of(stage, least).run(text).text
