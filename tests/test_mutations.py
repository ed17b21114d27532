"""Guards and cues are taken out in turn: some example must fail, or `glossary check` says so."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import documents
import labelled
import pytest
import yaml

from mtfix.authoring.lint.mutations import Text, Trials, faults, mutations
from mtfix.packs.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_regressions.file_regression import FileRegressionFixture

    from mtfix.authoring.lint.mutations import Mutation

    Run = Callable[..., tuple[int, bytes, str]]

PACK = """\
about: For a test.
from: zh
terms:
- term: Qorax
  kind: organization
  variants: [quora axe]
  ambiguous: true
  for: [shares, CEO, Zedd]
  against: [trees]
  not-before: [wooden, stone]
  not-after: [handle]
  examples:
  - The shares of quora axe rose, its CEO said. => The shares of Qorax rose, its CEO said.
  - We met quora axe there, and the CEO too. => We met Qorax there, and the CEO too.
  - The CEO of Zedd has a wooden quora axe and shares.
  - A quora axe fells trees.
"""
SAMPLE = 40
UNNEEDED = Path(__file__).parent / "cases" / "unneeded-guards.txt"
"""The guards of shipped packs that no example and no labelled document needs. A new one needs an
example; `--force-regen -m slow` writes the file anew when one of these has got its own."""
FLOORS = yaml.safe_load((labelled.FOLDER.parent / "terms-floors.yaml").read_text("utf-8"))


def _unneeded(pack: str, *texts: Text) -> list[tuple[int, str]]:
    rules = parse(pack, "pack.yaml", "pack", trusted=True).rules
    return [(fault.line, fault.problem) for fault in faults(rules, rules, texts)]


def test_what_no_example_needs_is_told_with_its_line(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(PACK, encoding="utf-8")
    status, _, err = run("glossary", "check", path, "--unneeded")
    told = [line for line in err.splitlines() if line.endswith("[unneeded]")]
    assert status == 2
    assert len(told) == 3
    assert told[0].startswith(f"mtfix: {path}:11: term/qorax: no example needs the guard not-after")
    assert f"{path}:8: term/qorax: no example needs 2 of the 3 cues for: shares, Zedd;" in told[1]
    assert f"{path}:9: term/qorax: no example needs 1 of the 1 cues against: trees;" in told[2]


def test_it_is_only_told_if_asked(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(PACK, encoding="utf-8")
    assert "unneeded" not in run("glossary", "check", path)[2]


@cache
def _guards() -> list[Mutation]:
    terms = documents.terms()
    return [one for term in terms for one in mutations(term) if not one.is_cue]


@cache
def _trials() -> Trials:
    cases = (Text(case.text, case.source, case.origin) for case in labelled.cases())
    return Trials(documents.terms(), cases)


def _name(mutation: Mutation) -> str:
    return f"{mutation.term.rule} {mutation.part}"


def test_without_a_guard_of_a_shipped_entry_an_example_fails() -> None:
    known = set(UNNEEDED.read_text(encoding="utf-8").splitlines())
    needed = [guard for guard in _guards() if _name(guard) not in known]
    sample = Random(12).sample(needed, min(SAMPLE, len(needed)))
    assert sample
    assert [_name(guard) for guard in sample if not _trials().is_needed(guard)] == []


@pytest.mark.slow
def test_the_guards_that_no_example_needs_are_known(file_regression: FileRegressionFixture) -> None:
    unneeded = sorted(_name(guard) for guard in _guards() if not _trials().is_needed(guard))
    file_regression.check("\n".join([*unneeded, ""]), fullpath=UNNEEDED)


@pytest.mark.slow
def test_not_fewer_cues_are_needed_than_before() -> None:
    cues = [one for term in documents.terms() for one in mutations(term) if one.is_cue]
    assert sum(map(_trials().is_needed, cues)) >= FLOORS["needed cues"]
