"""A value that is set in a configuration or on the command line."""

from __future__ import annotations

from typing import Any, NamedTuple


class ConfigValue(NamedTuple):
    """A value of a key, and where it is set: `pyproject.toml:12`, `--skip`."""

    value: Any
    origin: str
