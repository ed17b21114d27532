"""mtfix beside other tools and beside reading and writing alone, on clean English.

Installs this repository and what it is compared with in an environment of its own, builds
the texts, runs whole processes in turns, prints ratios of medians, and exits with 1 if a
target is missed. See docs/speed.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import venv
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import english
from peer_measures import MEASURES, RATIOS, TIME, Children, Measure, Ratio

_HERE = Path(__file__).resolve().parent
_REPOSITORY = _HERE.parents[1]
_PEERS = ("ftfy", "typos", "codespell")
_QUIET = 1.3


def main() -> int:
    options = _options()
    folder = options.venv.resolve()
    children = Children(folder)
    if not options.keep:
        _install(folder)
    paths, origin = _prepare(folder / "texts", options)
    taken = _take(children, paths, options.runs)
    figures = _figures(taken, paths)
    _print(figures, paths, origin)
    _doubt(taken)
    if options.json:
        options.json.write_text(_json(taken, figures, paths, origin), encoding="utf-8")
    missed = [ratio for ratio in RATIOS if ratio.sign and not ratio.met(figures)]
    _tell(f"\n{len(missed)} of {sum(bool(r.sign) for r in RATIOS)} targets missed")
    return bool(missed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--mb", type=float, default=24, help="megabytes of text (default: 24)")
    add("--runs", type=int, default=5, help="rounds in which each is run once (default: 5)")
    add("--json", type=Path, metavar="FILE", help="write all that was measured to FILE")
    add("--text", type=Path, nargs="+", default=[], metavar="FILE", help="clean English to take")
    add("--venv", type=Path, default=_HERE / ".venv", metavar="DIR", help="where all is kept")
    add("--keep", action="store_true", help="take what is installed in DIR as it is")
    return parser.parse_args()


def _install(folder: Path) -> None:
    """Install this repository as it is now, as users get it, and what it is compared with."""
    fresh = not all((folder / "bin" / peer).exists() for peer in _PEERS)
    if fresh:
        venv.create(folder, with_pip=True)
    (folder / "texts").mkdir(exist_ok=True)
    install = ["python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    children = Children(folder)
    if fresh:
        children.output(*install, str(_REPOSITORY), *_PEERS)
    children.output(*install, "--force-reinstall", "--no-deps", str(_REPOSITORY))


def _prepare(folder: Path, options: argparse.Namespace) -> tuple[dict[str, Path], str]:
    """Write the texts; return their paths by name, and where the English is from."""
    size = int(options.mb * 1_000_000)
    names = ("clean", "piece", "1 KB", "4 N")
    paths = {name: folder / f"{name.replace(' ', '-')}.txt" for name in names}
    origin = english.write(paths["clean"], size, options.text)
    english.piece(paths["clean"], paths["piece"], size // 6)
    english.made_up(paths["1 KB"], 1_000)
    english.repeated(paths["clean"], paths["4 N"], 4)
    return paths, origin


def _take(children: Children, paths: dict[str, Path], runs: int) -> dict[str, list[float]]:
    """Run everything in turns, so that what disturbs the machine disturbs all alike."""
    taken: dict[str, list[float]] = {measure.name: [] for measure in MEASURES}
    for number in range(runs):
        for measure in [m for m in MEASURES if number < m.most for _ in range(m.often)]:
            _progress(f"round {number + 1} of {runs}: {measure.name}")
            value = measure.take.of(children, measure.command, paths[measure.text])
            taken[measure.name].append(value)
    _progress("")
    return taken


def _figures(taken: dict[str, list[float]], paths: dict[str, Path]) -> dict[str, float]:
    """The medians; what was measured on a piece is scaled to the whole."""
    figures = {name: median(values) for name, values in taken.items()}
    whole = paths["clean"].stat().st_size
    for measure in MEASURES:
        if measure.scaled:
            start = figures[measure.scaled]
            times = whole / paths[measure.text].stat().st_size
            figures[measure.name] = start + (figures[measure.name] - start) * times
    return figures


# --- what is shown -------------------------------------------------------------------------

_HEAD = f"{'measure':20} {'text':6} {'median':>12} {'MB/s':>6}  {'ratio':30} {'target':9}"


def _print(figures: dict[str, float], paths: dict[str, Path], origin: str) -> None:
    _tell(f"{paths['clean'].stat().st_size / 1e6:.1f} MB from {origin}\n")
    _tell(_HEAD)
    for measure in MEASURES:
        own: list[Ratio | None] = [ratio for ratio in RATIOS if ratio.measure == measure.name]
        left = _left(measure, figures[measure.name], paths)
        for ratio in own or [None]:
            _tell(f"{left}  {_right(ratio, figures)}".rstrip())
            left = " " * len(left)
    _tell("\npiece: a sixth of the text; what it takes beyond the start is scaled to the whole.")


def _doubt(taken: dict[str, list[float]]) -> None:
    """Say so where the same work did not take the same time: then no ratio is worth much."""
    low, *_, high = quantiles(taken["floor, in pieces"])
    if high > low * _QUIET:
        _tell(f"The machine was busy: half of the floor's runs lie {high / low:.1f}-fold apart.")


def _left(measure: Measure, value: float, paths: dict[str, Path]) -> str:
    text = "clean" if measure.scaled else measure.text
    size = paths[text].stat().st_size / 1e6
    speed = f"{size / value:6.1f}" if size > 0.1 and measure.take is TIME else ""
    return f"{measure.name:20} {measure.text:6} {measure.take.shown(value)} {speed:>6}"


def _right(ratio: Ratio | None, figures: dict[str, float]) -> str:
    if ratio is None:
        return ""
    compared = f"{ratio.of(figures):6.2f} × {ratio.against}"
    if not ratio.sign:
        return compared
    faster = "faster than " if ratio.sign == "≥" else ""
    compared = f"{ratio.of(figures):6.2f} × {faster}{ratio.against}"
    met = "met" if ratio.met(figures) else "MISSED"
    return f"{compared:30} {ratio.sign} {ratio.target:<6g} {met}"


def _json(
    taken: dict[str, list[float]], figures: dict[str, float], paths: dict[str, Path], origin: str
) -> str:
    ratios: list[dict[str, Any]] = [
        {
            **ratio._asdict(),
            "value": ratio.of(figures),
            "met": ratio.met(figures) if ratio.sign else None,
        }
        for ratio in RATIOS
    ]
    told = {
        "text": origin,
        "bytes": {name: path.stat().st_size for name, path in paths.items()},
        "machine": [platform.platform(), platform.python_version(), os.cpu_count()],
        "runs": taken,
        "medians": figures,
        "ratios": ratios,
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _progress(message: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{message}")


if __name__ == "__main__":
    sys.exit(main())
