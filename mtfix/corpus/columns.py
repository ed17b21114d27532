"""The columns that can be added to a corpus: what is known of each document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mtfix.corpus.extras import CorpusError
from mtfix.text.nearest_name import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mtfix.pipeline.result import Result

PREFIX = "mtfix_"
"""How the names of added columns begin."""


class Column(NamedTuple):
    """A column: its type, as `arrow` names it, and how its value is worked out."""

    type: str
    value: Callable[[Result], Any]


def _fixes(result: Result) -> list[dict[str, Any]]:
    """The edits that were made, each with its rule."""
    return [
        {
            "rule": fix.rule,
            "start": edit.span.start,
            "end": edit.span.end,
            "old": edit.old,
            "new": edit.new,
        }
        for fix in result.fixes
        for edit in fix.edits
    ]


def _topics(result: Result) -> list[str]:
    from mtfix.corpus.topics import topic_names

    return topic_names(result.text)


def _language(result: Result) -> str:
    from mtfix.text.document_language import language_of

    return language_of(result.text)


def damage(result: Result) -> float:
    """Return how many fixes were made per 1,000 words."""
    return round(1000 * len(result.fixes) / max(1, len(result.original.split())), 2)


COLUMNS = {
    "fixes": Column("fixes", _fixes),
    "damage": Column("number", damage),
    "translated": Column("number", lambda result: result.origin.likelihood),
    "score": Column("number", lambda result: result.origin.score),
    "origin": Column("text", lambda result: result.origin.language),
    "topics": Column("texts", _topics),
    "language": Column("text", _language),
}


def check_columns(names: Iterable[str]) -> None:
    """Raise CorpusError for a column that there is not."""
    for name in names:
        if name not in COLUMNS:
            near = did_you_mean(name, COLUMNS, f"there are {', '.join(COLUMNS)}")
            raise CorpusError(f"there is no column {name!r}; {near}")


def column_values(result: Result, names: Iterable[str]) -> Mapping[str, Any]:
    """Return the values of some columns, by the names that they have in the output."""
    return {PREFIX + name: COLUMNS[name].value(result) for name in names}
