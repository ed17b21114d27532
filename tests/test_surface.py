"""Surface: what translation engines and scrapers leave between the words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
import surface_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from mtfix import Cleaner, Safety, Span
from mtfix.matching.context import Context
from mtfix.matching.scanner import Scanner
from mtfix.packs.parser import parse
from mtfix.pipeline.single_stage import run
from mtfix.stages.surface import Surface, tidy
from mtfix.stages.surface.checks import CHECKS

if TYPE_CHECKING:
    from mtfix.matching.page import Page

UNTOUCHED = [
    pytest.param("StageFactory it with the Makefile.PL of the day.", id="a file name"),
    pytest.param("An asyncio.Queue is shared by all the tasks there.", id="a class of a module"),
    pytest.param("The release v1.2.Final came out in May of that year.", id="a version"),
    pytest.param("We met at 5 p.m. on a Monday, e.g. at noon.", id="abbreviations"),
    pytest.param(
        "Node.js and Vue.Js and Next.JS are libraries of that kind.", id="names with a stop"
    ),
    pytest.param("See example.com/Path.The for the page of the day.", id="a URL"),
    pytest.param("`foo.Bar is` in the code of the page here.", id="code"),
    pytest.param("The tuple (red,Green) holds the names of colours.", id="a list in brackets"),
    pytest.param("Larry Ellison (chairman) agreed to the plan.", id="a gloss that says something"),
    pytest.param(
        "The band The The played in the hall that night.", id="a name that doubles a word"
    ),
    pytest.param("He knew that that was right, and had had it.", id="doubled words that are right"),
    pytest.param("Yes.\n\niPhone sales rose.", id="a name in small letters at the start"),
    pytest.param(
        "The property Foo.And is odd, and so is the group Users.All there.", id="names of code"
    ),
    pytest.param(
        "She was born in New York (New York) and the others in Buenos Aires (Buenos Aires).",
        id="a town and what it lies in",
    ),
    pytest.param(
        "The title John Smith (John Smith) appears twice.", id="a title that is mentioned"
    ),
    pytest.param("Mary Jones: There was, the the moment when it fell.", id="a transcript"),
    pytest.param("Hon gick hem. ”Nu är det slut. ” Det sade hon igen.", id="a mark that opens"),
    pytest.param(
        "We met approx. the same people as in May. They came, i.e. in June. All was well.",
        id="shortened words",
    ),
    pytest.param(
        "the boats went out. the night came down. and nobody said a word. they all slept.",
        id="a text without capitals",
    ),
    pytest.param(
        "We met. The shop is at Orchids.in the year of the fair. It was new. They came to Beijing "
        "Inc. the same day. All was well.",
        id="an address, and a firm",
    ),
    pytest.param('In May,After all,"Nobody came",4', id="a row of a table"),
    pytest.param("For names such as string.it was enough to see the page.in.html file.", id="dots"),
    pytest.param("There were items:\n- one of them\n- another of them", id="items of a list"),
]
TIDIED = [
    pytest.param(
        "The plan was approved by the board.The next step is to find money.",
        "The plan was approved by the board. The next step is to find money.",
        id="a space is missing behind a full stop",
    ),
    pytest.param(
        "The founder Larry Ellison (Larry Ellison) agreed to the plan.",
        "The founder Larry Ellison agreed to the plan.",
        id="a name repeated in brackets",
    ),
    pytest.param(
        "They met at the the office of the firm.",
        "They met at the office of the firm.",
        id="a doubled article",
    ),
    pytest.param(
        "He wrote: “We go on. ”The others agreed, and so did we.",
        "He wrote: “We go on.” The others agreed, and so did we.",
        id="the space stands on the wrong side of a quotation mark",
    ),
    pytest.param(
        "Sales were poor in May,After the fair they rose again.",
        "Sales were poor in May, after the fair they rose again.",
        id="a small word behind a comma",
    ),
    pytest.param(
        "The firm was founded in May.\n\nIts first ship sailed in spring.in 2020 it had nine of them. "
        "The tenth was sold.\n\nNobody in the town complained. the mayor was glad of it.",
        "The firm was founded in May.\n\nIts first ship sailed in spring. In 2020 it had nine of them. "
        "The tenth was sold.\n\nNobody in the town complained. The mayor was glad of it.",
        id="sentences with a small start",
    ),
    pytest.param(
        "It is the company' s first plan for a new plant.",
        "It is the company's first plan for a new plant.",
        id="a spaced possessive",
    ),
    pytest.param(
        "The new hall will stand on the island, close to the old one.\n\naccording to the plan, the work will begin "
        "in May and last for two years.",
        "The new hall will stand on the island, close to the old one.\n\nAccording to the plan, the work will begin "
        "in May and last for two years.",
        id="a paragraph with a small letter",
    ),
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text: str) -> None:
    assert tidy(text) == text


@pytest.mark.parametrize(("before", "after"), TIDIED)
def test_tidied(before: str, after: str) -> None:
    assert tidy(before) == after


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_stay_as_they_are(end: str) -> None:
    text = f"They met at the the office.{end}They left.{end}"
    assert tidy(text) == text.replace("the the", "the")


# --- rules as data ------------------------------------------------------------------------------------


def stage(fields: str, *, trusted: bool = True) -> Surface:
    text = f"about: a\nsurface:\n- id: test\n  about: a test\n  safety: safe\n{fields}"
    [rule] = parse(text, "a.yaml", "a", trusted=trusted).rules
    return Surface([rule], trusted=trusted)  # type: ignore[list-item]


def test_an_edit_covers_no_more_than_what_changes() -> None:
    rule = stage("  triggers: [colour]\n  pattern: the (?P<w>colour) of\n  replace: the color of\n")
    [fix] = rule(Scanner(rule.triggers()).read_page("It is the colour of day."))
    [edit] = fix.edits
    assert (edit.span, edit.old, edit.new) == (Span(14, 15), "u", "")


def test_a_pattern_must_cover_its_trigger() -> None:
    rule = stage("  triggers: [foo]\n  pattern: bar\n  replace: baz\n")
    assert run(rule, "foo bar") == "foo bar"


def test_a_pattern_sees_a_window_around_its_trigger() -> None:
    rule = stage("  triggers: [foo]\n  pattern: (?s)start.*foo\n  replace: x\n")
    assert run(rule, "start" + " " * 100 + "foo") == "x"
    far = "start" + " " * 300 + "foo"
    assert run(rule, far) == far


def test_unless_forbids() -> None:
    rule = stage("  triggers: [foo]\n  pattern: foo\n  replace: bar\n  unless: [quiet]\n")
    assert run(rule, "foo loud") == "bar loud"
    assert run(rule, "foo quiet") == "foo quiet"


def test_a_letter_behind_u_becomes_a_capital() -> None:
    rule = stage(
        "  triggers: [foo]\n  pattern: (?P<w>foo) (?P<v>bar)\n  replace: \\g<w> \\u\\g<v>\n"
    )
    assert run(rule, "foo bar") == "foo Bar"


def test_a_letter_behind_l_becomes_a_small_one() -> None:
    rule = stage("  triggers: [Foo]\n  pattern: (?P<w>Foo)\n  replace: \\l\\g<w>\n")
    assert run(rule, "a Foo bar") == "a foo bar"


def test_a_rule_that_grows_its_own_trigger_comes_to_rest() -> None:
    rule = stage("  triggers: [foo]\n  pattern: foo\n  replace: foofoo\n")
    assert run(rule, "a foo") == "a foo"


@pytest.mark.parametrize(
    "text", ["`foo`", "```\nfoo\n```", "https://a.b/foo", "---\nfoo: 1\n---\n", "me@foo.com"]
)
def test_code_and_addresses_are_left(text: str) -> None:
    assert run(stage("  triggers: [foo]\n  pattern: foo\n  replace: bar\n"), text) == text


@pytest.mark.parametrize("safety", ["suggested", "unsafe"])
def test_what_is_not_safe_is_withheld(tmp_path, safety: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"about: a\nsurface:\n- id: test\n  about: a test\n  safety: {safety}\n"
        "  triggers: [quoxo]\n  pattern: quoxo\n  replace: quixi\n  examples: [a quoxo]\n"
    )
    result = Cleaner([path]).clean("a quoxo")
    assert result.text == "a quoxo"
    assert [fix.safety for fix, _ in result.withheld] == [Safety[safety.upper()]]


def test_every_check_is_used_by_a_shipped_rule() -> None:
    import documents

    from mtfix.packs.model import SurfaceRule as Record

    assert {rule.check for rule in documents.rules() if isinstance(rule, Record)} - {""} == set(
        CHECKS
    )


# --- patterns that would never end ------------------------------------------------------------------------


def test_a_users_pattern_that_takes_too_long_matches_nothing_and_is_reported_once() -> None:
    import time

    from mtfix.regexes.bounded import PatternTimeoutWarning

    rule = stage("  triggers: [foo]\n  pattern: foo(?:a|aa)+\\d\n  replace: bar\n", trusted=False)
    text = "foo" + "a" * 180 + " 1\n\n"
    start = time.process_time()
    with pytest.warns(PatternTimeoutWarning) as told:
        assert run(rule, text * 12) == text * 12
    assert time.process_time() - start < 6
    assert len(told) == 1


def test_a_hostile_pattern_in_unless_is_stopped_too() -> None:
    from mtfix.regexes.bounded import PatternTimeoutWarning

    rule = stage(
        "  triggers: [foo]\n  pattern: foo\n  replace: bar\n  unless: ['(?:a|aa)+\\d']\n",
        trusted=False,
    )
    with pytest.warns(PatternTimeoutWarning):
        run(rule, "foo" + "a" * 180 + " 1")


# --- asking again only what has changed -------------------------------------------------------------------


@cache
def shipped() -> tuple[Surface, Scanner]:
    import documents

    from mtfix.packs.model import SurfaceRule as Record

    rules = [rule for rule in documents.rules() if isinstance(rule, Record)]
    surface = Surface(rules, names=lambda: frozenset({"Oracle", "Huawei"}))
    return surface, Scanner(surface.triggers())


def proposals(page: Page) -> set[tuple[str, int, int, str, Safety]]:
    return {
        (fix.rule, *edit.span, edit.new, fix.safety)
        for fix in shipped()[0](page)
        for edit in fix.edits
    }


PIECES = [line.text for line in surface_cases.lines() if len(line.text) < 400]
JOINS = [" ", "\n", "\n\n", "\n \n", "\r\n\r\n", "\n\n\n"]
CHANGES = [
    "",
    " ",
    "\n",
    "\n\n",
    ".",
    "，",
    "“",
    '"',
    "A",
    "the man ",
    "中文",
    "foo(bar) ",
    "* ",
    "%s ",
]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_asking_what_has_changed_gives_what_asking_everything_gives(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
    text = "".join(part + data.draw(st.sampled_from(JOINS)) for part in parts)
    places = data.draw(st.sets(st.integers(0, len(text)), max_size=3))
    edits, changed, after, at = [], [], "", 0
    for start in sorted(places):
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        if start < at or "`" in text[start:end]:
            continue
        new = data.draw(st.sampled_from(CHANGES))
        after += text[at:start]
        changed.append(Span(len(after), len(after) + len(new)))
        edits.append((start, end, len(new) - (end - start)))
        after, at = after + new, end
    after += text[at:]
    scanner = shipped()[1]
    # The document is one, whose language is that of its original text.
    before, everything, some = (
        scanner.read_page(text, Context(text)),
        scanner.read_page(after, Context(text)),
        scanner.read_page(after, Context(text)),
    )
    some.changed = changed
    everything.context = some.context = before.context  # of one document, as in the pipeline
    known = {
        (rule, *_moved(start, end, edits), new, safety)
        for rule, start, end, new, safety in proposals(before)
    }
    assert proposals(some) <= proposals(everything)
    assert proposals(everything) - proposals(some) <= known


def _moved(start: int, end: int, edits: list[tuple[int, int, int]]) -> tuple[int, int]:
    shift = sum(by for _, last, by in edits if last <= start)
    return start + shift, end + shift


def test_nothing_is_asked_again_where_nothing_has_changed() -> None:
    page = shipped()[1].read_page("They met at the the office of the firm. It was new.")
    assert proposals(page)
    page.changed = ()
    assert not proposals(page)


# --- the damage profile -----------------------------------------------------------------------------------

SURE = [
    "The plan was approved by the board.The next step is to find the money.",
    "The men were sent home in the spring,and the women came in the summer.",
    "The old bridge (see below)was closed in May of the same year.",
]
LIKELY = "The patients were divided into a treatment,observer group and a third one."
FAR = "Nobody said anything of it in the town, and nothing was written. " * 60


@pytest.mark.parametrize(("sure", "is_made"), [(0, False), (1, False), (2, True), (3, True)])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_is_likely_is_made_where_the_document_shows_its_kind_of_damage(
    sure: int, is_made: bool, is_first: bool
) -> None:
    parts = [*SURE[:sure], FAR, LIKELY]
    text = "\n\n".join(reversed(parts) if is_first else parts)
    result = Cleaner().clean(text)
    assert ("treatment, observer group" in result.text) == is_made
    held = {one.fix.rule for one in result.withheld}
    assert ("surface/space-after-any-comma" in held) == (not is_made)
    assert Cleaner().clean(result.text).text == result.text


def test_a_long_document_needs_more_sure_places_than_a_short_one() -> None:
    long = "\n\n".join([*SURE[:2], FAR * 8, LIKELY])
    assert "treatment,observer group" in Cleaner().clean(long).text
    assert "treatment, observer group" in Cleaner().clean("\n\n".join([*SURE[:2], LIKELY])).text


def test_damage_that_is_shown_by_now_makes_a_stage_ask_all_of_its_places_again() -> None:
    surface, scanner = shipped()
    page = scanner.read_page(LIKELY)
    [fix] = surface(page)
    assert fix.safety == Safety.SUGGESTED
    page.changed = ()
    page.context.damage["surface/space-after-small-comma"] += 2
    [fix] = surface(page)
    assert fix.safety == Safety.SAFE
    assert not list(surface(page))


# --- the language of the document -------------------------------------------------------------------------

ENGLISH = "The house was built by two sisters, and it is what the people of the town like best."
CHINESE = (
    "这座房子是两姐妹建造的，镇上的人都很喜欢它。她们花了三年时间，现在每个周日都开放，门票免费。"
)


@pytest.mark.parametrize(
    ("short", "wanted"),
    [
        ("Opening hours：Sunday、Monday", "Opening hours: Sunday, Monday"),
        ("| Door：wood | `key`：iron。 |", "| Door: wood | `key`: iron. |"),
        ("- **Roof**：see [the page](/roof)。", "- **Roof**: see [the page](/roof)."),
        ("Room（north）", "Room (north)"),
        ("1、Door\n2、Roof", "1. Door\n2. Roof"),
        ("AND、OR、NOT", "AND, OR, NOT"),
    ],
)
def test_a_short_line_is_in_the_language_of_its_document(short: str, wanted: str) -> None:
    assert tidy(f"{ENGLISH}\n\n{short}\n\n{ENGLISH}") == f"{ENGLISH}\n\n{wanted}\n\n{ENGLISH}"
    chinese = f"{CHINESE}\n\n{short}\n\n{CHINESE}"
    assert tidy(chinese) == chinese


def test_code_within_brackets_stays_where_these_become_narrow() -> None:
    text = f"{ENGLISH}\n\nThe address（`a:b`）is read，and so is the rest.\n"
    result = Cleaner().clean(text, format="markdown")
    assert "The address (`a:b`) is read, and so is the rest." in result.text
    assert all("`" not in edit.old for edit in result.edits)


@pytest.mark.parametrize("format", ["plain", "markdown"])
def test_the_numbers_of_a_list_are_put_right_alike(format: str) -> None:  # noqa: A002
    text = f"{ENGLISH}\n\n1、Open the door.\n2、Read `the page`.\n3、“Go in” and look.\n"
    result = Cleaner().clean(text, format=format)
    assert "1. Open the door.\n2. Read `the page`.\n3. “Go in” and look.\n" in result.text


@pytest.mark.parametrize(
    "spoken",
    ["`src/main.c`", "https://example.com/a_b?c=d", "the file src/main.c", "macOS", "apples etc."],
)
def test_code_and_addresses_do_not_switch_off_the_rest_of_their_line(spoken: str) -> None:
    text = f"They all know of {spoken} by now , and the rest of it is in the book , too."
    assert tidy(text).endswith("by now, and the rest of it is in the book, too.")
