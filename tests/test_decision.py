"""The parts of a decision: what frames a place, what doubts it, whose cues are whose."""

from __future__ import annotations

from pathlib import Path

import pytest
from entries import outcomes, terms, verdicts
from test_terms import MILLET, ORACLE

import mtfix
from mtfix.edits.reason import Reason
from mtfix.matching.scanner import Scanner
from mtfix.stages.terms.frames import frame_around
from mtfix.stages.terms.weights import WEIGHTS

README = (Path(__file__).parents[1] / "glossaries" / "README.md").read_text("utf-8")
BONES = "oracle bone inscriptions"
APP = """\
- term: Qorax
  kind: product
  variants: [quora axe]
  ambiguous: true
"""


def frame(pack: str, text: str) -> str:
    """The frames around the first candidate of a text."""
    stage = terms(pack)
    verdicts, undecided, _ = stage.triage(Scanner(stage.triggers()).read_page(text))
    candidates = [*(one.candidate for one in verdicts), *(one for _, one in undecided)]
    found = frame_around(min(candidates, key=lambda one: one.span))
    return found[0] if found else ""


@pytest.mark.parametrize(
    "before",
    [
        *("a CEO of", "layoffs at", "engineers from", "a stake in", "an offer for", "owned by"),
        *("a deal with", "a lawsuit against", "who joined", "parent company", "CEO", "CFO", "COO"),
        *("CTO", "chief legal officer", "chief executive", "board of directors", "founder"),
        *("co-founder", "chairman", "chairwoman", "spokesman", "spokeswoman", "spokesperson"),
    ],
)
def test_a_frame_is_found_by_each_word_that_it_ends_with(before: str) -> None:
    assert frame(ORACLE, f"It was said of {before} {BONES}.").endswith(" ...")
    assert frame(ORACLE, f"It was said of {before.upper()}\n{BONES}.").endswith(" ...")


@pytest.mark.parametrize(
    "text",
    [
        f"The CEO of {BONES} left.",
        f"The chief operating officer of {BONES} left.",
        f"A spokesman for the firm joined {BONES} today.",
        f"A unit owned by {BONES} closed.",
        f"They signed a deal with {BONES} today.",
        f"Investors in {BONES} sold.",
        f"{BONES} released quarterly results.",
        f"{BONES}' headquarters moved.",
        f"{BONES} announced that it would move.",
        f"{BONES} will go public.",
        f"{BONES} bought PeopleSoft.",
        f"{BONES} raised $3 billion in March.",
        f"{BONES} Network Technology Co., Ltd. registered the name.",
        f"The CEO of {BONES} Anna Berg left.",
        f"The start-up is backed by {BONES}.",
        f"Last year Sun was acquired by {BONES}.",
        f"She worked for {BONES} in Austin.",
        f"Layoffs at {BONES} last week hit hundreds.",
    ],
)
def test_what_only_a_company_does_or_has_frames_it(text: str) -> None:
    assert frame(ORACLE, text)
    assert outcomes(ORACLE, text) == ["rewrite"]


@pytest.mark.parametrize(
    "text",
    [
        f"The CEO of the {BONES} left.",
        f"A king bought {BONES} from a dealer.",
        f"{BONES} announced rain.",
        f"{BONES} bought time for the king.",
        f"These {BONES} released quarterly results.",
        f"The chiefs of {BONES} left.",
        f"Faster by {BONES}.",
        f"Hired by {BONES} scholars, he stayed.",
        f"She invested in {BONES} and jade.",
        f"The founder of {BONES} collecting died young.",
        f"{BONES} raised dust.",
        f"The claim is backed by {BONES}.",
        f"The rule works for {BONES}.",
    ],
)
def test_what_others_do_as_well_does_not(text: str) -> None:
    assert not frame(ORACLE, text)


@pytest.mark.parametrize(
    ("text", "framing"),
    [
        ("Millet's share price fell.", True),
        ("Millet CEO Anna Berg spoke.", True),
        ("The valuation of millet fell.", True),
        ("The shares of millet fell.", False),
        ("Millet's founder spoke.", False),
        ("He joined millet.", False),
    ],
)
def test_everyday_words_are_framed_by_less(text: str, framing: bool) -> None:
    assert bool(frame(MILLET, text)) is framing


def test_an_app_has_users() -> None:
    assert frame(APP, "The users of quora axe came.")
    assert frame(APP, "Quora axe's monthly active users came.")
    assert not frame(APP, "The quora axe users came.")
    assert not frame(APP, "The sharpness of quora axe came.")


def test_a_frame_and_a_cue_within_it_count_once() -> None:
    [verdict] = verdicts(ORACLE, f"The CEO of {BONES} slept.")
    assert verdict.score == pytest.approx(WEIGHTS.phrase + WEIGHTS.frame)


def test_owned_by_goes_before_a_guard_that_refuses_by() -> None:
    pack = ORACLE.replace("  for:", "  not-before: [by]\n  for:")
    assert outcomes(pack, f"A firm owned by {BONES} fell, Ellison said.") == ["rewrite"]
    assert outcomes(pack, f"Faster by {BONES}, Ellison said.") == ["leave"]


@pytest.mark.parametrize("word", ["Its", "This", "Our", "Some", "Every"])
def test_an_organization_takes_no_determiner(word: str) -> None:
    [verdict] = verdicts(ORACLE, f"{word} {BONES} is liked by Ellison.")
    assert (verdict.outcome, verdict.doubt) == ("suggest", Reason("determiner"))
    assert outcomes(ORACLE, f"{word} {BONES} database is liked by Ellison.") == ["rewrite"]


def test_of_two_senses_each_has_its_own_cues() -> None:
    text = f"Ellison left {BONES}. The {BONES} of Anyang, a place of divination, are old."
    assert outcomes(ORACLE, text) == ["rewrite", "leave"]
    other = text.replace(f"The {BONES} of Anyang", "The town of Anyang")
    assert outcomes(ORACLE, other) == ["leave"]


def test_an_everyday_word_bears_a_little_against_it() -> None:
    pack = MILLET.replace("against: [", "against: [{hill: 0.4}, ")
    text = "Lei Jun said that millet sold smartphone shares on the hill"
    assert outcomes(pack, f"{text}.") == ["rewrite"]
    assert outcomes(pack, f"{text} and in the field.") == ["suggest"]


def test_what_is_put_right_in_a_text_speaks_for_its_other_terms() -> None:
    rest = "Zero run delivered 4,000 cars."
    thick = "Ningde era delivers cells to Weilai and Xiaopeng automobile. "
    assert mtfix.clean(rest) == rest
    assert mtfix.clean(thick + rest).endswith("XPeng. Leapmotor delivered 4,000 cars.")
    right = "CATL delivers cells to NIO and XPeng. "
    assert mtfix.clean(right + rest) == right + rest


def test_names_that_only_lack_their_capitals_do_not() -> None:
    rest = "Zero run delivered 4,000 cars."
    assert mtfix.clean("Once tencent, alibaba and xiaomi met. " + rest).endswith(rest)


def test_the_readme_of_packs_has_the_figures_of_the_table() -> None:
    table = WEIGHTS
    assert (
        f"| for | {table.sentence} | {table.near}, together at most {table.near_cap} | {table.elsewhere}, together at most {table.elsewhere_cap} |"
        in README
    )
    below = table.elsewhere_cap * table.against
    assert (
        f"| against | {table.against} | {table.against_near} | {table.against_elsewhere}, together at most {below:g} |"
        in README
    )
    for figure in (
        f"of weight {table.right}",
        f"So is, with {table.frame},",
        f"of an `everyday` word | −{-table.phrase}; −{-table.word}; −{-table.everyday} |",
        f"`everyday` variants | {table.cooccurring} each, at most {table.cooccurring_cap} |",
        f"from two of them on | {table.repaired} each, at most {table.repaired_cap} |",
        f"([docs/origin.md](../docs/origin.md)) | {table.signs} |",
        f"the user says that it is one (`--from zh`) | {table.said} |",
        f"or is no translation | −{2 * table.said} |",
        f"From {table.safe} the variant",
        f"At −{-table.left} or less",
        f"cues worth {table.everyday_sentence} in its own sentence",
        f"that adds {table.coined}",
        f"Any other adds {table.ordinary}, and {table.beside} more",
        f"or {table.beside_near} where",
    ):
        assert figure in README, figure
