"""All that is proposed at once, tried on pages that are right."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from mtfix.authoring.suggest.clean_trial import Trial, trials
from mtfix.authoring.suggest.draft_pack import SORTS, DraftPacks, Entry, Source
from mtfix.edits.rule_names import rule_name
from mtfix.packs.validation import PackWarning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def proposed_packs(
    proposed: Mapping[str, Sequence[Entry]],
    source: Source,
    clean: Sequence[tuple[str, str]] = (),
) -> DraftPacks:
    """Return packs of proposals by sort. `clean` are pages that are right, by name and text: what
    makes edits there is only suggested, and each entry tells what it does there."""
    with warnings.catch_warnings():  # of packs that are written only to be tried
        warnings.simplefilter("ignore", PackWarning)
        return _tried(DraftPacks(proposed, source), source, clean)


def _tried(packs: DraftPacks, source: Source, clean: Sequence[tuple[str, str]]) -> DraftPacks:
    """The packs, judged by what they do on clean pages."""
    if not clean or not packs.count:
        return packs
    told = trials(packs.texts(), clean, source.beside)

    def judged(sort: str, one: Entry) -> Entry:
        trial = told.get(rule_name(SORTS[sort].stage, one.id), Trial())
        noted = one.noted(trial.note(len(clean)))
        return noted.only_suggested() if trial.made else noted

    packs.judge(judged)
    return packs
