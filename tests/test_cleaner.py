"""The library: `clean`, `Cleaner` and `Result`, and every option of theirs."""

from __future__ import annotations

import inspect
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import mtfix
from mtfix import Cleaner, Edit, Reason, Result, Safety, Span
from mtfix.packs.model import PackError

TEXT = (
    "In 2020 tiktok, a subsidiary of byte skipping, grew. The companyâ€™s founder Zhang Yiming left.\n\n"
    "The new hall will stand on the island, close to the old one, and it will be paid for by the city and by a tax on guests.\n\n"
    "They met at the the office of the firm, where a dozen of them had waited since the early morning.\n\n"
    "Please rate this news"
)
CLEANED = (
    "In 2020 TikTok, a subsidiary of ByteDance, grew. The company’s founder Zhang Yiming left.\n\n"
    "The new hall will stand on the island, close to the old one, and it will be paid for by the city and by a tax on guests.\n\n"
    "They met at the office of the firm, where a dozen of them had waited since the early morning."
)
MENU = "Harbour pilots\n\nOur boats\n\n"
"""Lines of a menu that no rule knows."""
PAGE = MENU + "News\n\nSearch\n\nLog in\n\nContact us\n\n"
STAGES = {
    "encoding": "company’s",
    "term": "TikTok, a subsidiary of ByteDance",
    "surface": "at the office",
}
UNSAFE = """\
about: Unsafe rules.
surface:
- id: quoxo
  about: a test
  safety: unsafe
  triggers: [quoxo]
  pattern: quoxo
  replace: quixi
  examples: [a quoxo]
- id: zoxo
  about: a test
  safety: unsafe
  triggers: [zoxo]
  pattern: zoxo
  replace: zixi
  examples: [a zoxo]
"""


@pytest.fixture
def unsafe(tmp_path: Path) -> str:
    path = tmp_path / "unsafe.yaml"
    path.write_text(UNSAFE)
    return str(path)


def test_clean_is_the_default_cleaner() -> None:
    assert mtfix.clean(TEXT) == CLEANED


def test_the_public_names_are_those_of_the_readme() -> None:
    assert {"Cleaner", "Edit", "Result", "Safety", "Span", "clean"} <= set(mtfix.__all__)
    assert all(hasattr(mtfix, name) for name in mtfix.__all__)


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(mtfix.__file__).parent / "py.typed").exists()
    for function in (Cleaner.__init__, Cleaner.clean, mtfix.clean, Result.undo):
        hints = inspect.signature(function)
        assert hints.return_annotation is not inspect.Signature.empty
        named = [p for name, p in hints.parameters.items() if name != "self"]
        assert all(p.annotation is not inspect.Parameter.empty for p in named)


def test_a_result_holds_what_was_and_what_came(cleaner: Cleaner) -> None:
    result = cleaner.clean(TEXT)
    assert result.original == TEXT
    assert result.text == CLEANED
    assert result.undo() == TEXT
    assert [fix.rule.partition("/")[0] for fix in result.fixes] == [
        "term", "term", "encoding", "surface", "boilerplate",
    ]  # fmt: skip
    assert all(isinstance(edit, Edit) and isinstance(edit.span, Span) for edit in result.edits)


def test_undo_refuses_a_text_that_was_changed_since(cleaner: Cleaner) -> None:
    result = cleaner.clean(TEXT)
    with pytest.raises(ValueError, match="does not fit"):
        result._replace(text=result.text.replace("TikTok", "Tic Toc")).undo()


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\r\n\r\n", "\0", "\udc80", "\ufeff", "\ufffc", "a"]
)
def test_the_smallest_texts_stay(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text)
    told = ("encoding/lost",) if text == "\udc80" else ()
    assert (result.text, result.edits) == (text, ())
    assert tuple(held.fix.rule for held in result.withheld) == told


# --- options ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", STAGES)
def test_only_looks_at_the_rules_that_are_named(stage: str) -> None:
    result = Cleaner(only=[stage]).clean(TEXT)
    for other, sign in STAGES.items():
        assert (sign in result.text) is (other == stage)
    held = {fix.rule.partition("/")[0]: reason for fix, reason in result.withheld}
    assert held
    assert stage not in held
    assert all(reason == Reason("not-asked") for reason in held.values())


@pytest.mark.parametrize("stage", STAGES)
def test_skip_leaves_the_rules_that_are_named(stage: str) -> None:
    result = Cleaner(skip=[stage]).clean(TEXT)
    for other, sign in STAGES.items():
        assert (sign in result.text) is (other != stage)
    assert {
        fix.rule.partition("/")[0] for fix, reason in result.withheld if reason.code == "skipped"
    } == {stage}


def test_a_single_rule_may_be_named() -> None:
    assert "tiktok, a subsidiary of ByteDance" in Cleaner(only=["term/bytedance"]).clean(TEXT).text
    assert (
        "TikTok, a subsidiary of byte skipping" in Cleaner(skip=["term/bytedance"]).clean(TEXT).text
    )


def test_the_beginning_of_a_rule_is_no_name_of_it() -> None:
    assert not Cleaner(only=["ter", "term/byte"]).clean(TEXT).edits


def test_skip_beats_only() -> None:
    assert not Cleaner(only=["term"], skip=["term"]).clean(TEXT).edits


def test_unsafe_edits_are_withheld_unless_they_are_asked_for(unsafe: str) -> None:
    text = "a quoxo, a zoxo"
    default = Cleaner([unsafe]).clean(text)
    assert default.text == text
    assert [reason.code for _, reason in default.withheld] == ["unsafe"] * 2
    assert Cleaner([unsafe], safety=Safety.UNSAFE).clean(text).text == "a quixi, a zixi"
    assert Cleaner([unsafe], unsafe=["surface/quoxo"]).clean(text).text == "a quixi, a zoxo"
    assert Cleaner([unsafe], unsafe=["surface"]).clean(text).text == "a quixi, a zixi"


def test_only_does_not_lift_safety(unsafe: str) -> None:
    assert Cleaner([unsafe], only=["surface/quoxo"]).clean("a quoxo").text == "a quoxo"


def test_suggestions_are_never_made_by_a_run() -> None:
    text = "The oracle bone inscriptions were in the news."
    for safety in Safety:
        result = Cleaner(safety=safety).clean(text)
        assert result.text == text
        assert [fix.rule for fix, _ in result.withheld if fix.safety == Safety.SUGGESTED]


def test_the_level_of_boilerplate_decides_what_is_taken() -> None:
    text = MENU + TEXT
    assert (
        Cleaner(boilerplate="off").clean(text).text == MENU + CLEANED + "\n\nPlease rate this news"
    )
    assert Cleaner().clean(text).text == MENU + CLEANED
    assert Cleaner(boilerplate="article").clean(PAGE + TEXT).text.strip() == CLEANED


def test_the_origin_of_a_text_counts() -> None:
    text = "The oracle bone inscriptions grew in the quarter, with cloud and software in front."
    assert Cleaner(origin="zh").clean(text).text.startswith("Oracle grew")
    assert Cleaner(origin="none").clean(text).text == text


def test_the_source_text_counts(cleaner: Cleaner) -> None:
    text = "The oracle bone inscriptions grew in the quarter, with cloud and software in front."
    assert cleaner.clean(text, source="甲骨文本季度增长了百分之十。").text.startswith("Oracle grew")
    assert not cleaner.clean(
        "Shares of oracle bone rose, Larry Ellison said.", source="今天天气很好"
    ).edits


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"boilerplate": "much"}, "no level 'much', only off, appended, article"),
        ({"packs": ["nope"]}, "no such pack"),
    ],
)
def test_a_wrong_option_says_what_there_is(options: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Cleaner(**options)


def test_an_unknown_format_says_what_there_is(cleaner: Cleaner) -> None:
    with pytest.raises(ValueError, match="no format 'doc', only plain"):
        cleaner.clean("text", format="doc")


def test_a_broken_pack_is_a_value_error(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("about: [")
    with pytest.raises(PackError) as raised:
        Cleaner([path])
    assert isinstance(raised.value, ValueError)


def test_a_text_that_does_not_converge_is_returned_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "grow.yaml"
    path.write_text(
        "about: a\nsurface:\n- id: grow\n  about: a\n  safety: safe\n  triggers: [zoxo]\n"
        "  pattern: zoxo\n  replace: zoxo zoxo\n  examples: [nothing]\n"
    )
    result = Cleaner([path]).clean("a zoxo")
    assert result.text == "a zoxo"
    assert not result.edits
    assert {reason for _, reason in result.withheld} == {Reason.of("not-converged", rounds=8)}
    for fix, _ in result.withheld:
        assert all(result.original[slice(*edit.span)] == edit.old for edit in fix.edits)


def test_one_term_may_become_evidence_for_another(cleaner: Cleaner) -> None:
    result = cleaner.clean(
        "The parent of byte skipping is rich.\n\nIts app tiktok grew, and its CEO said so."
    )
    assert "ByteDance" in result.text
    assert cleaner.clean(result.text).text == result.text


# --- immutable, picklable, thread-safe ---------------------------------------------------------------------


def test_a_cleaner_takes_no_new_attributes(cleaner: Cleaner) -> None:
    with pytest.raises(AttributeError):
        cleaner.packs = []  # type: ignore[attr-defined]


def test_what_a_cleaner_was_made_with_may_change_afterwards(unsafe: str) -> None:
    packs, unsafe_rules = [unsafe], ["surface/quoxo"]
    made = Cleaner(packs, unsafe=unsafe_rules)
    packs.append("nope")
    unsafe_rules.append("surface/zoxo")
    assert made.clean("a quoxo, a zoxo").text == "a quixi, a zoxo"
    assert pickle.loads(pickle.dumps(made)).clean("a quoxo, a zoxo").text == "a quixi, a zoxo"


def test_a_pickled_cleaner_keeps_every_option(unsafe: str) -> None:
    made = Cleaner(
        ["shipped", unsafe], boilerplate="off", safety=Safety.UNSAFE, unsafe=["surface"], only=["term", "surface"],
        skip=["term/tiktok"], origin="zh",
    )  # fmt: skip
    again = pickle.loads(pickle.dumps(made))
    text = TEXT + " a quoxo and oracle bone inscriptions"
    assert again.clean(text) == made.clean(text)
    assert len(pickle.dumps(made)) < 2_000


def test_options_may_be_any_collection() -> None:
    made = Cleaner(only=iter(["term"]), skip=(name for name in ["term/tiktok"]))  # type: ignore[arg-type]
    assert "ByteDance" in made.clean(TEXT).text
    assert "ByteDance" in made.clean(TEXT).text
    assert "ByteDance" in pickle.loads(pickle.dumps(made)).clean(TEXT).text


def test_a_result_is_picklable_and_hashable(cleaner: Cleaner) -> None:
    result = cleaner.clean(TEXT)
    assert pickle.loads(pickle.dumps(result)) == result
    assert hash(result)


def test_many_threads_may_make_the_first_call_together() -> None:
    made = Cleaner()
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: made.clean(TEXT).text, range(16))) == {CLEANED}


# --- touches and verdicts ------------------------------------------------------------------------------------


def test_touches_says_where_something_may_hang(cleaner: Cleaner) -> None:
    assert not cleaner.touches(b"Nothing to see here.")
    assert 3 in cleaner.touches("é tiktok".encode())


def test_verdicts_tell_of_every_candidate_in_order(cleaner: Cleaner) -> None:
    found = cleaner.verdicts("He likes tiktok, and found oracle bone inscriptions in Anyang.")
    assert [(v.candidate.term.term, v.outcome) for v in found] == [
        ("TikTok", "rewrite"),
        ("Oracle", "leave"),
    ]


# --- each stage by itself --------------------------------------------------------------------------------------


def test_each_stage_alone_does_its_own_part() -> None:
    from mtfix.stages import boilerplate, encoding, surface, terms

    assert encoding.repair(TEXT) == TEXT.replace("â€™", "’")
    assert boilerplate.strip(TEXT) == TEXT.removesuffix("\n\nPlease rate this news")
    assert surface.tidy(TEXT) == TEXT.replace("the the", "the")
    assert terms.rewrite(TEXT) == TEXT.replace("tiktok", "TikTok").replace(
        "byte skipping", "ByteDance"
    )


def test_boilerplate_alone_takes_a_level() -> None:
    from mtfix.stages.boilerplate import strip

    assert strip(TEXT, level="off") == TEXT
    assert strip(PAGE + TEXT, level="article").startswith("In 2020")
    with pytest.raises(ValueError, match="no level"):
        strip(TEXT, level="much")


# --- no hang -------------------------------------------------------------------------------------------------------


LONG = [
    *[
        "a",
        " ",
        "\n",
        "\r\n",
        "\t",
        ".",
        "(",
        "[",
        "`",
        "```\n",
        '"',
        "“",
        "-",
        "é",
        "中",
        "🙂",
        "\udc80",
        "\0",
        "\x01",
    ],
    *[
        "&amp;",
        "&",
        "Ã©",
        "Ã",
        "â€™",
        "\ufeff",
        "\ufffc",
        "---\n",
        "A.",
        "aa.A",
        ". ”",
        "' s ",
        "the the ",
        "(aaaa)",
    ],
    *[
        "tiktok ",
        "tiktok\n\n",
        "byte skipping ",
        "oracle bone ",
        "millet ",
        "tiktok(TikTok)",
        "President trump ",
    ],
    *[
        "Please rate this news ",
        "Please rate this news\n",
        "via:",
        "said A",
        "Download ",
        "image source ",
        "cloud server ",
    ],
    *[
        "Larry Ellison (Larry Ellison)",
        "home > ",
        "see clearly ",
        "\nthe ",
        ".\n\nthe ",
        "\\u00e9",
        "%C3%A9",
    ],
]


@pytest.mark.parametrize("piece", LONG, ids=repr)
@pytest.mark.parametrize("size", [50_000, pytest.param(400_000, marks=pytest.mark.slow)])
def test_a_long_text_of_one_piece_ends_in_time(cleaner: Cleaner, piece: str, size: int) -> None:
    """50 µs of the processor a character is the most that any piece may cost."""
    import signal

    def stop(*_: object) -> None:
        raise AssertionError("it hangs")

    text = piece * (size // len(piece))
    limit = size / 20_000  # seconds
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        result = cleaner.clean(text)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert result.undo() == text
