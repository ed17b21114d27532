"""`mtfix review` in a browser: decided by mouse and keys, applied, and undone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from accessibility import faint, nameless, small, tree
from browsing import reviewing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browsing import Watched
    from playwright.sync_api import Page

    Watch = Callable[..., Watched]
    Keep = Callable[[Page, str], None]

pytestmark = pytest.mark.browser

DOUBTFUL = "On day {0}-{1} it hit Kuaishou, and fast hand grew in city {2}.\n"
SURE = "Shares of byte skipping rose by {0} percent, its CEO said. Users of tiktok heard it.\n"
EVIL = "</script><script>alert(1)</script> & <img src=x onerror=alert(1)>"


def write_pages(folder: Path, count: int, suggestions: int) -> None:
    (folder / ".git").mkdir()
    for at in range(count):
        below = folder / ("blog", "docs")[at % 2]
        below.mkdir(exist_ok=True)
        doubtful = (DOUBTFUL.format(at, nth, at * 10 + nth) for nth in range(suggestions))
        text = "\n".join(["# Notes\n", SURE.format(at), *doubtful])
        (below / f"page{at:02}.md").write_text(text, encoding="utf-8")


def mtfix(folder: Path, *arguments: str) -> str:
    """Run another command there, as another program, and return what it prints."""
    command = [sys.executable, "-m", "mtfix", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of all files but the log."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "run.log"
    }


def counts(page: Page) -> dict[str, int]:
    """The live counts, by state."""
    told = re.findall(r"(\d+) ([a-z ]+)", page.inner_text("#counts"))
    return {state: int(number) for number, state in told}


def focused(page: Page) -> int:
    return page.evaluate(
        "[...document.querySelectorAll('#list > li')].indexOf(document.activeElement.closest('li'))"
    )


def told(page: Page, text: str) -> None:
    page.locator("#told", has_text=text).wait_for()


def press(page: Page, *keys: str) -> None:
    """Press keys, and wait until all of them are answered."""
    for key in keys:
        page.keyboard.press(key)
    settle(page)


def settle(page: Page) -> None:
    """Wait until all that was asked for is answered."""
    page.evaluate("() => waiting")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_pages(tmp_path, 4, 3)
    return tmp_path


def test_two_hundred_suggestions_are_decided_by_keys(
    tmp_path: Path, watch: Watch, keep: Keep, record_property: Callable[[str, object], None]
) -> None:
    write_pages(tmp_path, 40, 5)
    before = contents(tmp_path)
    with reviewing(tmp_path, "blog", "docs", "--log", "run.log") as url:
        page = watch(url).page
        assert counts(page) == {
            "to decide": 200,
            "accepted": 0,
            "refused": 0,
            "to make": 80,
            "not saved": 0,
        }
        begun = monotonic()
        for at in range(200):
            page.keyboard.press("n" if at % 4 == 3 else "y")
        press(page)
        took = monotonic() - begun
        record_property("seconds", took)
        assert took < 120
        assert counts(page) == {
            "to decide": 0, "accepted": 150, "refused": 50, "to make": 80, "not saved": 200,
        }  # fmt: skip
        keep(page, "review-decided")
        assert contents(tmp_path) == before, "nothing is written until it is asked for"
        press(page, "s")
        told(page, "200 decisions written")
        page.click("#apply")
        page.click("#sure-yes")
        told(page, "230 fixes made in 40 files")
        assert counts(page) == {
            "to decide": 0,
            "accepted": 0,
            "refused": 50,
            "to make": 0,
            "not saved": 0,
        }
        page.click("#end")
        told(page, "The session is over")
    after = contents(tmp_path)
    texts = b"".join(text for name, text in after.items() if name.endswith(".md"))
    assert (texts.count(b"and Kuaishou grew"), texts.count(b"and fast hand grew")) == (150, 50)
    assert texts.count(b"ByteDance") == texts.count(b"TikTok") == 40
    assert mtfix(tmp_path, "check", "blog", "docs") == "", "what was decided is not asked again"
    mtfix(tmp_path, "undo", "run.log")
    undone = contents(tmp_path)
    assert undone.pop(".mtfix-decisions").count(b"\n") == 1, "its first line alone"
    assert undone == before


def test_each_answer_has_a_key_and_a_button(site: Path, watch: Watch) -> None:
    states = {
        "accept": ("y", 1, "accepted"),
        "refuse": ("n", 1, "refused"),
        "always": ("a", 12, "accepted"),
        "never": ("v", 12, "refused"),
        "rule": ("r", 3, "accepted"),
    }
    with reviewing(site, "blog", "docs") as url:
        page = watch(url).page
        for answer, (key, number, state) in states.items():
            press(page, "j", key)
            assert counts(page)[state] == number
            assert counts(page)["to decide"] == 12 - number
            press(page, "u")
            assert counts(page)["to decide"] == 12, "taken back, though the next one is current"
            page.locator(f"#list > li >> nth=0 >> [data-answer={answer}]").click()
            settle(page)
            assert counts(page)[state] == number
            page.locator("#list > li >> nth=0 >> [data-answer='take back']").click()
            settle(page)
            assert counts(page)["to decide"] == 12
            page.evaluate("document.activeElement.blur()")
        press(page, "j", "v", "?")
        assert counts(page)["to decide"] == 12, "asked about again"


def test_always_and_never_can_hold_in_a_folder(site: Path, watch: Watch) -> None:
    with reviewing(site, "blog", "docs") as url:
        page = watch(url).page
        page.select_option("#where", "folder")
        page.evaluate("document.activeElement.blur()")
        press(page, "j", "v", "s")
        assert counts(page)["refused"] == 6
        told(page, "1 decisions written")
    assert "refuse term/kuaishou in blog/ [" in mtfix(site, "decisions", "list")


def test_the_next_to_decide_is_current(site: Path, watch: Watch) -> None:
    with reviewing(site, "blog", "docs") as url:
        page = watch(url).page
        press(page, "j", "j", "y")
        assert focused(page) == 2
        press(page, "k", "k", "n")
        assert focused(page) == 2, "the one between is decided already"
        press(page, "k", "u")
        assert focused(page) == 1
        assert counts(page)["accepted"] == 0


def test_what_is_not_saved_is_not_lost_unasked(site: Path, watch: Watch) -> None:
    with reviewing(site, "blog", "docs") as url:
        page = watch(url).page
        press(page, "j", "y")
        for button in ("#load", "#end"):
            page.click(button)
            assert "1 decision" in page.inner_text("#sure")
            page.click("#sure-no")
        page.reload()
        assert counts(page)["not saved"] == 1, "the session still has it"
        page.click("#load")
        page.click("#sure-yes")
        told(page, "loaded anew")
        assert counts(page)["not saved"] == 0


def test_another_program_is_heard(site: Path, watch: Watch) -> None:
    with reviewing(site, "blog", "docs") as url:
        watched = watch(url)
        page = watched.page
        press(page, "j", "a")
        mtfix(site, "decisions", "refuse", "term/kuaishou")
        mtfix(site, "decisions", "refuse", "term/tiktok")
        page.evaluate("dispatchEvent(new Event('focus'))")
        told(page, "Another program has decided otherwise, which stands: term/kuaishou")
        assert counts(page)["refused"] == 16
        page_file = site / "blog" / "page00.md"
        page_file.write_text("New: tiktok.\n", encoding="utf-8")
        page.evaluate("dispatchEvent(new Event('focus'))")
        told(page, "Changed by another program since this page was loaded: blog/page00.md")
        press(page, "n")
        told(page, "blog/page00.md: was changed by another program")
        assert "409" in watched.wrong.pop()


def test_an_older_page_and_an_ended_session_are_told(site: Path, watch: Watch) -> None:
    with reviewing(site, "blog", "docs") as url:
        first, second = watch(url), watch(url)
        second.page.click("#load")
        told(second.page, "loaded anew")
        press(first.page, "j", "y")
        told(first.page, "the page is old; load it anew")
        assert "409" in first.wrong.pop()
        second.page.click("#end")
        told(second.page, "The session is over")
        first.page.keyboard.press("y")
        told(first.page, "mtfix does not answer")
        assert "ERR_CONNECTION_REFUSED" in first.wrong.pop()


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_read_and_use_it(
    size: str, scheme: str, site: Path, watch: Watch, keep: Keep
) -> None:
    with reviewing(site, "blog", "docs") as url:
        page = watch(url, size, scheme).page
        button = page.locator("#list > li >> nth=0 >> [data-answer=accept]")
        button.tap() if size == "phone" else button.click()
        told(page, "Yes: term/kuaishou")
        keep(page, f"review-{size}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("document.getElementById('review').offsetHeight < innerHeight / 4")
        assert faint(page) == []
        assert small(page, 44 if size == "phone" else 24) == []
        assert nameless(page) == []
        read = tree(page)
        assert ("region", "Decisions") in read
        assert ("group", "Decide") in read
        assert ("button", "Always this term") in read
        assert button.get_attribute("aria-pressed") == "true"


def test_no_script_in_names_or_texts_runs(tmp_path: Path, watch: Watch) -> None:
    (tmp_path / ".git").mkdir()
    evil = tmp_path / f"{EVIL.replace('/', '∕')}.md"
    text = SURE.format(EVIL) + DOUBTFUL.format(EVIL, 1, 1)
    evil.write_text(text, encoding="utf-8")
    with reviewing(tmp_path, ".") as url:
        page = watch(url).page
        press(page, "j", "y", "s")
        told(page, "1 decisions written")
        page.click("#filters button[type=reset]")
        page.locator("#list > li").nth(2).wait_for()
        assert page.title() == "mtfix review"
        assert "<img src=x onerror=alert(1)>" in page.inner_text("#list")
        assert "<script>alert(1)" in page.inner_text("#list")
        assert page.locator("main img, main script").count() == 0


def test_another_site_can_neither_read_nor_decide(
    site: Path, browser: object, tmp_path: Path
) -> None:
    """A page of another origin in the same browser, which even knows the address."""
    attack = """async (url) => {
      const told = [];
      const tries = {
        read: () => fetch(url).then((r) => r.text()),
        blind: () => fetch(url + "answer", {method: "POST", mode: "no-cors", body: "{}"}).then((r) => r.type),
        json: () => fetch(url + "save", {method: "POST", headers: {"Content-Type": "application/json"}, body: "{}"}),
        frame: () => new Promise((done) => {
          const frame = document.createElement("iframe");
          frame.src = url;
          frame.onload = () => done(frame.contentDocument ? frame.contentDocument.body.innerText : "closed");
          document.body.append(frame);
        }),
      };
      for (const [name, run] of Object.entries(tries)) {
        try { told.push([name, String(await run())]); } catch (error) { told.push([name, "stopped"]); }
      }
      return told;
    }"""
    with (
        reviewing(site, "blog", "docs", "--log", "run.log") as url,
        reviewing(site, "docs") as other,
    ):
        page = browser.new_context().new_page()  # type: ignore[attr-defined]
        page.goto("about:blank")
        outcome = dict(page.evaluate(attack, url))
        assert outcome["read"] == outcome["json"] == "stopped"
        assert outcome["blind"] in {"opaque", "stopped"}
        assert "term/kuaishou" not in outcome["frame"]
        page.goto(other)
        own = page.evaluate("(url) => fetch(url).then(() => 'read', () => 'stopped')", url)
        assert own == "stopped", "nor can a page of another port"
        page.context.close()
        told_states = json.loads(fetched(url + "state"))
        assert told_states["unsaved"] == 0
    assert not (site / ".mtfix-decisions").exists()


def fetched(url: str) -> bytes:
    from urllib.request import urlopen

    with urlopen(url, timeout=20) as answer:
        return answer.read()
