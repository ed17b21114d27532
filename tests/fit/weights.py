"""Fit the weights of the decision on the labelled documents, and say what each of them buys.

    python tests/fit/weights.py            # what each weight buys
    python tests/fit/weights.py --fit      # look for better ones first

Read are the documents of `tests/cases/terms` (the part `fit`; `held` is only scored) and the
examples of the shipped packs, which have to hold anyway. Nothing is written: what is found is
put into `mtfix/stages/terms/weights.py` by hand, where it says something that a reader can believe.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import documents
import labelled

from mtfix.edits.edit import Span
from mtfix.matching.context import Context
from mtfix.matching.scanner import Scanner
from mtfix.stages.terms import Terms
from mtfix.stages.terms.decision import decide
from mtfix.stages.terms.surroundings import collect_evidence, with_topics
from mtfix.stages.terms.verdict import rewritten
from mtfix.stages.terms.weights import WEIGHTS, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COST = {
    ("leave", "rewrite"): 20.0, ("suggest", "rewrite"): 4.0,
    ("rewrite", "leave"): 1.0, ("rewrite", "suggest"): 0.5,
    ("leave", "suggest"): 0.1, ("suggest", "leave"): 0.2,
}  # fmt: skip
"""The cost of an outcome: (wanted, found). A wrong edit costs as much as twenty missed ones."""

NEVER = 99.0
WITHOUT: dict[str, float] = {
    "phrase": 0.0, "word": WEIGHTS.phrase, "everyday": WEIGHTS.word, "sentence": WEIGHTS.near,
    "near": WEIGHTS.elsewhere, "near_cap": NEVER, "elsewhere": 0.0, "elsewhere_cap": NEVER, "against": 1.0, "against_near": WEIGHTS.near, "against_elsewhere": 0.0,
    "right": 1.0, "frame": 0.0, "cooccurring": 0.0, "cooccurring_cap": NEVER, "repaired": 0.0, "repaired_cap": NEVER, "repaired_enough": 99, "signs": 0.0, "said": 0.0,
    "coined": 0.0, "ordinary": 0.0, "beside": 0.0, "beside_near": 0.0, "safe": 0.0, "left": -NEVER, "everyday_sentence": 0.0, "everyday_share": 0.0,
}  # fmt: skip
"""The value at which a weight says nothing, or what the next coarser one says."""
STEPS = [-0.3, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.3]
MOVING = 10.0
"""The cost of moving a weight by one: a tenth is worth one missed edit."""


class Question(NamedTuple):
    """The undecided places of a document, and by start what is wanted of each."""

    part: str
    places: Any
    occurrences: Any
    origin: str | None
    wanted: dict[int, str]
    source: Any
    known: Any


class Tally(NamedTuple):
    """Places by what became of them, and what that costs."""

    cost: float
    right: int
    wrong: int
    wanted: int
    abstained: int
    asked: int

    def __str__(self) -> str:
        made = self.right + self.wrong
        return (
            f"{self.cost:7.1f} {self.right / made if made else 1:8.2%} "
            f"{self.right / self.wanted if self.wanted else 1:7.2%} {self.abstained:5} {self.asked:5}"
        )


def questions() -> Iterator[Question]:
    """The undecided places of every labelled document and of every example."""
    stage = Terms(documents.terms())
    scanner = Scanner(stage.triggers())
    examples = [
        labelled.Case("", e.before, e.after or e.before, False, "", "examples")
        for term in documents.terms()
        for e in term.examples
    ]
    for case in (*labelled.cases(), *examples):
        page = scanner.read_page(case.text, Context(case.text, case.source))
        known, places, variants = stage.triage(page)
        if places:
            changed = list(_changed(case))
            wanted = {
                place.span.start: "rewrite"
                if any(place.span.start < span.end and span.start < place.span.end for span in changed)
                else "suggest" if case.suggests else "leave"
                for _, place in places
            }  # fmt: skip
            yield Question(
                case.part,
                places,
                stage.occurrences(case.text, places, variants),
                case.origin,
                wanted,
                stage.source_evidence,
                tuple(rewritten(known)),
            )


def _changed(case: labelled.Case) -> Iterator[Span]:
    starts = labelled.word_starts(case.text)
    for low, high, _ in labelled.changes(case.text, case.wanted):
        yield Span(starts[low], max(starts[high], starts[low] + 1))


def tally(asked: Iterable[Question], table: Weights) -> Tally:
    """The outcomes of the places under a table of weights."""
    cost, right, wrong, total, abstained, needless = 0.0, 0, 0, 0, 0, 0
    for one in asked:
        evidence = [
            (
                index,
                with_topics(
                    collect_evidence(index, place, one.occurrences, one.source(place), table=table),
                    one.origin,
                ),
            )
            for index, place in one.places
        ]
        for verdict in decide(evidence, one.origin, table=table, known=one.known):
            wanted, found = one.wanted[verdict.candidate.span.start], verdict.outcome
            cost += COST.get((wanted, found), 0.0)
            total += wanted == "rewrite"
            right += wanted == found == "rewrite"
            wrong += wanted != "rewrite" == found
            abstained += (wanted, found) == ("rewrite", "suggest")
            needless += (wanted, found) == ("leave", "suggest")
    return Tally(round(cost, 3), right, wrong, total, abstained, needless)


def fitted(asked: list[Question], table: Weights) -> Weights:
    """The weights that cost least, the one change at a time that helps most, until none helps.

    To move a figure costs as well, so that it is moved only for something: one that a few
    documents would push about says more of them than of language.
    """
    start = table

    def price(trial: Weights) -> float:
        moved = sum(abs(new - old) for new, old in zip(trial, start, strict=True))
        return tally(asked, trial).cost + MOVING * moved

    best = price(table)
    while True:
        trials = [
            table._replace(**{name: round(getattr(table, name) + step, 3)})
            for name in Weights._fields
            for step in STEPS
        ]
        cost, trial = min((price(trial), trial) for trial in trials)
        if cost >= best:
            return table
        changed = next(
            name for name in Weights._fields if getattr(trial, name) != getattr(table, name)
        )
        print(f"{changed} = {getattr(trial, changed)}: {cost:.1f}", file=sys.stderr)
        best, table = cost, trial


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--fit", action="store_true", help="look for better weights")
    options = parser.parse_args()
    everything = list(questions())
    fit = [one for one in everything if one.part != "held"]
    parts = {
        "fit": [one for one in everything if one.part == "fit"],
        "held": [one for one in everything if one.part == "held"],
        "examples": [one for one in everything if one.part == "examples"],
    }
    table = fitted(fit, WEIGHTS) if options.fit else WEIGHTS
    columns = "   cost precision recall  abst needl"
    print(f"{'weight':18}{'value':>7}   " + " | ".join(f"{name:9}{columns[9:]}" for name in parts))
    rows = [("all of them", "", table)]
    rows += [
        (f"without {name}", f"{getattr(table, name):g}", table._replace(**{name: WITHOUT[name]}))
        for name in Weights._fields
    ]
    for title, value, trial in rows:
        scores = " | ".join(str(tally(asked, trial)) for asked in parts.values())
        print(f"{title:26}{value:>6} {scores}")


if __name__ == "__main__":
    main()
