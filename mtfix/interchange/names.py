"""The names of the formats, for the options of commands: nothing is imported for them."""

from __future__ import annotations

NAMES = (
    "tbx",
    "tbx-dct",
    "tbx2",
    "deepl",
    "deepl-csv",
    "google",
    "google-set",
    "amazon",
    "amazon-tsv",
    "omegat",
    "microsoft",
    "csv",
    "memoq",
    "trados",
    "xlsx",
    "ods",
    "tmx",
    "vale",
)
READ = tuple(name for name in NAMES if name != "vale")
WRITTEN = tuple(name for name in NAMES if name not in {"xlsx", "ods", "tmx"})
"""Those that are read, and those that are written."""
