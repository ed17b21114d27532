"""New entries from use: what tells of a term, and what is a matter of style."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Cleaner
from mtfix.authoring.suggest.bitext import Bitext
from mtfix.authoring.suggest.changed_blocks import of_files
from mtfix.authoring.suggest.replacement_kind import slip
from mtfix.authoring.suggest.replacements import changes
from mtfix.authoring.suggest.term_replacements import ReplacementCounts
from mtfix.cli.main import main
from tests.suggest import made_site

if TYPE_CHECKING:
    from pathlib import Path


def replaced(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.old, one.new) for one in changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("The oracle bone inscriptions are hiring.", "Oracle is hiring.", [("oracle bone inscriptions", "Oracle")]),
        ("He sold the byte beating's app.", "He sold ByteDance's app.", [("byte beating", "ByteDance")]),
        ("The byte beatings' app grew.", "ByteDance's app grew.", [("byte beatings", "ByteDance")]),
        ("Are small spoons buying it?", "Is Xiaoshao buying it?", [("small spoons", "Xiaoshao")]),
        ("A reptile reads pages.", "A crawler reads pages.", [("reptile", "crawler")]),
        ("Spoons rise today.", "Xiaoshao rises today.", [("Spoons", "Xiaoshao")]),
        ("It was\nwrapped here by hand.", "It was wrapped\nhere by hand.", []),
        ("Some *words* here.", "Some **words** here.", []),
        ("He left.", "He left. She stayed on.", []),
        ("One, two and three were there.", "Nothing of that remained true, said all who knew it.", []),
    ],
)  # fmt: skip
def test_what_was_replaced_without_its_grammar(
    before: str, after: str, found: list[tuple[str, str]]
) -> None:
    assert replaced(before, after) == found


def test_the_sentence_around_a_replacement() -> None:
    [one] = changes(
        "It rained.\n\nShares of the blue spoon\nfell on Monday. It snowed.",
        "It rained.\n\nShares of Lanshao\nfell on Monday. It snowed.",
    )
    assert (one.before, one.after) == (
        "Shares of the blue spoon fell on Monday.",
        "Shares of Lanshao fell on Monday.",
    )


@pytest.mark.parametrize(
    ("wrong", "term", "why"),
    [
        ("recieve", "receive", "typing"), ("say", "says", "ending"), ("walked", "walking", "ending"),
        ("last month", "in March", "number"), ("12", "14", "number"), ("tuesday", "Monday", "number"),
        ("it", "Oracle", "grammar"), ("which", "that", "grammar"), ("big", "large", "rewording"),
        ("lot of problems", "many difficulties", "rewording"), ("e mail", "email", "spelling"),
        ("Council", "council", "case"), ("ant", "Ant Group", "longer"), ("tiktok", "TikTok", ""),
        ("byte beating", "ByteDance", ""), ("reptile", "crawler", ""), ("wal mart", "Walmart", ""),
        ("3 6 0 firm", "Qihoo 360", ""),
    ],
)  # fmt: skip
def test_what_a_replacement_is(wrong: str, term: str, why: str) -> None:
    assert slip(wrong, term) == why


# --- folders -------------------------------------------------------------------------------------

NAME = "The tin spoon opened its {} shop near the river."
KEPT = "Stir the tea with a tin spoon and add {} sugar."


def folders(tmp_path: Path, before: list[str], after: list[str]) -> list[str]:
    for name, texts in (("before", before), ("after", after)):
        (tmp_path / name).mkdir()
        for number, text in enumerate(texts):
            (tmp_path / name / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    return [str(tmp_path / "before"), str(tmp_path / "after")]


def suggested(tmp_path: Path, *options: str) -> list[dict[str, Any]]:
    out = tmp_path / "proposed.yaml"
    assert main(["glossary", "suggest", *options, "--out", str(out)]) == 0
    found: list[dict[str, Any]] = yaml.safe_load(out.read_text(encoding="utf-8"))["terms"]
    assert Cleaner([out])  # its examples hold
    return found


ORDER = "second third fourth fifth".split()


def test_both_senses_are_seen(tmp_path: Path) -> None:
    before = [NAME.format(one) for one in ORDER] + [KEPT.format(one) for one in ("brown", "white")]
    after = [one.replace("The tin spoon", "Xishao") for one in before]
    [entry] = suggested(tmp_path, *folders(tmp_path, before, after))
    assert (entry["term"], entry["variants"]) == ("Xishao", ["tin spoon"])
    assert entry["ambiguous"] is True
    assert {"shop", "opened"} <= set(entry["for"])
    assert {"tea", "sugar"} <= set(entry["against"])
    assert KEPT.format("brown") in entry["examples"]


def test_a_form_that_is_never_kept_is_sure_and_its_examples_are_the_users(tmp_path: Path) -> None:
    before = [NAME.format(one) for one in ORDER]
    after = [one.replace("The tin spoon", "Xishao") for one in before]
    [entry] = suggested(tmp_path, *folders(tmp_path, before, after))
    assert "ambiguous" not in entry
    assert f"{before[0]} => {after[0]}" in entry["examples"]


THREADS = (
    "We filled the thread {} with {} workers.",
    "The thread {} was drained after the {} run.",
    "Set the size of the thread {} before the {} call.",
)


def test_a_word_replaced_in_one_compound_only_is_proposed_as_that_compound(tmp_path: Path) -> None:
    texts = [
        text.format("{}", one).replace("thread", "anchor") for text in THREADS for one in ORDER
    ]
    before, after = ([text.format(word) for text in texts] for word in ("pond", "pool"))
    [entry] = suggested(tmp_path, *folders(tmp_path, before, after))
    assert (entry["term"], entry["variants"]) == ("anchor pool", ["anchor pond"])
    assert "ambiguous" not in entry


def test_a_word_replaced_behind_several_words_stays_alone(tmp_path: Path) -> None:
    texts = [text.format("{}", one) for text in THREADS for one in ORDER]
    texts = [text.replace("thread", "worker") if at % 2 else text for at, text in enumerate(texts)]
    before, after = ([text.format(word) for text in texts] for word in ("pond", "pool"))
    [entry] = suggested(tmp_path, *folders(tmp_path, before, after))
    assert (entry["term"], entry["variants"]) == ("pool", ["pond"])
    assert entry["ambiguous"] is True


def test_near_and_close_by_are_style(tmp_path: Path) -> None:
    before = [f"The {one} station is near." for one in ORDER]
    after = [text.replace("near", "close by") for text in before]
    assert main(["glossary", "suggest", *folders(tmp_path, before, after)]) == 1


def test_what_is_known_is_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [f"Shares of {{}} rose {one} percent after its CEO spoke." for one in ORDER]
    pairs = folders(
        tmp_path,
        [one.format("byte jumping") for one in before],
        [one.format("ByteDance") for one in before],
    )
    assert main(["glossary", "suggest", *pairs]) == 1
    told = capsys.readouterr().err
    assert "known to the packs already" in told
    assert "byte jumping -> ByteDance (4): term/bytedance" in told


def test_new_variants_of_a_known_term_do_not_replace_it(tmp_path: Path) -> None:
    before = [f"Shares of the octet hopper rose {one} percent." for one in ORDER]
    after = [one.replace("the octet hopper", "ByteDance") for one in before]
    [entry] = suggested(tmp_path, *folders(tmp_path, before, after))
    assert entry["id"] == "bytedance-variants"
    assert "known as term/bytedance" in (tmp_path / "proposed.yaml").read_text(encoding="utf-8")


def test_two_files_and_what_is_wrong_with_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "a.txt", tmp_path / "b.txt"
    before.write_text("\n\n".join(NAME.format(one) for one in ORDER), encoding="utf-8")
    after.write_text(
        before.read_text(encoding="utf-8").replace("The tin spoon", "Xishao"), encoding="utf-8"
    )
    [entry] = suggested(tmp_path, str(before), str(after))
    assert entry["term"] == "Xishao"
    after.write_bytes(b"one\ncaf\xe9\n")
    for pair, told in (
        ([str(before), str(after)], "b.txt:2: not UTF-8"),
        ([str(before)], "name two files or two folders"),
        ([str(before), str(tmp_path)], "name two files, or two folders"),
        ([str(before), str(tmp_path / "none")], "can't be read"),
        ([str(before), str(before), "--format", "tsv", "--git"], "--git goes without --format"),
    ):
        assert main(["glossary", "suggest", *pair]) == 2
        assert told in capsys.readouterr().err


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(before: str, after: str) -> None:
    for one in changes(before, after):
        assert one.old
        assert one.new
        assert one.old in before
        assert one.new in after


def test_memory_is_bounded() -> None:
    counts = ReplacementCounts(capacity=50)
    for number in range(500):
        for change in changes(f"The tin s{number} fell.", f"The gold t{number} fell."):
            counts.add("a", change)
    assert sum(map(len, counts.merged().values())) <= 50
    assert counts.forgotten > 400


# --- git -----------------------------------------------------------------------------------------


LATE = "\n\n".join(f"It was late on the {one} day, and nobody came." for one in ORDER)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Names corrected one by one; a line that looks like a patch, a binary, a renamed file."""
    folder = tmp_path / "site"
    folder.mkdir()
    git(folder, "init", "-q")
    texts = [NAME.format(one) for one in ORDER]
    page, other = folder / "page.md", folder / "old.md"
    page.write_text("\n\n".join([*texts, "-- a/old", "++ b/new", ""]), encoding="utf-8")
    other.write_text(f"{texts[0]}\n\n{LATE}\n", encoding="utf-8")
    (folder / "latin.md").write_bytes(b"one two caf\xe9\n")
    (folder / "image.md").write_bytes(b"\0\1\2")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Begin")
    for number in range(len(ORDER)):
        texts[number] = texts[number].replace("The tin spoon", "Xishao")
        page.write_text("\n\n".join([*texts, "-- a/older", "++ b/newer", ""]), encoding="utf-8")
        git(folder, "commit", "-qam", "Correct")
    other.rename(folder / "new.md")
    (folder / "new.md").write_text(f"{texts[0]}\n\n{LATE}\n", encoding="utf-8")
    (folder / "latin.md").write_bytes(b"one three caf\xe9\n")
    (folder / "image.md").write_bytes(b"\0\1\3")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Rename")
    return folder


def test_the_history_of_a_repository(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [entry] = suggested(tmp_path, "--git", str(repository))
    assert (entry["term"], entry["variants"]) == ("Xishao", ["tin spoon"])
    told = capsys.readouterr().err
    assert "no UTF-8 and were passed over" in told
    assert "corrected 5 times in 2 documents" in (tmp_path / "proposed.yaml").read_text(
        encoding="utf-8"
    )


def test_a_range_and_a_path(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)
    assert main(["glossary", "suggest", "--git", "HEAD~3..HEAD", "page.md"]) == 0
    assert "corrected 2 times in 1 documents" in capsys.readouterr().out
    assert main(["glossary", "suggest", "--git", "HEAD~99"]) == 2
    assert "HEAD~99: neither a file nor a revision" in capsys.readouterr().err


def test_where_there_is_no_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["glossary", "suggest", "--git"]) == 2
    assert "not a git repository" in capsys.readouterr().err
    git(tmp_path, "init", "-q")
    assert main(["glossary", "suggest", "--git"]) == 2
    assert "no commits yet" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(["glossary", "suggest", "--git"]) == 2
    assert "git is not installed" in capsys.readouterr().err


def test_moved_paragraphs_are_paired(tmp_path: Path) -> None:
    first = "The tin spoon opened its second shop near the river and sold tea."
    rest = [f"Paragraph {one} speaks of something else at some length." for one in ORDER]
    before, after = tmp_path / "a.txt", tmp_path / "b.txt"
    before.write_text("\n".join([first, *rest, ""]), encoding="utf-8")
    after.write_text(
        "\n".join([*rest, first.replace("The tin spoon", "Xishao"), ""]), encoding="utf-8"
    )
    found = [
        (one.old, one.new)
        for block in of_files(str(before), str(after))
        for one in changes(block.before, block.after)
    ]
    assert found == [("tin spoon", "Xishao")]


def test_a_made_repository(tmp_path: Path) -> None:
    """The figures in docs/suggesting.md, on fewer articles."""
    measured = made_site.run(80, 5, tmp_path)
    assert len(measured.found) >= 36
    assert len(measured.wrong) <= 8


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_large_made_repository(tmp_path: Path, seed: int) -> None:
    measured = made_site.run(200, seed, tmp_path)
    assert len(measured.found) >= 38
    assert len(measured.wrong) <= 4


# --- bitext --------------------------------------------------------------------------------------

NOUNS = "river bridge market school garden valley station library museum harbour".split()
SIGNS = "河桥市学园谷站书馆港"
SAID = ("{}的线程在{}上", "线程和{}还有{}", "把{}给线程、{}", "这个线程有{}或者{}")


def rows(wrong: str = "line path", rare: int = 5, usual: int = 40) -> list[tuple[str, str]]:
    """Sentences with a term and two other nouns; in some the term is rendered otherwise."""
    made = []
    for number in range(usual + rare):
        a, b = number % 10, (number * 7 + number // 10) % 10
        term = wrong if number % (1 + usual // rare) == 3 else "thread"
        said = SAID[number % 4].format(SIGNS[a], SIGNS[b])
        made.append((said, f"The {term} of the {NOUNS[a]} is on the {NOUNS[b]}"))
    made += [
        (f"{SIGNS[n % 10]}在{SIGNS[n // 10]}", f"The {NOUNS[n % 10]} at the {NOUNS[n // 10]}")
        for n in range(100)
    ]
    return made  # fmt: skip


def test_a_rare_rendering_that_competes() -> None:
    found = Bitext(rows(), 3).rivals({})
    assert {(one.usual, one.wrong) for one in found} == {(("thread",), ("line", "path"))}


def test_inflections_and_abbreviations_do_not_compete() -> None:
    for other in ("threads", "thr", "threading"):
        assert Bitext(rows(other), 3).rivals({}) == []


@pytest.mark.parametrize("form", ["tsv", "jsonl"])
def test_rows_of_both_formats(
    tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"rows.{form}"
    lines = [
        f"{source}\t{target}" if form == "tsv" else json.dumps({"source": source, "text": target})
        for source, target in rows()
    ]
    lines.insert(1, "broken")
    file.write_text("\n".join(lines), encoding="utf-8")
    [entry] = suggested(tmp_path, "--format", form, "--from", "zh", str(file))
    assert (entry["term"], entry["source"], entry["variants"]) == (
        "thread",
        ["线程"],
        ["line path"],
    )
    assert f"{file}:2: " in capsys.readouterr().err
    file.write_text("", encoding="utf-8")
    assert main(["glossary", "suggest", "--format", form, str(file)]) == 2
    assert "there are no rows" in capsys.readouterr().err


@given(
    st.lists(
        st.tuples(st.text("ab甲骨文 .", max_size=12), st.text("xyz .'", max_size=12)), max_size=30
    )
)
def test_any_rows_are_read(some: list[tuple[str, str]]) -> None:
    Bitext(some, 2).rivals({})
