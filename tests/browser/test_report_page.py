"""The HTML report in a browser: what it shows, filters, and lets no text do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from accessibility import faint, nameless, small, tree

from mtfix import Cleaner, Fix, Reason, Result, Span
from mtfix.edits.composition import flatten
from mtfix.edits.edit import apply
from mtfix.edits.fix import Missing, Safety, Withheld
from mtfix.reports import render
from mtfix.reports.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from browsing import Watched
    from playwright.sync_api import Page

    Watch = Callable[..., Watched]
    Keep = Callable[[Page, str], None]

pytestmark = pytest.mark.browser

EVIL = [
    "<script>document.title='taken'</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "\"><a href='javascript:alert(1)'>x</a>",
    "<!--<script>",
    "]]>{{data}}{{scripts}}{{session}}",
    "${alert(1)}`+alert(1)+`",
    "\u202eevil\u2028\u0000",
    "&lt;b&gt;&amp;amp;",
    "<style>*{display:none}</style>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
]
KINDS = ("term/tiktok", "surface/doubled-article", "boilerplate/share", "encoding/mojibake")


def page_of(findings: list[Finding], folder: Path, name: str = "report.html") -> str:
    path = folder / name
    path.write_text("".join(render("html", findings)), encoding="utf-8")
    return path.as_uri()


def finding(path: str, texts: list[str]) -> Finding:
    """A file with a fix for each text, of which a third are suggested and some refused."""
    text = "".join(f"Before it {one} and behind it.\n" for one in texts)
    fixes, held, at = [], [], 0
    for number, one in enumerate(texts):
        start = text.index(one, at)
        at = start + len(one)
        rule = KINDS[number % 4]
        new = "" if rule.startswith("boilerplate") else f"{one} new"
        fix = Fix.of(Span(start, at), one, new, rule, Reason.of("text", text=f"since {one}"))
        if number % 3 == 1:
            reason = Reason("suggested") if number % 2 else Reason.of("decision", by=one, on="b")
            held.append(Withheld(fix._replace(safety=Safety.SUGGESTED), reason))
        else:
            fixes.append(fix)
    missing = Missing("term/oracle", Span(0, 6), texts[0], Span(0, 3), (texts[0],), 0, 1)
    done = apply(text, flatten(fixes))
    return Finding(
        path, Result(text, done, tuple(fixes), tuple(held), missing=(missing,)), source=""
    )


def choose(page: Page, field: str, value: str) -> None:
    page.select_option(f"#{field}", value)


def items(page: Page) -> int:
    return page.locator("#list > li").count()


def opened(page: Page, name: str) -> None:
    """Open a part of the page, and wait until it is drawn."""
    page.locator(f"#{name} summary").click()
    page.locator(f"#{name} tbody tr").first.wait_for()


@pytest.fixture
def report(tmp_path: Path) -> str:
    found = [finding(f"docs/{name}.md", [f"word {at}" for at in range(24)]) for name in "ab"]
    return page_of(found, tmp_path)


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_read_and_use_it(
    size: str, scheme: str, report: str, watch: Watch, keep: Keep
) -> None:
    page = watch(report, size, scheme).page
    page.locator("#filter-box").evaluate("e => { e.open = true }")
    opened(page, "chart")
    opened(page, "taken")
    keep(page, f"report-{size}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no scrolling aside"
    assert faint(page) == []
    assert small(page) == []
    assert nameless(page) == []
    told = tree(page)
    roles = {role for role, _ in told}
    assert {"banner", "main", "search", "list", "listitem", "status", "table"} <= roles
    headings = [name for role, name in told if role == "heading"]
    assert headings[0] == "mtfix report"
    assert any("term/tiktok" in name and "docs/a.md:1:11" in name for name in headings)
    assert ("image", "7 made, 2 to decide, 3 withheld") in told or any(
        role in {"image", "img"} and re.fullmatch(r"\d+ made.*", name) for role, name in told
    ), "the bars of the chart are told in words"


def test_each_filter_shows_what_it_says(report: str, watch: Watch) -> None:
    page = watch(report).page
    records = json.loads(page.locator("#data").text_content() or "")
    assert items(page) == len(records) == 50
    for field in ("state", "kind", "safety", "rule", "path"):
        values = {one[field] for one in records if one[field]}
        shown = page.locator(f"#{field} option").evaluate_all("all => all.map((one) => one.value)")
        assert {*shown} == values | {""}
        for value in values:
            choose(page, field, value)
            expected = sum(one[field] == value for one in records)
            assert items(page) == expected
            assert page.inner_text("#summary").startswith(f"{expected} of 50 findings")
        choose(page, field, "")
    page.fill("#text", "WORD 7 NEW")
    assert items(page) == 2
    choose(page, "path", "docs/b.md")
    assert items(page) == 1
    assert "docs/b.md:8:11" in page.inner_text("#list")
    page.locator("#filters button[type=reset]").click()
    page.locator("#list > li").nth(49).wait_for()


def test_it_says_why_and_what_goes(report: str, watch: Watch) -> None:
    page = watch(report).page
    choose(page, "kind", "boilerplate")
    assert page.inner_text("#taken summary") == "Boilerplate that goes (8)"
    opened(page, "taken")
    assert page.locator("#taken-rows tr").count() == 4
    assert page.locator("#taken-rows tr").first.inner_text().split("\t") == [
        "word 2",
        "boilerplate/share",
        "2",
    ]
    choose(page, "kind", "")
    text = page.inner_text("#list")
    assert "Why: since word 0" in text
    assert "Withheld: only suggested" in text
    assert "Withheld: refused by word 4 on b" in text
    assert "a person has to write it" in text
    first = page.locator("#list > li").first
    assert first.locator("ins mark").all_inner_texts() == [" new"]
    assert first.locator("ins span").all_inner_texts() == ["word 0"]


def test_the_chart_counts_each_rule_and_chooses_it(report: str, watch: Watch) -> None:
    page = watch(report).page
    opened(page, "chart")
    rows = page.locator("#bars tr")
    assert rows.count() == 5
    total = sum(int(row.locator("td").first.inner_text()) for row in rows.all())
    assert total == 50
    page.get_by_role("button", name="surface/doubled-article").click()
    assert rows.count() == 1
    assert page.input_value("#rule") == "surface/doubled-article"


def test_keys_go_from_one_finding_to_the_next(report: str, watch: Watch) -> None:
    page = watch(report).page
    focused = "[...document.querySelectorAll('#list > li')].indexOf(document.activeElement)"
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        assert page.evaluate(focused) == place
    page.keyboard.press("/")
    page.keyboard.type("word 23j")
    assert page.input_value("#text") == "word 23j", "keys are letters while one writes"
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate(focused) == 0
    page.uncheck("#keys")
    page.keyboard.press("j")
    assert page.evaluate(focused) == -1, "keys can be turned off"


def test_the_whole_page_is_reached_by_tab(report: str, watch: Watch) -> None:
    page = watch(report).page
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(document.activeElement.id || document.activeElement.parentElement.id ||"
                " document.activeElement.textContent)"
            )
        )
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached[0] == "Skip to the findings"
    assert {
        "filter-box",
        "text",
        "state",
        "kind",
        "safety",
        "rule",
        "path",
        "keys",
        "chart",
        "taken-count",
    } <= {*reached}
    assert reached[-1] == "list", "the current finding"


def test_no_script_in_names_terms_or_texts_runs(tmp_path: Path, watch: Watch) -> None:
    found = [finding(f"docs/{one}.md", EVIL) for one in EVIL]
    evil_rule = found[0].result.fixes[0]._replace(rule=f"term/{EVIL[0]}")
    result = found[0].result
    found[0] = found[0]._replace(result=result._replace(fixes=(evil_rule, *result.fixes[1:])))
    watched = watch(page_of(found, tmp_path))
    page = watched.page
    opened(page, "chart")
    opened(page, "taken")
    while page.locator("#more").is_visible():
        page.locator("#more").click()
    assert page.title() == "mtfix report"
    assert items(page) == len(EVIL) * (len(EVIL) + 1)
    shown = page.inner_text("#list")
    for one in EVIL:
        assert (
            one.replace("\u202e", "\\u202e").replace("\u2028", "\\u2028").replace("\0", "\\x00")
            in shown
        )
    tags = page.evaluate(
        "[...new Set([...document.querySelectorAll('main *')].map((e) => e.tagName))]"
    )
    assert not {*tags} & {"SCRIPT", "IMG", "SVG", "IFRAME", "A", "STYLE"}
    assert page.locator("script").count() == 3


def test_its_policy_stops_what_would_run(report: str, watch: Watch) -> None:
    """Were a text ever to become markup, it could still do nothing."""
    watched = watch(report)
    watched.page.evaluate(
        """() => {
          const made = document.createElement("div");
          document.body.append(made);
          const image = new Image();
          image.src = "https://evil.example/x.png";
          made.append(image);
          const stopped = [
            () => image.setAttribute("onerror", "document.title = 'taken'"),
            () => { made.innerHTML = "<b>x</b>"; },
            () => {
              const script = document.createElement("script");
              script.textContent = "document.title = 'taken'";
            },
          ];
          for (const run of stopped) {
            try { run(); document.title = "not stopped"; } catch { /* as it should be */ }
          }
        }"""
    )
    watched.page.wait_for_timeout(200)
    assert watched.page.title() == "mtfix report"
    assert any("Content Security Policy" in one for one in watched.wrong)
    watched.wrong.clear()
    watched.asked.clear()


@pytest.mark.parametrize("field", ["text", "rule", "kind", "path", "state"])
def test_ten_thousand_findings_are_filtered_in_a_second(
    field: str, tmp_path: Path, watch: Watch, record_property: Callable[[str, object], None]
) -> None:
    texts = [f"word {at} of a text" for at in range(199)]
    page = watch(page_of([finding(f"{at:02}.md", texts) for at in range(50)], tmp_path)).page
    assert page.inner_text("#summary").startswith("10000 of 10000 findings in 50 files")
    opened(page, "chart")
    opened(page, "taken")
    value = {
        "text": "word 17",
        "rule": KINDS[0],
        "kind": "surface",
        "path": "07.md",
        "state": "made",
    }
    took = page.evaluate(
        """async ([field, value]) => {
          const begun = performance.now();
          const input = document.getElementById(field);
          input.value = value;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
          return performance.now() - begun;
        }""",
        [field, value[field]],
    )
    record_property("milliseconds", took)
    assert 0 < int(page.inner_text("#summary").split()[0]) < 10_000
    assert took < 1_000


def test_real_pages_are_shown(tmp_path: Path, watch: Watch, cleaner: Cleaner) -> None:
    samples = Path(__file__).parents[2] / "samples"
    found = [
        Finding(path.name, cleaner.clean(path.read_text(encoding="utf-8")))
        for path in sorted(samples.rglob("*.md"))
    ]
    found = [one for one in found if not one.is_empty]
    assert found
    page = watch(page_of(found, tmp_path)).page
    assert items(page) > 0
