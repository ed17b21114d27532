"""Fixtures of all tests: a cache folder of their own, a cleaner, and how long hypothesis tries."""

from __future__ import annotations

import gc
import io
import os
import sys
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

import mtfix

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

# What fits weights needs parts that the tests do not.
collect_ignore_glob = ["fit/*", "learn/*", "mutants/*", "precision/*", "round_trips/*", "suggest/*"]

# A property runs a stage over dozens of documents: how long one of them takes says nothing,
# and what a failing one was is printed. `quick` is for trying other versions of what mtfix builds on,
# `thorough` for a night.
_SHARED = settings(
    deadline=None,
    database=None,
    print_blob=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("default", _SHARED)
settings.register_profile("ci", _SHARED)
settings.register_profile("quick", _SHARED, max_examples=20)
settings.register_profile("thorough", _SHARED, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """A failing text may hold half a character, which no worker can hand on: it is escaped."""
    return _printable((yield))


def _printable(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {key: _printable(inner) for key, inner in value.items()}
        case list() | tuple():
            return type(value)(map(_printable, value))
        case _:
            return value


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run one cache folder of its own, in which the shipped packs are compiled
    once: workers are started later, with this environment. No test sees the user's caches.
    MTFIX_TESTS_CACHE names one that goes on to be used, by many runs."""
    if given := os.environ.get("MTFIX_TESTS_CACHE"):
        os.environ["XDG_CACHE_HOME"] = given
    elif not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="mtfix-tests-")
        config.add_cleanup(folder.cleanup)
        os.environ["XDG_CACHE_HOME"] = folder.name
        if not config.option.collectonly:
            mtfix.Cleaner()


def pytest_collection_finish() -> None:
    """Let collections of garbage pass over the tests themselves: thousands of them, which stay;
    and be rarer, since a process that runs tests has more to look through than any other."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def cache_folder() -> str:
    """The folder of caches that all tests of this run share."""
    return os.environ["XDG_CACHE_HOME"]


@pytest.fixture(scope="session")
def cleaner() -> mtfix.Cleaner:
    """The shipped packs with default options."""
    return mtfix.Cleaner()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, bytes, str]]:
    """Run the command line in this process: status, standard output, standard error."""
    from mtfix.cli.main import main

    def _run(*arguments: object, stdin: bytes = b"") -> tuple[int, bytes, str]:
        out, err = io.BytesIO(), io.BytesIO()
        streams = {"stdin": io.BytesIO(stdin), "stdout": out, "stderr": err}
        with monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, io.TextIOWrapper(stream, encoding="utf-8"))
            status = main([str(argument) for argument in arguments])
            sys.stdout.flush()
            sys.stderr.flush()
            told = out.getvalue(), err.getvalue().decode(errors="replace")
        return status, *told

    return _run
