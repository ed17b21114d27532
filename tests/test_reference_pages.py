"""What looks like boilerplate stays where the lines around it show a reference or a sentence."""

from __future__ import annotations

import pytest

from mtfix import Cleaner
from mtfix.stages.boilerplate.stage import strip

ARTICLE = (
    "The council of the town voted on Monday evening to build a second bridge over the river, "
    "after eleven years of talks about its place and its price.\n\n"
    "Work is to begin in the spring, when the water is low enough for the foundations, and the "
    "old ferry stays in service until the last of the piers stands.\n\n"
)
SCRAPED = "Click the blue words above to follow us\nEditor in charge: Wang Wei\n"
LABELS = "Bridges\n\nPiers\n\nFerries\n\nLocks\n\n"


def _stays(line: str, before: str = "", behind: str = "") -> bool:
    return f"\n{line}\n" in "\n" + strip(f"{ARTICLE}{before}{line}\n{behind}\n{SCRAPED}")


@pytest.mark.parametrize(
    ("line", "before", "behind"),
    [
        pytest.param("Privacy", "open_bridge()\n\n", "\nclose_bridge()\n\nbridge.height\n", id="names"),
        pytest.param("Privacy", LABELS, f"\n{LABELS}", id="a list of labels"),
        pytest.param("Print", "", "\nPrints the timetable of the ferry.\n", id="a command"),
        pytest.param("Email:", "", "\nferry@example.org\n", id="a field on two lines"),
        pytest.param(
            "feedback of its readers.",
            "The office that runs the bridge is glad of the\n",
            "",
            id="a piece of a sentence",
        ),
    ],
)  # fmt: skip
def test_a_line_of_a_reference_or_a_sentence_stays(line: str, before: str, behind: str) -> None:
    assert _stays(line, before, behind)


@pytest.mark.parametrize("line", ["Privacy", "Print", "Feedback"])
def test_the_same_line_goes_beside_boilerplate(line: str) -> None:
    assert not _stays(line)


def test_dates_stay_in_manuals() -> None:
    date = "Last updated: 12 June 2013"
    assert date not in strip(f"{date}\n\n{ARTICLE}{SCRAPED}")
    assert date in strip(f"{date}\n\n{ARTICLE}{SCRAPED}View page source\n")


@pytest.mark.parametrize("tag", ["ValidExample", "Tabs", "div"])
def test_what_stands_alone_between_two_tags_stays(tag: str) -> None:
    page = f"{ARTICLE}<{tag}>\n\nRead the full article.\n\n</{tag}>\n\n" * 2 + ARTICLE
    assert Cleaner().clean(page, format="mdx").text == page
