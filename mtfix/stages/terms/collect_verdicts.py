"""Every decision about the terms of a text, as `explain` shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.edits.rule_names import TERM

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtfix.edits.draft import Draft
    from mtfix.edits.edit import Span
    from mtfix.matching.page import Page
    from mtfix.pipeline.pipeline import Pipeline
    from mtfix.pipeline.stage import Stage
    from mtfix.stages.terms.verdict import Verdict

    Locate = Callable[[Span], Span]
    """Says where in the text that was given a place is."""


def collect_verdicts(
    pipeline: Pipeline,
    text: str,
    *,
    format: str | None = None,  # noqa: A002 - the field's word
    source: str | None = None,
) -> list[tuple[Verdict, Locate]]:
    """Return the verdict on each candidate of a text, in order, with what locates its places.

    The pipeline runs as it does to clean the text; of each candidate the verdict of the last
    round that has seen it is returned. Its places are in the text as it was then.
    """
    latest: dict[tuple[Span, str], tuple[Verdict, Locate]] = {}

    def observe(stage: Stage, page: Page, draft: Draft) -> None:
        if stage.name == TERM:
            for verdict in stage.verdicts(page):  # type: ignore[attr-defined]
                candidate = verdict.candidate
                rule = candidate.term.rule
                if not pipeline.excludes(rule):
                    latest[draft.locate(candidate.span), rule] = verdict, draft.locate

    pipeline.run(text, source=source, format=format, observe=observe)
    return [found for _, found in sorted(latest.items(), key=lambda item: item[0])]
