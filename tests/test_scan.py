"""The scan: which triggers are found, and where."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import labelled
import pytest

from mtfix.fs import files
from mtfix.matching.line_beginnings import TESTS
from mtfix.matching.plan import joined_plan, make_plan
from mtfix.matching.plan_file import plan_from_bytes, plan_to_bytes
from mtfix.matching.predicates import PREDICATES
from mtfix.matching.scanner import Scanner
from mtfix.matching.trigger_index import WITH_PHRASES
from mtfix.matching.triggers import Triggers
from mtfix.packs.store import load
from mtfix.stages.factory import StageFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

    import mtfix


def found(test: str, trigger: str, text: str) -> list[str]:
    """The parts of a text that a scanner finds for one trigger."""
    hits = Scanner([Triggers("stage", 0, test, (trigger,))]).read_page(text).hits
    return [text[hit.start : hit.end] for hit in hits.get("stage", ())]


UNTOUCHED = [
    pytest.param("short", "tok", f"tok {'x ' * 80}\ntiktok", 0, id="long lines, other words"),
    pytest.param("line", "tok on", "a tok on\ntok only\ntok", 0, id="not at the start of a line"),
    pytest.param("alone", "tok", "tok on\non tok", 0, id="not all of a line"),
    pytest.param("item", "1.", "1.5 m\nand 1.Go\n1. Go\n1234567891.Go", 0, id="other numbers"),
    pytest.param("start", "tok", "a token ring, tiktok", 1, id="a word that ends with the trigger"),
    pytest.param("word", "tok", "token, tiktok, tok_ _tok tok2", 0, id="part of a longer word"),
    pytest.param("word", "tok", "étok toké", 0, id="letters that are not ASCII continue a word"),
    pytest.param("exact", "tok", "Tok TOK", 0, id="other capitals than those asked for"),
    pytest.param("upper", "said ", "said he, SAID he", 0, id="no capital behind it"),
    pytest.param("lower", ".\n", "one.\nTwo", 0, id="no small letter behind it"),
    pytest.param("space", '. "', 'one. "Two', 0, id="no white space behind it"),
    pytest.param("starter", ".\n", "one.\nTheir one.\nzed", 0, id="no word that begins sentences"),
    pytest.param(
        "starter", ". ", "e.g. the vs. the p. the", 0, id="a short abbreviation before it"
    ),
    pytest.param("seam", ".", "x.QR end .Q", 0, id="no seam of sentences"),
    pytest.param("behind-small", "Ã", "SÃO Ã (Ã", 0, id="no small letter before it"),
    pytest.param("run", "Ï", "Ïù Ï€ð Ï »", 0, id="fewer than three of Latin-1 in a row"),
    pytest.param("repeat", "(", "Ellison (Larry) (a) ()", 0, id="brackets that repeat nothing"),
    pytest.param("loose", " ,", "x1 , y a , b f(2) , c word ,5", 0, id="signs beside no words"),
    pytest.param("ending", " .", "files .rc and .b more . . x .5", 0, id="no ends of sentences"),
    pytest.param("latin", "，", "他说，好 Python，可以 ，，", 0, id="a sign beside ideographs"),
    pytest.param("apart", "** ", "a**b** word", 0, id="no white space before it"),
    pytest.param("first", "the ", "The end of the day, (the end", 0, id="no small start of a line"),
    pytest.param(
        "glued", ",", "(a,b) Red,green x1,two ,red", 0, id="no two words of small letters"
    ),
    pytest.param("behind-address", " ,", "see a/b , word ,", 0, id="no address before it"),
]
TOUCHED = [
    pytest.param("short", "tok", f"a tok\n{'x ' * 80}tok {'x ' * 80}\ntok", 2, id="short lines"),
    pytest.param("line", "tok on", "Tok on it\n- “tok”, on: it\ntokon", 3, id="starts of lines"),
    pytest.param("alone", "tok", "tok on\n| TOK! |\ntok", 2, id="whole lines"),
    pytest.param("any", "tok", "token tiktok TOK", 3, id="any place in any case"),
    pytest.param("start", "tok", "token Tok", 2, id="beginnings of words"),
    pytest.param("word", "tok", "tok, (TOK) Tok's", 3, id="whole words"),
    pytest.param("word", "tok", "在tok上", 1, id="words between ideographs"),
    pytest.param("exact", "Tok", "Tok tok", 1, id="the very spelling"),
    pytest.param("upper", "said ", "he said It", 1, id="a capital behind it"),
    pytest.param("lower", ".\n", "one.\ntwo", 1, id="a small letter behind it"),
    pytest.param("space", '. "', 'one. " and. "', 2, id="white space or nothing behind it"),
    pytest.param(
        "starter",
        ".\n",
        "one.\ntheir two.\nhowever, it's.\nit's",
        3,
        id="a word that begins sentences",
    ),
    pytest.param(
        "starter", ". ", "rose. the 2020. the 3%. the", 3, id="a word or number before it"
    ),
    pytest.param("seam", ".", "the end.The", 1, id="a seam of sentences"),
    pytest.param("behind-small", "Ã", "cafÃ©", 1, id="a small letter before it"),
    pytest.param("run", "Ï", "Ïðèâåò", 1, id="three letters of Latin-1 in a row"),
    pytest.param("repeat", "(", "Larry Ellison(Larry Ellison)", 1, id="a bracket that repeats"),
    pytest.param(
        "loose", " ,", "word , and 2020 , or (see) , so I , too", 4, id="signs behind words"
    ),
    pytest.param("ending", " .", "word . The end .", 2, id="ends of sentences"),
    pytest.param("latin", "，", "new，and “x”， so it is，", 3, id="a sign beside letters"),
    pytest.param("behind-small", "(", "word(see) A(b) (c)", 1, id="a small letter before it"),
    pytest.param("run", "Ã©", "Ã©Ã©Ã© Ã©", 2, id="three letters of Latin-1 in a row"),
    pytest.param("apart", "** ", "** word ** b", 2, id="white space or nothing before it"),
    pytest.param("glued", ",", "a red,green one, a red,green.", 2, id="words on both sides"),
    pytest.param(
        "behind-address", " ,", "see http://a.example/ , too", 1, id="an address before it"
    ),
    pytest.param("first", "the ", 'the end\nthe day of the\n"the ', 3, id="small starts of lines"),
    pytest.param("item", "1.", "1.Go\n 11.go\n# 1.“Go”\n", 3, id="numbers of items"),
    pytest.param("any", "é", "café É", 1, id="letters beyond ASCII in one case only"),
    pytest.param("any", "aa", "aaaa", 3, id="places that overlap"),
]


@pytest.mark.parametrize(("test", "trigger", "text", "count"), UNTOUCHED)
def test_passed_over(test: str, trigger: str, text: str, count: int) -> None:
    assert len(found(test, trigger, text)) == count


@pytest.mark.parametrize(("test", "trigger", "text", "count"), TOUCHED)
def test_found(test: str, trigger: str, text: str, count: int) -> None:
    assert len(found(test, trigger, text)) == count


def test_every_test_that_triggers_can_ask_for_is_tried_here() -> None:
    tried = {row.values[0] for row in TOUCHED} | {"phrase"}  # it has tests of its own
    assert tried == {*PREDICATES, *TESTS, *WITH_PHRASES}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3 users LIKE it", 1),
        ("users who like it", 0),
        ("3 users wait", 0),
        ("3\nusers like it", 0),
        ("３ users loved it", 1),
        ("3 superusers like it", 0),
    ],
)
def test_a_short_line_may_have_to_hold_further_words(text: str, count: int) -> None:
    triggers = Triggers("term", 0, "short", ("users",), ("like|loved", "0"))
    assert len(Scanner([triggers]).read_hits(text).get("term", ())) == count


def test_hits_are_in_code_points_whatever_stands_before_them() -> None:
    assert found("word", "tok", "é中🙂\udc80 tok 🙂 tok") == ["tok", "tok"]


def test_one_text_may_be_asked_for_by_several_rules_and_stages() -> None:
    groups = [
        Triggers("one", 3, "any", ("tok",)),
        Triggers("one", 5, "exact", ("Tok",)),
        Triggers("two", 0, "start", ("tok",)),
    ]
    hits = Scanner(groups).read_page("tok Tok").hits
    assert [(hit.start, hit.rule) for hit in hits["one"]] == [(0, 3), (4, 3), (4, 5)]
    assert [hit.start for hit in hits["two"]] == [0, 4]


def test_a_longer_trigger_does_not_hide_a_shorter_one() -> None:
    hits = (
        Scanner([Triggers("s", 0, "word", ("byte", "byte skipper"))])
        .read_page("byte skippers")
        .hits
    )
    assert [(hit.start, hit.end) for hit in hits["s"]] == [(0, 4)]


def test_a_scanner_without_triggers_finds_nothing() -> None:
    assert not Scanner([]).read_page("anything").hits
    assert not Scanner([]).touches(b"anything")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"tiktok\x80 grew", id="a stray continuation byte behind the word"),
        pytest.param(b"tiktok\xff grew", id="a byte that is never UTF-8 behind the word"),
        pytest.param(b"tiktok\xc3 grew", id="half a character behind the word"),
        pytest.param(b"tiktok\xff", id="a byte at the end of the text"),
        pytest.param(b"\x80tiktok grew", id="a stray continuation byte before the word"),
        pytest.param(b"\xfftiktok grew", id="a byte that is never UTF-8 before the word"),
        pytest.param(b"\xc3\xa9\x80tiktok grew", id="a stray byte behind a letter"),
    ],
)
def test_undecodable_bytes_end_a_word(cleaner: mtfix.Cleaner, data: bytes) -> None:
    """On the fast path, which sees bytes, and on the slow one, which sees lone surrogates."""
    assert cleaner.touches(data)
    assert "TikTok" in cleaner.clean(files.decode(data)).text


def test_a_large_text_is_scanned_as_a_small_one() -> None:
    triggers = [Triggers("s", 0, "word", ("tok",))]
    small, large = Scanner(triggers), Scanner(triggers)
    text = "tok é. " * 90_000
    assert [hit.start for hit in large.read_page(text).hits["s"]] == list(range(0, len(text), 7))
    assert [hit.start for hit in small.read_page(text[:700]).hits["s"]] == list(range(0, 700, 7))
    assert large.read_page("tok").hits == small.read_page("tok").hits


def test_parts_of_a_text_have_the_hits_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = Scanner(StageFactory(load()).plan())
    text = "\n\n".join(case.text for case in labelled.cases())
    whole = scanner.read_page(text).hits
    monkeypatch.setattr("mtfix.matching.scanner._PART", 997)
    assert len(text) > 50_000
    parts = scanner.read_page(text).hits
    assert {stage: list(hits) for stage, hits in parts.items()} == whole
    assert {stage: len(hits) for stage, hits in parts.items()} == {
        stage: len(hits) for stage, hits in whole.items()
    }


# --- plans as bytes ------------------------------------------------------------------------


def asked() -> Iterator[Triggers]:
    yield Triggers("term", 3, "phrase", ("byte ju",), ("byte ju|byte jump|byte juice",))
    yield Triggers("term", 4, "exact", ("Tiktok", "a:b\n\x1e"))
    yield Triggers("surface", 5, "seam", (".", "é", "\udc80"))
    yield Triggers("surface", 6, "any", ("tiktok", "\n."))


def test_joined_plans_find_what_one_plan_of_both_finds() -> None:
    first, second = (
        list(asked()),
        [
            Triggers(
                "term",
                0,
                "phrase",
                ("byte ju", "quora "),
                ("byte ju|byte jump", "quora |quora axe"),
            ),
            Triggers("term", 9, "exact", ("Tiktok",)),
        ],
    )
    text = "A Quora axe, a byte jump, Tiktok and tiktok. Éa\n"
    joined = Scanner(joined_plan(make_plan(first), make_plan(second))).read_page(text).hits
    together = Scanner([*first, *second]).read_page(text).hits
    assert {stage: set(hits) for stage, hits in joined.items()} == {
        stage: set(hits) for stage, hits in together.items()
    }
    assert {hit.rule for hit in joined["term"]} >= {0, 3, 4, 9}


@pytest.mark.parametrize("triggers", [[], list(asked()), list(asked())[:1]], ids=len)
def test_a_plan_is_the_same_after_it_was_kept(triggers: list[Triggers]) -> None:
    plan = make_plan(triggers)
    assert plan_from_bytes(plan_to_bytes(plan)) == plan


def test_the_plan_of_the_shipped_packs_is_the_same_after_it_was_kept() -> None:
    plan = StageFactory(load(), "appended", None).plan()
    assert plan.shared
    assert plan_from_bytes(plan_to_bytes(plan)) == plan


def test_a_plan_has_the_same_bytes_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = make_plan([Triggers("term", number, "any", (f"tok{number}",)) for number in range(3)])
    data = plan_to_bytes(plan)
    assert bytes([0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]) in data
    other = "big" if sys.byteorder == "little" else "little"
    monkeypatch.setattr("mtfix.matching.plan_file.sys", SimpleNamespace(byteorder=other))
    for group in plan.pattern_groups:
        group.owners.byteswap()  # as a machine of the other order has them in memory
    assert plan_to_bytes(plan) == data
    assert plan_from_bytes(data) == plan
