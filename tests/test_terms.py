"""Terms: how an ambiguous variant is decided, and where none is touched."""

from __future__ import annotations

import documents
import pytest
from entries import outcomes, rewritten, terms, verdicts

from mtfix import Edit, Safety
from mtfix.matching.scanner import Scanner
from mtfix.reports.wording import words
from mtfix.stages.terms import Terms
from mtfix.stages.terms.term_tables import tables_of
from mtfix.stages.terms.variant_index import VariantIndex, head
from mtfix.stages.terms.weights import WEIGHTS

SURE = """\
- term: TikTok
  kind: product
  source: [抖音海外版]
  variants: [tik tok, trill trill app, tiktok, Tiktok]
  for: []
"""
ORACLE = """\
- term: Oracle
  kind: organization
  source: [甲骨文]
  variants: ['oracle bone {inscription|inscriptions}']
  ambiguous: true
  for: [Ellison, CEO, SaaS, {cloud: 0.5}, Walmart]
  against: [Anyang, divination, archaeolog*]
- term: Walmart
  kind: organization
  variants: [woolmart]
"""
MILLET = """\
- term: Xiaomi
  kind: organization
  source: [小米]
  variants: [millet]
  ambiguous: everyday
  for: [Lei Jun, smartphone, shares, {CEO: 0.5}]
  against: [porridge, grain, field]
"""
PAD = "The weather was fine that day and nobody said a word about it. " * 8
FAR = PAD * 3
"""More than a sentence, and more than near by."""


def edits(pack: str, text: str) -> list[Edit]:
    stage = terms(pack)
    return list(stage(Scanner(stage.triggers()).read_page(text)))


# --- which places are candidates --------------------------------------------------------------------


def test_every_variant_of_every_shipped_entry_is_found_where_it_stands() -> None:
    shipped = documents.terms()
    variants = VariantIndex(tables_of(shipped))
    scanner = Scanner(Terms(shipped).triggers())
    missed = []
    for index, term in enumerate(shipped):
        for variant in term.variants:
            found = list(variants.standing(scanner.read_page(f"Today {variant} x")))
            spans = {(span.start, span.end) for number, span in found if number == index}
            if (6, 6 + len(variant)) not in spans:
                missed.append((term.rule, variant, found))
    assert not missed


def test_a_sure_variant_is_always_rewritten_in_any_case() -> None:
    text = "TIK TOK and Tik Tok and tik tok."
    assert outcomes(SURE, text) == ["rewrite"] * 3


def test_a_variant_with_the_letters_of_the_term_matches_only_as_written() -> None:
    assert [
        v.candidate.old for v in verdicts(SURE, "We like tiktok, Tiktok, TIKTOK, tikTok, TikTok.")
    ] == ["tiktok", "Tiktok"]


@pytest.mark.parametrize(
    "text",
    ["atik tok", "tik toks", "tik tok_", "tik tok2", "tik-tok", "tik  tok", "étik tok", "tik toké"],
)
def test_a_variant_matches_whole_words_only(text: str) -> None:
    assert not verdicts(SURE, text)


@pytest.mark.parametrize(
    "text", ["在tik tok上的", "“tik tok,”", "(tik tok)", "tik tok's", "tik tok", "tik tok-owned"]
)
def test_a_variant_stands_between_marks_and_ideographs(text: str) -> None:
    assert [verdict.candidate.old for verdict in verdicts(SURE, text)] == ["tik tok"]


def test_a_variant_broken_across_lines_is_found_and_the_break_stays() -> None:
    after = rewritten(SURE, "He uses a tik\ntok account in town.")
    assert "TikTok" in after
    assert after.count("\n") == 1


def test_of_variants_within_one_another_the_outer_one_is_taken() -> None:
    pack = "- term: A1\n  kind: product\n  variants: [byte skip]\n- term: B2\n  kind: product\n  variants: [byte skip town]\n"
    assert rewritten(pack, "In byte skip town and byte skip.") == "In B2 and A1."


def test_a_variant_inside_a_right_form_is_left() -> None:
    pack = "- term: King of Glory\n  kind: product\n  variants: [glory]\n  admitted: [Honor of glory]\n"
    pack = pack.replace("term: King of Glory", "term: Kings")
    assert (
        rewritten(pack, "He plays Honor of glory, not glory.")
        == "He plays Honor of glory, not Kings."
    )


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("millet", "millet"),
        ("byte jumping", "byte jum"),
        ("the first finance", "the first fin"),
        ("a b c d", "a b c d"),
    ],
)
def test_the_head_of_a_variant_is_enough_of_it_to_find_it(variant: str, expected: str) -> None:
    assert variant.startswith(head(variant))
    assert head(variant) == expected


# --- cues -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Oracle bone inscriptions grew, Ellison, its CEO, said.", "rewrite", id="two cues in the sentence"),
        pytest.param("Oracle bone inscriptions grew, Ellison said.", "rewrite", id="one cue in the sentence"),
        pytest.param("Oracle bone inscriptions sell cloud.", "suggest", id="half a cue"),
        pytest.param("Oracle bone inscriptions were found.", "suggest", id="nothing for or against"),
        pytest.param("Oracle bone inscriptions were found near Anyang.", "leave", id="one cue against"),
        pytest.param("Archaeologists found oracle bone inscriptions.", "leave", id="a cue with an ending of its own"),
        pytest.param("Oracle bone inscriptions and Ellison in Anyang.", "suggest", id="one each way"),
        pytest.param("Oracle bone inscriptions grew. " + PAD[:200] + "Ellison spoke.", "suggest", id="one near by"),
        pytest.param("Oracle bone inscriptions grew. " + PAD[:189] + " Ellison, the CEO, spoke of SaaS.", "rewrite", id="three near by"),
        pytest.param("Oracle bone inscriptions grew. " + PAD[:189] + " Ellison, the CEO, spoke.", "suggest", id="two near by"),
        pytest.param("Oracle bone inscriptions grew. " + FAR + "Ellison, the CEO, spoke of SaaS.", "suggest", id="three far away"),
        pytest.param("Oracle bone inscriptions grew. " + FAR * 6 + "Ellison, the CEO, spoke of SaaS.", "suggest", id="three in another text"),
        pytest.param("Ellison's CEOs like oracle bone inscriptions.", "rewrite", id="cues with possessive and plural"),
        pytest.param("The ellison of oracle bone inscriptions grew.", "rewrite", id="a cue in other capitals"),
        pytest.param("The ceo of oracle bone inscriptions slept.", "suggest", id="a cue in capitals matches as written only"),
        pytest.param("The Ellisonian oracle bone inscriptions grew.", "suggest", id="a longer word than the cue"),
        pytest.param("Woolmart likes oracle bone inscriptions.", "rewrite", id="a cue that is itself mistranslated"),
        pytest.param("Oracle likes oracle bone inscriptions.", "rewrite", id="the right form near by"),
    ],
)  # fmt: skip
def test_cues_decide(text: str, expected: str) -> None:
    found = [v.outcome for v in verdicts(ORACLE, text) if v.candidate.term.term == "Oracle"]
    assert found == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Millet makes a smartphone, and its shares rose.",
            "rewrite",
            id="strong cues in the sentence",
        ),
        pytest.param("Millet has a CEO.", "leave", id="a weak cue"),
        pytest.param(
            "Lei Jun left. He sold smartphone shares. Then millet grew.",
            "suggest",
            id="strong cues near by only",
        ),
        pytest.param("A field of millet.", "leave", id="a cue against"),
        pytest.param("He likes millet.", "leave", id="nothing"),
        pytest.param(
            "Xiaomi likes millet.", "leave", id="the right form is no cue for an everyday word"
        ),
    ],
)
def test_an_everyday_word_needs_cues_in_its_own_sentence(text: str, expected: str) -> None:
    assert outcomes(MILLET, text) == [expected]


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ("for: [{zed: 1.0}]", "rewrite"),
        ("for: [{zed: 0.9}]", "suggest"),
        ("for: [{zed: 0.1}]", "suggest"),
        ("against: [{zed: 0.30}]", "suggest"),
        ("against: [{zed: 0.31}]", "leave"),
        ("against: [zed]", "leave"),
    ],
)
def test_the_score_is_compared_with_the_figures_of_the_readme(weight: str, expected: str) -> None:
    """From 0.8 rewritten, at -0.6 left; the prior is -0.2, cues against count x 1.3."""
    pack = (
        f"- term: Qorax\n  kind: product\n  variants: [quora axe]\n  ambiguous: true\n  {weight}\n"
    )
    assert outcomes(pack, "The quora axe met zed.") == [expected]


@pytest.mark.parametrize(
    ("between", "zone", "shares"),
    [
        ("and ", "in the sentence", (WEIGHTS.sentence, -WEIGHTS.against)),
        ("came. " + "It rained a bit. " * 5, "near by", (WEIGHTS.near, -WEIGHTS.against_near)),
        (
            "came. " + "It rained a bit. " * 60,
            "elsewhere",
            (WEIGHTS.elsewhere, -WEIGHTS.against_elsewhere),
        ),
    ],
)
@pytest.mark.parametrize("sign", ["for", "against"])
def test_a_cue_weighs_by_its_distance(
    between: str, zone: str, shares: tuple[float, float], sign: str
) -> None:
    pack = f"- term: Qorax\n  kind: product\n  variants: [quora axe]\n  ambiguous: true\n  {sign}: [zed]\n"
    [verdict] = verdicts(pack, f"The quora axe {between}zed spoke.")
    [weight] = [weight for weight in verdict.features if weight.name == "zed"]
    assert weight.zone == zone
    assert weight.value == pytest.approx(shares[sign == "against"])


def test_cues_weigh_less_the_further_off_they_stand_and_more_against_than_for() -> None:
    table = WEIGHTS
    assert table.sentence > table.near > table.elsewhere > 0
    assert table.against > table.against_near > table.against_elsewhere > 0
    assert table.against > table.sentence
    assert table.against_near > table.near
    assert table.against_elsewhere > table.elsewhere
    assert table.everyday < table.word < table.phrase < 0
    assert table.left < 0 < table.safe


def test_a_cue_counts_once_however_often_it_stands() -> None:
    once, often = (
        verdicts(ORACLE, "Oracle bone inscriptions grew, a cloud " + "and a cloud " * n)[0]
        for n in (0, 9)
    )
    assert once.score == pytest.approx(often.score)


def test_cues_against_weigh_more() -> None:
    [verdict] = verdicts(ORACLE, "Oracle bone inscriptions and Ellison in Anyang.")
    values = {weight.name: weight.value for weight in verdict.features}
    assert values["Ellison"] == pytest.approx(WEIGHTS.sentence)
    assert values["Anyang"] == pytest.approx(-WEIGHTS.sentence * WEIGHTS.against)
    assert verdict.score == pytest.approx(sum(values.values()))


def test_what_stands_elsewhere_is_capped() -> None:
    pack = ORACLE.replace("[Ellison", "[Aaa, Bbb, Ccc, Ddd, Eee, Ellison")
    [verdict] = verdicts(pack, "Oracle bone inscriptions grew. " + FAR + "Aaa Bbb Ccc Ddd Eee.")
    assert verdict.score <= WEIGHTS.phrase + WEIGHTS.elsewhere_cap + 1e-9


def test_one_document_is_decided_as_one() -> None:
    text = "Oracle bone inscriptions grew, Ellison said.\n\nThe oracle bone inscriptions are fine, and the SaaS CEO is too."
    text += "\n\nThen oracle bone inscriptions came."
    assert outcomes(ORACLE, text) == ["rewrite"] * 3


def test_a_place_whose_sentence_speaks_for_the_other_reading_goes_its_own_way() -> None:
    text = "Oracle bone inscriptions grew, Ellison, its CEO, said. The oracle bone inscriptions of Anyang are old."
    assert outcomes(ORACLE, text) == ["rewrite", "leave"]


def test_texts_that_were_joined_are_decided_part_by_part() -> None:
    text = "Ellison, the CEO of oracle bone inscriptions, spoke of SaaS.\n\n" + FAR * 12
    text += "\n\nThe archaeologists of Anyang read oracle bone inscriptions for divination."
    assert outcomes(ORACLE, text) == ["rewrite", "leave"]


# --- where a text came from --------------------------------------------------------------------------------


WEAK = "Oracle bone inscriptions grew by ten percent, with cloud in front."


@pytest.mark.parametrize(
    ("origin", "expected"),
    [(None, "suggest"), ("zh", "rewrite"), ("none", "leave"), ("ja", "leave")],
)
def test_the_language_a_text_came_from_is_a_strong_sign(origin: str | None, expected: str) -> None:
    assert outcomes(ORACLE, WEAK, origin) == [expected]


def test_the_source_text_decides_when_it_is_at_hand() -> None:
    text = "Oracle bone inscriptions grew, Ellison said."
    assert outcomes(ORACLE, text, source="今天甲骨文增长了") == ["rewrite"]
    assert outcomes(ORACLE, text, source="今天天气很好") == ["leave"]
    assert outcomes(SURE, "He likes tik tok.", source="今天天气很好") == ["leave"]


# --- vetoes ---------------------------------------------------------------------------------------------------

VETOED = [
    pytest.param("The name literally means tik tok in English.", id="mentioned as meaning"),
    pytest.param("It was translated as “tik tok” by mistake.", id="mentioned as a translation"),
    pytest.param("The word tik tok is a sound.", id="mentioned as a word"),
    pytest.param("tik tok, literally a clock, is old.", id="explained behind it"),
    pytest.param("He wrote 'tik tok' on the wall.", id="quoted alone"),
    pytest.param("See https://example.com/tiktok/page for it.", id="in a URL"),
    pytest.param("See www.tiktok.com for it.", id="in a URL without a scheme"),
    pytest.param("Mail tiktok@example.com about it.", id="in an address"),
    pytest.param("Mail it to me@tiktok.example now.", id="behind the at sign"),
    pytest.param("Follow @tiktok now.", id="a handle"),
    pytest.param("Look at #tiktok now.", id="a hashtag"),
    pytest.param("Open tiktok.py in an editor.", id="a file name"),
    pytest.param("Call my_tiktok or tiktok_id here.", id="an identifier"),
    pytest.param("Call tiktok() or x.tiktok here.", id="a function"),
    pytest.param("Set $tiktok = 5 there.", id="a variable"),
    pytest.param("Look in /opt/tiktok for it.", id="a path"),
    pytest.param("Run `pip install tiktok` now.", id="code"),
    pytest.param('Choose "tiktok" as the mirror here.', id="a value to be chosen"),
    pytest.param("Set the name of the source to “tiktok” there.", id="a value to be set"),
    pytest.param("```\nimport tiktok\n```\n", id="fenced code"),
    pytest.param("---\ntitle: tiktok\n---\nText.", id="frontmatter"),
    pytest.param("Install py-tiktok with pip.", id="a compound"),
    pytest.param("The keys are ipad, tiktok and mac.", id="one of the keys"),
    pytest.param(
        "\n".join(f"ti{one}{other}" for one in "abcdefghijk" for other in "no")
        + "\ntiktok\n"
        + "\n".join(f"tu{one}{other}" for one in "abcdefghijk" for other in "no"),
        id="a list of words in order",
    ),
    pytest.param(
        "Wir haben das mit der App tik tok und nicht mit einer anderen gemacht.",
        id="a German sentence",
    ),
    pytest.param(
        "Nous sommes dans la ville avec tik tok et nous sommes pour les gens.",
        id="a French sentence",
    ),
    pytest.param("我们今天在这里使用 tik tok 观看很多很多的视频。", id="a Chinese sentence"),
]


@pytest.mark.parametrize("text", VETOED)
def test_a_veto_holds_with_a_reason_even_for_a_sure_variant(text: str) -> None:
    assert rewritten(SURE, text) == text
    assert all(verdict.reason.code for verdict in verdicts(SURE, text))


UNVETOED = [
    pytest.param('The company "tik tok" owns is new.', id="quoted, but used"),
    pytest.param("The app “tik tok” is new.", id="quoted behind what it is"),
    pytest.param('He heard that "tiktok" was sold.', id="quoted in capitals only"),
    pytest.param("It is a tiktok-owned firm.", id="before a hyphen that joins a word"),
    pytest.param("He left tiktok.The rest stayed.", id="before a stop without a space"),
    pytest.param("`code` and tiktok and `code`.", id="between code"),
    pytest.param("(tiktok) and [tik tok] came.", id="in brackets"),
    pytest.param("Was it tiktok? It was tiktok!", id="before marks"),
    pytest.param(
        "The meaning was clear to tik tok users.", id="beside a word like those of a mention"
    ),
]


@pytest.mark.parametrize("text", UNVETOED)
def test_use_is_not_mention(text: str) -> None:
    assert "TikTok" in rewritten(SURE, text)


# --- guards -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guard", "text", "holds"),
    [
        ("before: [video of]", "A video of tik tok.", True),
        ("before: [video of]", "A video of the tik tok.", True),
        ("before: [video of]", "Video of tik tok.", True),
        ("before: [video of]", "VIDEO OF tik tok.", False),
        ("before: [video of]", "A movideo of tik tok.", False),
        ("before: [video of]", "A video on tik tok.", False),
        ("not-before: [my]", "In my tik tok.", False),
        ("not-before: [my]", "In army tik tok.", True),
        ("after: [app, video]", "A tik tok video came.", True),
        ("after: [app, video]", "A tik tok videos came.", False),
        ("not-after: [clock]", "A tik tok clock came.", False),
        ("not-after: [clock]", "A tik tok clocks came.", True),
        ("sentence: [dance]", "We dance on tik tok.", True),
        ("sentence: [dance]", "We dance. On tik tok we do not.", False),
        ("not-sentence: [clock]", "The clock says tik tok.", False),
        ("not-sentence: [clock]", "A clock. It is tik tok here.", True),
        ("near: [dance]", "We dance. On tik tok we do.", True),
        ("near: [dance]", "We dance. " + PAD + "On tik tok we do.", False),
        ("not-near: [clock]", "A clock. On tik tok we do.", False),
        ("document: [dance]", "We dance. " + PAD + "On tik tok we do.", True),
        ("document: [dance]", "We dance. " + FAR * 12 + "On tik tok we do.", False),
        ("not-document: [clock]", "A clock. " + PAD + "On tik tok we do.", False),
        ("sentence: [tik tok]", "Only tik tok here.", False),
    ],
)
def test_a_guard_asks_for_what_stands_around(guard: str, text: str, holds: bool) -> None:
    pack = f"- term: TikTok\n  kind: product\n  variants: [tik tok]\n  {guard}\n"
    [verdict] = verdicts(pack, text)
    assert (verdict.outcome == "rewrite") is holds
    if not holds:
        assert verdict.reason.code == "guard"
        assert verdict.reason.get("name") == guard.partition(":")[0]


# --- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "He spoke of Jean Millet and of a smartphone, Lei Jun, shares.",
            id="a first name before it",
        ),
        pytest.param(
            "Today Millet Street has smartphone shares, Lei Jun said.",
            id="another capital behind it",
        ),
    ],
)
def test_part_of_a_longer_name_is_only_suggested(text: str) -> None:
    [edit] = edits(MILLET, text)
    assert edit.safety == Safety.SUGGESTED
    assert "longer name" in words(edit.reason)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("CEO Millet spoke of a smartphone, Lei Jun, shares.", id="behind a title"),
        pytest.param("Millet and Lei Jun sold smartphone shares.", id="at the start of a sentence"),
        pytest.param("China's Millet sold smartphone shares to Lei Jun.", id="behind a possessive"),
    ],
)
def test_a_capital_alone_makes_no_longer_name(text: str) -> None:
    assert [edit.safety for edit in edits(MILLET, text)] == [Safety.SAFE]


def test_a_superseded_entry_is_only_suggested() -> None:
    [edit] = edits(SURE + "  status: superseded\n", "He uses tik tok.")
    assert edit.safety == Safety.SUGGESTED


def test_what_is_left_is_no_edit_and_what_is_suggested_is_one() -> None:
    assert not edits(ORACLE, "Oracle bone inscriptions were found near Anyang.")
    [edit] = edits(ORACLE, "Oracle bone inscriptions were found.")
    assert edit.safety == Safety.SUGGESTED


def test_the_reason_of_an_edit_names_its_cues() -> None:
    [edit] = edits(ORACLE, "Oracle bone inscriptions grew, Ellison said.")
    assert "Ellison" in words(edit.reason)
    assert edit.rule == "term/oracle"
    assert 0 < edit.confidence <= 1


def test_the_stage_by_itself_rewrites_by_the_shipped_packs() -> None:
    from mtfix.stages.terms import rewrite

    assert rewrite("In 2020 tiktok, a subsidiary of byte skipping, grew.") == (
        "In 2020 TikTok, a subsidiary of ByteDance, grew."
    )
    assert rewrite("caf\u00c3\u00a9") == "caf\u00c3\u00a9"


# --- names in small letters by right --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "NAME\n       tiktok - load the clips of a channel\n\nSYNOPSIS\n       tiktok [options] channel\n\n"
            "DESCRIPTION\n       Then tiktok reads the list of clips.  The settings of tiktok are kept.\n",
            id="a page of a manual",
        ),
        pytest.param(
            "Call tiktok.login() first. The variable tiktok holds it.", id="code in prose"
        ),
        pytest.param("The file:\n\ntiktok:\n  token: abc\n\nThe key tiktok is needed.", id="a key"),
        pytest.param('"""Open it.\n\n    tiktok: name of the channel\n"""', id="a docstring"),
        pytest.param("- tiktok: read the new form of addresses.", id="an entry of a changelog"),
        pytest.param("name,users\ntiktok,1000\nothers,400\n", id="a row of a table"),
        pytest.param("Channel     Users   Country\ntiktok      1,000   Ireland\n", id="columns"),
        pytest.param('"Tiktok" is misspelled in the letter.', id="a spelling"),
        pytest.param("Write TikTok, not tiktok.", id="a guide to style"),
        pytest.param("Use the option -tiktok of the program.", id="an option"),
        pytest.param("# tiktok start\n\nThen tiktok opens the list.", id="a command of the root"),
        pytest.param(
            "# tiktok reads the list\nlist=all\n\nThen tiktok opens it.", id="a remark in a script"
        ),
        pytest.param("Then: $ tiktok open\n", id="a command behind a prompt"),
        pytest.param("The field tiktok is empty.", id="a field"),
        pytest.param("$ pip install tiktok\n\nThen tiktok opens the list.", id="an installation"),
        pytest.param("from tiktok.api import A\n\nThen tiktok opens.", id="an import"),
    ],
)
def test_a_name_may_stand_in_small_letters(text: str) -> None:
    assert rewritten(SURE, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The fate of tiktok is open: tiktok (and others) may go.", id="in brackets"),
        pytest.param("    " + PAD + "In May tiktok was sold.", id="an indented paragraph"),
        pytest.param("In May tiktok was sold.  It had users.  They stayed.", id="two spaces"),
        pytest.param("See tiktok.com for it. In May tiktok was sold.", id="beside an address"),
    ],
)
def test_in_prose_it_gets_its_capitals(text: str) -> None:
    assert "TikTok was sold" in rewritten(SURE, text) or "of TikTok is" in rewritten(SURE, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# tiktok in small numbers\n\nIn May tiktok was sold.", id="a heading"),
        pytest.param("## tiktok grows\r\n\r\nIn May tiktok was sold.", id="a heading below it"),
        pytest.param(
            "> tiktok said that it had users.\n\nIn May tiktok was sold.", id="a quotation"
        ),
        pytest.param("from tiktok we heard no.\n\nIn May tiktok was sold.", id="a small start"),
        pytest.param("**tiktok** was new. In May tiktok was sold.", id="in bold letters"),
        pytest.param("Of them 40% tiktok users. In May tiktok was sold.", id="a percentage"),
        pytest.param("The key tiktok witness left. In May tiktok was sold.", id="a key witness"),
        pytest.param("The firm tiktok -which is young- grew. In May tiktok was sold.", id="a dash"),
    ],
)
def test_headings_and_quoted_lines_are_prose(text: str) -> None:
    assert "tiktok" not in rewritten(SURE, text).replace("tiktok -which", "")


def test_who_is_heard_answers_below_the_name() -> None:
    text = "tiktok:\nIn May we will stay.\n\nIn May tiktok was sold."
    assert "TikTok was sold" in rewritten(SURE, text)


def test_an_everyday_word_is_only_suggested_where_its_sentence_speaks_for_both() -> None:
    text = "Lei Jun showed a smartphone and shares of porridge made of millet."
    assert outcomes(MILLET, text) == ["suggest"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He told the first finance reporter Li Na.", "He told Yicai reporter Li Na."),
        (
            "He told the first finance reporter Ann Bell.",
            "He told the first finance reporter Ann Bell.",
        ),
        ("He told the first finance reporter.", "He told Yicai."),
    ],
)
def test_a_reporter_keeps_his_name(text: str, expected: str) -> None:
    pack = (
        "- term: Yicai\n  kind: media\n  byline: reporter\n  variants: [first finance reporter]\n"
        "  ambiguous: true\n  for: [{told: 1.5}]\n"
    )
    assert rewritten(pack, text) == expected


def test_thousands_of_variants_of_one_head_are_told_apart() -> None:
    many = "".join(f"  - foo bar{number} baz\n" for number in range(3_000))
    pack = f"- term: Qorax\n  kind: organization\n  variants:\n{many}"
    text = "A foo bar7 baz, a foo bar2999 baz, a foo bar3000 baz and a foo bar7 bazaar."
    assert outcomes(pack, text) == ["rewrite", "rewrite"]
