"""How precision is measured: what is read out of packages, kept, counted and told."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from precision import corpora, judgements, runs
from precision.__main__ import main
from precision.judgements import Judgement
from precision.packages import listed
from precision.readers import read_html, texts
from precision.roff import read_man
from precision.runs import Place

from mtfix import Cleaner

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "The council of the harbour has told the crew of the ferry that it will stay. "
WRONG = "The iron of the bridge rusts ,and that of the ferry does not.\n"


@pytest.fixture(scope="module")
def judged() -> dict[tuple[str, str], Judgement]:
    return judgements.load()


# --- what is read out of packages ----------------------------------------------------------------


def _package(root: Path) -> Path:
    files = {
        "docs/guide.md": f"# Guide\n\n{SENTENCE * 3}",
        "docs/page.html": f"<head><title>x</title></head><p>Type <code>,</code> and</p><pre>a ,b</pre><p>{SENTENCE * 3}",
        "docs/data.bin": "no text",
        "LICENSE.txt": SENTENCE * 3,
        "man/one.1": f'.SH NAME\n.BR one " (1)"\n{SENTENCE * 3}\n',
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "docs/latin.txt").write_bytes("Ein Zug fährt über die Brücke.".encode("latin-1"))
    (root / "docs/old.txt.gz").write_bytes(gzip.compress(SENTENCE.encode()))
    return root


def test_the_files_of_a_package_are_read_by_their_kind(tmp_path: Path) -> None:
    found = {one.name: one.text for one in texts("some-doc", _package(tmp_path))}
    assert sorted(found) == [
        "docs/guide.md",
        "docs/old.txt",
        "docs/page.html.txt",
        "man/one.1.txt",
    ]
    assert "```\na ,b\n```" in found["docs/page.html.txt"]
    assert "Type , and" in found["docs/page.html.txt"]


def test_patterns_choose_the_files_of_a_package(tmp_path: Path) -> None:
    found = [one.name for one in texts("some-doc", _package(tmp_path), ["docs/*.md"])]
    assert found == ["docs/guide.md"]


def test_a_page_of_the_manual_is_read_without_its_macros() -> None:
    source = ".TH ONE 1\n.SH NAME\none\\-two\n.PP\nUse\n.B \\-f\nor\n.RB ( \\-g ),\nnot \\fIall\\fP.\n.TS\nl l.\na\tb\n.TE\n"
    assert read_man(source).split() == "NAME one-two Use -f or (-g), not all.".split()
    assert read_man(".Dd May 1\n.Sh NAME\n.Nm one") == ""


def test_html_loses_its_head_and_menus() -> None:
    page = "<head><title>T</title></head><nav>Home</nav><p>One<br>two</p><script>x</script>"
    assert read_html(page).split() == ["One", "two"]


def test_the_lists_name_packages_that_are_each_named_once() -> None:
    for corpus in corpora.CORPORA.values():
        names = [one.name for one in corpus.packages()]
        assert len(names) >= 60
        assert [name for name, n in Counter(names).items() if n > 1] == []
        assert all(name.partition(":")[0] in {"npm", "pypi"} or ":" not in name for name in names)


def test_a_note_of_a_list_is_no_pattern() -> None:
    [package] = listed("# kinds\n\ngit-doc  usr/**/*.txt  # of git\n")
    assert package == ("git-doc", ("usr/**/*.txt",))


# --- what belongs to a corpus --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "english", "other"),
    [(SENTENCE * 20, True, False),
     ("Der Rat hat der Mannschaft der Fähre gesagt, dass sie bleibt und weiter fährt. " * 20, False, True),
     ("港口委员会告诉渡轮的船员，渡轮会留下来，直到新桥的最后一个桥墩立起来为止。" * 4, False, True),
     ("Of the two.", False, False)],
)  # fmt: skip
def test_a_document_belongs_to_the_corpus_of_its_language(
    text: str, english: bool, other: bool
) -> None:
    assert corpora.CORPORA["english"].belongs(text) is english
    assert corpora.CORPORA["languages"].belongs(text) is other


def _laid(cache: Path, *texts_: str) -> corpora.Corpus:
    corpus = corpora.CORPORA["english"]
    folder = cache / "english" / "git-doc"
    folder.mkdir(parents=True)
    for number, text in enumerate(texts_):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return corpus


def test_another_version_of_a_document_does_not_count(tmp_path: Path) -> None:
    lines = [
        f"Line {n} of the page tells what the harbour of the town was like then." for n in range(6)
    ]
    corpus = _laid(
        tmp_path, "\n".join(lines), "\n".join([*lines[:5], "More of the same."]), SENTENCE
    )
    assert [one.name for one in corpora.documents(corpus, tmp_path)] == [
        "git-doc/0.txt",
        "git-doc/2.txt",
    ]


# --- what is kept and counted --------------------------------------------------------------------


def test_an_edit_is_shown_in_its_context() -> None:
    outcome = runs.outcome(Cleaner(), f"{SENTENCE}\n\n{WRONG}", "a.txt", "plain")
    [place] = outcome.places
    assert place.file == "a.txt"
    assert (
        "rusts[␣,a → ,␣a]nd" in place.context
        or "rusts[␣,→" in place.context
        or "rusts[" in place.context
    )


def test_an_outcome_is_worked_out_once(tmp_path: Path) -> None:
    corpus = _laid(tmp_path, SENTENCE + WRONG)
    kept = tmp_path / "outcomes.jsonl"
    [(document, first)] = runs.run(corpora.documents(corpus, tmp_path), kept, 1)
    changed = json.loads(kept.read_text("utf-8"))
    changed[1][0] = [["surface/made-up", "a.txt", "[a → b]"]]
    kept.write_text(json.dumps(changed) + "\n{broken off", encoding="utf-8")
    [(_, second)] = runs.run(corpora.documents(corpus, tmp_path), kept, 1)
    assert first.places
    assert second.places == (Place("surface/made-up", "a.txt", "[a → b]"),)
    document.path.write_text(SENTENCE, encoding="utf-8")
    [(_, third)] = runs.run(corpora.documents(corpus, tmp_path), kept, 1)
    assert third.places == ()


def test_the_same_edit_in_the_same_context_counts_once() -> None:
    places = [Place("term/x", file, "[a → b]") for file in ("1.txt", "2.txt")]
    places.append(Place("term/y", "1.txt", "[c → d]"))
    known = Judgement("term/x", "[a → b]", "0.txt", "wrong", "for a test")
    found = judgements.report(
        corpora.CORPORA["english"], 2_000_000, places, Counter(), {known.key: known}
    )
    assert found.wrong() == found.wrong("term/x") == 0.5
    assert found.unread == [Place("term/y", "1.txt", "[c → d]")]
    assert found.exceeded() == ["term/x"]


@pytest.mark.parametrize(("wrong", "over"), [(7, []), (8, ["all"])])
def test_a_corpus_has_a_bound_of_all_rules_together(wrong: int, over: list[str]) -> None:
    judged = [Judgement(f"term/{n % 4}", f"[{n}]", "a", "wrong", "x") for n in range(wrong)]
    places = [Place(one.rule, "a", one.context) for one in judged]
    known = {one.key: one for one in judged}
    found = judgements.report(corpora.CORPORA["english"], 10_000_000, places, Counter(), known)
    assert found.exceeded() == over


# --- the file of judgements ----------------------------------------------------------------------


def test_the_judgements_are_in_order_and_say_what_is_wrong(
    judged: dict[tuple[str, str], Judgement],
) -> None:
    assert len(judged) >= 500
    assert list(judged.values()) == sorted(judged.values())
    assert [one for one in judged.values() if (one.verdict == "wrong") is not bool(one.why)] == []


def test_judgements_are_kept_as_they_are_read(
    tmp_path: Path, judged: dict[tuple[str, str], Judgement]
) -> None:
    file = tmp_path / "judged.jsonl"
    judgements.save(judged.values(), file)
    assert file.read_bytes() == judgements.FILE.read_bytes()


def test_a_verdict_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "unread.jsonl"
    judgements.save([Judgement("term/x", "[a → b]", "1.txt", "")], file)
    with pytest.raises(ValueError, match="is no verdict"):
        judgements.load(file)


def test_the_command_tells_what_is_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _laid(tmp_path, SENTENCE + WRONG)
    unread = tmp_path / "unread.jsonl"
    arguments = ["--cache", str(tmp_path), "measure", "english", "--jobs", "1"]
    assert main([*arguments, "--unread", str(unread)]) == 1
    assert "unread" in capsys.readouterr().out
    [line] = unread.read_text("utf-8").splitlines()
    assert json.loads(line)["verdict"] == ""
