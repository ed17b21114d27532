"""Titles and paragraphs that stand twice: which copies go, which are only suggested."""

from __future__ import annotations

import pytest

from mtfix import Cleaner, Safety

TITLE = "Three days in the old town"
PARAGRAPH = (
    "We came by train, and the man with the boat wanted fifteen yuan for the way to the pier."
)
OTHER = "The stairs are so narrow that nobody can come down while somebody else goes up the tower."
LONG = "Why all the people of the old town still love their slow boats"
HIT = "The hall ( an old one ) is open."
"""Damage that makes the stage read a page."""
RULE = "surface/repeated-line"
TRANSLATED = "Shares of byte skipping rose, its CEO said."
"""A sentence that shows a translation."""


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(only=[RULE])


@pytest.fixture(scope="module")
def cleaner_of_terms() -> Cleaner:
    return Cleaner(only=[RULE, "term", "surface/space-inside-both-brackets"])


ONCE = {
    "page": f"{TITLE}\n\n{TITLE}\n\n{PARAGRAPH} {HIT}\n",
    "without blank lines": f"{TITLE}\n{TITLE}\n{PARAGRAPH} {HIT}\n",
    "above a date": f"{TITLE}\n\n{TITLE}\n\n2031-03-14\n\n{PARAGRAPH} {HIT}",
    "three times": f"{TITLE}\n{TITLE}\n{TITLE}\n{PARAGRAPH} {HIT}",
    "of several": f"{TITLE}\n{TITLE}\n{PARAGRAPH}\n\n{TITLE} II\n{TITLE} II\n{OTHER} {HIT}",
}
ONCE_IN_TRANSLATIONS = {
    "again and again": f"{TITLE}\n\n{PARAGRAPH}\n\n{TITLE}\n\n{OTHER}\n\n{TITLE}\n\n{HIT} So ( it ) is.",
    "long title between paragraphs": f"{LONG}\n\n{PARAGRAPH}\n\n{LONG}\n\n{OTHER} {HIT}",
    "paragraph of many words": f"{TITLE}\n\n{PARAGRAPH} {OTHER}\n\n{PARAGRAPH} {OTHER}\n\n{HIT}",
}
OTHER_FORM = {
    "path above its title": (
        f"A site - Travel - {TITLE}\n\n{TITLE}\n\n{PARAGRAPH} {HIT}\n",
        f"{TITLE}\n\n{PARAGRAPH} The hall (an old one) is open.\n",
    ),
    "chapter": (
        f"Chapter 8 The Fox Leaves the Bench\nChapter 8 - The Fox Leaves\n{PARAGRAPH} {HIT}\n",
        f"Chapter 8 The Fox Leaves the Bench\n{PARAGRAPH} The hall (an old one) is open.\n",
    ),
    "parts of the title": (
        f"Review of the press - {TITLE}\n\nReview of the press\n\n{TITLE}\n\n{PARAGRAPH} {HIT}\n",
        f"Review of the press - {TITLE}\n\n{PARAGRAPH} The hall (an old one) is open.\n",
    ),
    "description that was cut off": (
        f"{PARAGRAPH[:60]}...\n\n{PARAGRAPH}\n\n{OTHER} {HIT}\n",
        f"{PARAGRAPH}\n\n{OTHER} The hall (an old one) is open.\n",
    ),
}
SUGGESTED = {
    "title of a section": f"{OTHER}\n{TITLE}\n{TITLE}\n{PARAGRAPH} {HIT}",
    "verse above a paragraph": f"The song of boats\n{TITLE}\n{TITLE}\nand home\n{PARAGRAPH} {HIT}",
    "paragraph": f"{TITLE}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{HIT}",
    "sentence": f"He came by the train.\n\nHe came by the train.\n\n{PARAGRAPH} {HIT}",
    "title between paragraphs": f"{TITLE}\n\n{PARAGRAPH}\n\n{TITLE}\n\n{OTHER} ( so ) {HIT}",
    "title below its path": f"Home - {TITLE}\n\n{TITLE}\n\n{PARAGRAPH} {HIT} It is ( old ).",
}
NOTHING = {
    "verses": f"{HIT}\nThe boat goes down the river\nThe boat goes down the river\nand home",
    "labels": f"{HIT}\n\nRead all\nRead all\n\n{PARAGRAPH}",
    "figures": f"{HIT}\n\n{PARAGRAPH}\n\nAB 12 14 15 16 17\nAB 12 14 15 16 17\n",
    "notes": f"{HIT}\n\n{PARAGRAPH}\n\nbd4 s bd s | bd s bd s\nbd4 s bd s | bd s bd s\n",
    "another line between": f"{OTHER}\n{TITLE}\nSee below\n{TITLE}\n{PARAGRAPH} {HIT}",
}


@pytest.mark.parametrize("text", ONCE.values(), ids=ONCE)
def test_a_title_stands_once(cleaner: Cleaner, text: str) -> None:
    lines = text.splitlines()
    again = [at for at, line in enumerate(lines) if line and line in lines[:at]]
    left = [line for at, line in enumerate(lines) if line and at not in again]
    assert again
    assert [line for line in cleaner.clean(text).text.splitlines() if line] == left


@pytest.mark.parametrize("text", ONCE_IN_TRANSLATIONS.values(), ids=ONCE_IN_TRANSLATIONS)
def test_a_line_of_a_translation_stands_once(cleaner_of_terms: Cleaner, text: str) -> None:
    lines = f"{text}\n\n{TRANSLATED}".splitlines()
    left = list(dict.fromkeys(filter(None, lines)))
    cleaned = cleaner_of_terms.clean("\n".join(lines)).text
    assert len([line for line in cleaned.splitlines() if line]) == len(left)
    kept = cleaner_of_terms.clean(text)
    assert len(kept.text.splitlines()) == len(text.splitlines())
    assert any(one.fix.rule == RULE for one in kept.withheld)


@pytest.mark.parametrize(("text", "once"), OTHER_FORM.values(), ids=OTHER_FORM)
def test_a_title_of_a_translation_stands_in_one_form(text: str, once: str) -> None:
    cleaner = Cleaner(only=["surface", "term"])
    mended = TRANSLATED.replace("byte skipping", "ByteDance")
    assert cleaner.clean(f"{text}\n{TRANSLATED}").text == f"{once}\n{mended}"
    assert len(cleaner.clean(text).text.splitlines()) == len(text.splitlines())


def test_the_heading_of_a_section_in_markdown_stays() -> None:
    text = f"# {LONG}\n\n{PARAGRAPH}\n\n## {LONG}\n\n{OTHER} {HIT}\n"
    assert Cleaner(only=[RULE]).clean(text, format="markdown").text == text


def test_copies_are_seen_although_a_term_was_put_right_in_one() -> None:
    title = "Little Red Book cuts the bonus of all who came in spring"
    text = f"{title}\n\n{PARAGRAPH} {HIT}\n\nWeibo and Baidu users read it. {title}\n\n{title}\n\n{OTHER} {TRANSLATED}\n"
    left = Cleaner().clean(text).text
    assert [one for one in left.splitlines() if one.endswith("who came in spring")][1:] == [
        line for line in left.splitlines() if line.startswith("Weibo")
    ]


@pytest.mark.parametrize("text", SUGGESTED.values(), ids=SUGGESTED)
def test_what_can_be_meant_is_suggested(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text)
    assert result.text == text
    assert [one.fix.safety for one in result.withheld if one.fix.rule == RULE] == [Safety.SUGGESTED]


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_is_no_title_stays(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text)
    assert result.text == text
    assert not [one for one in result.withheld if one.fix.rule == RULE]
