"""A browser for all tests of this folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import DESKTOP, PHONE, Watched, browsing, chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

SIZES = {"desktop": DESKTOP, "phone": PHONE}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    pytest.importorskip("playwright", reason="the extra `browser`")
    if chromium() is None:
        pytest.skip("there is no Chromium")
    with browsing() as found:
        yield found


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens an address; after the test nothing must have gone wrong there, and nothing else than
    the page's own server may have been asked."""
    watched: list[Watched] = []

    def open_page(
        url: str, size: str = "desktop", scheme: str = "light", **more: object
    ) -> Watched:
        context = browser.new_context(
            viewport=SIZES[size],
            color_scheme=scheme,
            is_mobile=size == "phone",
            has_touch=size == "phone",
            **more,
        )
        one = Watched(context.new_page())
        watched.append(one)
        one.page.goto(url)
        one.page.locator("#summary", has_text="finding").wait_for()
        return one

    yield open_page
    for one in watched:
        own = one.page.url.rpartition("/")[0]
        assert one.wrong == []
        assert [url for url in one.asked if not url.startswith(own)] == []
        one.page.context.close()


@pytest.fixture
def keep() -> Callable[[Page, str], None]:
    """Keeps a picture of a page, if that is asked for."""
    folder = os.environ.get("MTFIX_SCREENSHOTS")

    def screenshot(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png")

    return screenshot
