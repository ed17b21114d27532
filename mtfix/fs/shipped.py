"""Where the shipped glossaries are: beside the modules in a wheel, beside the package in a
checkout."""

from __future__ import annotations

import os
from typing import Any

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of mtfix's modules."""
PACKAGED = os.path.join(PACKAGE, "glossaries")
"""Where the wheel puts the shipped packs."""
_CHECKOUT = os.path.join(os.path.dirname(PACKAGE), "glossaries")


def shipped_folder() -> Any:
    """Return where the shipped packs are: a path, or a resource inside a zip."""
    for folder in (PACKAGED, _CHECKOUT):
        if os.path.isdir(folder):
            return folder
    from importlib.resources import files

    return files("mtfix") / "glossaries"


def shipped_text(*parts: str) -> str:
    """Return the text of a file below the shipped glossaries; empty where it is missing."""
    folder = shipped_folder()
    try:
        if isinstance(folder, str):
            with open(os.path.join(folder, *parts), encoding="utf-8") as file:
                return file.read()
        text: str = folder.joinpath(*parts).read_text(encoding="utf-8")
    except OSError:
        return ""
    return text
