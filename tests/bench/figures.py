"""Measures of one build or of two: the table of texts and of processes, and the runs."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from builds import FLOOR_PIECES, FLOOR_WHOLE
from corpus import PIPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from builds import Build

NOISE = 0.05
"""By so much a ratio may be below an aim of 1, "no slower": two runs of the same build differ as
much. An aim above 1 is met or missed as it is."""


class Figure(NamedTuple):
    """One row: a cost, such as seconds or megabytes, of each build; the last one is the new one."""

    name: str
    costs: tuple[float, ...]
    unit: str
    """"KB/s", "ms a page", "ms", "s", "MB", "× floor", "ms a KB"."""
    aim: float = 0
    """How many times less than the other build the new one shall cost."""
    most: float = 0
    """How much the new build shall cost at most."""
    size: int = 0
    """Bytes that the cost is for."""
    documents: int = 1
    edits: int = 0
    """Those that the new build makes."""

    @property
    def ratio(self) -> float | None:
        """How many times as much the first build costs; None if there is but one."""
        return self.costs[0] / self.costs[-1] if len(self.costs) > 1 else None

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None if there is none, or nothing to compare with."""
        if self.most:
            return self.costs[-1] <= self.most
        if not (self.aim and self.ratio):
            return None
        return self.ratio >= (self.aim - NOISE if self.aim == 1 else self.aim)


class Text(NamedTuple):
    """A text that is cleaned in the process of a worker."""

    file: str
    name: str
    unit: str
    aim: float = 0
    runs: int = 5
    order: str = "time"
    """The order to the worker: clean at the default level of boilerplate, or another."""


TEXTS = (
    Text("dense", "dense: articles in which every sentence is damaged", "KB/s", 3),
    Text("joined", "all labelled documents, joined", "KB/s", 4),
    Text("sparse", "sparse: one line in ten, one document", "KB/s", 3),
    Text("sparse-lines", "the same, each line by itself", "KB/s", 2, 7),
    Text("clean", "clean prose, rich in triggers", "KB/s", 1, 15),
    Text("scraped", "scraped pages, level `article`", "KB/s", 0, 7, "article"),
    Text("page-2", "pages of 2 KB", "ms a page", 2.75, 9),
    Text("page-10", "pages of 10 KB", "ms a page", 3.07, 7),
    Text("page-100", "pages of 100 KB", "ms a page", 3.86),
)


class Process(NamedTuple):
    """A whole process: its arguments to Python, what it reads, and what is taken of it."""

    name: str
    arguments: tuple[str, ...]
    text: str
    unit: str
    aim: float = 0
    most: float = 0
    runs: int = 11
    floor: str = ""
    """A program that its seconds are divided by."""


_CLEAN = ("-m", "mtfix", "clean")
_LINES = (*_CLEAN, "--each", "line")
_CHECK = ("-m", "mtfix", "check", "--no-config", "tree")
_JOBS = (*_CLEAN, "--no-config", "--jobs")
ONE, TWO = "clean, dense rows, one process", "clean, dense rows, two processes"

PROCESSES = (
    Process("python -c pass", ("-c", "pass"), "clean-2.txt", "ms"),
    Process("clean, 2 KB, nothing found", _CLEAN, "clean-2.txt", "ms", 1.13),
    Process("clean, damaged 2 KB", _CLEAN, "damaged-2.txt", "ms", 1.96),
    Process("clean, damaged 10 KB", _CLEAN, "damaged-10.txt", "ms"),
    Process("check, 300 pages", _CHECK, "clean-2.txt", "s", 2.16, runs=5),
    Process(ONE, (*_JOBS, "1", "dense.jsonl"), "", "s", runs=3),
    Process(TWO, (*_JOBS, "2", "dense.jsonl"), "", "s", runs=3),
    Process("20 MB of prose, one document", _CLEAN, PIPE, "× floor", 0, 12, 3, FLOOR_WHOLE),
    Process("20 MB of prose, each line", _LINES, PIPE, "× floor", 0, 12, 3, FLOOR_PIECES),
    Process("memory, 20 MB, one document", _CLEAN, PIPE, "MB", 1, runs=1),
    Process("memory, 20 MB, each line", _LINES, PIPE, "MB", 1, runs=1),
    Process("memory, check of 300 pages", _CHECK, "clean-2.txt", "MB", 1, runs=1),
)


def measure_texts(
    builds: Sequence[Build], texts: Iterable[Text], tell: Callable[[str], None]
) -> list[Figure]:
    """The least CPU time of each text, the builds in turns, after one run that warms them."""
    return [_of_text(builds, text, tell) for text in texts]


def _of_text(builds: Sequence[Build], text: Text, tell: Callable[[str], None]) -> Figure:
    tell(text.name)
    first = [build.ask(text.order, text.file) for build in builds]
    rounds = [[build.ask(text.order, text.file) for build in builds] for _ in range(text.runs)]
    costs = tuple(min(run["seconds"] for run in column) for column in zip(*rounds, strict=True))
    last = first[-1]
    figure = Figure(text.name, costs, text.unit, text.aim)
    return figure._replace(size=last["bytes"], documents=last["documents"], edits=last["edits"])


def measure_size(builds: Sequence[Build], size: int, tell: Callable[[str], None]) -> Figure:
    """The least CPU time of the text of a size: once if it is long, and often if it is short."""
    tell(f"{size / 1000:,.0f} KB")
    name = f"size-{size}"
    rounds = [[build.ask("time", name) for build in builds]]
    while len(rounds) < 9 and sum(run[-1]["seconds"] for run in rounds) < 2:
        rounds.append([build.ask("time", name) for build in builds])
    costs = tuple(min(run["seconds"] for run in column) for column in zip(*rounds, strict=True))
    last = rounds[0][-1]
    per_kilobyte = tuple(1_000_000 * cost / last["bytes"] for cost in costs)
    label = f"{size / 1000:,.0f} KB"
    return Figure(label, per_kilobyte, "ms a KB", size=last["bytes"], edits=last["edits"])


def measure_processes(
    builds: Sequence[Build], processes: Iterable[Process], tell: Callable[[str], None]
) -> list[Figure]:
    """The median of each process, the builds in turns; what a build can't do is left out."""
    able = all("--jobs" in build.says([*_CLEAN, "--help"]) for build in builds[-1:])
    wanted = [process for process in processes if able or "--jobs" not in process.arguments]
    return [_of_process(builds, process, tell) for process in wanted]


def _of_process(builds: Sequence[Build], process: Process, tell: Callable[[str], None]) -> Figure:
    tell(process.name)
    if "--jobs" in process.arguments:
        builds = builds[-1:]
    rounds, floor = [], []
    for _ in range(process.runs):
        rounds.append([_cost(build, process) for build in builds])
        if process.floor:
            floor.append(builds[-1].seconds(["-c", process.floor], process.text))
    costs = tuple(median(column) for column in zip(*rounds, strict=True))
    if process.floor:
        costs = tuple(cost / median(floor) for cost in costs)
    return Figure(process.name, costs, process.unit, process.aim, process.most)


def _cost(build: Build, process: Process) -> float:
    take = build.megabytes if process.unit == "MB" else build.seconds
    return take(process.arguments, process.text or "clean-2.txt")
