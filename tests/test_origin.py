"""Where a text comes from: signs, conclusions, what the user says, and what hangs on it."""

from __future__ import annotations

import json

import documents
import pytest
from hypothesis import given

from mtfix import Cleaner
from mtfix.pipeline.result import Result
from mtfix.stages.terms.weights import WEIGHTS
from mtfix.text.provenance import LANGUAGES, Provenance, provenance
from mtfix.text.source_residue import source_residue

PROSE = "The council met on Monday to discuss the new bridge over the river, as planned. "
SIGNS = [
    pytest.param("zh", "The meeting 会议 took place on 星期一 and 大家 agreed.", id="Chinese characters"),
    pytest.param("zh", "They agreed，he said，and left：all of them.", id="full-width marks"),
    pytest.param("zh", "He read 《The Long Road》 and 《Winter》 twice.", id="title marks"),
    pytest.param("ja", "The meeting について was held、and ました was said.", id="kana"),
    pytest.param("ja", "She read 「The Long Road」 and 「Winter」 twice.", id="corner brackets"),
    pytest.param("ja", "A speech by ジョン・スミス was held in トウキョウ today.", id="katakana"),
    pytest.param("ko", "The meeting 회의 was held and 모두 agreed.", id="Hangul"),
    pytest.param("ru", "The meeting встреча was held and все agreed.", id="Cyrillic"),
    pytest.param("uk", "The meeting зустріч was held and її end was near.", id="Ukrainian"),
    pytest.param("de", "He said „that is so“ and „so it stays“ to all.", id="German quotation marks"),
    pytest.param("de", "The bridge und the ferry nicht only serve the town, laut the mayor.", id="German words"),
    pytest.param("fr", "He said « that is so » and « it stays » to all.", id="guillemets with spaces"),
    pytest.param("fr", "The bridge est new and avec the ferry serves the town.", id="French words"),
    pytest.param("es", "¿Who said so? ¡Nobody said so!", id="inverted marks"),
    pytest.param("nl", "The bridge niet only serves the town, maar also the village.", id="Dutch words"),
    pytest.param("ar", "The meeting اجتماع was held and انتهى at noon.", id="Arabic"),
    pytest.param("th", "The meeting ประชุม was held and จบ at noon.", id="Thai"),
    pytest.param("hi", "The meeting बैठक was held and समाप्त at noon.", id="Hindi"),
    pytest.param("he", "The meeting פגישה was held and הסתיים at noon.", id="Hebrew"),
    pytest.param("el", "The meeting συνεδρίαση was held and τέλος at noon.", id="Greek"),
]  # fmt: skip


def of(text: str, **options: str) -> Provenance:
    return Cleaner(**options).clean(text).origin  # type: ignore[arg-type]


def strongest(text: str) -> str:
    """The language whose signs weigh most."""
    own: dict[str, float] = {}
    for sign in source_residue(text):
        own[sign.language] = own.get(sign.language, 0.0) + sign.weight
    return max(own, key=lambda code: own[code], default="")


@pytest.mark.parametrize(("language", "text"), SIGNS)
def test_what_is_left_of_a_language_is_a_sign_of_it(language: str, text: str) -> None:
    assert strongest(PROSE + text) == language


@pytest.mark.parametrize(("language", "text"), SIGNS)
def test_enough_of_it_is_a_conclusion(language: str, text: str) -> None:
    again = text.replace("meeting", "other one")
    found = provenance(f"{PROSE}{text} {again} {text}\nThe the plan.", ())
    assert found.language in {language, None}
    assert found.score >= 0.6


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PROSE * 20, id="plain English"),
        pytest.param("The company Oracle (甲骨文) was founded in 1977.", id="a gloss in brackets"),
        pytest.param('The word "Спутник" means companion; «Война и мир» is a novel.', id="foreign titles"),
        pytest.param("你好 means hello, 谢谢 means thank you and 再见 (zàijiàn) stands for goodbye.", id="words explained"),
        pytest.param("The word счастье means luck, the word воля freedom, and the word мир peace.", id="words mentioned"),
        pytest.param("A café in Zürich, a façade, an El Niño year, naïve Ünïcödé.", id="letters with marks"),
        pytest.param("The Frankfurter Allgemeine und the Süddeutsche wrote of it.", id="one foreign word"),
        pytest.param("“Curly quotes” — dashes … and €5, 20 °C, x² ≥ 3.", id="typography"),
        pytest.param("Die Brücke ist neu und die Fähre ist alt, sagt der Rat.", id="another language as such"),
        pytest.param("会议在星期一举行，大家都同意。", id="Chinese as such"),
        pytest.param("", id="nothing"),
    ],
)  # fmt: skip
def test_an_author_s_own_text_does_not_look_translated(text: str) -> None:
    found = of(text)
    assert not found.translated, found
    assert found.language is None


def test_repairs_are_signs_and_name_the_language_of_their_pack() -> None:
    text = "The founder of byte skipping, Zhang Yiming, has left. In 2020 tiktok grew. Xiaopeng automobile did not."
    found = of(text)
    assert (found.translated, found.language) == (True, "zh")
    assert {sign.name for sign in found.signs} == {"mistranslated terms", "names without capitals"}
    [terms] = [sign for sign in found.signs if sign.name == "mistranslated terms"]
    assert (terms.times, terms.start) == (2, text.index("byte"))
    assert found.damage == pytest.approx(1000 * 3 / len(text.split()), abs=0.01)


def test_damage_without_a_language_is_translated_from_an_unknown_one() -> None:
    text = (
        "Ada Berg (Ada Berg) came.Her friend Jon Hale (Jon Hale) spoke. Eva Lind (Eva Lind) left."
    )
    found = of(text)
    assert (found.translated, found.language) == (True, None)


def test_suggestions_are_weak_signs() -> None:
    found = of("Nobody here had expected that from oracle bone inscriptions.")
    [sign] = found.signs
    assert (sign.name, sign.language) == ("terms that may be mistranslated", "zh")
    assert not found.translated


@pytest.mark.parametrize(
    ("said", "translated", "language"),
    [("zh", True, "zh"), ("ru", True, "ru"), ("none", False, "none")],
)
def test_what_the_user_says_goes_before_all_signs(
    said: str, translated: bool, language: str
) -> None:
    found = of("据说 it rained，and 大家 left，", origin=said)
    assert (found.translated, found.language, found.said) == (translated, language, True)


@pytest.mark.parametrize("wrong", ["xx", "Chinese", "ZH", "zh-CN", ""])
def test_an_unknown_language_is_refused_with_those_that_are_known(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"not a language that mtfix knows; write one of ar, .*zh"):
        Cleaner(origin=wrong)


def test_a_language_of_a_user_s_pack_is_known(tmp_path) -> None:
    pack = tmp_path / "p.yaml"
    pack.write_text(
        "about: x\nfrom: xx\nterms:\n- term: Qorax\n  kind: product\n  variants: [quora axe]\n"
        "  examples: [A quora axe fell. => A Qorax fell.]\n"
    )
    assert Cleaner([str(pack)], origin="xx").clean("No damage.").origin.language == "xx"
    found = Cleaner([str(pack)]).clean("A quora axe fell. My quora axe broke.").origin
    assert (found.translated, found.language) == (True, "xx")


def test_signs_that_contradict_name_no_language() -> None:
    found = provenance(f"{PROSE} встреча 会议 все 大家 была 星期一 там.", ())
    assert found.language is None
    assert found.translated


def test_each_sign_counts_three_times_at_most() -> None:
    few, many = (source_residue(PROSE + "and 会议 " * n + "end.") for n in (3, 30))
    assert few[0].weight == many[0].weight
    assert many[0].times == 30


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert not source_residue(PROSE * 2_000 + "会议 and 大家，yes")


def test_the_report_holds_it(run, tmp_path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("据说 tiktok grew，and 大家 left，all.\n")
    _, out, _ = run("check", "--report", "json", page)
    [told] = json.loads(out)
    assert told["origin"]["language"] == "zh"
    assert told["origin"]["signs"][0].keys() == {"name", "language", "times", "weight", "start"}
    _, out, _ = run("check", "--report", "json", "--from", "none", page)
    assert json.loads(out)[0]["origin"]["language"] == "none"


def test_explain_tells_it_last(run) -> None:
    _, out, _ = run("explain", "-", stdin="据说 it rained，and 大家 left，all.\n".encode())
    assert (
        out.decode().splitlines()[-1].startswith("<stdin>: looks translated from Chinese (score ")
    )
    _, out, _ = run("explain", "-", stdin=b"It rained, and all left.\n")
    assert b"translated" not in out


def test_signs_in_the_text_are_evidence_for_its_terms() -> None:
    weak = "Oracle bone inscriptions sells software and cloud to customers."
    signs = f"{weak} The day was 好，and 大家 agree，as ever。"
    cleaner = Cleaner()
    without, found = (cleaner.verdicts(text)[0] for text in (weak, signs))
    assert found.score == pytest.approx(without.score + WEIGHTS.translated)
    assert "signs of a translation from 'zh'" in {weight.name for weight in found.features}


def test_the_signs_are_those_of_the_text_before_boilerplate_is_cut() -> None:
    article = "\n\n".join([PROSE * 3] * 3)
    text = f"当前位置:网站首页>新闻中心\n\n{article}\n\nOracle bone inscriptions sells software.\n"
    [verdict] = Cleaner().verdicts(text)
    assert "signs of a translation from 'zh'" in {weight.name for weight in verdict.features}


@given(documents.texts())
def test_it_is_found_for_any_text_and_makes_sense(text: str) -> None:
    found = Result(text, text, (), ()).origin
    assert found.translated is (found.score >= 1.0)
    assert found.language is None or found.language in LANGUAGES
    assert all(-1 <= sign.start < len(text) for sign in found.signs)
    assert all(sign.weight > 0 and sign.times > 0 for sign in found.signs)
