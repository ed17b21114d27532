"""Worker processes: the answers are those of one process, in its order, whatever happens."""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from functools import partial
from typing import TYPE_CHECKING

import pytest

from mtfix.cli import workers
from mtfix.cli.workers import Ready, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = [
    pytest.param("fork", marks=pytest.mark.skipif(sys.platform != "linux", reason="no fork")),
    "spawn",
]


@pytest.fixture(params=METHODS)
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started behind the first item, in each of the ways that there are."""
    monkeypatch.setattr(workers, "_start_method", lambda: request.param)
    monkeypatch.setattr(workers, "START_AFTER", {"fork": -1, "spawn": -1})


def doubled(item: int) -> int:
    time.sleep(0.01 * (item % 3))
    return 2 * item


def where(_item: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def broken(item: int) -> int:
    if item == 7:
        raise ValueError(item)
    return item


def warned(item: int) -> int:
    warnings.warn("look out", stacklevel=1)
    return item


def killed(parent: int, item: int) -> int:
    """A work at which some processes are killed."""
    if item in {3, 4, 9} and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_answers_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(in_order(doubled, range(40), jobs)) == list(range(0, 80, 2))
    assert list(in_order(doubled, [], jobs)) == []
    assert list(in_order(doubled, [1], jobs)) == [2]


@pytest.mark.usefixtures("at_once")
def test_what_needs_no_work_keeps_its_turn() -> None:
    items = [1, Ready(-1), 2, 3, Ready(-2), Ready(-3), 4]
    assert list(in_order(doubled, items, 2)) == [2, -1, 4, 6, -2, -3, 8]


@pytest.mark.usefixtures("at_once")
def test_the_work_is_shared() -> None:
    found = list(in_order(where, range(20), 2))
    assert found[0] == os.getpid()
    assert len({*found[1:]} - {os.getpid()}) == 2


def test_little_work_is_done_in_this_process() -> None:
    assert {*in_order(where, range(2), 4)} == {os.getpid()}


@pytest.mark.usefixtures("at_once")
def test_an_error_of_the_work_is_raised_in_its_turn() -> None:
    answers = in_order(broken, range(10), 2)
    assert [next(answers) for _ in range(7)] == list(range(7))
    with pytest.raises(ValueError, match="7"):
        next(answers)


@pytest.mark.usefixtures("at_once")
def test_an_error_of_the_items_is_raised_in_its_turn() -> None:
    def items() -> Iterator[int]:
        yield from range(5)
        raise OSError("gone")

    answers = in_order(doubled, items(), 2)
    assert [next(answers) for _ in range(5)] == [0, 2, 4, 6, 8]
    with pytest.raises(OSError, match="gone"):
        next(answers)


@pytest.mark.usefixtures("at_once")
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals")
def test_what_a_killed_process_was_at_is_done_again() -> None:
    assert list(in_order(partial(killed, os.getpid()), range(20), 2)) == list(range(20))


@pytest.mark.usefixtures("at_once")
def test_warnings_of_processes_are_told_here_and_once() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("default")
        assert list(in_order(warned, range(9), 2)) == list(range(9))
    assert {str(one.message) for one in told} == {"look out"}
    assert len(told) <= 2  # of this process, and of the others


@pytest.mark.usefixtures("at_once")
def test_who_needs_no_more_answers_ends_the_processes() -> None:
    from multiprocessing import active_children

    there = {*active_children()}
    answers = in_order(where, iter(int, 1), 2)
    assert len([next(answers) for _ in range(12)]) == 12
    assert {*active_children()} - there
    answers.close()  # type: ignore[attr-defined]
    assert not {*active_children()} - there


@pytest.mark.usefixtures("at_once")
def test_few_items_are_read_before_their_turn() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for item in range(1_000):
            read.append(item)
            yield item

    answers = in_order(doubled, items(), 2)
    for _ in range(10):
        next(answers)
    time.sleep(0.1)
    assert len(read) < 40
    answers.close()  # type: ignore[attr-defined]
