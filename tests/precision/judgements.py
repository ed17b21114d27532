"""What a reader said of each edit that was made in the corpora, kept beside the lists.

An edit is known by its rule and its context, wherever it stands: it is read once. A line of the
file is one edit; `right` repairs damage, `harmless` changes no meaning and leaves the text as good
as it was (a misprint half repaired), `wrong` is all else.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .corpora import HERE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .corpora import Corpus
    from .runs import Place

FILE = HERE / "judged.jsonl"
VERDICTS = ("right", "harmless", "wrong")


class Judgement(NamedTuple):
    """An edit that was read: what `wrong` ones get wrong is said in `why`."""

    rule: str
    context: str
    file: str
    verdict: str
    why: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what an edit is known by."""
        return self.rule, self.context


def load(file: Path = FILE) -> dict[tuple[str, str], Judgement]:
    """Return the judgements of a file by their keys.

    Raises ValueError for a line that is none, or a verdict that does not exist.
    """
    judgements = [Judgement(**json.loads(line)) for line in _lines(file)]
    for one in judgements:
        if one.verdict not in VERDICTS:
            raise ValueError(f"{one.verdict!r} is no verdict: {one.context}")
    return {one.key: one for one in judgements}


def _lines(file: Path) -> list[str]:
    if not file.exists():
        return []
    return [line for line in file.read_text(encoding="utf-8").split("\n") if line]


def save(judgements: Iterable[Judgement], file: Path = FILE) -> None:
    """Write judgements, in the order of rules and contexts."""
    lines = (
        json.dumps(
            {name: value for name, value in one._asdict().items() if value or name != "why"},
            ensure_ascii=False,
        )
        for one in sorted(judgements)
    )
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


class Report(NamedTuple):
    """What was made in a corpus: distinct edits by rule and verdict, and those not read yet.

    The same edit in the same context counts once: manuals and letters quote each other.
    """

    corpus: Corpus
    words: int
    counts: Counter[tuple[str, str]]
    suggested: Counter[str]
    unread: list[Place]

    def wrong(self, rule: str | None = None) -> float:
        """Return wrong edits per million words, of one rule or of all."""
        found = sum(
            count
            for (name, verdict), count in self.counts.items()
            if verdict == "wrong" and rule in {None, name}
        )
        return found * 1e6 / max(1, self.words)

    def rules(self) -> list[str]:
        """Return the rules that made an edit, those that are wrong most often first."""
        made: Counter[str] = Counter()
        for (rule, _), count in self.counts.items():
            made[rule] += count
        return sorted(made, key=lambda rule: (-self.wrong(rule), -made[rule], rule))

    def exceeded(self) -> list[str]:
        """Return the rules that are wrong more often than a rule may be, `all` for their sum."""
        over = [one for one in self.rules() if self.wrong(one) > self.corpus.rule_bound]
        return (["all"] if self.wrong() > self.corpus.bound else []) + over


def report(
    corpus: Corpus,
    words: int,
    places: Iterable[Place],
    suggested: Counter[str],
    judged: dict[tuple[str, str], Judgement],
) -> Report:
    """Return what the places of a run come to by what was said of them."""
    counts: Counter[tuple[str, str]] = Counter()
    unread = []
    for place in {(one.rule, one.context): one for one in places}.values():
        known = judged.get((place.rule, place.context))
        counts[place.rule, known.verdict if known else "unread"] += 1
        if known is None:
            unread.append(place)
    return Report(corpus, words, counts, suggested, sorted(unread))
