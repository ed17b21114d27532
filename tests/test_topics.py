"""Topics: words, pieces, what the whole text adds, what is computed when."""

from __future__ import annotations

import pytest
import topic_passages
from hypothesis import given
from hypothesis import strategies as st

from mtfix.matching.context import Context
from mtfix.matching.page import Page
from mtfix.text.topics import Topics
from mtfix.text.topics_without import TopicsWithout
from mtfix.text.weighted_words import (
    TOPICS,
    WeightedWords,
    compile_lists,
    compiled_lists,
    entries,
    weighted_words,
)

CARS = (
    "The sedan has a longer wheelbase, a new gearbox and more horsepower than the old hatchback. "
)
FOOD = "Stir-fry the chopped garlic in sesame oil, add the shrimp and simmer it in soy sauce. "
PLAIN = "It was there and they had not been to any of them before that. "


def first(topics: Topics, position: int) -> str:
    return next(iter(topics.at(position)), "")


def test_sections_have_their_own_topics() -> None:
    text = CARS * 20 + "\n\n" + FOOD * 20
    topics = Topics(text)
    assert (first(topics, 100), first(topics, len(text) - 100)) == ("cars", "cooking")
    assert [next(iter(found)) for _, found in topics.sections()] == ["cars", "cooking"]


def test_a_section_without_words_of_its_own_has_the_topic_of_its_neighbours() -> None:
    text = CARS * 10 + "\n" + PLAIN * 6 + "\n" + CARS * 10
    assert first(Topics(text), text.index(PLAIN) + 50) == "cars"


@pytest.mark.parametrize("text", ["", " ", "\n\n", PLAIN, "今天天气很好。", "x" * 5_000])
def test_a_text_that_says_nothing_has_no_topic(text: str) -> None:
    assert dict(Topics(text).at(0)) == {}


def test_confidences_are_from_0_to_1_and_in_order() -> None:
    found = [*Topics(CARS * 5 + FOOD).at(0).values()]
    assert found == sorted(found, reverse=True)
    assert all(0 < value <= 1 for value in found)


def test_more_words_of_a_topic_make_it_surer() -> None:
    weak, strong = Topics(PLAIN * 5 + "The sedan came."), Topics(PLAIN + CARS)
    assert weak.at(0).get("cars", 0.0) < strong.at(0)["cars"]


def test_a_word_that_is_said_again_and_again_does_not_count_each_time() -> None:
    again, different = PLAIN + "The sedan came. ", PLAIN + CARS
    assert Topics(again * 30).at(0).get("cars", 0.0) < Topics(different * 30).at(0)["cars"]


def test_the_words_of_a_sentence_are_evidence_by_topic() -> None:
    topics = Topics(CARS + FOOD)
    assert next(iter(topics.in_span(0, len(CARS)))) == "cars"
    assert next(iter(topics.in_span(len(CARS), len(CARS + FOOD)))) == "cooking"
    assert dict(topics.in_span(0, 0)) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("two electric cars", {"electric car"}, id="a phrase in the plural"),
        pytest.param("plug-in hybrids", {"plug in hybrid"}, id="a phrase with a hyphen"),
        pytest.param("the SEDAN", {"sedan"}, id="capitals"),
        pytest.param("sedans", {"sedan"}, id="a plural"),
        pytest.param("an electric train, a car", {"car"}, id="a word apart from its phrase"),
        pytest.param("sedanka carton", set(), id="parts of words"),
    ],
)
def test_words_are_looked_up_whole_and_phrases_before_words(text: str, found: set[str]) -> None:
    lists = {"cars": "sedan 3\ncar 2\nelectric car 3\nplug-in hybrid 3"}
    assert set(WeightedWords(compile_lists(lists)).hits(text)) == found


@pytest.mark.parametrize("line", ["sedan", "sedan three"])
def test_a_line_without_a_weight_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        list(entries(line))


def test_there_are_many_topics_with_enough_words() -> None:
    compiled = compiled_lists(TOPICS).split("\n\n")
    assert len(weighted_words(TOPICS).lists) >= 35
    numbers = [pair.split("=")[0] for one in compiled[2].split("\n") for pair in one.split(" ")]
    assert min(numbers.count(str(at)) for at in range(len(weighted_words(TOPICS).lists))) >= 100


@given(st.lists(st.sampled_from([CARS, FOOD, PLAIN, "\n", "\n\n# Part\n\n"]), max_size=40))
def test_what_is_kept_of_another_text_changes_nothing(parts: list[str]) -> None:
    text = "".join(parts)
    context = Context(text)
    context.topics(FOOD + text).at(0)
    kept, new = context.topics(text), Topics(text)
    places = range(0, len(text) + 1, 97)
    assert [kept.at(at) for at in places] == [new.at(at) for at in places]


@given(
    st.lists(st.sampled_from([CARS, FOOD, PLAIN, "The sedan.\n", "\n# Part\n\n"]), max_size=40),
    st.sampled_from(["sedan", "longer wheelbase", "soy", "garlic", "hatchback", "in soy sauce"]),
)
def test_without_a_variant_topics_are_those_of_the_text_with_spaces_in_its_place(
    parts: list[str], variant: str
) -> None:
    text = "".join(parts)
    without = TopicsWithout(Topics(text), variant)
    blank = Topics(text.replace(variant, " " * len(variant)))
    for at in range(0, len(text) + 1, 97):
        assert without.at(at) == pytest.approx(blank.at(at), abs=0.002)
    assert without.in_span(0, len(text)) == pytest.approx(blank.in_span(0, len(text)))


def test_the_context_of_a_page_reads_its_topics_once_and_when_they_are_asked_for() -> None:
    page = Page(CARS * 10, {})
    assert "topics" not in page.context.memo
    topics = page.context.topics(page.text)
    assert next(iter(topics.at(30))) == "cars"
    assert next(iter(topics.in_span(0, 60))) == "cars"
    assert page.context.topics(page.text) is topics


def test_the_topics_of_labelled_passages_are_told() -> None:
    """What `python tests/topic_passages.py` prints; floors may rise."""
    for translated in (False, True):
        some = [rank for rank in topic_passages.ranks() if rank.passage.translated is translated]
        first, two = topic_passages.shares(some)
        assert len(some) >= 75
        assert first >= 0.95
        assert two >= 0.98
