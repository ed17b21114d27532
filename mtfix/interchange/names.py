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
    "vale",
)
READ = tuple(name for name in NAMES if name != "vale")
"""Those that are read as well."""
