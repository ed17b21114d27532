# ruff: noqa: B905 - a script for those who fit
"""Fit the weights of `mtfix/stages/boilerplate/article/weights.json`.

    python tests/fit/article.py PAGES.jsonl.gz [--write]

PAGES holds an object a page: `text`; `silver`, a 0 or 1 for each line (it belongs to the
article, as an extractor that has the HTML sees it); `keep` and `drop`, pieces that a person
marked; `site`. The pages that were used are those of `eval/boilerplate/dev.jsonl.gz`.

Each page is learned from twice: as it is, and its article alone, of which all must stay.
Pages are split_by_sample by site into five; the figures are of pages that the weights had not seen.
Needs numpy and scikit-learn, which mtfix itself does not: they fit, and the weights are data.
"""

from __future__ import annotations

import argparse
import copy
import gzip
import json
import re
import warnings
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import OneHotEncoder

from mtfix.stages.boilerplate.article import outside
from mtfix.stages.boilerplate.article.guessed_page import GuessedPage
from mtfix.stages.boilerplate.article.line_features import (
    LINE_FEATURES,
    MOST_REPEATS,
    LineFacts,
    line_features,
)
from mtfix.stages.boilerplate.article.linear_model import FILE
from mtfix.stages.boilerplate.article.page_features import neighbour_features, place_features
from mtfix.stages.boilerplate.article.page_lines import PageLines, read_lines, words

FOLDS = 5
PENALTY = 0.1
AGAIN = 1
"""Guesses after the first."""
FEWEST = 20
"""Lines in which a value of a sign must occur to get a weight."""
CLEAN_WEIGHT = 0.3
MARKED = {"keep": 5.0, "drop": 3.0}
"""How much more a line counts that a person marked."""


class Sample(NamedTuple):
    """A text with what is wanted of each of its lines."""

    text: str
    lines: PageLines
    facts: list[LineFacts]
    own: list[tuple[int, ...]]
    wanted: list[int]
    weights: list[float]
    group: int
    page: int | None


def rows(columns) -> list[tuple[int, ...]]:
    """The values of some features, a row a line."""
    return list(zip(*columns.values()))


def places(odds: list[float], one: Sample) -> list[tuple[int, ...]]:
    """The values of the features of its place for each line; none for one that is not in doubt."""
    page = GuessedPage(odds, one.facts)
    each = zip(rows(place_features(page)), page.in_doubt())
    return [row if in_doubt else () for row, in_doubt in each]


def beside(one: Sample) -> list[tuple[int, ...]]:
    """The values of the features of its neighbours for each line."""
    return rows(
        neighbour_features([line.form for line in one.facts], [line.menu for line in one.facts])
    )


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def sample(text: str, wanted: list[int], group: int, page=None, marks=None, weight=1.0) -> Sample:
    """A text whose `wanted` is given a line."""
    found = read_lines(text)
    repeats = [min(one, MOST_REPEATS) for one in found.repeats]
    each = map(line_features, found.shapes, found.menus, found.covered, repeats)
    facts, own = map(list, zip(*each))
    at, starts = 0, []
    for line in text.split("\n"):
        starts.append(at)
        at += len(line) + 1
    of = dict(zip(starts, wanted))
    labels, weights = [], []
    for start, end, shape in zip(found.starts, found.ends, found.shapes):
        label, factor = of[start], 1.0
        piece = squeeze(text[start:end])
        for mark, value in (("drop", 0), ("keep", 1)):
            if marks and any(squeeze(one) in piece for one in marks[mark]):
                label, factor = value, MARKED[mark]
        labels.append(label)
        weights.append(weight * factor * min(words(shape), 80) ** 0.5 / len(own) ** 0.5)
    return Sample(text, found, facts, own, labels, weights, group, page)


def samples(pages: list[dict]) -> list[Sample]:
    sites = {site: n for n, site in enumerate(sorted({page["site"] for page in pages}))}
    found = []
    for number, page in enumerate(pages):
        group = sites[page["site"]]
        silver = [int(mark) for mark in page["silver"]]
        found.append(sample(page["text"], silver, group, number, page))
        body = article(page)
        if body:
            found.append(sample(body, [1] * (body.count("\n") + 1), group, weight=CLEAN_WEIGHT))
    return found


def article(page: dict) -> str | None:
    """The article alone, from its first to its last long line; None where it is too short."""
    each = page["text"].split("\n")
    long = [n for n, mark in enumerate(page["silver"]) if mark == "1" and len(each[n].split()) >= 8]
    if len(long) < 4:
        return None
    return "\n".join(each[n] for n in range(long[0], long[-1] + 1) if page["silver"][n] == "1")


# --- fitting -------------------------------------------------------------------------------------


class Fitted(NamedTuple):
    start: float
    tables: dict[str, list[float]]


class Table:
    """The features of all lines as columns of nothing and one."""

    def __init__(self, names: tuple[str, ...], rows: list[tuple[int, ...]]) -> None:
        self.names = names
        self.encoder = OneHotEncoder(handle_unknown="ignore", min_frequency=FEWEST)
        self.columns: csr_matrix = self.encoder.fit_transform(np.array(rows))

    def of(self, chosen: np.ndarray) -> Table:
        """The same signs for some of the lines."""
        part = copy.copy(self)
        part.columns = self.columns[chosen]
        return part

    def weights(self, flat: np.ndarray) -> dict[str, list[float]]:
        """The weights by name and value; what was too seldom has one weight together."""
        at, found = 0, {}
        for n, name in enumerate(self.names):
            values = self.encoder.categories_[n]
            seldom = self.encoder.infrequent_categories_[n]
            rare = set() if seldom is None else set(seldom)
            usual = [v for v in values if v not in rare]
            table = [0.0] * (int(values.max()) + 1)
            for value in usual:
                table[value], at = round(float(flat[at]), 3), at + 1
            if rare:
                for value in rare:
                    table[value] = round(float(flat[at]), 3)
                at += 1
            found[name] = table
        return found


def fit(tables: list[Table], wanted, weights) -> Fitted:
    model = LogisticRegression(C=PENALTY, max_iter=120)
    columns = hstack([table.columns for table in tables]).tocsr()
    model.fit(columns, wanted, sample_weight=weights)
    flat, found = model.coef_[0], {}
    for table in tables:
        size = table.columns.shape[1]
        found |= table.weights(flat[:size])
        flat = flat[size:]
    return Fitted(round(float(model.intercept_[0]), 3), found)


def unseen(tables: list[Table], wanted, weights, groups) -> np.ndarray:
    """Log odds in thousandths for each line, from weights that were fitted without its site."""
    columns = hstack([table.columns for table in tables]).tocsr()
    odds = np.zeros(len(wanted))
    for train, test in GroupKFold(FOLDS, shuffle=True, random_state=1).split(
        columns, wanted, groups
    ):
        model = LogisticRegression(C=PENALTY, max_iter=120)
        model.fit(columns[train], wanted[train], sample_weight=weights[train])
        odds[test] = 1000 * model.decision_function(columns[test])
    return odds


def split_by_sample(odds: np.ndarray, of: list[Sample]) -> list[list[float]]:
    found, at = [], 0
    for one in of:
        found.append([float(x) for x in odds[at : at + len(one.own)]])
        at += len(one.own)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    with gzip.open(options.pages, "rt", encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    all_ = samples(pages)
    wanted = np.array([label for one in all_ for label in one.wanted])
    weights = np.array([weight for one in all_ for weight in one.weights])
    groups = np.array([one.group for one in all_ for _ in one.own])
    own = Table(LINE_FEATURES, [row for one in all_ for row in one.own])
    sides = Table(tuple(neighbour_features([], [])), [row for one in all_ for row in beside(one)])
    guesses = [fit([own, sides], wanted, weights)]
    odds = unseen([own, sides], wanted, weights, groups)
    for _ in range(AGAIN):
        placed = [
            row for one, seen in zip(all_, split_by_sample(odds, all_)) for row in places(seen, one)
        ]
        asked = np.array([bool(row) for row in placed])
        tables = [own.of(asked), sides.of(asked)]
        names = tuple(place_features(GuessedPage([0.0], all_[0].facts[:1])))
        tables.append(Table(names, [row for row in placed if row]))
        some = wanted[asked], weights[asked]
        guesses.append(fit(tables, *some))
        odds[asked] = unseen(tables, *some, groups[asked])
        report(pages, all_, split_by_sample(odds, all_))
    if options.write:
        write(guesses)


def write(guesses: list[Fitted]) -> None:
    """Write all guesses, a feature a line."""
    parts = []
    for one in guesses:
        rows = [f'  "start": [{one.start}]']
        rows += [f"  {json.dumps(sign)}: {json.dumps(table)}" for sign, table in one.tables.items()]
        parts.append("{\n" + ",\n".join(rows) + "\n}")
    FILE.write_text("[" + ",\n".join(parts) + "]\n", encoding="utf-8")


# --- figures -------------------------------------------------------------------------------------


def report(pages: list[dict], all_: list[Sample], odds: list[list[float]]) -> None:
    """Print the figures of the scorer, for pages that the weights had not seen."""
    kept = dropped = keeps = drops = harmed = right = more = less = 0
    changed = clean = 0
    for one, second in zip(all_, odds):
        text = one.text
        kept_lines = outside.kept_lines(one.lines, one.facts, second)
        spans = zip(one.lines.starts, one.lines.ends, kept_lines)
        out = "\n".join(text[start:end] for start, end, keep in spans if keep)
        if one.page is None:
            clean += 1
            changed += not all(kept_lines)
            continue
        page = pages[one.page]
        flat = squeeze(out)
        hurt = [squeeze(piece) not in flat for piece in page["keep"]]
        kept, keeps, harmed = kept + hurt.count(False), keeps + len(hurt), harmed + any(hurt)
        dropped += sum(squeeze(piece) not in flat for piece in page["drop"])
        drops += len(page["drop"])
        got = Counter(out.split())
        gold = Counter(
            word
            for line, mark in zip(text.split("\n"), page["silver"])
            if mark == "1"
            for word in line.split()
        )
        hit = (got & gold).total()
        right, more, less = right + hit, more + got.total() - hit, less + gold.total() - hit
    f1 = 2 * right / (2 * right + more + less)
    print(
        f"kept {kept / keeps:.1%} dropped {dropped / drops:.1%} balanced {50 * (kept / keeps + dropped / drops):.1f}"
    )
    print(
        f"harmed {harmed / len(pages):.1%} F1 {f1:.3f} P {right / (right + more):.3f} R {right / (right + less):.3f}"
    )
    print(f"clean articles changed {changed / clean:.1%} of {clean}")


if __name__ == "__main__":
    main()
