"""Writes a file with its fixes; before that the log, and what the baseline needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtfix.fs import files

if TYPE_CHECKING:
    from mtfix.pipeline.result import Result
    from mtfix.review.baseline import Baselines
    from mtfix.review.run_log import Log


def write_fixes(
    source: files.SourceFile, result: Result, baselines: Baselines | None, log: Log | None
) -> str:
    """Write the text of `result` to the file that `source` was read from, and return what the user
    should know, or nothing. Raises FileError, also where another program has written the file."""
    path, data = source.path, source.encode(result.text)
    baseline = baselines.of(path) if baselines else None
    if baseline and baseline.follow(path, source.text, result.edits, result.text):
        baseline.write()
    if log:
        log.add(path, source.data, data, result.fixes, charset=source.charset)
    return files.write(path, data, before=source.data)
