"""datatrove: a formatter that cleans documents, and a filter by what is known of them.

    from mtfix.corpus.datatrove import MtfixFilter, MtfixFormatter

    pipeline = [JsonlReader("in"), MtfixFormatter(), MtfixFilter("damage < 20"), …]

This module needs datatrove to be imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtfix.corpus.columns import PREFIX, check_columns, column_values
from mtfix.corpus.condition import parse_condition
from mtfix.corpus.document import CorpusOptions, RejectedError
from mtfix.corpus.extras import need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.cleaner import Cleaner

_base: Any = need("datatrove.pipeline.formatters.base").BaseFormatter
_filter: Any = need("datatrove.pipeline.filters.base_filter").BaseFilter


class MtfixFormatter(_base):  # type: ignore[misc]  # the class of an optional library
    """Cleans the text of each document. Columns are added to its metadata, and counts of fixes to
    the statistics of the step. A text over a limit stays as it is."""

    name = "mtfix"

    def __init__(
        self, cleaner: Cleaner | None = None, columns: Sequence[str] = ("damage",)
    ) -> None:
        super().__init__()
        check_columns(columns)
        self._cleaner, self._columns = cleaner, tuple(columns)

    def format(self, text: str) -> str:
        """Return a text cleaned."""
        return str(self._options().clean(text, None).text)

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:
        """Yield the documents, cleaned."""
        del rank, world_size
        options = self._options()
        for document in data:
            self.stat_update("total")
            with self.track_time():
                try:
                    result = options.clean(document.text, None)
                except RejectedError as error:
                    self.stat_update(f"rejected_{error.code}")
                else:
                    self.stat_update("fixes", value=len(result.fixes))
                    document.text = result.text
                    document.metadata |= column_values(result, self._columns)
            yield document

    def _options(self) -> CorpusOptions:
        if self._cleaner is None:
            from mtfix.cleaner import default

            self._cleaner = default()
        return CorpusOptions(self._cleaner)


class MtfixFilter(_filter):  # type: ignore[misc]
    """Keeps the documents that meet a condition such as `damage < 20`, asked of the columns that
    `MtfixFormatter` has added."""

    name = "mtfix filter"

    def __init__(self, condition: str, exclusion_writer: Any = None) -> None:
        super().__init__(exclusion_writer)
        self._condition = parse_condition(condition)

    def filter(self, doc: Any) -> bool:
        """Whether a document is kept."""
        return self._condition.meets(doc.metadata.get(PREFIX + self._condition.column))
