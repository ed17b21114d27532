"""Entries of one line: how they are read, what decides of them, and the frames that try them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mtfix.authoring.lint import frames, native_words
from mtfix.matching.context import Context
from mtfix.matching.scanner import Scanner
from mtfix.packs import native_counts
from mtfix.packs.compiled_form import dump_pack, load_pack
from mtfix.packs.model import PackError, Term
from mtfix.packs.native_counts import NativeCounts, dump, variants_digest
from mtfix.packs.native_counts import parse as parse_counts
from mtfix.packs.parser import parse
from mtfix.packs.schema import TOPICS
from mtfix.packs.store import load
from mtfix.packs.validation import problems, with_overrides
from mtfix.pipeline.single_stage import run
from mtfix.stages.terms import Terms
from mtfix.text.weighted_words import TOPICS as TOPIC_WORDS
from mtfix.text.weighted_words import weighted_words

if TYPE_CHECKING:
    from pathlib import Path

    from mtfix.packs.model import Pack
    from mtfix.stages.terms.verdict import Verdict

HEAD = """\
about: For a test.
from: zh
kind: organization
topics: [internet, business]
lines: |
"""


def pack(*lines: str, head: str = HEAD, trusted: bool = True) -> Pack:
    text = head + "".join(f"  {line}\n" for line in lines)
    return parse(text, "test.yaml", "test", trusted=trusted)


def entry(line: str, head: str = HEAD) -> Term:
    [rule] = pack(line, head=head).rules
    assert isinstance(rule, Term)
    return rule


# --- how they are read ------------------------------------------------------------------------------


def test_a_line_has_a_right_form_variants_and_source_words() -> None:
    term = entry("Meituan | US group; Mei Tuan | 美团; 美团网")
    assert (term.rule, term.term, term.line) == ("term/meituan", "Meituan", 6)
    assert term.variants == ("US group", "Mei Tuan")
    assert term.source == ("美团", "美团网")
    assert (term.kind, term.topics, term.ambiguous) == (
        "organization", ("internet", "business"), "yes",
    )  # fmt: skip


def test_choices_are_written_out_and_their_bars_part_no_fields() -> None:
    term = entry("Zhangyue | {palm|hand} reading{s|}; read {a | b} |")
    assert term.variants == (
        "palm readings", "palm reading", "hand readings", "hand reading", "read a", "read b",
    )  # fmt: skip


def test_variants_that_differ_in_capitals_stand_once_but_for_those_of_the_term() -> None:
    assert entry("Weibo | Micro Blog; micro blog; weibo; WEIBO |").variants == (
        "Micro Blog", "weibo", "WEIBO",
    )  # fmt: skip


def test_comments_and_empty_lines_are_no_entries() -> None:
    assert len(pack("# a comment", "", "Meituan | US group | 美团", "   # another").rules) == 1


@pytest.mark.parametrize(
    ("flags", "field", "value"),
    [
        ("games", "topics", ("games",)),
        ("games; cars", "topics", ("games", "cars")),
        ("-film", "topics", ("internet", "business")),
        ("-film", "topics_against", ("film",)),
        ("-business", "topics", ("internet",)),
        ("kind=product", "kind", "product"),
        ("sure", "ambiguous", "no"),
        ("everyday", "ambiguous", "everyday"),
        ("ambiguous", "frequency", "doubted"),
        ("suggest", "status", "superseded"),
        ("plural", "number", "plural"),
        ("id=other", "rule", "term/other"),
        ("", "frequency", "counted"),
    ],
)
def test_a_flag_sets_what_it_says(flags: str, field: str, value: object) -> None:
    assert getattr(entry(f"Meituan | US group | 美团 | {flags}"), field) == value


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Meituan | US group", "2 fields instead of 3 or 4"),
        ("Meituan|US group|美团", "1 fields instead of 3 or 4"),
        ("a | b | c | games | d", "5 fields instead of 3 or 4"),
        (" | US group | 美团", "is empty"),
        ("Meituan |  |  | games", "is empty"),
        ("Meituan | US group | 美团 | gamse", "there is no flag 'gamse'; did you mean games"),
        ("Meituan | US group | 美团 | kind=firm", "there is no kind 'firm'"),
        ("Meituan | US group | 美团 | sure; everyday", "exclude one another"),
        ("Meituan | US group | 美团 | games; -games", "speaks for it and against it"),
        ("Meituan | US {group | 美团", "its braces do not pair up"),
    ],
)
def test_a_wrong_line_is_an_error_with_its_place(line: str, problem: str) -> None:
    with pytest.raises(PackError, match=re.escape(problem)) as error:
        pack("# a comment", line)
    assert str(error.value).startswith("test.yaml:7: ")


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        (HEAD.replace("lines: |", "lines: >"), "lines are expected here"),
        (HEAD.replace("kind: organization\n", ""), "the kind is missing"),
        (HEAD.replace("internet,", "internets,"), "there is no topic 'internets'"),
        (HEAD.replace("organization", "firm"), "'kind' can't be 'firm'"),
    ],
)
def test_a_wrong_head_is_an_error(head: str, problem: str) -> None:
    with pytest.raises(PackError, match=re.escape(problem)):
        pack("Meituan | US group | 美团", head=head)


def test_lines_and_long_entries_stand_in_one_pack() -> None:
    long = HEAD.replace(
        "lines: |\n", "terms:\n- {term: Oracle, kind: product, variants: [god bone]}\n"
    )
    rules = pack("Meituan | US group | 美团", head=f"{long}lines: |\n").rules
    assert [(rule.rule, rule.is_plain) for rule in rules if isinstance(rule, Term)] == [
        ("term/oracle", False), ("term/meituan", True),
    ]  # fmt: skip


def test_a_long_entry_names_topics() -> None:
    text = "about: a\nterms:\n- {term: O, kind: product, variants: [god bone], topics: [games, -film]}\n"
    [term] = parse(text, "a.yaml", "a", trusted=True).rules
    assert isinstance(term, Term)
    assert (term.topics, term.topics_against, term.is_plain) == (("games",), ("film",), False)


def test_the_compiled_form_gives_the_same_entries() -> None:
    original = pack("Meituan | US group | 美团 | games; -film", "PUBG | Jedi Survival | 绝地求生")
    assert load_pack(dump_pack(original), "test.yaml") == original


def test_entries_of_one_right_form_add_to_one_another() -> None:
    lines = pack("Meituan | US group | 美团", "Meituan | beautiful group | 美团")
    assert not list(problems([lines]))


def test_a_line_of_a_user_replaces_no_shipped_entry() -> None:
    shipped, own = pack("Meituan | US group |"), pack("Meituan | beautiful group |", trusted=False)
    assert [len(one.rules) for one in with_overrides([shipped, own])] == [1, 1]


def test_the_topics_of_entries_are_those_that_have_words() -> None:
    assert weighted_words(TOPIC_WORDS).lists == TOPICS


# --- what decides -----------------------------------------------------------------------------------

COUNTS = NativeCounts(
    10_000_000, "", {"small program": 2, "red bag": 40}, {}, frozenset({"yutang"})
)
LINES = (
    "Mini Program | small program; tiny applet thing | 小程序 | kind=product",
    "red envelope | red bag | 红包 | kind=term",
    "Yutang Net | big Yutang | 鱼塘 | -cooking",
    "Fishpond | old Yutang | 鱼塘",
    "Moments | friend circle thing | 朋友圈 | sure",
)
ABOUT = (
    "The app has many users, and the social network of the platform has grown. Bloggers log in to "
    "the website with the browser and share posts online; the web site counts clicks of users. "
)
COOKING = (
    "Chop the onion, fry it in butter with garlic, and simmer the sauce with salt in the oven. "
)
OTHER = "The rain fell on the roof all night, and in the morning the old bridge was gone. "
SAID = "He had seen {} there."


@pytest.fixture(autouse=True)
def _counted(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("plain_evidence", "cue_index"):
        monkeypatch.setattr(f"mtfix.stages.terms.{module}.native_counts", lambda: COUNTS)


def verdict(text: str, origin: str | None = None) -> Verdict:
    stage = Terms(pack(*LINES).rules, origin)  # type: ignore[arg-type]
    [found] = stage.verdicts(Scanner(stage.triggers()).read_page(text, Context(text)))
    return found


@pytest.mark.parametrize(
    ("variant", "about", "origin", "outcome"),
    [
        ("friend circle thing", OTHER, None, "rewrite"),  # sure
        ("old Yutang", OTHER, None, "rewrite"),  # a word that no English has
        ("big Yutang", ABOUT, None, "rewrite"),
        ("big Yutang", OTHER, None, "suggest"),  # a topic might speak against it
        ("big Yutang", COOKING, None, "leave"),  # and does
        ("tiny applet thing", OTHER, None, "leave"),  # not met, and nothing speaks for it
        ("tiny applet thing", ABOUT, None, "suggest"),
        ("tiny applet thing", OTHER, "zh", "suggest"),
        ("tiny applet thing", ABOUT, "de", "suggest"),
        ("small program", OTHER, None, "leave"),  # met
        ("small program", ABOUT, None, "leave"),
        ("small program", OTHER, "zh", "leave"),
        ("small program", ABOUT, "zh", "rewrite"),
        ("red bag", ABOUT, None, "leave"),  # frequent
        ("red bag", ABOUT, "zh", "suggest"),
        ("red bag", OTHER, "zh", "leave"),
    ],
)
def test_frequency_topic_and_provenance_decide(
    variant: str, about: str, origin: str | None, outcome: str
) -> None:
    assert verdict(about + SAID.format(variant), origin).outcome == outcome


def test_a_variant_is_no_evidence_for_its_own_topic() -> None:
    topics = Context("").topics("small program")
    assert "internet" in topics.in_span(0, 13)
    found = verdict(OTHER + SAID.format("small program"), "zh")
    assert not [one.name for one in found.features if one.zone]


def test_a_frequent_variant_is_rewritten_with_words_of_its_topic_in_the_sentence() -> None:
    said = "Users of the app sent a red bag on the social network."
    assert verdict(ABOUT + said, "zh").outcome == "rewrite"


@pytest.mark.parametrize(
    ("said", "put_right"),
    [
        ("The men told an UBNDX of it.", "The men told a council of it."),
        ("UBNDX said so to the men.", "Council said so to the men."),
        ("THE MEN TOLD UBNDX OF IT.", "THE MEN TOLD COUNCIL OF IT."),
    ],
)
def test_an_abbreviation_that_was_passed_on_gives_the_term_no_capitals(
    said: str, put_right: str
) -> None:
    rules = pack("council | UBNDX | 网 | kind=term; sure").rules
    assert run(Terms(rules), said) == put_right  # type: ignore[arg-type]


def test_what_a_user_adds_counts_as_seen() -> None:
    [term] = pack("Net | never met words |", trusted=False).rules
    assert isinstance(term, Term)
    assert COUNTS.frequency(term, "never met words") == "seen"


def test_a_variant_in_the_letters_of_its_term_is_matched_as_written() -> None:
    stage = Terms([entry("Zhong Nanshan | Zhongnanshan | 钟南山 | sure; kind=person")])
    text = "Zhongnanshan said so. The zhongnanshan is a mountain."
    assert run(stage, text) == "Zhong Nanshan said so. The zhongnanshan is a mountain."


NAMES = (
    "newspaper La Jornada | newspaper The Day | La Jornada | sure; kind=term",
    "Pikabu site | Peekaboo site | Пикабу | sure; kind=term",
    "National Court | National Audience | Audiencia Nacional | sure; kind=term",
    "Meituan | Beautiful Group | 美团 | sure",
    "magistrate | world judge | мировой судья | sure; kind=term",
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He told the newspaper the day before.", id="no capital in the name"),
        pytest.param("Newspaper the day is out.", id="a capital that begins the sentence"),
        pytest.param("It is a peekaboo site for babies.", id="no capital before a common noun"),
        pytest.param("They speak to a national audience.", id="none, though the source has one"),
        pytest.param("He told the newspaper The Day After.", id="a name that goes on"),
    ],
)
def test_words_that_are_no_name_there_stay(text: str) -> None:
    assert run(Terms(pack(*NAMES).rules), text) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "put_right"),
    [
        ("He told the newspaper The Day so.", "He told the newspaper La Jornada so."),
        ("He told the newspaper The Day Monday.", "He told the newspaper La Jornada Monday."),
        ("Newspaper The Day says so.", "Newspaper La Jornada says so."),
        ("The National audience ruled.", "The National Court ruled."),
        ("The beautiful group grew.", "Meituan grew."),
        ("The world judge spoke.", "The magistrate spoke."),
    ],
)
def test_a_name_is_put_right_where_capitals_show_it_or_its_source_has_none(
    text: str, put_right: str
) -> None:
    assert run(Terms(pack(*NAMES).rules), text) == put_right  # type: ignore[arg-type]


# --- counts -----------------------------------------------------------------------------------------


def test_counts_are_read_as_they_are_written() -> None:
    counts = NativeCounts(7, "ab", {"red bag": 2}, {"Plus": 9}, frozenset({"yutang"}))
    assert parse_counts(dump(counts)) == counts
    assert parse_counts(dump(NativeCounts(7, "ab", {}, {}, frozenset()))).words == 7
    assert parse_counts("").words == 0


def test_a_common_right_form_says_little() -> None:
    counts = NativeCounts(1_000_000, "", {}, {"Plus": 9}, frozenset())
    assert (counts.is_common("Plus"), counts.is_common("Meituan")) == (True, False)


@pytest.mark.skipif(not native_counts.native_counts().words, reason="nothing was counted")
def test_the_shipped_variants_are_those_that_were_counted() -> None:
    from mtfix.packs.store import load

    terms = (rule for one in load(strict=False).packs for rule in one.rules)
    digest = variants_digest(rule for rule in terms if isinstance(rule, Term))
    assert native_counts.native_counts().digest == digest, "run tests/precision/variants.py"


# --- frames -----------------------------------------------------------------------------------------


def test_every_topic_has_a_frame() -> None:
    assert set(frames.frames()) == {*TOPICS, "any"}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_frame_is_about_its_topic(topic: str) -> None:
    frame = frames.frames()[topic]
    for text in (frame.translated, frame.native):
        assert topic in Context(text).topics(text).at(0)
    for sentence in (frame.name, frame.term):
        assert topic in Context("").topics(sentence).in_span(0, len(sentence))


def test_a_sound_entry_has_no_fault_in_its_frames() -> None:
    rules = pack(
        "Net | tiny applet thing; small program; red bag | 网", "Big | big Yutang | 鱼"
    ).rules
    assert not list(frames.faults(rules, rules))


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("Net | red bag | 网 | kind=metric; archaeology; -history",), "frame"),
        (("Net | Big Fish thing | 网", "Big Fish thing | old Yutang | 鱼"), "dead"),  # a right form
    ],
)
def test_a_variant_that_stays_in_its_frame_is_a_fault(lines: tuple[str, ...], kind: str) -> None:
    rules = pack(*lines).rules
    assert [(one.rule, one.kind) for one in frames.faults(rules, rules)] == [("term/net", kind)]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Net | tiny thing; small program | 网 | sure", 1),  # one of them was met
        ("Net | tiny thing | 网 | sure", 0),
        ("Net | small program | 网", 0),
        ("Net | red bag; tiny thing | 网 | everyday", 1),  # one of them was not
    ],
)
def test_what_an_author_says_and_counting_contradicts_is_a_fault(
    line: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(native_words, "native_counts", lambda: COUNTS)
    assert [one.kind for one in native_words.faults([entry(line)])] == ["everyday"] * count


def test_lines_of_a_file_that_is_not_sure_are_only_suggested(tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    lines = "  Zibble | zip bubble; zap bubble | 齐波 | slang\n  Yobble | yo bubble | 悠波 | sure\n"
    head = "about: Own terms.\nfrom: zh\nkind: organization\nlines: |\n"
    for suggest, status in (("false", "preferred"), ("true", "superseded")):
        pack.write_text(head.replace("lines:", f"suggest: {suggest}\nlines:") + lines, "utf-8")
        [found] = load([str(pack)], strict=False).packs
        assert [rule.status for rule in found.rules] == [status, "preferred"]
