"""How often the topic of a labelled passage is told: `tests/cases/topics.yaml`.

python tests/topic_passages.py          # the shares
python tests/topic_passages.py --show   # and each passage that is told wrongly
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import yaml

from mtfix.text.topics import Topics

FILE = Path(__file__).parent / "cases" / "topics.yaml"


class Passage(NamedTuple):
    """A passage, its topic, and whether it is written as engines translate."""

    topic: str
    translated: bool
    text: str


class Rank(NamedTuple):
    """Which place the right topic has among those told, from 1 on, or 0; and all that are told."""

    passage: Passage
    place: int
    told: dict[str, float]


def passages() -> list[Passage]:
    """Return the labelled passages."""
    return [Passage(**one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))]


def ranks() -> list[Rank]:
    """Return the place of the right topic for each passage."""
    found = []
    for one in passages():
        told = dict(Topics(one.text).at(len(one.text) // 2))
        place = [*told].index(one.topic) + 1 if one.topic in told else 0
        found.append(Rank(one, place, told))
    return found


def shares(some: list[Rank]) -> tuple[float, float]:
    """Return the share of passages whose topic is the first, and is among the first two."""
    first = sum(rank.place == 1 for rank in some)
    return first / len(some), sum(rank.place in {1, 2} for rank in some) / len(some)


def main() -> None:
    """Print the shares, and with `--show` what is told wrongly."""
    every = ranks()
    for name, some in (
        ("all", every),
        ("native", [one for one in every if not one.passage.translated]),
        ("translated", [one for one in every if one.passage.translated]),
    ):
        first, two = shares(some)
        sys.stdout.write(
            f"{name:12} {len(some):4} passages, first {first:.1%}, among two {two:.1%}\n"
        )
    for passage, place, told in every if "--show" in sys.argv else ():
        if place != 1:
            sys.stdout.write(f"{passage.topic} {place} {told}\n    {passage.text[:90]}\n")


if __name__ == "__main__":
    main()
