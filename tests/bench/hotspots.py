"""Where the time goes: cProfile of `mtfix clean` on a text, in this process.

    python tests/bench/hotspots.py --each line FILE

It is not called `profile.py`: from the folder of such a script, `import cProfile` would
find it in place of the standard library's.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import os
import pstats
import sys
from pathlib import Path
from typing import Any

_Entry = tuple[tuple[str, int, str], tuple[int, int, float, float, Any]]


def main() -> int:
    options = _options()
    for mode in [options.each] if options.each else ["line", "document"]:
        rows = _rows(_profile(["clean", "--each", mode, options.file]))
        total = sum(row[1][2] for row in rows)
        _tell(f"\n--each {mode}: {total:.2f} s in the profiler")
        _tell(f"{'own':>7} {'with called':>12} {'calls':>9}  function")
        for row in rows[: options.top]:
            _tell(_shown(row, total))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--each", choices=("line", "document"), help="default: one, then the other")
    parser.add_argument("--top", type=int, default=25, help="functions to show (default: 25)")
    parser.add_argument("file", metavar="FILE")
    return parser.parse_args()


def _profile(arguments: list[str]) -> cProfile.Profile:
    """Run the command as it is, its output thrown away."""
    from mtfix import Cleaner
    from mtfix.cli.main import main as command

    Cleaner()  # compiles the packs where that is not done yet
    profile = cProfile.Profile()
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        profile.runcall(command, arguments)
    return profile


def _rows(profile: cProfile.Profile) -> list[_Entry]:
    """Functions with their figures, by the time that they took themselves."""
    stats: dict[Any, Any] = vars(pstats.Stats(profile))["stats"]
    return sorted(stats.items(), key=lambda row: -row[1][2])


def _shown(row: _Entry, total: float) -> str:
    (file, line, name), (_, calls, own, cumulative, _callers) = row
    place = f"{'/'.join(Path(file).parts[-2:])}:{line} {name}" if line else name
    return f"{own / total:7.1%} {cumulative / total:12.1%} {calls:9,}  {place}"


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
