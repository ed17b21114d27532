"""Mutation test: how many of the faults that are put into the code, one at a time, do tests find?

    python tests/mutants/run.py --mutants 200 --seed 1
    python tests/mutants/run.py --package mtfix/review --mutants 40 --seconds 1200

Mutants are drawn at random by the seed. The tests of the packages run once, to see which functions each
executes; a mutant then is given to those that execute its function, in a fork of this process in
which the code of that function is replaced. So nothing on the disk is changed and packs are compiled
once; what only a process of its own would show is not seen.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from mutants import Mutant, mutants_of

TESTS = {
    "mtfix/edits": "draft edit problem".split(),
    "mtfix/pipeline": "limits markup_choice pipeline rare_collections unread".split(),
    "mtfix/fs": "charset files guarded_writing others packages".split(),
    "mtfix/review": "apply baseline decisions log".split(),
}
"""The packages, each with the tests that concern it, by the ends of their files' names."""
OPTIONS = ["-n0", "-q", "-x", "-p", "no:cacheprovider", "--no-header"]
MOST_TESTS = 120
"""Tests that a mutant is given at most, the quickest ones."""
SECONDS = 20
"""CPU seconds that a mutant may take beyond ten times what its tests take."""


class Recorder:
    """Which functions of the packages each test executes, and how long it takes."""

    def __init__(self) -> None:
        self.executed: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self._folders = tuple(str(ROOT / one) + os.sep for one in TESTS)
        self._test = ""

    def __call__(self, frame: FrameType, _event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_filename.startswith(self._folders):
            self.executed[code.co_filename, _outer(code)].add(self._test)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        self._test = item.nodeid
        begun = time.thread_time()
        sys.settrace(self)  # type: ignore[arg-type]
        threading.settrace(self)  # type: ignore[arg-type]
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)  # type: ignore[arg-type]
            self.seconds[item.nodeid] = time.thread_time() - begun

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def tests_of(self, mutant: Mutant) -> list[str]:
        path = str(ROOT / (mutant.module.replace(".", "/") + ".py"))
        some = self.executed[path, mutant.function] - self.failed
        return sorted(some, key=lambda one: self.seconds[one])[:MOST_TESTS]


def _outer(code: CodeType) -> str:
    return code.co_qualname.partition(".<locals>")[0]


def all_mutants(packages: list[str]) -> list[Mutant]:
    """Return all mutants of some packages, in the order of their files."""
    found: list[Mutant] = []
    for package in packages:
        for path in sorted((ROOT / package).glob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found += mutants_of(path, module)
    return found


def put_in(mutant: Mutant) -> None:
    """Replace the code of the function of a mutant in this process."""
    module = importlib.import_module(mutant.module)
    code: Any = compile(mutant.source(), str(module.__file__), "exec")
    found: Any = module
    for name in mutant.function.split("."):
        code = next(
            one for one in reversed(code.co_consts)
            if isinstance(one, CodeType) and one.co_name == name
        )  # fmt: skip
        found = vars(found)[name]
    _function(found).__code__ = code


def _function(found: Any) -> FunctionType:
    """The function within what decorators have made of it, whose memory is emptied."""
    if hasattr(found, "cache_clear"):
        found.cache_clear()
    while not isinstance(found, FunctionType):
        found = next(
            getattr(found, name)
            for name in ("__wrapped__", "__func__", "fget", "func")
            if getattr(found, name, None) is not None
        )
    return _function(found.__wrapped__) if hasattr(found, "__wrapped__") else found


def is_killed(mutant: Mutant, tests: list[str], seconds: float) -> bool:
    """Return whether a test fails, or does not end, with a mutant."""
    child = os.fork()
    if not child:
        limit = int(SECONDS + 10 * seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        status = 1
        try:
            put_in(mutant)
            status = int(pytest.main([*OPTIONS, *tests]) != 0)
        finally:
            os._exit(status)
    until = time.monotonic() + 20 * (SECONDS + seconds)
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() > until:  # it waits for something
            os.kill(child, 9)
            os.waitpid(child, 0)
            return True
        time.sleep(0.02)
    return ended[1] != 0


class Count:
    """How many mutants were tried, killed, and in functions that no test executes."""

    def __init__(self) -> None:
        self.tried = self.killed = self.unexecuted = 0

    def __str__(self) -> str:
        return (
            f"{self.killed} of {self.tried} killed, {self.unexecuted} in functions no test executes"
        )


def tell(mutant: Mutant, state: str, log: str | None) -> None:
    """Print a mutant that lives, and log each."""
    if state != "killed":
        print(f"{state}: {mutant}", flush=True)
    if log:
        with open(log, "a", encoding="utf-8") as file:
            file.write(json.dumps({"mutant": str(mutant), "state": state}) + "\n")


def try_all(mutants: list[Mutant], recorder: Recorder, end: float, log: str | None) -> None:
    """Try mutants until the time is up, and print what became of them."""
    counts: dict[str, Count] = defaultdict(Count)
    for mutant in mutants:
        if time.monotonic() > end:
            break
        tests = recorder.tests_of(mutant)
        seconds = sum(recorder.seconds[one] for one in tests)
        killed = bool(tests) and is_killed(mutant, tests, seconds)
        tell(mutant, "killed" if killed else "survived" if tests else "not executed", log)
        for key in ("/".join(mutant.module.split(".")[:2]), "all"):
            counts[key].tried += 1
            counts[key].killed += killed
            counts[key].unexecuted += not tests
    for package, count in sorted(counts.items()):
        print(f"{package}: {count}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=100, help="how many are drawn")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3600, help="when to stop")
    parser.add_argument("--package", action="append", choices=TESTS)
    parser.add_argument("--log", help="a file to which a line of JSON is added for each mutant")
    return parser.parse_args()


def main() -> int:
    """Try some mutants; return 0."""
    options = _options()
    end = time.monotonic() + options.seconds
    packages = options.package or list(TESTS)
    files = [f"tests/test_{name}.py" for package in packages for name in TESTS[package]]
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix="mtfix-mutants-") as folder:
        os.environ |= {"MTFIX_TESTS_CACHE": folder, "HYPOTHESIS_PROFILE": "quick"}
        recorder = Recorder()
        options_of_all = [one for one in OPTIONS if one != "-x"]
        pytest.main([*options_of_all, *files, *packages], plugins=[recorder])
        mutants = all_mutants(packages)
        print(f"{len(mutants)} mutants; {len(recorder.failed)} tests fail without one", flush=True)
        drawn = random.Random(options.seed).sample(mutants, min(options.mutants, len(mutants)))
        try_all(drawn, recorder, end, options.log)
    return 0


if __name__ == "__main__":
    sys.exit(main())
