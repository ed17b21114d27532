"""How fast damaged text is cleaned: one build of mtfix, or two side by side in one run.

    python tests/bench/damaged.py --against OTHER_PYTHON [--write docs/speed.md] [--same]

OTHER_PYTHON is that of a virtual environment with another version installed. The builds take
turns (A B A B), so that what disturbs the machine disturbs both. In the process, the least CPU
time of some runs counts; of whole processes, the median. docs/speed.md says more.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import corpus
import figures
import plot
import report
from builds import Build

if TYPE_CHECKING:
    from collections.abc import Sequence

_REPOSITORY = Path(__file__).resolve().parents[2]
_TEXTS = Path(tempfile.gettempdir()) / "mtfix-bench"
_Row = TypeVar("_Row", figures.Text, figures.Process)
PARTS = ("texts", "processes", "sizes")
_SHOWN = 3
"""Differences that are shown of each text."""


class Part(NamedTuple):
    """One section of the report."""

    name: str
    content: str
    figures: list[figures.Figure]


def main() -> int:
    options = _options()
    if options.fresh or not (options.texts / corpus.MANIFEST).exists():
        _progress("writing the texts")
        options.texts.mkdir(parents=True, exist_ok=True)
        corpus.write(options.texts, options.material)
    frozen = (options.texts / corpus.MANIFEST).read_text("utf-8").strip()
    there = all((options.texts / f"{text.file}.jsonl").exists() for text in figures.TEXTS)
    if frozen != corpus.digest(options.texts) or not there:
        raise SystemExit(f"{options.texts}: not the texts that were kept; --fresh writes them anew")
    pythons = [options.against, options.this] if options.against else [options.this]
    names = options.names.split(",")[-len(pythons) :]
    with contextlib.ExitStack() as stack:
        builds = [
            stack.enter_context(Build(python, options.texts, cpu=options.cpu)) for python in pythons
        ]
        if options.same:
            return _compare(builds, options)
        parts = [_part(name, builds, names, options) for name in options.only or PARTS]
        setting = _setting(builds, frozen)
    _progress("")
    for part in parts:
        _tell(f"\n{setting}\n\n{part.content}")
    if options.write:
        _write(options.write, parts, names, setting)
    return sum(figure.met is False for part in parts for figure in part.figures) > 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--against", type=Path, metavar="PYTHON", help="the Python that has another build")
    add("--this", type=Path, default=sys.executable, metavar="PYTHON", help="default: this one")
    add("--names", default="before,now", help="the builds in the tables (default: before,now)")
    add("--texts", type=Path, default=_TEXTS, metavar="DIR", help=f"default: {_TEXTS.name} in temp")
    add("--fresh", action="store_true", help="write the texts anew, though they are there")
    add("--material", type=Path, default=_REPOSITORY, metavar="DIR", help="a checkout to take from")
    add("--only", action="append", choices=PARTS, help="measure this part; may be repeated")
    add("--row", default="", metavar="WORD", help="only texts and processes whose name has it")
    add("--to", type=float, default=30, metavar="MB", help="the largest size (default: 30)")
    add("--text", type=Path, nargs="+", default=[], metavar="FILE", help="more pages to measure")
    add("--pages", type=Path, metavar="FILE", help="rows with a `text`, read at level article")
    add("--cpu", action="store_true", help="CPU time of processes too, for a busy machine")
    add("--same", action="store_true", help="compare what the two builds answer; measure nothing")
    add("--write", type=Path, metavar="FILE", help="put the tables into FILE, the plot beside it")
    options = parser.parse_args()
    if options.write and (options.row or options.same):
        parser.error("--write is for whole tables: not with --row or --same")
    if options.write:  # before all is measured in vain
        for name in options.only or PARTS:
            report.replace(options.write.read_text("utf-8"), name, "")
    return options


def _part(
    name: str, builds: Sequence[Build], names: Sequence[str], options: argparse.Namespace
) -> Part:
    if name == "sizes":
        sizes = [size for size in corpus.SIZES if size <= options.to * 1_000_000]
        rows = [figures.measure_size(builds, size, _progress) for size in sizes]
        content = f"{report.table(rows, names)}\n\n{report.growth(rows, names)}".rstrip()
        return Part(name, content, rows)
    content = ""
    if name == "texts":
        texts = [*_named(figures.TEXTS, options.row), *_more(options)]
        rows = figures.measure_texts(builds, texts, _progress)
    else:
        chosen = _named(figures.PROCESSES, options.row)
        rows = figures.measure_processes(builds, chosen, _progress)
        content = f"\n\n{report.gain(rows, figures.ONE, figures.TWO)}".rstrip()
    return Part(name, report.table(rows, names) + content, rows)


def _named(rows: Sequence[_Row], word: str) -> list[_Row]:
    return [row for row in rows if word in row.name]


def _more(options: argparse.Namespace) -> list[figures.Text]:
    """The texts of the user."""
    paths = [path.resolve() for path in options.text]
    texts = [figures.Text(str(path), path.name, "ms a page", runs=9) for path in paths]
    if options.pages:
        path = str(options.pages.resolve())
        texts.append(figures.Text(path, options.pages.name, "KB/s", order="article"))
    return texts


def _setting(builds: Sequence[Build], frozen: str) -> str:
    """Where and on what was measured, so that figures of two runs can be compared."""
    unit = min(builds[-1].ask("unit")["seconds"] for _ in range(9))
    told = [
        f"Texts {frozen}, Python {platform.python_version()}, {os.cpu_count()} cores",
        f"a fixed piece of Python work takes {1000 * unit:.1f} ms",
    ]
    if any(build.cpu for build in builds):
        told.append("CPU time of processes")
    if len({build.about["installed"] for build in builds}) > 1:
        told.append("one build is installed, the other a checkout")
    return "; ".join(told) + "."


def _write(target: Path, parts: Sequence[Part], names: Sequence[str], setting: str) -> None:
    document = target.read_text("utf-8")
    for part in parts:
        document = report.replace(document, part.name, f"{setting}\n\n{part.content}")
        if part.name == "sizes":
            columns = zip(*(figure.costs for figure in part.figures), strict=True)
            lines = dict(zip(names, columns, strict=True))
            drawn = plot.svg([figure.size for figure in part.figures], lines)
            target.with_suffix(".svg").write_text(drawn, "utf-8")
    target.write_text(document, "utf-8")


def _compare(builds: Sequence[Build], options: argparse.Namespace) -> int:
    """Say for each text whether both builds make the same of it; 1 if not of all."""
    differ = 0
    for text in [*_named(figures.TEXTS, options.row), *_more(options)]:
        _progress(text.name)
        answers = [build.ask("answers", text.file) for build in builds]
        found = list(report.differences(answers[0], answers[-1]))
        differ += bool(found)
        _progress("")
        _tell(f"{text.name}: {f'{len(found)} differences' if found else 'the same'}")
        for difference in found[:_SHOWN]:
            _tell(f"    {difference}")
    return bool(differ)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _progress(message: str) -> None:
    """Say what is measured: on one line of a terminal, else on a line each."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{message}")
    elif message:
        sys.stderr.write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
