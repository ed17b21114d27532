"""What all tests share: a cache folder of their own, a cleaner, and how long hypothesis tries."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

import mtfix

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

# What fits weights needs parts that the tests do not.
collect_ignore_glob = ["fit/*", "learn/*", "precision/*", "suggest/*"]

# A property runs a stage over hundreds of documents: how long one of them takes says nothing,
# and what a failing one was is printed. `quick` is for trying other versions of what mtfix builds on,
# `thorough` for a night.
_SHARED = settings(
    deadline=None,
    database=None,
    print_blob=True,
    max_examples=200,
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


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """No test reads or writes the caches of whoever runs it."""
    folder = str(tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", folder)
        yield folder


@pytest.fixture(scope="session")
def cleaner(cache_folder: str) -> mtfix.Cleaner:
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
