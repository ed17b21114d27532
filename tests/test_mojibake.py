"""Sentences of many languages, broken in every way that leaves them determined."""

from __future__ import annotations

import ftfy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mojibake import SENTENCES, Broken, broken, mixed, sloppy

from mtfix.stages import readings, recode
from mtfix.stages.encoding import repair
from mtfix.stages.likelihood import cost

WHOLE = [sentence for sentences in SENTENCES.values() for sentence in sentences]
MINIMAL = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    replace_lossy_sequences=False,
    normalization=None,
)


def share(cases: list[Broken], group: str) -> float:
    """The share of a group's cases that are repaired exactly; all others must be left."""
    own = [case for case in cases if case.group == group]
    outcomes = [(case, repair(case.text)) for case in own]
    worse = [
        case
        for case, after in outcomes
        if after not in {case.text, case.whole} and cost(after) > cost(case.text)
    ]
    assert not worse
    return sum(after == case.whole for case, after in outcomes) / len(own)


@pytest.mark.parametrize("case", WHOLE, ids=str)
def test_whole_sentences_stay(case: str) -> None:
    assert repair(case) == case
    assert repair(case.upper()) == case.upper()


@pytest.mark.parametrize(("group", "least"), [("A", 0.96), ("B", 0.9), ("C", 0.9)])
def test_broken_sentences_are_made_whole(group: str, least: float) -> None:
    assert share(list(broken()), group) >= least


@pytest.mark.parametrize(("group", "least"), [("A", 0.96), ("B", 0.9), ("C", 0.9)])
def test_so_are_those_beside_whole_ones(group: str, least: float) -> None:
    assert share(list(mixed(seed=7, count=150)), group) >= least


def test_what_ftfy_makes_whole_mtfix_does_too() -> None:
    for case in broken():
        if ftfy.fix_text(case.text, MINIMAL) == case.whole:
            assert repair(case.text) == case.whole, case.how


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WHOLE), st.sampled_from(["gbk", "big5", "cp932", "cp949", "euc_jp"]))
def test_what_lost_bytes_is_never_guessed(whole: str, charset: str) -> None:
    lossy = whole.encode().decode(charset, "replace")
    assert repair(lossy).count("\ufffd") == lossy.count("\ufffd")


@pytest.mark.parametrize("reading", readings.READINGS, ids=lambda one: f"{one.written}-{one.read}")
def test_a_reading_is_the_way_back_of_what_broke(reading: recode.Reading) -> None:
    """Read wrongly again, what comes out of a run is what stood there."""
    read = "latin-1" if reading.read == recode.WESTERN else reading.read
    for whole in WHOLE:
        try:
            data = whole.encode(reading.written)
            text = data.decode(read) if read in recode.MANY_BYTES else sloppy(data, read)
        except UnicodeError:
            continue
        for run in recode.likeliest(text, reading):
            again = "".join(char.encode(reading.written).decode("latin-1") for char in run.new)
            assert again.encode("latin-1") == recode.as_bytes(
                text[run.start : run.end], reading.read
            )


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        "éèàüößçñабвгдеκλμ的一是不了中文日本語こんにちは한국어 .,“”’–\x81\x92Ã©â€™", max_size=60
    )
)
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = repair(text)
    assert repair(once) == once
