"""How likely texts were translated by their habits alone: labelled texts to which nothing was fitted
(`tests/cases/provenance.yaml`), and what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mtfix import Cleaner
from mtfix.matching.context import Context
from mtfix.text.translationese import READ, features, habits

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "provenance.yaml").read_text(encoding="utf-8")
)
TRANSLATED = [case for case in CASES if "from" in case]
NATIVE = [case for case in CASES if "native" in case]


@pytest.mark.parametrize("case", NATIVE, ids=lambda case: case["native"])
def test_native_texts_do_not_look_translated(case: dict[str, str]) -> None:
    found = Cleaner().clean(case["text"]).origin
    assert not found.translated
    assert found.likelihood < 0.5


def test_most_translated_texts_are_more_likely_translated_than_any_native_one() -> None:
    most = max(Context(case["text"]).translated for case in NATIVE)
    found = [Context(case["text"]).translated > most for case in TRANSLATED]
    assert sum(found) / len(found) >= 0.8


def test_few_words_and_other_languages_have_no_habits() -> None:
    german = "Die Brücke ist neu und die Fähre ist alt, sagt der Rat der Stadt am Montag. " * 9
    assert habits("").size == habits(german).size == 0
    assert Context("The majority of netizens said so.").translated < 0.05


def test_only_the_first_characters_and_lines_of_prose_are_read() -> None:
    prose = "The council met on Monday to discuss the new bridge over the river, as planned.\n"
    long = prose * (READ // len(prose) + 1)
    assert habits(long) == habits(long + "Xiaobian said so to the majority of netizens. " * 50)
    assert habits(prose + "Home\nNews\n" * 50).size == habits(prose).size


def test_parts_of_a_text_may_have_another_origin() -> None:
    native = " ".join(case["text"] for case in NATIVE)
    translated = " ".join(case["text"] for case in TRANSLATED if case["from"] == "zh")
    text = native + " " + translated
    context = Context(text)
    assert context.translated_at(text, len(text) - 100) > context.translated_at(text, 100)


def test_phrases_count_once_and_by_language() -> None:
    counts, size = features("Xiaobian said so. Xiaobian left.", {})
    assert counts["phrases of zh"] == features("Xiaobian said so.", {})[0]["phrases of zh"] > 0
    assert size == 7
