"""Looking cues up by the words of a page: the same as searching for each of them."""

from __future__ import annotations

import random
import re
from functools import cache

import documents
import labelled
import pytest
from entries import term_tables, terms
from test_terms import MILLET, ORACLE
from timing import cpu_seconds

from mtfix import Cleaner
from mtfix.edits.edit import Span
from mtfix.matching.context import Context
from mtfix.matching.scanner import Scanner
from mtfix.stages.terms import Terms
from mtfix.stages.terms.cue_index import CueIndex
from mtfix.stages.terms.decision import Discourse
from mtfix.stages.terms.repaired import Repaired
from mtfix.stages.terms.score import ProvenanceWeight
from mtfix.stages.terms.surroundings import collect_evidence
from mtfix.stages.terms.term_tables import dump, opened, tables_of
from mtfix.stages.terms.variant_index import Variants
from mtfix.stages.terms.weights import WEIGHTS
from mtfix.stages.terms.word_index import WordIndex, fold

CASES = labelled.cases()
WORD = re.compile(r"[^\W\u2e80-\U0010ffff]+")


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES[::25], ids=lambda case: case.id)
def test_a_word_index_has_the_whole_words_of_its_windows(case: labelled.Case) -> None:
    chance = random.Random(case.id)
    low = chance.randrange(len(case.text) // 2 + 1)
    window = Span(low, chance.randrange(low, len(case.text) + 1))
    found = WordIndex(case.text, [window])
    wanted: dict[str, list[int]] = {}
    for match in WORD.finditer(fold(case.text)):
        if match.start() >= window.start and match.end() <= window.end:
            wanted.setdefault(match[0], []).append(match.start())
    assert found.words == wanted.keys()
    assert found.starts(found.words) == wanted
    some = list(wanted)[::3]
    assert found.starts(some) == {word: wanted[word] for word in some}
    for stem in list(wanted)[:20]:
        longer = sorted(word for word in wanted if word.startswith(stem[:3]))
        assert list(found.beginning_with(stem[:3])) == longer


def test_an_ideograph_parts_words_and_belongs_to_none() -> None:
    found = WordIndex("A字bé_1 c", [Span(0, 9)])
    assert found.starts(found.words) == {"a": [0], "bé_1": [2], "c": [7]}


# --- cues -------------------------------------------------------------------------------------------


def cues(cue: str, text: str) -> list[str]:
    """The cues of a text around its first candidate."""
    tables = term_tables(ORACLE.replace("  for: [", f"  for: [{cue!r}, "))
    at = Span(text.index("@"), text.index("@") + 1)
    index = CueIndex(tables)
    found = index.around(text, [(0, at)], Variants([(0, at)], [(0, at)]))
    return [text[start:end] for start, end, one in found.cues_near(0, at) if one.name == cue]


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("cloudy", "@ uncloudy, cloudyish; Cloudy and cloudys.", ["Cloudy", "cloudy"]),
        ("digger*", "@ undigger, digger, diggered", ["digger", "digger"]),
        ("SDK", "@ an SDK, SDKs, sdk", ["SDK", "SDK"]),
        ("new retail", "@ new retail, new\nretails, new retailer, renew retail", ["new retail", "new\nretail"]),
        ("state-owned firm*", "@ state-owned firms, a state-owned firm", ["state-owned firm"] * 2),
        (".NET", "@ in x.NET and .NET.", [".NET", ".NET"]),
        ("<<", "@ a << b", ["<<"]),
        ("Süddeutsche", "@ die Süddeutsche.", ["Süddeutsche"]),
    ],
)  # fmt: skip
def test_a_cue_is_found_as_a_word_with_its_endings(
    cue: str, text: str, expected: list[str]
) -> None:
    assert cues(cue, text) == expected


def test_a_cue_within_a_longer_one_is_none() -> None:
    text = "@ of new retail"
    assert cues("retail", text.replace("new ", "old ")) == ["retail"]
    tables = term_tables(ORACLE.replace("  for: [", "  for: [retail, new retail, "))
    at = Span(0, 1)
    found = CueIndex(tables).around(text, [(0, at)], Variants([(0, at)], [(0, at)]))
    assert [one.name for *_, one in found.cues_near(0, at)] == ["new retail"]


# --- tables -----------------------------------------------------------------------------------------


def test_compiled_tables_are_those_they_were_made_of() -> None:
    tables = tables_of(documents.terms())
    again = opened(dump(tables))
    assert [term._replace(file="", examples=()) for term in tables.terms] == list(again.terms)
    assert tables.rules == again.rules
    assert sorted(tables.groups) == list(again.groups)
    assert again.groups.get("none begins so") is None
    for key, group in tables.groups.items():
        assert again.groups[key].lengths == group.lengths
        assert again.groups[key].owners.keys() == group.owners.keys()
    text = CASES[0].text
    stages = Terms(tables), Terms(again)
    scanner = Scanner(stages[0].triggers())
    first, second = (
        [
            (one.candidate.span, one.outcome, one.score)
            for one in stage.verdicts(scanner.read_page(text))
        ]
        for stage in stages
    )
    assert first == second


# --- what is asked again ----------------------------------------------------------------------------


@cache
def shipped() -> tuple[Terms, Scanner]:
    """The stage of the shipped terms, and its scanner."""
    stage = Terms(tables_of(documents.terms()))
    return stage, Scanner(stage.triggers())


@pytest.mark.parametrize("case", CASES[::40], ids=lambda case: case.id)
def test_a_page_that_is_read_again_is_decided_as_one_that_is_new(case: labelled.Case) -> None:
    """The evidence that is kept of a document is what a new document of the same text has."""
    chance = random.Random(case.id)
    stage, scanner = shipped()
    text, context = case.text + "\n\n" + "Nothing to see. " * 700 + case.text, Context(case.text)
    for _ in range(3):
        page = scanner.read_page(text, context)
        fresh = scanner.read_page(text, Context(case.text))
        assert [tuple(one.features) for one in stage.verdicts(page)] == [
            tuple(one.features) for one in stage.verdicts(fresh)
        ]
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(["", "x", " Ellison ", "\n\n"]) + text[at + 1 :]


@pytest.mark.parametrize("pack", [ORACLE, MILLET], ids=["phrase", "everyday"])
def test_what_was_decided_before_others_were_repaired_is_decided_as_if_asked_first(
    pack: str,
) -> None:
    variant = "oracle bone inscriptions" if pack == ORACLE else "millet"
    text = f"Ellison and Lei Jun of {variant} spoke. " * 2 + f"Then {variant} grew."
    stage = terms(pack)
    page = Scanner(stage.triggers()).read_page(text)
    _, undecided, variants = stage.triage(page)
    occurrences = stage.occurrences(text, undecided, variants)
    evidence = [
        (index, collect_evidence(index, one, occurrences, stage.source_evidence(one)))
        for index, one in undecided
    ]
    group = [one for _, one in evidence]
    provenance = ProvenanceWeight(None, page.context)
    asked_before = Discourse(group, provenance, WEIGHTS)
    other = undecided[0][1].term._replace(rule="term/other")
    for count in (0, 2, 4, 1):
        known = [(at, other._replace(term=f"Other {at}")) for at in range(count)]
        repaired = Repaired(known, (), 5)
        new = Discourse(group, provenance, WEIGHTS)
        assert [
            (one.outcome, one.score, one.reason) for one in asked_before.verdicts(repaired)
        ] == [(one.outcome, one.score, one.reason) for one in new.verdicts(repaired)]


# --- cost -------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_hundred_times_the_text_costs_a_hundred_times_as_much() -> None:
    texts = [case.text for case in CASES]
    block = "\n\n".join(texts)[:100_000]
    cleaner = Cleaner()
    cleaner.clean(block)

    def seconds(texts: list[str]) -> float:
        return cpu_seconds(lambda: [cleaner.clean(text) for text in texts])

    # Some seconds of work on both sides: what else the machine does falls on both. A busy machine
    # slows one measurement, not all of them.
    short = 5 * seconds([block] * 20)
    long = "\n\n".join([block] * 100)
    assert any(seconds([long]) <= 1.3 * short for _ in range(2))
