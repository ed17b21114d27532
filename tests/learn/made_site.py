"""Makes a site of pages that share a template, and measures what `mtfix learn` finds in it.

    python tests/learn/made_site.py [--pages N] [--work FOLDER]

The words of the articles are drawn from a list, so that no sentence repeats by itself; some
articles carry content that does repeat: a table header, a refrain, a disclaimer.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from mtfix import Cleaner
from mtfix.cli.main import main

WORDS = (
    "harbour council winter ferry bridge report budget engineer river market school museum "
    "station archive garden printer signal valley theatre orchard library survey tunnel mill "
    "quarry lantern festival weather cargo timber vessel census charter meadow pipeline turbine "
    "opened closed measured promised repaired counted painted delayed moved explained doubled "
    "carried planned refused improved counted sold bought tested visited described welcomed"
).split()
FIRST = "Ada Bruno Clara Dmitri Elena Farid Greta Hugo Ines Jonas Katya Leo Mina Noor".split()
LAST = "Almeida Berger Castro Dahl Engel Fischer Gomez Hansen Ito Jensen Keller Lindt".split()
HEADER = "Quarter | Units | Change"
REFRAIN = "And the river went on to the sea."
DISCLAIMER = "The figures in this article are those of the harbour office and were not audited."
CONTENT = (HEADER, REFRAIN, DISCLAIMER)
"""Lines that repeat and belong to the articles."""


class Page(NamedTuple):
    """A page as it was scraped, and which of its lines are the article."""

    text: str
    article: frozenset[str]
    template: int
    """Lines that are not the article: all but its title, with the headlines of other articles."""


def page(number: int, chance: random.Random) -> Page:
    """Make a page."""
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    date = f"{2015 + number % 9}-{1 + number % 12:02}-{1 + number % 28:02}"
    article = [_sentence(chance, chance.randint(18, 40)) for _ in range(chance.randint(3, 7))]
    for share, line in zip((0.1, 0.05, 0.08), CONTENT, strict=True):
        if chance.random() < share:
            article.insert(chance.randint(1, len(article) - 1), line)
    head = [
        "Home > News > The Tidewater Post",
        _title(chance),
        f"Published {date} 0{number % 9}:{number % 60:02} by {name}",
        f"{chance.randint(12, 99_000):,} people have opened this page",
    ]
    tail = [
        "Send this page to a neighbour",
        f"Filed under: {chance.choice(WORDS)}, {chance.choice(WORDS)}",
        f"The Tidewater Post desk: {name}",
        "More from the waterfront",
        *(_title(chance) for _ in range(3)),
        "Join the Tidewater circle and read without interruptions",
        f"© {2015 + number % 9} Tidewater Post Ltd. All tides reserved.",
    ]
    middle = ["[ The Tidewater shop: oilskins from the pier ]"] if number % 4 > 1 else []
    half = len(article) // 2
    lines = [*head, *article[:half], *middle, *article[half:], *tail]
    template = len(head) - 1 + len(middle) + len(tail)
    return Page("\n\n".join(lines) + "\n", frozenset(article), template)


def _sentence(chance: random.Random, words: int) -> str:
    said = " ".join(chance.choice(WORDS) for _ in range(words))
    return f"The {said} and the {chance.choice(WORDS)}."


def _title(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(6)).capitalize()


def measured(pages: list[Page], rules: Path) -> Counter[str]:
    """Count what cleaning the pages with some rules takes and leaves."""
    cleaner = Cleaner(["shipped", rules])
    counts: Counter[str] = Counter()
    for one in pages:
        before = set(filter(None, one.text.split("\n")))
        after = set(filter(None, cleaner.clean(one.text).text.split("\n")))
        counts["template lines"] += one.template
        counts["taken"] += len(before - after - one.article)
        counts["content lines"] += len(one.article)
        counts["content lines lost"] += len(one.article - after)
    return counts


def run(pages: int, work: Path) -> tuple[Counter[str], Counter[str]]:
    """Make a site in a folder, learn from half of it, and measure on the other half: the rules
    as proposed, and without what belongs to the articles."""
    chance = random.Random(7)
    made = [page(number, chance) for number in range(pages)]
    site = work / "site"
    site.mkdir(parents=True)
    for number, one in enumerate(made[::2]):
        (site / f"{number:05}.txt").write_text(one.text, encoding="utf-8")
    kept = work / "kept.txt"
    kept.write_text("\n".join(CONTENT), encoding="utf-8")
    proposed, reviewed = work / "proposed.yaml", work / "reviewed.yaml"
    main(["learn", str(site), "--out", str(proposed)])
    main(["learn", str(site), "--out", str(reviewed), "--kept", str(kept)])
    return measured(made[1::2], proposed), measured(made[1::2], reviewed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--work", type=Path, help="where to leave the site and the rules")
    options = parser.parse_args()
    folder = options.work or Path(tempfile.mkdtemp())
    for title, found in zip(("as proposed", "reviewed"), run(options.pages, folder), strict=True):
        print(f"{title}: " + ", ".join(f"{name} {count}" for name, count in found.items()))
