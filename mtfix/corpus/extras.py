"""Libraries that only some users have: imported when needed, and named where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from mtfix.edits.problem import ProblemError

EXTRAS = {
    "pyarrow": "corpus",
    "zstandard": "corpus",
    "ray": "ray",
    "pyspark": "spark",
    "datatrove": "datatrove",
    "dask": "dask",
    "datasets": "datasets",
    "pandas": "dask",
}
"""The extra of mtfix that installs each library."""


class CorpusError(ProblemError):
    """A corpus that can't be read or written: says which part, why, and what to do."""


def need(module: str) -> Any:
    """Return an optional module. Raises CorpusError, which names its extra, if it is missing."""
    library = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
    extra = EXTRAS[library]
    raise CorpusError(f"{library} is not installed", f"run: pip install 'mtfix[{extra}]'")
