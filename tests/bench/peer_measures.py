"""The comparison on clean English: programs and how they are run, figures, and their bounds."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from builds import FLOOR_PIECES, FLOOR_WHOLE, PROBE, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TIMEOUT = 600
_FINDINGS = {"typos": 2, "codespell": 65}
"""The status by which a peer says that it has found something."""


class Children:
    """Runs programs of the environment as a user would, and takes their time and memory."""

    def __init__(self, folder: Path) -> None:
        self._programs = folder / "bin"
        self._folder = folder / "texts"
        self._variables = environment(LC_ALL="C.UTF-8", XDG_CACHE_HOME=str(folder / "cache"))

    def seconds(self, command: Sequence[str], text: Path) -> float:
        started = perf_counter()
        self._run(command, text)
        return perf_counter() - started

    def megabytes(self, command: Sequence[str], text: Path) -> float:
        """The most memory that the program held at any time."""
        probe = ["python", "-I", "-S", "-c", PROBE, self._program(command[0]), *command[1:]]
        return float(self._run(probe, text, error=subprocess.PIPE).stderr)

    def output(self, *command: str) -> bytes:
        return self._run(command, Path(os.devnull), out=subprocess.PIPE).stdout

    def _program(self, name: str) -> str:
        return str(self._programs / name)

    def _run(
        self,
        command: Sequence[str],
        text: Path,
        *,
        out: int = subprocess.DEVNULL,
        error: int | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        with text.open("rb") as file:
            done = subprocess.run(
                [self._program(command[0]), *command[1:]],
                stdin=file,
                stdout=out,
                stderr=error,
                cwd=self._folder,
                env=self._variables,
                timeout=_TIMEOUT,
                check=False,
            )
        if done.returncode not in {0, _FINDINGS.get(command[0], 0)}:
            raise SystemExit(f"{' '.join(command)[:200]} ended with status {done.returncode}")
        return done


class Take(NamedTuple):
    """A figure taken of a run, and its format."""

    of: Callable[[Children, Sequence[str], Path], float]
    unit: str
    times: float
    decimals: int

    def shown(self, value: float) -> str:
        return f"{value * self.times:9.{self.decimals}f} {self.unit:2}"


TIME = Take(Children.seconds, "s", 1, 3)
_MEMORY = Take(Children.megabytes, "MB", 1, 1)


class Measure(NamedTuple):
    """A figure: what is run on which text, and what is taken of it."""

    name: str
    text: str
    command: tuple[str, ...]
    take: Take = TIME
    often: int = 1
    """Runs in each round, where one is short."""
    most: int = 1_000
    """Rounds at most, where a run takes long."""
    scaled: str = ""
    """The same on 1 KB, where `text` is a piece: what exceeds it grows with the size."""


_LINE = ("mtfix", "clean", "--each", "line")
_DOCUMENT = ("mtfix", "clean")
_TYPOS = ("typos", "--isolated", "--format", "silent", "-")
_CODESPELL = ("codespell", "-")
_PASS = ("python", "-c", "pass")

MEASURES = (
    Measure("floor, in pieces", "clean", ("python", "-c", FLOOR_PIECES), often=3),
    Measure("each line", "clean", _LINE),
    Measure("floor, whole", "clean", ("python", "-c", FLOOR_WHOLE), often=3),
    Measure("document", "clean", _DOCUMENT),
    Measure("typos", "clean", _TYPOS),
    Measure("ftfy", "piece", ("ftfy",), most=3, scaled="ftfy, start"),
    Measure("codespell", "piece", _CODESPELL, most=3, scaled="codespell, start"),
    Measure("python -c pass", "1 KB", _PASS, often=3),
    Measure("start", "1 KB", _DOCUMENT, often=3),
    Measure("codespell, start", "1 KB", _CODESPELL, often=3),
    Measure("ftfy, start", "1 KB", ("ftfy",)),
    Measure("memory, N", "clean", _LINE, _MEMORY, most=3),
    Measure("memory, 4 N", "4 N", _LINE, _MEMORY, most=3),
)


class Ratio(NamedTuple):
    """How a figure stands to another, and what it must reach."""

    measure: str
    against: str
    sign: str = ""
    target: float = 0.0

    def of(self, figures: dict[str, float]) -> float:
        """How many times as much, or, where much is aimed at, how many times faster."""
        measure, against = figures[self.measure], figures[self.against]
        return against / measure if self.sign == "≥" else measure / against

    def met(self, figures: dict[str, float]) -> bool:
        value = self.of(figures)
        return value >= self.target if self.sign == "≥" else value <= self.target


RATIOS = (
    Ratio("each line", "floor, in pieces", "≤", 6),
    Ratio("each line", "ftfy", "≥", 20),
    Ratio("each line", "typos", "≥", 3),
    Ratio("each line", "codespell"),
    Ratio("document", "floor, whole", "≤", 6),
    Ratio("document", "ftfy", "≥", 20),
    Ratio("document", "typos", "≥", 3),
    Ratio("start", "python -c pass", "≤", 4),
    Ratio("start", "codespell, start", "≤", 0.5),
    Ratio("memory, 4 N", "memory, N", "≤", 1.1),
)
