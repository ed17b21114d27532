"""`glossary check`: each fault fires where it is, and only there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mtfix.authoring.lint import common_words as words
from mtfix.authoring.lint.check import checked
from mtfix.authoring.lint.fault import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mtfix.authoring.lint.fault import Fault

    Run = Callable[..., tuple[int, bytes, str]]

pytestmark = pytest.mark.usefixtures("cleaner")  # it leaves the shipped packs in the cache
HEAD = "about: For a test.\nfrom: zh\nterms:\n"


def entry(term: str, variant: str, more: str = "", staying: tuple[str, ...] = ()) -> str:
    """An entry with an example that changes, where its variant is rewritten everywhere."""
    lines = "".join(f"  - {text}\n" for text in staying)
    sure = "ambiguous" not in more
    changing = f"  - We met {variant} there. => We met {term} there.\n" if sure else ""
    return (
        f"- term: {term}\n  kind: organization\n{more}  variants:\n  - '{variant}'\n"
        f"  examples:\n{changing}{lines}"
    )


DOUBTFUL = "  ambiguous: true\n  for: [Zedd Company, shares, CEO]\n"
WORKS = (
    "The CEO of {0} bought shares of Zedd Company. => The CEO of {1} bought shares of Zedd Company."
)
SURFACE = """\
about: For a test.
surface:
- id: trial
  about: a trial
  safety: safe
  triggers: [qq..]
  pattern: qq\\.\\.
  replace: qq.
  examples:
  - The qq.. end. => The qq. end.
  - The qq. end.
"""


def doubtful(term: str, variant: str, *staying: str) -> str:
    changing = WORKS.format(variant, term)
    return entry(term, variant, DOUBTFUL, (changing, *staying))


def found(folder: Path, *texts: str) -> list[Fault]:
    """The faults of packs, one a text."""
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"pack{number}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return list(checked(paths).faults)


SOUND = [
    pytest.param([HEAD + entry("Qorax", "quora axe")], id="an entry that is never right"),
    pytest.param(
        [HEAD + doubtful("Qorax", "quora axe", "A quora axe fells trees.", "He sold the quora axe of his aunt.")],
        id="an ambiguous entry",
    ),
    pytest.param([SURFACE], id="a rule of the surface"),
    pytest.param([HEAD + entry("Qorax", "quora axe"), HEAD + entry("Zyx", "zed yex")], id="two packs"),
    pytest.param(
        [HEAD + entry("Qorax", "glory day inc") + entry("Zyx", "day inc")],
        id="a variant within a longer one of another entry",
    ),
    pytest.param(
        [HEAD + entry("Qorax", "quora axe") + entry("Qorax Labs", "quora axe labs", "  id: labs\n")],
        id="a term within another term",
    ),
    pytest.param([HEAD + entry("GitLab", "gitlab")], id="a common name of which only the capitals are wrong"),
    pytest.param(
        [HEAD + doubtful("Qorax", "quora axe", "The quora-axe is sharp.", "A quorra axe is not meant.")],
        id="examples that only come near",
    ),
    pytest.param(
        [HEAD + entry("Qorax", "quora axe", "  before: [the company]\n", ()).replace("We met quora", "We met the company quora").replace("We met Qorax", "We met the company Qorax")],
        id="a guard that does not hold in the sentences of the trial",
    ),
]  # fmt: skip


@pytest.mark.parametrize("texts", SOUND)
def test_a_sound_pack_has_no_faults(tmp_path: Path, texts: list[str]) -> None:
    assert [str(fault) for fault in found(tmp_path, *texts)] == []


SURE_OF_TWO = [
    HEAD + doubtful("Qorax", "quora axe", "A quora axe fells trees.", "He sold the quora axe of his aunt."),
    HEAD + doubtful("Zyx", "quora axe", "A quora axe fells trees.", "He sold the quora axe of his aunt."),
]  # fmt: skip
FAULTS = [
    pytest.param("broken", ["about: a\n"], 0, 1, "one of terms", id="a pack that does not load"),
    pytest.param("broken", [HEAD + entry("Qorax", "quora axe"), HEAD + entry("Zyx", "quora axe")], 1, 4, "belongs to term/qorax", id="a sure variant of two entries"),
    pytest.param("broken", [HEAD + entry("Douyin", "TikTok")], 0, 4, "variants are the right form of term/tiktok", id="the right form of a shipped entry"),
    pytest.param("broken", [HEAD + entry("Qorax", "byte skipping")], 0, 4, "belongs to term/bytedance", id="a variant of a shipped entry"),
    pytest.param("example", [HEAD + entry("Qorax", "quora axe", "", ("A quora axe fells trees.",))], 0, 10, "must stay as it is", id="an example that fails"),
    pytest.param("example", [SURFACE.replace("triggers: [qq..]", "triggers: [e]").replace("qq\\.\\.", ".*").replace("The qq. end.\n", "x\n", 1).replace("  - The qq.. end. => x\n", "  - bridge => qq.\n").replace("  - The qq. end.\n", "  - x\n")], 0, 3, "breaks an example of", id="a rule that breaks a shipped example"),
    pytest.param("frame", ["about: a\nfrom: zh\nkind: metric\ntopics: [archaeology, -history]\nlines: |\n  qorax | quora axe | 网 | everyday\n"], 0, 6, "in a translated page of its topic", id="a line that stays where it should change"),
    pytest.param("self-match", [HEAD + entry("The Qorax of of the town", "quora axe").replace("  - We met quora axe there. => We met The Qorax of of the town there.\n", "  - Hm, quora axe! => Hm, The Qorax of the town!\n")], 0, 4, "changed again by surface/doubled-article", id="a term that a surface rule changes"),
    pytest.param("self-match", [SURFACE.replace("replace: qq.", "replace: qq..q").replace("=> The qq.", "=> The qq..q")], 0, 10, "matched again, without end", id="a rule that matches its own result"),
    pytest.param("shadowed", [HEAD + doubtful("Zyx", "Qorax Labs", "The Qorax Labs are closed.", "He saw Qorax Labs."), HEAD + entry("Qorax Labs", "quora axe labs")], 0, 4, "always left to term/qorax-labs", id="a variant that is the right form of another entry"),
    pytest.param("dead", [HEAD + entry("Qorax", "quora axe", "  before: [the, a]\n")], 0, 4, "articles are passed over", id="a guard that asks for an article"),
    pytest.param("dead", [HEAD + entry("Qorax", "quora axe", DOUBTFUL + "  against: [axle, CEO]\n", (WORKS.format("quora axe", "Qorax"), "He sold a quora axe.", "One quora axe fell."))], 0, 4, "the cue 'CEO' speaks for it and against it", id="a cue that speaks both ways"),
    pytest.param("dead", [HEAD + entry("Qorax", "quora axe", "  after: [rose]\n  not-after: [fell, rose]\n")], 0, 4, "'not-after' forbids all", id="guards that contradict each other"),
    pytest.param("cycle", [HEAD + doubtful("Qorax", "Zyx", "A Zyx is a lynx.", "Zyx is a word.").replace("WORKS", ""), HEAD + doubtful("Zyx", "Qorax", "A Qorax is a fox.", "Qorax is a word.")], 0, 4, "Qorax becomes Zyx, Zyx becomes Qorax", id="two entries in a circle"),
    pytest.param("duplicate", [HEAD + entry("Qorax", "quora axe"), HEAD + entry("Qorax", "quor axe")], 1, 4, "this id stands at", id="an id in two of the user's packs"),
    pytest.param("duplicate", [HEAD + entry("Qorax", "quora axe").replace("  - 'quora axe'\n", "  - 'quora axe'\n  - Quora Axe\n")], 0, 4, "in other capitals", id="a variant in two spellings"),
    pytest.param("duplicate", [HEAD + entry("Qorax", "quora axe", "", ("All is well.", "All is well."))], 0, 4, "stands twice", id="the same example twice"),
    pytest.param("duplicate", [SURE_OF_TWO[0], SURE_OF_TWO[0].replace("  kind", "  id: again\n  kind")], 1, 4, "of the same term", id="two entries of one term"),
    pytest.param("conflict", SURE_OF_TWO, 1, 4, "nothing decides whose", id="two entries between which nothing decides"),
    pytest.param("unproved", [HEAD + doubtful("Qorax", "quora axe", "A quora axe fells trees.")], 0, 4, "1 of at least 2", id="an ambiguous entry with one example that stays"),
    pytest.param("unproved", [HEAD + entry("Qorax", "quora axe").partition("  examples")[0]], 0, 4, "no example that changes", id="an entry without examples"),
    pytest.param("unproved", [HEAD + entry("Qorax", "quora axe", "", ("It rains in spring.",))], 0, 10, "no variant is near", id="an example that stays whatever happens"),
    pytest.param("unproved", [HEAD + entry("Qorax", "quora axe", "", ("In 2020 tiktok grew. => In 2020 TikTok grew.",))], 0, 10, "the rule does not act", id="an example that another rule changes"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "texts", "pack", "line", "problem"), FAULTS)
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, kind: str, texts: list[str], pack: int, line: int, problem: str
) -> None:
    faults = found(tmp_path, *texts)
    path = str(tmp_path / f"pack{pack}.yaml")
    told = [(fault.kind, fault.file, fault.line) for fault in faults if problem in fault.problem]
    assert (kind, path, line) in told, [str(fault) for fault in faults]
    assert all(fault.remedy and fault.kind in KINDS for fault in faults)


def test_every_kind_of_fault_is_tested() -> None:
    told = {str(case.values[0]) for case in FAULTS}
    elsewhere = {"everyday", "unneeded", "long"}  # below, test_mutations.py, test_phrases.py
    assert told | elsewhere == set(KINDS)


@pytest.mark.skipif(not words.available(), reason="needs wordfreq")
def test_an_everyday_word_is_told_unless_something_decides(tmp_path: Path) -> None:
    [fault] = found(tmp_path, HEAD + entry("Qorax", "trumpet"))
    assert (fault.kind, fault.line) == ("everyday", 4)
    assert "ambiguous: everyday" in fault.remedy
    assert not found(tmp_path, HEAD + entry("Qorax", "trumpetlynx"))
    guarded = entry("Qorax", "trumpet", "  sentence: [met]\n")
    assert not found(tmp_path, HEAD + guarded)


def test_what_is_not_looked_for_is_said(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "available", lambda: False)
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + entry("Qorax", "trumpet"), encoding="utf-8")
    status, out, _ = run("glossary", "check", path)
    assert status == 0
    assert b"not looked for: everyday words" in out
    assert b"pip install 'mtfix[glossary]'" in out


def test_a_broken_pack_does_not_hide_the_faults_of_another(tmp_path: Path) -> None:
    faults = found(tmp_path, "about: a\n", "terms: []\nabuot: a\n")
    assert [fault.file for fault in faults] == [str(tmp_path / f"pack{n}.yaml") for n in (0, 1)]


def test_the_shipped_packs_have_no_faults() -> None:
    assert [str(fault) for fault in checked().faults] == []


def test_faults_are_told_as_data_too(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + entry("Qorax", "quora axe").partition("  examples")[0], encoding="utf-8")
    status, out, _ = run("glossary", "check", path, "--report", "json")
    told = json.loads(out)
    assert status == 2
    assert (told["packs"], told["rules"], told["examples"]) == (1, 1, 0)
    [problem] = told["problems"]
    assert problem == {
        "kind": "unproved",
        "rule": "term/qorax",
        "file": str(path),
        "line": 4,
        "problem": "no example that changes",
        "remedy": "add 'before => after'",
    }


# --- the configuration -----------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mine.yaml").write_text(HEAD + entry("Qorax", "quora axe"), encoding="utf-8")
    (tmp_path / ".mtfix.toml").write_text('packs = ["mine.yaml"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def untried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is tried of packs that load: that takes long, and is not what is asked."""
    for question in ("check.failing_examples", "trial.faults", "frames.faults"):
        monkeypatch.setattr(f"mtfix.authoring.lint.{question}", lambda *_: ())


@pytest.mark.usefixtures("untried")
def test_the_packs_of_the_configuration_are_listed_shown_and_checked(
    project: Path, run: Run
) -> None:
    assert b"\nmine " in run("glossary", "list")[1]
    assert b"quora axe" in run("glossary", "show", "term/qorax")[1]
    (project / "mine.yaml").write_text("about: a\n", encoding="utf-8")
    status, _, err = run("glossary", "check")
    assert status == 2
    assert "mine.yaml:1: a pack holds one of" in err


@pytest.mark.usefixtures("untried")
@pytest.mark.parametrize("arguments", [["list"], ["show", "term/qorax"], ["check"]])
def test_no_configuration_is_read_where_none_is_wanted(
    project: Path, run: Run, arguments: list[str]
) -> None:
    (project / "mine.yaml").write_text("about: a\n", encoding="utf-8")
    _, out, err = run("glossary", *arguments, "--no-config")
    assert b"mine" not in out
    assert "mine.yaml" not in err


def test_packs_that_are_named_are_checked_alone(project: Path, run: Run) -> None:
    _, out, _ = run("glossary", "check", "mine.yaml")
    assert out.startswith(b"1 packs, 1 rules, 1 examples, 0 problems")
