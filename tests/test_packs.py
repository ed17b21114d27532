"""Packs: what does not load, and says why; what is remembered, and how a cache may fail."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import documents
import pytest
import yaml

import mtfix
from mtfix.cli.main import main
from mtfix.fs import cache_dir as folders
from mtfix.packs import model, store
from mtfix.packs.alternatives import expand
from mtfix.packs.model import PackError
from mtfix.packs.parser import parse
from mtfix.packs.sources import shipped_names
from mtfix.packs.store import load
from mtfix.packs.validation import PackWarning, problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.edits.problem import Problem
    from mtfix.packs.pack_set import PackSet

HEAD = "about: For a test.\nfrom: zh\nterms:\n"
ENTRY = """\
- term: Qorax
  kind: organization
  variants: [quora axe]
  examples:
  - We met quora axe. => We met Qorax.
"""
TERMS = HEAD + ENTRY
RULE = """\
about: For a test.
surface:
- id: doubled-stop
  about: two full stops
  safety: safe
  triggers: [qq..]
  pattern: qq\\.\\.
  replace: qq.
  examples:
  - The qq.. end. => The qq. end.
  - The qq. end.
"""
LINES = """\
about: For a test.
boilerplate:
- id: zed-line
  class: page tools
  strength: strong
  where: [tail]
  triggers: [zed zed]
  patterns: ['zed zed zed']
  examples:
  - zed zed zed =>
  - The zed zed zed is an animal.
"""


def put(folder: Path, text: str | bytes, name: str = "mine.yaml") -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def with_field(line: str) -> str:
    """The entry with one more field."""
    return TERMS.replace("  kind:", f"  {line}\n  kind:")


def without(field: str) -> str:
    return "".join(line for line in TERMS.splitlines(keepends=True) if field not in line)


# --- what loads ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TERMS, id="an entry"),
        pytest.param("\ufeff" + TERMS, id="behind a byte order mark"),
        pytest.param(TERMS.replace("\n", "\r\n"), id="with line ends of Windows"),
        pytest.param(with_field("seen: news"), id="with a field more"),
        pytest.param(with_field("source: 夸拉"), id="with one text where a list may stand"),
        pytest.param(TERMS.replace("quora axe]", "'{quora|kora} axe']"), id="with a choice"),
        pytest.param(HEAD + ENTRY.replace("zh", "ja"), id="from another language"),
        pytest.param(RULE, id="a rule of the surface"),
        pytest.param(LINES, id="a rule of boilerplate"),
    ],
)
def test_a_pack_loads(tmp_path: Path, text: str) -> None:
    assert mtfix.Cleaner([put(tmp_path, text)])


@pytest.mark.filterwarnings("ignore:.* the shipped entry of this id:UserWarning")
def test_the_rules_of_a_pack_act_beside_the_shipped_ones(tmp_path: Path) -> None:
    made = mtfix.Cleaner(["shipped", put(tmp_path, TERMS), put(tmp_path, RULE, "more.yaml")])
    assert made.clean("We met quora axe and tiktok qq..").text == "We met Qorax and TikTok qq."
    assert made.clean("So qq.. he said.").text == "So qq. he said."


def test_without_the_shipped_packs_only_the_own_rules_act(tmp_path: Path) -> None:
    made = mtfix.Cleaner([put(tmp_path, TERMS)])
    assert made.clean("We met quora axe and tiktok.").text == "We met Qorax and tiktok."


def test_a_folder_stands_for_the_packs_in_it(tmp_path: Path) -> None:
    put(tmp_path, TERMS)
    (tmp_path / "deep").mkdir()
    put(tmp_path / "deep", RULE, "more.yml")
    assert [pack.name for pack in load([str(tmp_path)]).packs] == ["deep/more", "mine"]


def test_a_path_may_be_a_path(tmp_path: Path) -> None:
    assert mtfix.Cleaner([Path(put(tmp_path, TERMS))]).clean("We met quora axe.").edits


def test_a_shipped_pack_is_named_by_its_name_its_folder_or_shipped() -> None:
    assert [pack.name for pack in load(["zh-en/companies"]).packs] == ["zh-en/companies"]
    assert all(pack.name.startswith("zh-en/") for pack in load(["zh-en"]).packs)
    assert [pack.name for pack in load(["shipped"]).packs] == shipped_names()


def test_a_pack_that_is_named_twice_holds_once(tmp_path: Path) -> None:
    path = put(tmp_path, TERMS)
    assert len(load([path, path]).packs) == 1


# --- what does not load ------------------------------------------------------------------------------

BROKEN = [
    pytest.param(with_field("term: Qorax"), 5, "'term' stands twice", "keep one", id="a duplicate key"),
    pytest.param("about: a\nabout: b\nterms: []\n", 2, "'about' stands twice", "keep one", id="a duplicate key in the head"),
    pytest.param(TERMS.replace("Qorax\n", "no\n", 1), 4, "'no' is read by YAML as bool", "in quotes: 'no'", id="a term that YAML reads as false"),
    pytest.param(TERMS.replace("[quora axe]", "[1.10]"), 6, "'1.10' is read by YAML as float", "in quotes: '1.10'", id="a variant that YAML reads as a number"),
    pytest.param(TERMS.replace("[quora axe]", "[2020-01-01]"), 6, "'2020-01-01' is read by YAML as timestamp", "in quotes: '2020-01-01'", id="a variant that YAML reads as a date"),
    pytest.param(TERMS.replace("[quora axe]", "[~]"), 6, "'~' is read by YAML as null", "in quotes", id="a variant that YAML reads as nothing"),
    pytest.param(with_field("for: [yes]"), 5, "'yes' is read by YAML as bool", "in quotes", id="a cue that YAML reads as true"),
    pytest.param(with_field("varients: [a]"), 5, "'varients' is unknown", "did you mean 'variants'?", id="an unknown field near a known one"),
    pytest.param(with_field("zzz: [a]"), 5, "'zzz' is unknown", "glossaries/README.md", id="an unknown field near none"),
    pytest.param("abuot: a\nterms: []\n", 1, "'abuot' is unknown", "did you mean 'about'?", id="an unknown field of the head"),
    pytest.param(without("kind:"), 4, "'kind' is missing", "add 'kind: …'", id="no kind"),
    pytest.param(without("variants:"), 4, "'variants' is missing", "add 'variants: …'", id="no variants"),
    pytest.param(without("about:"), 1, "'about' is missing", "add 'about: …'", id="no description"),
    pytest.param(without("terms:").partition("- term")[0], 1, "one of terms, boilerplate, surface", "split", id="a head without rules"),
    pytest.param(TERMS + "surface: []\n", 1, "one of terms, boilerplate, surface", "split", id="rules of two sorts"),
    pytest.param(TERMS.replace("organization", "company"), 5, "'kind' can't be 'company'", "choose from", id="an unknown kind"),
    pytest.param(with_field("status: preffered"), 5, "'status' can't be", "choose from preferred, superseded", id="an unknown status"),
    pytest.param(with_field("ambiguous: maybe"), 5, "'ambiguous' can't be 'maybe'", "choose from true, false, everyday", id="an unknown kind of ambiguity"),
    pytest.param(with_field("for: [{cloud: 7}]"), 5, "a weight is a number over 0 and up to 2", "0.5", id="a weight out of range"),
    pytest.param(with_field("for: [{cloud: much}]"), 5, "a weight is a number", "0.5", id="a weight that is no number"),
    pytest.param(with_field("for: [{cloud: nan}]"), 5, "a weight is a number", "0.5", id="a weight that YAML reads as text"),
    pytest.param(TERMS.replace("[quora axe]", "[]"), 6, "'variants' is empty", "write it", id="no variant in the list"),
    pytest.param(TERMS.replace("[quora axe]", "['']"), 6, "'variants' is empty", "write it", id="an empty variant"),
    pytest.param(TERMS.replace("Qorax\n", "' '\n", 1), 4, "", "", id="an empty term"),
    pytest.param(TERMS.replace("[quora axe]", "['{a|b axe']"), 6, "its braces do not pair up", "README.md", id="a brace that is not closed"),
    pytest.param(TERMS.replace("[quora axe]", "['{a|{b|c}} axe']"), 6, "braces", "README.md", id="braces within braces"),
    pytest.param(TERMS.replace("[quora axe]", "['{a..z}{a..z}{a..z}']"), 6, "more than 2000 texts", "README.md", id="a variant that stands for too many"),
    pytest.param(TERMS.replace("[quora axe]", "['quora  axe']"), 4, "stray white space", "remove it", id="two spaces in a variant"),
    pytest.param(TERMS.replace("[quora axe]", "[Qorax]"), 4, "is a right form", "remove it", id="a variant that is the term"),
    pytest.param(with_field("admitted: [quora axe]"), 4, "is a right form", "remove it", id="a variant that is admitted"),
    pytest.param(TERMS.replace("Qorax\n", "New quora axe\n", 1), 4, "contains its own variant", "match itself", id="a term that contains its variant"),
    pytest.param(TERMS.replace("[quora axe]", f"[{'x' * 2000}]"), 4, "is too long", "1024", id="a variant that is too long"),
    pytest.param(TERMS + ENTRY, 9, "stands at", "'id:'", id="the same id twice"),
    pytest.param(TERMS + ENTRY.replace("Qorax", "Zyx"), 9, "belongs to term/qorax", "ambiguous or guarded", id="a variant of two entries"),
    pytest.param(
        TERMS + ENTRY.replace("Qorax", "ZY").replace("quora axe", "Qorax"),
        4, "its term is a variant of term/zy", "the wrong way round", id="a chain of entries",
    ),
    pytest.param(
        TERMS + ENTRY.replace("Qorax", "@").replace("quora axe", "Qorax").replace("@", "quora axe"),
        4, "its term is a variant of term/quora-axe", "the wrong way round", id="a cycle of entries",
    ),
    pytest.param(TERMS.replace("met Qorax", "saw Qorax"), 8, "must become", "mend the rule or the example", id="an example that fails"),
    pytest.param(TERMS + "  - The quora axe stays.\n", 9, "must stay as it is", "mend the rule or the example", id="an example that does not stay"),
    pytest.param(RULE.replace("=> The qq. end.", "=> The qq end."), 10, "must become", "mend", id="a surface example that fails"),
    pytest.param(LINES.replace("zed zed zed =>", "zed zed =>"), 10, "must become", "mend", id="a boilerplate example that fails"),
    pytest.param(RULE.replace("qq\\.\\.", "(qq"), 7, "the pattern does not compile, at character 1: '(qq'", "mend it", id="a pattern that does not compile"),
    pytest.param(RULE.replace("replace: qq.", "replace: \\g<nope>"), 8, "", "", id="a replacement with an unknown group"),
    pytest.param(RULE.replace("safety: safe", "safety: certain"), 5, "'safety' can't be 'certain'", "choose from", id="an unknown safety"),
    pytest.param(RULE.replace("  replace:", "  check: nope\n  replace:"), 8, "nope", "", id="an unknown check"),
    pytest.param(LINES.replace("[tail]", "[middle]"), 6, "'where' can't be 'middle'", "head, inline, tail", id="an unknown place"),
    pytest.param(LINES.replace("page tools", "page tool"), 4, "no class 'page tool' of boilerplate", "did you mean page tools?", id="a class near one of the table"),
    pytest.param(LINES.replace("page tools", "relatd links"), 4, "no class 'relatd links' of boilerplate", "did you mean related links?", id="a class that is misspelt"),
    pytest.param(LINES.replace("page tools", "qqq"), 4, "no class 'qqq' of boilerplate", "table of classes in glossaries/README.md", id="a class near none"),
    pytest.param(HEAD + "- just text\n", 4, "fields are expected here", "name: value", id="a rule that is only text"),
    pytest.param("just text\n", 1, "fields are expected here", "name: value", id="a pack that is only text"),
    pytest.param("- a\n- b\n", 1, "fields are expected here", "name: value", id="a pack that is a list"),
    pytest.param(TERMS.replace("[quora axe]", "{a: b}"), 6, "a list is expected here", "'- '", id="fields where a list is expected"),
    pytest.param(TERMS.replace("[quora axe]", "[[a]]"), 6, "text is expected here", "quote it", id="a list where text is expected"),
    pytest.param(TERMS.replace("[quora axe]", "[quora axe"), 7, "not valid YAML: a list, a bracket or the indentation", "close each bracket", id="a bracket that is not closed"),
    pytest.param("about: a\n\tterms: []\n", 2, "not valid YAML: a tab stands in the indentation", "indent by spaces", id="a tab as indentation"),
    pytest.param(TERMS + "---\nabout: b\n", 9, "not valid YAML: a second document", "keep one document", id="two documents in one file"),
    pytest.param("", 1, "the pack is empty", "README.md", id="an empty file"),
    pytest.param("# only a comment\n", 1, "the pack is empty", "README.md", id="a file of comments"),
    pytest.param("a: &a [x]\nb: *a\n", 2, "aliases (*) are not allowed", "write it out", id="an alias"),
    pytest.param(
        "a: &a [x, x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(24)),
        2, "aliases (*) are not allowed", "write it out", id="a billion laughs",
    ),
    pytest.param(TERMS.replace("quora axe]", '"quora\\u0007axe"]'), 6, "control or formatting character", "remove it", id="a control character"),
    pytest.param(TERMS.replace("quora axe]", '"quora\\u202eaxe"]'), 6, "control or formatting character", "remove it", id="a character that turns the direction"),
    pytest.param(TERMS.replace("quora axe]", "quora\u202eaxe]"), 6, "control or formatting character", "remove it", id="the same, not escaped"),
    pytest.param(TERMS.replace("quora axe]", "quora\u200baxe]"), 6, "control or formatting character", "remove it", id="a space of no width"),
    pytest.param(TERMS.replace("Qorax\n", '"Qor\\nax"\n', 1), 4, "stray white space", "remove it", id="a line break in a term"),
    pytest.param(TERMS.replace("quora axe]", "quora\x07axe]"), 6, "not valid YAML: a character that YAML does not allow", "remove it", id="a raw control character"),
    pytest.param(TERMS.encode().replace(b"quora axe]", b"quora \xe9xe]"), 6, "not UTF-8", "save the file as UTF-8", id="a file that is not UTF-8"),
    pytest.param(TERMS.encode("utf-16"), 1, "not UTF-8", "save the file as UTF-8", id="a file in UTF-16"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "problem", "remedy"), BROKEN)
def test_a_broken_pack_names_file_line_problem_and_remedy(
    tmp_path: Path, text: str | bytes, line: int, problem: str, remedy: str
) -> None:
    path = put(tmp_path, text)
    with pytest.raises(PackError) as raised:
        mtfix.Cleaner([path])
    error = raised.value.problem
    assert (error.path, error.line) == (path, line)
    assert problem in error.text
    assert remedy in error.remedy
    assert error.remedy
    assert str(error).startswith(f"{path}:{line}: ")
    assert "\n" not in str(error).replace(error.text, "")


def test_what_a_library_says_is_no_part_of_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words change with its versions."""
    mark = yaml.Mark("", 0, 1, 0, None, None)
    error = yaml.scanner.ScannerError("their context", mark, "their problem", mark)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(yaml, "parse", fail)
    with pytest.raises(PackError) as raised:
        parse(TERMS, "mine.yaml", "mine", trusted=False)
    assert "their" not in str(raised.value)
    assert raised.value.problem.line == 2


def test_a_pack_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(PackError, match=r"no such pack.*zh-en/companies"):
        mtfix.Cleaner(["nope"])


def test_a_file_that_does_not_exist_says_so(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"nope\.yaml.*can't be read"):
        mtfix.Cleaner([str(tmp_path / "nope.yaml")])


def test_a_pack_that_is_too_large_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(PackError, match="larger than"):
        parse("#" * 10_000_001, "big.yaml", "big", trusted=False)


def test_a_pack_of_brackets_without_end_is_refused_at_once() -> None:
    """The time that YAML takes grows with the square of the depth."""
    start = time.process_time()
    with pytest.raises(PackError):
        parse("a: " + "[" * 100_000, "deep.yaml", "deep", trusted=False)
    assert time.process_time() - start < 5


def test_too_many_variants_in_all_are_refused(tmp_path: Path) -> None:
    entries = "".join(
        f"- term: T{n}\n  kind: product\n  variants: ['x{n} {{a..z}}{{a..z}}']\n  examples: [x{n} aa => T{n}]\n"
        for n in range(300)
    )
    with pytest.raises(PackError, match=r"200,000 variants.*load fewer"):
        mtfix.Cleaner([put(tmp_path, HEAD + entries)])


def test_a_pack_error_survives_pickling() -> None:
    error = PackError("a.yaml", 3, "wrong", "mend it")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.problem.line, again.problem.remedy) == (str(error), 3, "mend it")


# --- what is asked of shipped packs, and of a user's ------------------------------------------------------


def trusted(text: str) -> Sequence[Problem]:
    found = problems([parse(text, "shipped.yaml", "shipped", trusted=True)])
    return [error.problem for error in found]


def test_a_shipped_entry_needs_an_example_that_changes() -> None:
    [problem] = trusted(TERMS.partition("  examples")[0])
    assert (problem.line, problem.text) == (4, "term/qorax: no example that changes")
    assert "before => after" in problem.remedy


def test_a_shipped_ambiguous_entry_needs_an_example_that_stays() -> None:
    [problem] = trusted(with_field("ambiguous: true"))
    assert "no example that must stay" in problem.text


@pytest.mark.parametrize("text", [RULE, LINES], ids=["surface", "boilerplate"])
def test_a_shipped_rule_needs_examples_of_both_kinds(text: str) -> None:
    assert not trusted(text)
    shorter = text.rstrip("\n").rpartition("\n")[0] + "\n"
    assert "no example that must stay" in trusted(shorter)[0].text


def test_a_users_entry_without_examples_is_a_warning(tmp_path: Path) -> None:
    with pytest.warns(PackWarning, match=r"mine\.yaml:4: .*no examples"):
        made = mtfix.Cleaner([put(tmp_path, TERMS.partition("  examples")[0])])
    assert made.clean("We met quora axe.").text == "We met Qorax."


def test_a_users_ambiguous_entry_without_examples_only_suggests(tmp_path: Path) -> None:
    entry = with_field("ambiguous: true\n  for: [shares, CEO, revenue]").partition("  examples")[0]
    with pytest.warns(PackWarning):
        made = mtfix.Cleaner([put(tmp_path, entry)])
    result = made.clean("The CEO of the quora axe spoke of shares and revenue.")
    assert not result.edits
    assert [fix.rule for fix, _ in result.withheld] == ["term/qorax"]


def test_every_kind_of_pack_is_shipped() -> None:
    assert {pack.sort for pack in load(strict=False).packs} == set(model.RECORDS)


def test_there_are_at_least_eighty_entries() -> None:
    assert len({term.rule for term in documents.terms()}) >= 80


# --- compact spellings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("compact", "texts"),
    [
        pytest.param("plain", ["plain"], id="nothing to choose"),
        pytest.param(
            "{a|b} c{s|}", ["a cs", "a c", "b cs", "b c"], id="choices and an optional part"
        ),
        pytest.param("{a..c}", ["a", "b", "c"], id="letters in a row"),
        pytest.param("{a|a}", ["a"], id="the same twice"),
        pytest.param("", [""], id="nothing"),
    ],
)
def test_a_compact_spelling_stands_for_texts(compact: str, texts: list[str]) -> None:
    assert expand(compact) == texts


@pytest.mark.parametrize("compact", ["{", "}", "a}b{", "{a|{b}}", "{a..z}{a..z}{a..z}"])
def test_a_spelling_that_does_not_pair_up_or_stands_for_too_many_is_refused(compact: str) -> None:
    with pytest.raises(ValueError, match=r"braces|more than"):
        expand(compact)


# --- the cache ----------------------------------------------------------------------------------------------


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def shipped_at_hand(caches: Path, cache_folder: str) -> None:
    """Let the caches have the compiled form of the shipped packs, whose YAML takes seconds."""
    for file in Path(cache_folder).rglob("*.jsonl"):
        data = file.read_bytes()
        if b"For a test." not in data:
            place = caches / file.relative_to(cache_folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return put(tmp_path, TERMS)


def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be known that this process has parsed before: the memory of the process is no
    part of what a caller sees, and a new process for each damage would take long."""
    monkeypatch.setattr("mtfix.packs.store._compiled_form", store._compiled_form.__wrapped__)


def works(path: str) -> bool:
    return mtfix.Cleaner([path]).clean("We met quora axe.").text == "We met Qorax."


def kept(caches: Path) -> list[Path]:
    """The plans that are stored, one for each set of packs that was proved."""
    return sorted(caches.rglob("*.bin"))


def compiled(caches: Path) -> list[Path]:
    """The compiled forms of the packs of these tests, one for each YAML file."""
    return sorted(file for file in caches.rglob("*.jsonl") if b"For a test." in file.read_bytes())


def without_tables(caches: Path) -> None:
    """Remove the tables of terms, with which packs of terms need not be read."""
    for file in caches.rglob("*.tables"):
        file.unlink()


def test_proved_packs_are_known_in_the_users_cache_folder(caches: Path, path: str) -> None:
    assert works(path)
    assert len(kept(caches)) == len(compiled(caches)) == 1
    assert load([path]).verified


def test_no_cache_is_a_pickle(caches: Path, path: str) -> None:
    works(path)
    for file in (*kept(caches), *compiled(caches)):
        head, _, data = file.read_bytes().partition(b"\n")
        assert re.fullmatch(rb"mtfix-cache-1 [0-9a-f]{8}", head)
        assert b"quora axe" in data
    lines = data.splitlines()
    assert [type(json.loads(line)) for line in lines] == [list, list, list]


@pytest.mark.usefixtures("shipped_at_hand")
def test_a_pack_that_is_known_is_neither_parsed_nor_proved_again(
    caches: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert works(path)
    no_memory(monkeypatch)
    monkeypatch.setattr("mtfix.packs.parser.parse", None)
    monkeypatch.setattr("mtfix.verification.proof.prove", None)
    assert works(path)


def test_a_pack_that_fails_is_not_known(caches: Path, tmp_path: Path) -> None:
    broken = put(tmp_path, TERMS.replace("met Qorax", "saw Qorax"))
    for _ in range(2):
        with pytest.raises(PackError):
            mtfix.Cleaner([broken])
    assert not kept(caches)


def test_a_changed_pack_is_read_anew(caches: Path, tmp_path: Path, path: str) -> None:
    assert works(path)
    put(tmp_path, TERMS.replace("Qorax", "Zorax"))
    assert mtfix.Cleaner([path]).clean("We met quora axe.").text == "We met Zorax."


DAMAGES = [
    pytest.param(lambda data: b"", id="emptied"),
    pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
    pytest.param(lambda data: data.replace(b"quora", b"zuora"), id="changed within"),
    pytest.param(lambda data: data.replace(b"mtfix-cache", b"other-cache"), id="of another form"),
    pytest.param(lambda data: b"\x80\x04N.", id="a pickle"),
    pytest.param(lambda data: b"\xff" * 100, id="no text"),
    pytest.param(lambda data: data.partition(b"\n")[0], id="a head alone"),
]


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> list[PackSet]:
    """The packs whose examples were to be tried; all are taken to hold, since to try them takes
    longer than all else that a pack needs."""
    found: list[PackSet] = []

    def none_fail(packs: PackSet, _clean: object = None) -> list[PackError]:
        found.append(packs)
        return []

    monkeypatch.setattr("mtfix.verification.proof.failing_examples", none_fail)
    return found


@pytest.mark.usefixtures("shipped_at_hand")
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("cache", [kept, compiled])
def test_a_damaged_or_foreign_cache_is_made_anew(
    caches: Path, path: str, cache, damage, proofs, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert works(path)
    [file] = cache(caches)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    without_tables(caches)
    no_memory(monkeypatch)
    assert works(path)
    assert file.read_bytes() == whole
    assert len(proofs) == (2 if cache is kept else 1)


@pytest.mark.usefixtures("shipped_at_hand")
@pytest.mark.parametrize("cache", [kept, compiled])
def test_a_cache_that_is_a_folder_is_done_without(
    caches: Path, path: str, cache, proofs, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert works(path)
    [file] = cache(caches)
    file.unlink()
    file.mkdir()
    without_tables(caches)
    no_memory(monkeypatch)
    assert works(path)
    assert len(proofs) == (2 if cache is kept else 1)


def test_old_caches_go_when_new_ones_are_written(caches: Path, tmp_path: Path, path: str) -> None:
    """Only ours: those that are named as they are, in folders of ours."""
    assert works(path)
    others = [
        caches / "mtfix" / "plans" / "notes.txt",
        caches / "mtfix" / "own.bin",
        caches / "plans.bin",
    ]
    for other in others:
        other.write_bytes(b"")
    [old], [recent] = kept(caches / "mtfix" / "plans"), compiled(caches)
    for file in (old, *others):
        os.utime(file, (0, 0))
    put(tmp_path, TERMS.replace("Qorax", "Zorax"))
    assert mtfix.Cleaner([path])
    assert not old.exists()
    assert all(file.exists() for file in (recent, *others))


@pytest.mark.parametrize("folder", ["/dev/null", "/proc/nope"])
def test_a_cache_folder_that_cannot_be_written_is_done_without(
    path: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    assert works(path)


def test_a_full_disk_leaves_no_half_written_cache(
    caches: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_from: str, _to: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert works(path)
    assert not [file for file in caches.rglob("*") if file.is_file()]


def test_without_a_home_nothing_is_remembered(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert folders.folder() is None
    assert works(path)


def test_a_relative_cache_folder_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The XDG specification: a path that is not absolute is invalid and is ignored."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    folder = folders.folder()
    assert folder is None or Path(folder).is_absolute()


# --- a checkout, in which modules change ----------------------------------------------------


TOUCH = "mtfix/stages/terms/decision.py"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of mtfix, with one small folder of shipped packs."""
    folder = tmp_path_factory.mktemp("checkout")
    root = Path(mtfix.__file__).parent
    shutil.copytree(root, folder / "mtfix", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root.parent / "glossaries" / "surface", folder / "glossaries" / "surface")
    return folder


def in_checkout(checkout: Path, caches: Path, program: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", f"import mtfix\n{program}"],
        env={**os.environ, "PYTHONPATH": str(checkout), "XDG_CACHE_HOME": str(caches)},
        cwd=checkout, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


WITHOUT = """
import mtfix.packs.parser, mtfix.matching.plan, mtfix.stages.factory
mtfix.packs.parser.parse = None
print(mtfix.Cleaner().clean('It is 5 %o.').text)
"""
UNPLANNED = WITHOUT + "\nmtfix.stages.factory.make_plan = None\nmtfix.Cleaner()"


def test_a_change_of_a_stage_costs_no_reparse_and_one_of_the_parser_does(
    checkout: Path, caches: Path
) -> None:
    module = checkout / TOUCH
    in_checkout(checkout, caches, "mtfix.Cleaner().clean('x')")
    os.utime(module)
    in_checkout(checkout, caches, UNPLANNED)
    module.write_text(module.read_text("utf-8") + "# changed\n", encoding="utf-8")
    in_checkout(checkout, caches, WITHOUT)
    before = set(caches.rglob("packs/*.jsonl"))
    parser = checkout / "mtfix/packs/parser.py"
    parser.write_text(parser.read_text("utf-8") + "# changed\n", encoding="utf-8")
    in_checkout(checkout, caches, "mtfix.Cleaner()")
    assert len(set(caches.rglob("packs/*.jsonl")) - before) == len(before) > 0


def test_a_change_of_any_module_makes_a_users_pack_prove_itself_again(
    checkout: Path, caches: Path, path: str
) -> None:
    program = f"""
import mtfix.verification.proof as proof
proofs, prove = [], proof.prove
proof.prove = lambda packs: proofs.append(prove(packs))
mtfix.Cleaner([{path!r}])
print(len(proofs))
"""
    module = checkout / "mtfix/cleaner.py"
    assert in_checkout(checkout, caches, program) == "1\n"
    os.utime(module)
    assert in_checkout(checkout, caches, program) == "0\n"
    module.write_text(module.read_text("utf-8") + "# changed\n", encoding="utf-8")
    assert in_checkout(checkout, caches, program) == "1\n"


def test_building_twice_gives_the_same_bytes_which_name_no_folder(
    tmp_path: Path, checkout: Path
) -> None:
    program = """
import hashlib
from mtfix.packs.built import built_files
from mtfix.packs.store import load
from mtfix.stages.factory import StageFactory
packs = load()
for name, data in built_files(packs, StageFactory(packs, "appended", None).plan()).items():
    print(name, hashlib.sha256(data).hexdigest(), str({folder!r}).encode() in data)
"""
    other = tmp_path / "other place"
    shutil.copytree(checkout, other)
    first, second = (
        in_checkout(folder, folder / "caches", program.replace("{folder!r}", repr(str(folder))))
        for folder in (checkout, other)
    )
    assert first == second
    assert first.count("False") == first.count("\n") == 5


def test_packs_that_were_built_name_files_that_exist(
    tmp_path: Path, checkout: Path, caches: Path
) -> None:
    """As in a wheel: they are read from what was built, and no code is hashed."""
    program = """
from mtfix.packs.built import built_files
from mtfix.packs.store import load
from mtfix.stages.factory import StageFactory
packs = load()
for name, data in built_files(packs, StageFactory(packs, "appended", None).plan()).items():
    path = pathlib.Path("mtfix", name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
"""
    wheel = tmp_path / "wheel"
    shutil.copytree(checkout, wheel, ignore=shutil.ignore_patterns("caches"))
    in_checkout(wheel, caches, "import pathlib" + program)
    (wheel / "glossaries").rename(wheel / "mtfix" / "glossaries")
    program = """
import os
import mtfix.packs.code_digest as code, mtfix.packs.parser
code._files = mtfix.packs.parser.parse = None
from mtfix.packs.store import load
rules = [rule for pack in load().packs for rule in pack.rules]
print(len(rules) > 9, {os.path.isfile(rule.file) for rule in rules}, len(load(["surface"]).packs) > 3)
"""
    assert in_checkout(wheel, caches, program) == "True {True} True\n"


def test_a_pack_that_replaces_a_shipped_entry_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "about: x\nfrom: zh\nterms:\n- term: Oracle\n  kind: organization\n"
        "  variants: [turtle shell words]\n  examples: [We use turtle shell words. => We use Oracle.]\n",
        encoding="utf-8",
    )
    with pytest.warns(PackWarning, match=r"mine\.yaml:4: term/oracle replaces the shipped entry"):
        load(["shipped", str(path)])
    main(["glossary", "check", str(path)])
    assert "term/oracle replaces the shipped entry at" in capsys.readouterr().err
