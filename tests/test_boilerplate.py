"""Boilerplate goes, and the article stays: documents of `cases/boilerplate`.

`pages.py` says how they are written. To add one, write a name and a text there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, figures, left_and_lost, pages, with_paragraphs

from mtfix import Cleaner
from mtfix.edits.reason import Reason
from mtfix.matching.scanner import Scanner
from mtfix.packs.boilerplate_classes import CLASSES
from mtfix.packs.model import BoilerplateRule as Rule
from mtfix.packs.store import load
from mtfix.reports.wording import words
from mtfix.stages.boilerplate import Boilerplate, strip

SEEN = pages("[!h]*.txt")
HELD = "held-scraped.txt", "held-clean.txt"
FURTHER = "held-further-scraped.txt"
PORTALS = "held-portals-scraped.txt", "held-portals-clean.txt"


@cache
def _cleaner() -> Cleaner:
    return Cleaner(only=["boilerplate"])


@pytest.mark.parametrize("page", SEEN, ids=lambda page: page.name)
def test_only_the_article_is_left_of(page: Page) -> None:
    assert _cleaner().clean(page.before).text == page.after


@pytest.mark.parametrize("page", [*SEEN, *pages("held-*.txt")], ids=lambda page: page.name)
def test_nothing_more_goes_the_second_time_from(page: Page) -> None:
    cleaned = _cleaner().clean(page.before).text
    assert _cleaner().clean(cleaned).text == cleaned


def test_pages_that_no_rule_was_written_for_lose_their_remains_and_nothing_else() -> None:
    """Floors: raise them when the rules get better, and never look at these pages for that."""
    scraped, clean = (figures(pages(name), strip) for name in HELD)
    assert scraped.documents >= 50
    assert clean.documents >= 50
    assert scraped.lost == 0
    assert scraped.taken >= 0.92
    assert clean.wrong <= 0.01 * clean.documents


def test_pages_of_other_kinds_lose_most_of_their_remains_and_nothing_else() -> None:
    """Pages of kinds and in words that the other files do not have: 37% before rules were widened
    on pages beside them (`further-`, `sites-` and `kinds-scraped.txt`)."""
    scraped = figures(pages(FURTHER), strip)
    assert scraped.documents >= 14
    assert scraped.lost == 0
    assert scraped.taken >= 0.88


def test_pages_of_portals_lose_most_of_their_remains_and_nothing_else() -> None:
    """One page for each of many kinds, written before rules for such pages: 62% before."""
    scraped, clean = (figures(pages(name), strip) for name in PORTALS)
    assert scraped.documents >= 20
    assert scraped.lost == 0
    assert scraped.taken >= 0.73
    assert clean.wrong == 0


def test_there_are_enough_documents_of_both_kinds() -> None:
    assert len([page for page in pages() if page.goes]) >= 150
    assert len([page for page in pages() if not page.goes]) >= 150


def test_a_line_that_was_lost_or_left_is_told() -> None:
    [page] = [page for page in SEEN if page.name == "breadcrumb with other arrows"]
    assert left_and_lost(page, page.after) == ([], [])
    left, lost = left_and_lost(page, page.before.partition("\n\n")[0])
    assert left == ["Home » Technology » Telephones"]
    assert lost == page.stays


def test_names_of_documents_are_unique() -> None:
    names = [page.name for page in pages()]
    assert len(names) == len(set(names))


def test_strip_does_what_the_cleaner_does() -> None:
    for page in pages()[::10]:
        assert strip(page.before) == _cleaner().clean(page.before).text


def test_what_is_only_suggested_says_why() -> None:
    text = with_paragraphs("<<bridge>>\n\n© 2021 Ruth Aalders. All rights reserved.\n")
    result = _cleaner().clean(text)
    assert result.text == text
    [held] = result.withheld
    assert held.fix.rule == "boilerplate/copyright"
    assert held.fix.reason.get("doubt") == Reason("not-scraped")
    assert words(held.fix.reason) == "copyright, but nothing else here looks scraped"


@pytest.mark.parametrize(
    ("last", "announced"),
    [
        ("The second bridge was opened the following year.", False),
        ("Those who live below the dam heard nothing of it.", False),
        ("Following the advice of the harbour master, they stayed.", False),
        ("The page ends with the lines that are shown below.", True),
        ("Scrapers leave the following behind an article.", True),
        ("A page of this kind ends as follows.", True),
    ],
)
def test_remains_stay_only_where_the_article_announces_them(last: str, announced: bool) -> None:
    article = with_paragraphs("<<bridge>>") + "\n\n" + last
    remains = "\n\nReading volume: 1,024\n\nPlease rate this article"
    assert strip(f"{article}{remains}\n") == f"{article}{remains if announced else ''}\n"


# --- what is remembered ---------------------------------------------------------------------------


@cache
def _rules() -> list[Rule]:
    return [rule for pack in load().packs for rule in pack.rules if isinstance(rule, Rule)]


@cache
def _used_stage() -> tuple[Boilerplate, Scanner]:
    stage = Boilerplate(_rules())
    return stage, Scanner(stage.triggers())


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_stage_that_remembers_lines_proposes_what_a_fresh_one_does(data: st.DataObject) -> None:
    stage, scanner = _used_stage()
    text = data.draw(st.sampled_from(SEEN)).before
    for _ in range(3):
        text = _with_one_change(text, data)
        page = scanner.read_page(text)
        assert list(stage(page)) == list(Boilerplate(_rules())(page))


def _with_one_change(text: str, data: st.DataObject) -> str:
    """A text in which a word was doubled, or lost, or became the beginning of another line."""
    at = data.draw(st.integers(0, len(text)))
    start = text.rfind(" ", 0, at) + 1
    word = text[start:].split(" ", 1)[0]
    new = data.draw(st.sampled_from(["", f"{word} {word}", f"\n{word}", f"\n\n{word}", "Share"]))
    return text[:start] + new + text[start + len(word) :]


# --- what a class does ---------------------------------------------------------------------------

RULE = """\
- id: zed-{name}
  class: {class_}
  strength: {strength}
  where: [{where}]
  triggers: [{name} zed]
  patterns: ['{name} zed']
  examples:
  - {name} zed =>
  - Of {name} zed the council of the harbour has never spoken in public.
"""


def _without_remains(
    folder: Path,
    text: str,
    *classes: str,
    strength: str = "strong",
    where: str = "head, tail, inline",
) -> str:
    """The text that is left by rules for the lines "qorax zed", "vexel zed" and "wuzzy zed", one for
    each of the classes."""
    names = zip(("qorax", "vexel", "wuzzy"), classes, strict=False)
    rules = [
        RULE.format(name=name, class_=one, strength=strength, where=where) for name, one in names
    ]
    pack = folder / "classes.yaml"
    pack.write_text("about: For a test.\nboilerplate:\n" + "".join(rules), encoding="utf-8")
    return Cleaner([str(pack)], only=["boilerplate"]).clean(text).text


PARAGRAPHS = with_paragraphs("<<bridge>>")


@pytest.mark.parametrize(("third", "goes"), [("pagination", True), ("tags", False)])
def test_what_authors_write_is_no_sign_of_scraping(tmp_path: Path, third: str, goes: bool) -> None:
    text = f"{PARAGRAPHS}\n\nqorax zed\n\nvexel zed\n\nwuzzy zed\n"
    left = _without_remains(tmp_path, text, "rating", "page tools", third, strength="weak")
    assert left == (f"{PARAGRAPHS}\n" if goes else text)


@pytest.mark.parametrize(("class_", "goes"), [("page tools", True), ("captcha", False)])
def test_what_manuals_show_stays_at_the_head_of_one(
    tmp_path: Path, class_: str, goes: bool
) -> None:
    rest = f"The captcha above is only one of the many that the readers of such a page meet.\n\n{PARAGRAPHS}\n"
    text = f"qorax zed\n\n{rest.replace('above ', '')}"
    assert _without_remains(tmp_path, text, class_) == (text.partition("\n\n")[2] if goes else text)


@pytest.mark.parametrize(("class_", "goes"), [("code button", True), ("page tools", False)])
def test_what_stands_behind_a_colon_by_chance_is_not_announced(
    tmp_path: Path, class_: str, goes: bool
) -> None:
    text = f"{PARAGRAPHS}\n\nThe harbour master types the following command:\n\nqorax zed\n\n{PARAGRAPHS}\n"
    assert ("qorax" in _without_remains(tmp_path, text, class_)) is not goes


@pytest.mark.parametrize(("class_", "go"), [("related links", True), ("page tools", False)])
def test_headlines_go_below_a_heading_that_announces_others(
    tmp_path: Path, class_: str, go: bool
) -> None:
    text = f"{PARAGRAPHS}\n\nqorax zed\n\nFerry fares rise again\n\nA dam for the valley\n"
    left = _without_remains(tmp_path, text, class_)
    assert "qorax" not in left
    assert ("Ferry fares" not in left) is go


def test_names_of_methods_below_a_heading_are_no_headlines(tmp_path: Path) -> None:
    text = f"{PARAGRAPHS}\n\nqorax zed\n\nisDigit(int)\n\nFerry.rise(int, String)\n"
    left = _without_remains(tmp_path, text, "related links")
    assert "isDigit(int)" in left
    assert "Ferry.rise" in left


@pytest.mark.parametrize(("class_", "goes"), [("page tools", True), ("breadcrumb", False)])
def test_a_path_behind_a_sentence_stays(tmp_path: Path, class_: str, goes: bool) -> None:
    text = f"{PARAGRAPHS}\n\nThe harbour office keeps all of its forms there.\n\nqorax zed\n"
    left = _without_remains(tmp_path, text, class_, where="head, tail")
    assert ("qorax" in left) is not goes


@pytest.mark.parametrize(
    ("class_", "before", "other", "goes"),
    [("source, time and read count", "A bridge", "Ships 9", True),
     ("source, time and read count", "A bridge", "qorax zed 8", False),
     ("source, time and read count", "What is new in 2.4?", "Ships 9", False),
     ("page tools", "A bridge", "qorax zed 8", True)],
)  # fmt: skip
def test_a_line_of_a_log_stays(
    tmp_path: Path, class_: str, before: str, other: str, goes: bool
) -> None:
    pack = tmp_path / "log.yaml"
    rule = RULE.format(name="qorax", class_=class_, strength="strong", where="head, tail, inline")
    rule = rule.replace("'qorax zed'", "'qorax zed.*'")
    pack.write_text(f"about: For a test.\nboilerplate:\n{rule}", encoding="utf-8")
    text = f"{PARAGRAPHS}\n\n{before}\n\nqorax zed 7\n\n{PARAGRAPHS}\n\n{other}\n\n{PARAGRAPHS}\n"
    left = Cleaner([str(pack)], only=["boilerplate"]).clean(text).text
    assert ("qorax zed 7" in left) is not goes


@pytest.mark.parametrize(
    ("behind", "goes"),
    [("The qoraxes of the old harbour have a house of their own.", False),
     ("Ships of the old harbour have a house of their own.", True),
     ("The qoraxes of the harbour", True)],
)  # fmt: skip
def test_the_heading_of_a_sentence_stays(tmp_path: Path, behind: str, goes: bool) -> None:
    text = f"{PARAGRAPHS}\n\nqorax zed\n\n{behind}\n\n{PARAGRAPHS}\n"
    left = _without_remains(tmp_path, text, "page tools")
    assert ("qorax zed" in left) is not goes


@pytest.mark.parametrize(("end", "goes"), [("the", False), ("of a", False), ("now", True)])
def test_a_line_that_ends_within_a_phrase_is_none_by_itself(
    tmp_path: Path, end: str, goes: bool
) -> None:
    pack = tmp_path / "lines.yaml"
    rule = RULE.format(name="qorax", class_="page tools", strength="strong", where="tail")
    rule = rule.replace("'qorax zed'", "'qorax zed.*'")
    pack.write_text(f"about: For a test.\nboilerplate:\n{rule}", encoding="utf-8")
    text = f"{PARAGRAPHS}\n\nqorax zed {end}\nHarbour Office\n"
    left = Cleaner([str(pack)], only=["boilerplate"]).clean(text).text
    assert ("qorax" in left) is not goes


def test_every_shipped_class_is_used_or_written_by_learn() -> None:
    assert set(CLASSES) == {rule.class_ for rule in _rules()} | {"repeated"}


def test_the_documentation_lists_every_class() -> None:
    readme = (Path(__file__).parent.parent / "glossaries" / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | {one.about} |" in readme for name, one in CLASSES.items())
