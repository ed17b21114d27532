"""Installed builds of mtfix: a worker of each that cleans in its process, and whole processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOOR_WHOLE = """
import sys
sys.stdout.buffer.write(sys.stdin.buffer.read().decode("utf-8").encode("utf-8"))
"""
FLOOR_PIECES = """
import codecs, sys
decode = codecs.getincrementaldecoder("utf-8")().decode
while piece := sys.stdin.buffer.read(1 << 20):
    sys.stdout.buffer.write(decode(piece).encode("utf-8"))
"""
PROBE = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
sys.stderr.write(str(usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)))
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A small process in between: a child is charged at least with what its parent held."""

_NOT_FOR_CHILDREN = frozenset(
    {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONHOME"}
)
"""Variables that cost what users don't pay, or lead to another build."""
_FINDS = 1
"""The status by which `check` says that there is something to repair."""


def environment(**more: str) -> dict[str, str]:
    """The variables that a measured process gets."""
    kept = {key: value for key, value in os.environ.items() if key not in _NOT_FOR_CHILDREN}
    return kept | more


class Build:
    """One build of mtfix, named by the Python of the virtual environment that it is in.

    The processes start in the folder of texts, since that of a checkout would be imported from.
    """

    def __init__(self, python: Path, folder: Path, *, cpu: bool = False) -> None:
        self.cpu = cpu
        self._python = os.path.abspath(python)  # not resolved: it is a link out of its environment
        self._folder = folder.resolve()
        worker = Path(__file__).resolve().with_name("worker.py")
        self._worker = subprocess.Popen(
            [self._python, "-P", str(worker), str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=self._folder,
            env=environment(),
        )
        self.about: dict[str, Any] = self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.communicate()

    def ask(self, order: str, name: str = "") -> dict[str, Any]:
        """Return the answer of the worker to an order that it has carried out."""
        assert self._worker.stdin
        self._worker.stdin.write(f"{order} {name}\n")
        self._worker.stdin.flush()
        return self._answer()

    def seconds(self, arguments: Sequence[str], text: str = os.devnull) -> float:
        """Wall seconds of a whole process, its output thrown away; or those of CPU, if so asked."""
        clock = _cpu_of_children if self.cpu else perf_counter
        started = clock()
        self._run([self._python, *arguments], text)
        return clock() - started

    def megabytes(self, arguments: Sequence[str], text: str = os.devnull) -> float:
        """The most memory that the process, or one that it started, held at any time."""
        probe = [sys.executable, "-I", "-S", "-c", PROBE, self._python, *arguments]
        return float(self._run(probe, text).rpartition("\n")[2])

    def says(self, arguments: Sequence[str]) -> str:
        """Return what the process writes to standard output."""
        command = [self._python, *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=self._folder, env=environment(), check=True
        ).stdout

    def _answer(self) -> dict[str, Any]:
        assert self._worker.stdout
        line = self._worker.stdout.readline()
        if not line:
            raise SystemExit(f"the worker of {self._python} ended with {self._worker.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _run(self, command: Sequence[str], text: str) -> str:
        with (self._folder / text).open("rb") as file:
            done = subprocess.run(
                command,
                stdin=file,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                cwd=self._folder,
                env=environment(LC_ALL="C.UTF-8"),
                check=False,
            )
        if done.returncode not in {0, _FINDS}:
            raise SystemExit(f"{' '.join(command)[:200]}: {done.stderr[-500:]}")
        return done.stderr


def _cpu_of_children() -> float:
    """CPU seconds of all processes that have ended; the workers have not."""
    import resource  # not everywhere

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
