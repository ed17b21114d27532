"""Build hook: the wheel carries the compiled form of the shipped packs, verified."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PacksHook(BuildHookInterface[Any]):
    """Runs every example of the shipped packs; a failing one fails the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from mtfix.verification.proof import compiled

        with tempfile.NamedTemporaryFile(suffix=".json", delete=False) as file:
            file.write(compiled())
        self._file = file.name
        build_data["force_include"][file.name] = "mtfix/glossaries/compiled.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            Path(self._file).unlink(missing_ok=True)
