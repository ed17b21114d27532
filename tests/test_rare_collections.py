"""Garbage collections are rarer while a long text is cleaned, and as before afterwards."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import mtfix
from mtfix.pipeline.rare_collections import rare_collections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix import Cleaner

LONG = "The council met on Monday to discuss tiktok and the bridge. " * 60


@pytest.fixture(autouse=True)
def threshold() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_threshold_is_put_back_also_after_an_error() -> None:
    gc.set_threshold(700, 10, 10)
    during: list[tuple[int, int, int]] = []

    def fail() -> None:
        with rare_collections(LONG):
            during.append(gc.get_threshold())
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert during == [(50_000, 10, 10)]
    assert gc.get_threshold() == (700, 10, 10)


def test_the_longer_the_text_the_rarer_they_are() -> None:
    gc.set_threshold(700, 10, 10)
    with rare_collections("x" * 100_000):
        assert gc.get_threshold() == (400_000, 10, 10)
        with rare_collections(LONG):
            assert gc.get_threshold() == (400_000, 10, 10)
    assert gc.get_threshold() == (700, 10, 10)


def test_a_short_text_changes_nothing() -> None:
    gc.set_threshold(700, 10, 10)
    with rare_collections("short"):
        assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("own", [(0, 10, 10), (90_000, 5, 5)], ids=["off", "rarer already"])
def test_what_the_process_has_set_stays(own: tuple[int, int, int]) -> None:
    gc.set_threshold(*own)
    with rare_collections(LONG):
        assert gc.get_threshold() == own
    assert gc.get_threshold() == own


def test_it_is_put_back_when_the_last_of_several_threads_is_done(cleaner: Cleaner) -> None:
    gc.set_threshold(700, 10, 10)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(cleaner.clean, [LONG] * 8))
    assert len({result.text for result in results}) == 1
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("options", [{}, {"boilerplate": "article"}], ids=["default", "article"])
@pytest.mark.parametrize("format_", ["plain", "markdown"])
def test_a_cleaned_text_leaves_nothing_to_the_collector(
    options: dict[str, str], format_: str
) -> None:
    """A cycle would keep all that was known of a text until the collector comes by."""
    cleaner = mtfix.Cleaner(**options)  # type: ignore[arg-type]
    text = (
        "Home > News\n\n" + "Shares of byte skipping rose on tiktok, its CEO said.The town. " * 40
    )
    cleaner.clean(text, format=format_)
    gc.collect()
    gc.disable()
    try:
        cleaner.clean(text, format=format_)
        assert gc.collect() == 0
    finally:
        gc.enable()
