"""Articles out of HTML at the level `article`: pages of `cases/articles`, each with its text."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtfix import Cleaner
from mtfix.edits.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, bytes, str]]

PAGES = sorted((Path(__file__).parent / "cases" / "articles").glob("*.html"))
NEWS = next(page for page in PAGES if page.stem == "news")


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    pytest.importorskip("trafilatura", reason="the extra `html`")
    return Cleaner(boilerplate="article")


def differences(text: str, page: Path) -> int:
    """How many words a text has more or less than the article of a page."""
    wanted = Counter(page.with_suffix(".txt").read_text(encoding="utf-8").split())
    found = Counter(text.replace("\n- ", "\n").split())
    return (wanted - found).total() + (found - wanted).total()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_article_of_a_page_is_cleaned(cleaner: Cleaner, page: Path) -> None:
    import trafilatura

    html = page.read_text(encoding="utf-8")
    result = cleaner.clean(html, format="html")
    assert result.original == trafilatura.extract(html, include_comments=False)
    assert not differences(result.text, page)
    assert result.undo() == result.original


def test_what_trafilatura_leaves_of_boilerplate_goes(cleaner: Cleaner) -> None:
    html = NEWS.read_text(encoding="utf-8")
    alone = cleaner.clean(html, format="html").original
    assert "Please rate this article" in alone
    assert differences(Cleaner(boilerplate="off").clean(alone).text, NEWS) == 4


@pytest.mark.parametrize("odd", ["\0", "\udc80"])
def test_bytes_that_no_page_should_have_are_read(cleaner: Cleaner, odd: str) -> None:
    html = NEWS.read_text(encoding="utf-8").replace("of the new", f"of {odd}the new")
    assert "of \ufffdthe new staff" in cleaner.clean(html, format="html").text


def test_decisions_are_those_of_the_article(cleaner: Cleaner) -> None:
    html = NEWS.read_text(encoding="utf-8")
    text = cleaner.clean(html, format="html").original
    assert [text[slice(*one.candidate.span)] for one in cleaner.verdicts(html, "html")][:2] == [
        "tiktok",
        "byte skipping",
    ]


def test_a_page_without_an_article_is_written_back(cleaner: Cleaner, run: Run) -> None:
    page = b"<p>We met tiktok.</p>\n"
    status, out, err = run("clean", "--boilerplate", "article", "--format", "html", stdin=page)
    assert (status, out) == (2, page)
    assert "no article was found in this page; use `--boilerplate appended`" in err


def test_clean_writes_the_article_and_nothing_that_could_be_undone(
    cleaner: Cleaner, run: Run, tmp_path: Path
) -> None:
    log = tmp_path / "run.jsonl"
    status, out, _ = run("clean", "--boilerplate", "article", "--log", log, NEWS)
    assert (status, differences(out.decode(), NEWS)) == (0, 0)
    assert all(json.loads(line).get("path", "-") == "-" for line in log.read_text().splitlines())
    assert "can't be put back" in run("undo", log)[2]


@pytest.mark.parametrize("command", ["fix", "check", "explain", "baseline"])
def test_commands_that_need_places_in_the_file_refuse_it(
    run: Run, tmp_path: Path, command: str
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(NEWS.read_bytes())
    status, _, err = run(command, "--boilerplate", "article", page)
    assert status == 2
    assert f"{page}: --boilerplate article takes the text of an article out of HTML" in err
    assert page.read_bytes() == NEWS.read_bytes()
    assert "page.html" not in "".join(path.read_text() for path in tmp_path.glob(".mtfix-baseline"))


def test_without_trafilatura_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ProblemError, match=r"not installed; pip install 'mtfix\[html\]'"):
        Cleaner(boilerplate="article").clean("<p>tiktok</p>", format="html")
