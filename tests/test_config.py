"""The configuration: what it may say, for which files it holds, and what is passed over."""

from __future__ import annotations

import copy
import pickle
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Cleaner
from mtfix.config.ignore_files import Ignoring, Patterns
from mtfix.config.resolve import Configs
from mtfix.config.toml_positions import first_bad_line, lines
from mtfix.packs.model import PackError
from mtfix.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., tuple[int, bytes, str]]

TEXT = "In 2020 tiktok, a subsidiary of byte skipping, grew.\n"
DOCUMENT = (Path(__file__).parent.parent / "docs" / "configuration.md").read_text(encoding="utf-8")
OURS = """\
about: Terms of ours.
from: zh
terms:
- term: Yadan
  kind: product
  variants: [duck eggs app]
  examples:
  - The duck eggs app has users. => Yadan has users.
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(root: Path, **files: str) -> None:
    """Write files; in their names, a double underscore stands for a slash."""
    for name, text in files.items():
        put(root, name.replace("__", "/"), text)


def put(root: Path, name: str, text: str = TEXT) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def said(path: str, key: str, **options: object) -> list[object]:
    """The settings of a file, without their places."""
    settings = Configs(**options).settings(path)  # type: ignore[arg-type]
    return [value for value, _ in settings.values.get(key, ())]


# --- which configuration holds -------------------------------------------------------------------


def test_the_nearest_configuration_holds_alone(root: Path) -> None:
    put(root, "pyproject.toml", '[tool.mtfix]\noff = ["term"]\nfrom = "zh"\n')
    put(root, "a/b/.mtfix.toml", 'off = ["surface"]\n')
    assert said("a/x.md", "off") == ["term"]
    assert said("a/b/c/x.md", "off") == ["surface"]
    assert said("a/b/x.md", "from") == []


def test_a_project_file_that_does_not_speak_of_mtfix_is_passed_over(root: Path) -> None:
    put(root, ".mtfix.toml", 'from = "zh"\n')
    put(root, "a/pyproject.toml", '[project]\nname = "mtfix-user"\n[tool.other]\n')
    put(root, "b/pyproject.toml", "this is not TOML, and no concern of ours")
    put(root, "c/pyproject.toml", 'tool = "mtfix"')
    for folder in "abc":
        assert said(f"{folder}/x.md", "from") == ["zh"]


def test_in_one_folder_the_file_of_its_own_goes_first(root: Path) -> None:
    put(root, "pyproject.toml", '[tool.mtfix]\nfrom = "zh"\n')
    put(root, ".mtfix.toml", 'from = "ja"\n')
    assert said("x.md", "from") == ["ja"]


def test_without_a_configuration_nothing_is_said(root: Path) -> None:
    put(root, ".mtfix.toml", 'from = "zh"\n')
    assert not Configs(off=True).settings("x.md").values


def test_one_configuration_for_all_sees_its_globs_from_the_current_folder(root: Path) -> None:
    put(root, "ci/all.toml", '[[overrides]]\nfiles = ["zh/**"]\nfrom = "none"\n')
    put(root, "zh/.mtfix.toml", 'from = "ja"\n')
    assert said("zh/x.md", "from", file="ci/all.toml") == ["none"]
    assert said("x.md", "from", file="ci/all.toml") == []


def test_a_byte_order_mark_is_no_key(root: Path) -> None:
    put(root, ".mtfix.toml", '\ufefffrom = "zh"\r\n')
    assert said("x.md", "from") == ["zh"]


# --- overrides and the order ---------------------------------------------------------------------


def test_overrides_hold_in_order_and_options_go_last(root: Path) -> None:
    put(
        root,
        ".mtfix.toml",
        """
from = "zh"
off = ["surface"]
only = ["term"]
[decide]
Oracle = "ask"
[[overrides]]
files = ["docs/**", "!docs/old/"]
from = "ja"
off = ["encoding"]
only = []
decide = { TikTok = "never" }
[[overrides]]
files = ["*.page"]
from = "none"
decide = { Oracle = "never" }
""",
    )
    assert said("x.md", "from") == ["zh"]
    assert said("docs/x.md", "from") == ["ja"]
    assert said("docs/old/x.md", "from") == ["zh"]
    assert said("docs/a/x.page", "from") == ["none"]
    assert said("docs/x.md", "off") == ["surface", "encoding"]
    assert said("docs/x.md", "only") == []
    decided = [("Oracle", "ask"), ("TikTok", "never"), ("Oracle", "never")]
    assert said("docs/x.page", "decide") == decided
    given = {"from": (("en", "--from"),), "off": (("term", "--skip"),)}
    assert said("docs/x.md", "from", given=given) == ["en"]
    assert said("docs/x.md", "off", given=given) == ["surface", "encoding", "term"]


def test_every_value_knows_its_line(root: Path) -> None:
    put(root, "pyproject.toml", '[tool.mtfix]\noff = [\n  "term",\n  "surface",\n]\n')
    assert Configs().settings("a/x.md").values["off"] == (
        ("term", "pyproject.toml:3"),
        ("surface", "pyproject.toml:4"),
    )


# --- what is wrong -------------------------------------------------------------------------------

WRONG = {
    "broken TOML": ("a = 1\nb = \n", ":2: not valid TOML"),
    "a TOML that ends too soon": ("packs = [\n\n", ":1: not valid TOML"),
    "an unknown key": ('# of\nof = ["term"]\n', ":2: there is no key of; did you mean off?"),
    "the name of an option": ("skip = []\n", ":1: there is no key skip; did you mean off?"),
    "the table of another file": ("[tool.mtfix]\n", "stand by themselves"),
    "text for a list": ('off = "term"\n', ":1: off must be a list; write it in [brackets]"),
    "a number in a list": ('off = [\n"term",\n3]\n', ":3: each of off must be text"),
    "a level that is none": ('boilerplate = "of"\n', "'of'; did you mean off?"),
    "a number for text": ("boilerplate = 1\n", ":1: boilerplate must be text"),
    "a language that is none": ('from = "Chinese"\n', ":1: 'Chinese' is not a language"),
    "a format that is none": ('format = "plan"\n', "can't be 'plan'; did you mean plain?"),
    "a pack that is missing": ('packs = ["no.yaml"]\n', ":1: there is no pack no.yaml; its path"),
    "a pack that is not shipped": (
        'packs = ["zh-en/compnies"]\n',
        "did you mean zh-en/companies?",
    ),
    "neither all rules nor a list": ("unsafe = 1\n", ":1: unsafe must be true, false or a list"),
    "a word that decides nothing": (
        '[decide]\nOracle = "allways"\n',
        ":2: decide.Oracle can't be 'allways'; did you mean always?",
    ),
    "no table": ("decide = []\n", ":1: decide must be a table"),
    "an override of nothing": ("\n[[overrides]]\noff = []\n", ":2: an override needs files"),
    "an unknown key of an override": (
        '[[overrides]]\nfiles = ["a"]\nofff = []\n',
        ":3: there is no key offf; did you mean off?",
    ),
    "an override that excludes": (
        '[[overrides]]\nfiles = ["a"]\nexclude = []\n',
        ":3: an override can't exclude",
    ),
    "overrides that are one": ("overrides = {}\n", ":1: overrides must be a list"),
    "an override that is no table": ("overrides = [1]\n", ":1: each of overrides must be a table"),
    "a glob that is none": ('exclude = [\n"a", \n"!"]\n', ":3: '!' is no pattern"),
    "a rule that does not exist": (
        'off = ["term/oracel"]\n',
        ":1: there is no rule term/oracel; did you mean term/oracle?",
    ),
    "a rule that does not exist, for other files": (
        '[[overrides]]\nfiles = ["*.rst"]\noff = ["term/oracel"]\n',
        ":3: there is no rule term/oracel; did you mean term/oracle?",
    ),
    "a term that does not exist, for other files": (
        '[[overrides]]\nfiles = ["*.rst"]\ndecide = { Orakle = "ask" }\n',
        ":3: there is no term Orakle; did you mean Oracle?",
    ),
    "a term that does not exist": (
        'decide = { Orakle = "ask" }\n',
        ":1: there is no term Orakle; did you mean Oracle?",
    ),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_file_and_line(
    root: Path, run: Run, text: str, told: str
) -> None:
    put(root, ".mtfix.toml", text)
    put(root, "a.md")
    put(root, "b.md")
    status, out, err = run("fix", "a.md", "b.md")
    assert (status, out) == (2, b"")
    assert err.startswith("mtfix: .mtfix.toml")
    assert told in err
    assert err.count("\n") == 1  # for all files once
    assert (root / "a.md").read_text() == TEXT


def test_what_is_not_utf_8_is_told_with_its_line(root: Path, run: Run) -> None:
    (root / ".mtfix.toml").write_bytes(b'# a\noff = ["\xff"]\n')
    put(root, "a.md")
    assert run("check", "a.md")[2] == "mtfix: .mtfix.toml:2: not UTF-8; save the file as UTF-8\n"


def test_a_broken_configuration_keeps_no_other_file_from_being_read(root: Path, run: Run) -> None:
    put(root, "a/.mtfix.toml", "= 1")
    put(root, "a/x.md")
    put(root, "b/x.md")
    status, out, _ = run("check", "a/x.md", "b/x.md")
    assert status == 2
    assert b"b/x.md:1:9" in out


def test_a_configuration_and_none_is_a_contradiction(root: Path, run: Run) -> None:
    assert "not allowed with" in run("check", "a.md", "--config", "a.toml", "--no-config")[2]


def test_a_named_configuration_has_to_be_one(root: Path, run: Run) -> None:
    put(root, "a.md")
    put(root, "pyproject.toml", "[project]\n")
    assert "no.toml: can't be read" in run("check", "a.md", "--config", "no.toml")[2]
    assert "no table [tool.mtfix]" in run("check", "a.md", "--config", "pyproject.toml")[2]


# --- lines of TOML -------------------------------------------------------------------------------


def _paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    pairs: object = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, below in pairs:  # type: ignore[attr-defined]
        yield from _paths(below, (*path, key))


HARD = '''\
# x = "["
a.b = 1 # [c
[t."q.r".'s']
k = """
]] x = 3
"""
l = [
  # c ]
  "a", 'b,]',
  {m = 1, n.o = [1,
  2]},
  [1, 2],
]
d = 1979-05-27T07:32:00.5Z
[[o]]
x = 1
[o.sub]
y = 2
[[o]]
x = {}
[[o.p]]
z = []
[[o.p]]
z = "\\"]"
"k\\u0041" = \'\'\'a\'\'\'\'\'
'''


def test_every_key_of_a_hard_text_has_its_line() -> None:
    found = lines(HARD)
    assert set(_paths(tomllib.loads(HARD))) == set(found)
    for path, line in {
        ("a", "b"): 2,
        ("t", "q.r", "s", "k"): 4,
        ("t", "q.r", "s", "l", 2, "n", "o", 1): 11,
        ("t", "q.r", "s", "d"): 14,
        ("o", 1, "x"): 20,
        ("o", 1, "p", 1, "kA"): 25,
    }.items():
        assert found[path] == line, path


_KEYS = st.sampled_from(["a", "b-c", '"d.e"', "'f g'", '"\\u0041"', "1"])
_VALUES = st.recursive(
    st.sampled_from(["1", "true", '"x"', "'#'", "'''\n[z]\n'''", '"""a\\"""b"""', "0.5", "[]"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda some: f"[ # c\n{', '.join(some)}\n]"),
        st.dictionaries(_KEYS, inner, max_size=2).map(
            lambda some: "{" + ", ".join(f"{key} = {value}" for key, value in some.items()) + "}"
        ),
    ),
    max_leaves=5,
)
_STATEMENTS = st.one_of(
    st.tuples(_KEYS, _VALUES).map(" = ".join),
    st.tuples(_KEYS, _KEYS, _VALUES).map(lambda three: f"{three[0]} . {three[1]}={three[2]}"),
    _KEYS.map(lambda key: f"[{key}]"),
    _KEYS.map(lambda key: f"[[ {key} ]]"),
    st.tuples(_KEYS, _KEYS).map(lambda two: f"[{two[0]}.{two[1]}]"),
    st.just("# [c] = '"),
)


@given(st.lists(_STATEMENTS, max_size=8).map("\n".join))
def test_every_key_of_any_text_has_a_line(text: str) -> None:
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        lines(text)  # it ends, and raises nothing
        return
    assert set(lines(text)) == set(_paths(value))


@given(st.text(alphabet="ab=[]{}\"'.,#\n\\ ", max_size=40))
def test_no_text_stops_the_search_for_lines(text: str) -> None:
    lines(text)


# --- packs of a project --------------------------------------------------------------------------


def test_a_pack_of_the_project_is_seen_from_its_configuration(root: Path, run: Run) -> None:
    put(root, "pyproject.toml", '[tool.mtfix]\npacks = ["terms/ours.yaml"]\n')
    put(root, "terms/ours.yaml", OURS)
    put(root, "docs/a.md", "The duck eggs app met tiktok.\n")
    assert run("clean", "docs/a.md")[1] == b"Yadan met TikTok.\n"
    assert run("clean", "docs/a.md", "--no-config")[1] == b"The duck eggs app met TikTok.\n"
    assert b"Yadan" in run("explain", "term/yadan")[1]


OVERRIDE = """\
about: Oracle is written in another way here.
from: zh
terms:
- term: ORACLE Inc
  id: oracle
  kind: organization
  variants: [oracle bone inscriptions]
  examples:
  - The oracle bone inscriptions rose. => ORACLE Inc rose.
"""


@pytest.mark.filterwarnings("ignore:.* the shipped entry of this id:UserWarning")
def test_an_entry_of_a_later_pack_overrides_one_of_the_same_id(tmp_path: Path) -> None:
    put(tmp_path, "ours.yaml", OVERRIDE)
    put(tmp_path, "theirs.yaml", OVERRIDE.replace("ORACLE Inc", "The Oracle"))
    before = "Shares of oracle bone inscriptions rose."
    ours, theirs = str(tmp_path / "ours.yaml"), str(tmp_path / "theirs.yaml")
    assert Cleaner(["shipped", ours]).clean(before).text == "Shares of ORACLE Inc rose."
    assert Cleaner(["shipped", ours, theirs]).clean(before).text == "Shares of The Oracle rose."
    assert Cleaner([ours]).clean(before).text == "Shares of ORACLE Inc rose."


def test_within_a_pack_an_id_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, "ours.yaml", OVERRIDE + OVERRIDE.partition("terms:\n")[2])
    with pytest.raises(PackError, match=r"this id stands at .* too"):
        Cleaner(["shipped", tmp_path / "ours.yaml"])


@pytest.mark.filterwarnings("ignore:.* the shipped entry of this id:UserWarning")
def test_an_overriding_entry_keeps_the_promises_of_its_own_examples(tmp_path: Path) -> None:
    put(tmp_path, "ours.yaml", OVERRIDE.replace("=> ORACLE Inc rose", "=> Oracle rose"))
    with pytest.raises(PackError, match=r"ours\.yaml:9"):
        Cleaner(["shipped", tmp_path / "ours.yaml"])


def test_rules_are_switched_off_by_their_ids(root: Path, run: Run) -> None:
    put(root, ".mtfix.toml", 'off = ["term/tiktok"]\n')
    put(root, "a.md")
    assert run("clean", "a.md")[1] == TEXT.replace("byte skipping", "ByteDance").encode()
    both = run("clean", "a.md", "--skip", "term/bytedance")
    assert both[1] == TEXT.encode()


def test_without_the_shipped_packs_only_those_of_the_project_hold(root: Path, run: Run) -> None:
    put(root, "ours.yaml", OURS)
    put(root, ".mtfix.toml", 'packs = ["none", "ours.yaml"]\n')
    put(root, "a.md", "The duck eggs app met tiktok.\n")
    assert run("clean", "a.md")[1] == b"Yadan met tiktok.\n"
    put(root, ".mtfix.toml", 'packs = ["ours.yaml"]\n')
    assert run("clean", "a.md", "--pack", "none")[1] == b"The duck eggs app met tiktok.\n"


# --- deciding ------------------------------------------------------------------------------------

LOW = "The oracle bone inscriptions found at Anyang name the king."
HIGH = "Shares of oracle bone inscriptions rose after Larry Ellison spoke."


def test_always_rewrites_what_the_cues_leave(cleaner: Cleaner) -> None:
    assert cleaner.clean(LOW).text == LOW
    assert Cleaner(decide={"Oracle": "always"}).clean(LOW).text != LOW


FORBIDDEN = {
    "See https://example.com/oracle bone here.": "it stands in a URL",
    "Type `oracle bones` here.": "it stands in code",
    "The name means literally oracle bones in their language.": "the words are mentioned, not used",
    "He knew the corpus of oracle bones well.": "guard not-before",
    "Wir sahen die oracle bones nicht und das ist auch gut so.": "not in the language of the pack",
}


@pytest.mark.parametrize(("text", "why"), FORBIDDEN.items())
def test_always_lifts_no_veto_and_no_guard(text: str, why: str) -> None:
    made = _deciding("always")
    assert made.clean(text).text == text
    [verdict] = made.verdicts(text)
    assert verdict.outcome == "leave"
    assert why in words(verdict.reason)


def test_always_suggests_where_the_place_itself_is_in_doubt() -> None:
    [verdict] = _deciding("always").verdicts("He saw an oracle bone.")
    assert verdict.outcome == "suggest"
    assert words(verdict.reason) == "decided: always, a name takes no article"


def test_ask_only_suggests() -> None:
    for text in (LOW, HIGH):
        result = Cleaner(decide={"Oracle": "ask"}).clean(text)
        assert result.text == text
        assert [held for held in result.withheld if held.fix.rule == "term/oracle"]


def test_never_leaves_and_says_so() -> None:
    made = Cleaner(decide={"Oracle": "never"})
    assert made.clean(HIGH).text == HIGH
    assert [words(verdict.reason) for verdict in made.verdicts(HIGH)] == ["decided: never"]
    assert not made.clean(HIGH).withheld


def test_a_term_that_is_never_right_may_be_decided_too() -> None:
    assert Cleaner(decide={"TikTok": "never"}).clean("one tiktok").text == "one tiktok"
    assert Cleaner(decide={"TikTok": "always"}).clean("one tiktok").text == "one TikTok"


def test_of_two_words_for_a_term_the_later_holds() -> None:
    made = Cleaner(decide={"Oracle": "always", "term/oracle": "never"})
    assert made.clean(HIGH).text == HIGH


@pytest.mark.parametrize(
    ("decide", "told"),
    [
        ({"Orakle": "ask"}, "there is no term Orakle; did you mean Oracle?"),
        ({"Oracle": "nevr"}, "Oracle can't be decided 'nevr'; did you mean never?"),
        ({"Oracle": "xyz"}, "choose from always, ask, never"),
    ],
)
def test_what_can_not_be_decided_is_an_error(decide: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        Cleaner(decide=decide)


def test_decisions_travel_with_the_cleaner() -> None:
    made = Cleaner(decide={"Oracle": "never"})
    for other in (pickle.loads(pickle.dumps(made)), copy.copy(made)):
        assert other.clean(HIGH).text == HIGH


@given(st.sampled_from(["always", "ask", "never"]), st.lists(st.sampled_from([LOW, HIGH, TEXT])))
def test_what_is_decided_is_decided_once(word: str, texts: list[str]) -> None:
    made = _deciding(word)
    once = made.clean(" ".join(texts))
    assert made.clean(once.text).text == once.text
    assert once.undo() == " ".join(texts)


_made: dict[str, Cleaner] = {}


def _deciding(word: str) -> Cleaner:
    if word not in _made:
        _made[word] = Cleaner(decide={"Oracle": word, "ByteDance": word})
    return _made[word]


# --- what is passed over -------------------------------------------------------------------------

TREES = {
    "folders, files and what is taken out again": {
        ".gitignore": "build/\n!build/keep.md\nout/**\n!out/keep.md\n*.log\n/top.md\nsp\\ ace.md\n"
        "# c\n\\#x.md\n*.t\n!\n[\na\\\n",
        "d/.gitignore": "!*.log\nfoo*\n!foobar.md\n/e/*\n!/e/k.md\n",
        "files": "build/keep.md build/x.md out/keep.md out/x.md out/d/y.md a.log d/top.md top.md "
        "#x.md d/b.log d/foo.md d/foobar.md d/e/k.md d/e/l.md d/build/q.md é/日本.t é/日本.md",
    },
    "everything but": {
        ".gitignore": "*\n!*/\n!*.md\n",
        "files": "a.txt a.md b/c.md b/c.txt b/d/e.md",
    },
    "a folder as a whole can't be opened again below": {
        ".gitignore": "build/\n",
        "build/.gitignore": "!*\n",
        "files": "build/x.md build/y/z.md",
    },
    "one folder of the root": {
        ".gitignore": "/*\n!/b/\n!/c\n*.t\n",
        "files": "b/d/e.txt q.md c/q.t c/d/x",
    },
    "stars for folders": {
        ".gitignore": "**/x/**\na/**/b\nfoo/*\n!foo/bar\n",
        "files": "x/1.md y/x/2/3.md a/b a/q/w/b foo/bar/z.md foo/baz/z.md",
    },
}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge")
@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_ignore_files_are_read_as_git_reads_them(root: Path, tree: dict[str, str]) -> None:
    names = tree["files"].split()
    for name in names:
        put(root, name)
    for name in tree.keys() - {"files"}:
        put(root, name, tree[name])
    subprocess.run(["git", "init", "-q"], check=True, cwd=root)
    asked = subprocess.run(
        ["git", "-c", "core.quotePath=false", "check-ignore", "--no-index", *names],
        capture_output=True,
        cwd=root,
        check=False,
        encoding="utf-8",
    )
    ignoring = Ignoring(".gitignore", of_git=True)
    assert [name for name in names if ignoring.rule(str(root / name))] == asked.stdout.split()


def test_outside_of_a_repository_gitignore_means_nothing(root: Path, run: Run) -> None:
    write(root, a__b=TEXT)
    put(root, "a/.gitignore", "*")
    put(root, "a/x.md")
    assert run("check", "a")[0] == 1
    (root / ".git").mkdir()
    status, out, err = run("check", "a")
    assert (status, out) == (0, b"")
    assert err == "mtfix: nothing to read: a/x.md is excluded by a/.gitignore:1 (*)\n"


def test_a_file_or_folder_that_is_named_is_meant_whatever_git_ignores(root: Path, run: Run) -> None:
    (root / ".git").mkdir()
    put(root, ".gitignore", "gen/\n*.tmp.md\n")
    put(root, "gen/x.md")
    put(root, "gen/y.tmp.md")
    put(root, "x.tmp.md")
    assert not run("check", ".")[1]
    assert run("check", "x.tmp.md")[1].count(b"\n") == 2
    assert run("check", "gen")[1].count(b"\n") == 4


def test_nested_ignore_files_hold_for_named_files_too(root: Path, run: Run) -> None:
    put(root, ".mtfixignore", "old/\n*.skip.md\n")
    put(root, "a/.mtfixignore", "!keep.skip.md\n/b\n")
    for name in ("old/x.md", "x.skip.md", "a/keep.skip.md", "a/b/x.md", "a/c/b/x.md"):
        put(root, name)
    named = run("check", "old/x.md", "x.skip.md", "a/keep.skip.md", "a/b/x.md", "a/c/b/x.md")
    assert set(re.findall(rb"^(.*?):1:9", named[1], re.M)) == {b"a/keep.skip.md", b"a/c/b/x.md"}
    assert named[2] == ""
    walked = run("check", ".")
    assert set(re.findall(rb"^\./(.*?):1:9", walked[1], re.M)) == {
        b"a/keep.skip.md",
        b"a/c/b/x.md",
    }


def test_where_nothing_is_left_to_read_it_is_said_why(root: Path, run: Run) -> None:
    put(root, "pyproject.toml", '[tool.mtfix]\n\nexclude = ["a.md", "b/"]\n')
    put(root, "a.md")
    put(root, "b/x.md")
    status, out, err = run("fix", "a.md", "b/x.md")
    assert (status, out) == (0, b"")
    told = "nothing to read: a.md is excluded by pyproject.toml:3 (a.md), and 1 more"
    assert err == f"mtfix: {told}\n"
    assert (root / "a.md").read_text() == TEXT


def test_a_line_of_an_own_ignore_file_that_can_not_be_read_is_told(root: Path, run: Run) -> None:
    put(root, "a.md")
    put(root, ".mtfixignore", "# fine\n!\n")
    assert run("check", "a.md")[::2] == (2, "mtfix: .mtfixignore:2: '!' is no pattern; mend it\n")
    assert run("check", ".")[::2] == (2, "mtfix: .mtfixignore:2: '!' is no pattern; mend it\n")


def test_nothing_is_looked_for_below_an_ignored_folder(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, ".mtfixignore", "node_modules/\n")
    put(root, "node_modules/deep/x.md")
    put(root, "a.md")
    asked: list[str] = []
    real = Configs.excluded
    monkeypatch.setattr(
        Configs, "excluded", lambda self, path: asked.append(path) or real(self, path)
    )
    run("check", ".")
    assert asked == ["./a.md"]


@given(st.text(alphabet="ab*?[]!/\\# .-", max_size=8), st.sampled_from(["a", "a/b", "b/"]))
def test_no_pattern_stops_the_run(pattern: str, path: str) -> None:
    Patterns([pattern]).deciding(path)


# --- the commands --------------------------------------------------------------------------------


def test_each_file_is_read_under_its_own_configuration(root: Path, run: Run) -> None:
    put(root, "a/.mtfix.toml", 'off = ["term/tiktok"]\n')
    put(root, "b/.mtfix.toml", 'decide = { ByteDance = "never" }\n')
    put(root, "a/x.md")
    put(root, "b/x.md")
    assert run("fix", ".")[0] == 0
    assert (root / "a/x.md").read_text() == TEXT.replace("byte skipping", "ByteDance")
    assert (root / "b/x.md").read_text() == TEXT.replace("tiktok", "TikTok")


def test_a_cleaner_is_made_once_for_all_that_is_set_alike(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mtfix.cli.options as options

    made: list[object] = []
    real = options.make_cleaner
    monkeypatch.setattr(options, "make_cleaner", lambda said: made.append(said) or real(said))
    put(root, ".mtfix.toml", '[[overrides]]\nfiles = ["b*"]\nfrom = "none"\n')
    put(root, "sub/.mtfix.toml", '\nfrom = "none"\n')
    for number in range(20):
        put(root, f"a{number}.md")
        put(root, f"b{number}.md")
        put(root, f"sub/c{number}.md")
    run("check", "--jobs", "1", ".")
    assert len(made) == 2


def test_standard_input_is_under_the_configuration_of_its_name(root: Path, run: Run) -> None:
    put(root, "docs/.mtfix.toml", 'off = ["term/tiktok"]\nexclude = ["old.md"]\n')
    text = TEXT.encode()
    half = text.replace(b"byte skipping", b"ByteDance")
    both = half.replace(b"tiktok", b"TikTok")
    assert run("clean", "--stdin-filename", "docs/new.md", stdin=text)[1] == half
    assert run("clean", "--stdin-filename", "new.md", stdin=text)[1] == both
    assert run("clean", "--stdin-filename", "docs/old.md", stdin=text)[:2] == (0, text)


def test_standard_input_without_a_name_is_under_no_configuration(root: Path, run: Run) -> None:
    put(root, ".mtfix.toml", 'off = ["term"]\n')
    before, after = b"one tiktok\n", b"one TikTok\n"
    assert run("clean", stdin=before) == (0, after, "")
    assert run("clean", "--config", ".mtfix.toml", stdin=before) == (0, before, "")


def test_a_filter_writes_its_input_back_under_a_broken_configuration(root: Path, run: Run) -> None:
    put(root, ".mtfix.toml", "= 1")
    put(root, "a.md")
    status, out, err = run("clean", "a.md")
    assert (status, out) == (2, TEXT.encode())
    assert "written back as it is" in err
    assert run("clean", "--stdin-filename", "x.md", stdin=b"one tiktok")[:2] == (2, b"one tiktok")


def test_explain_says_that_a_file_is_excluded(root: Path, run: Run) -> None:
    put(root, ".mtfixignore", "a.md\n")
    put(root, "a.md")
    out = run("explain", "a.md")[1].decode()
    assert out.startswith("a.md: excluded by .mtfixignore:1 (a.md); `fix` passes over it\n")


def test_config_show_says_what_holds_and_from_where(root: Path, run: Run) -> None:
    put(
        root,
        "pyproject.toml",
        """[tool.mtfix]
packs = ["ours.yaml"]
exclude = ["old/"]
[tool.mtfix.decide]
Oracle = "ask"
[[tool.mtfix.overrides]]
files = ["zh/**"]
unsafe = true
""",
    )
    put(root, "ours.yaml", OURS)
    status, out, err = run("config", "show", "zh/a.txt", "--skip", "surface")
    assert (status, err) == (0, "")
    told = re.sub(" {2,}", "  ", out.decode()).splitlines()
    assert told[:2] == ["zh/a.txt: read", "configuration: pyproject.toml"]
    for line in (
        'its suffix  format = "plain"',
        'default  from = ""',
        'default, pyproject.toml:2  packs = ["shipped", "ours.yaml"]',
        '--skip  off = ["surface"]',
        "pyproject.toml:8  unsafe = true",
        'pyproject.toml:5  decide.Oracle = "ask"',
        'pyproject.toml:3  exclude = ["old/"]',
    ):
        assert line in told


def test_config_show_says_why_a_file_is_passed_over(root: Path, run: Run) -> None:
    (root / ".git").mkdir()
    put(root, ".gitignore", "gen/\n")
    put(root, "a/.mtfixignore", "\nb.md\n")
    put(root, ".mtfix.toml", '\n\nexclude = ["c*"]\n')
    out = run("config", "show", "gen/x.md", "a/b.md", "c/d.md", "e.md")[1].decode()
    assert "gen/x.md: read only if it is named, git ignores it by .gitignore:1 (gen/)\n" in out
    assert "a/b.md: excluded by a/.mtfixignore:2 (b.md)\n" in out
    assert "c/d.md: excluded by .mtfix.toml:3 (c*)\n" in out
    assert "e.md: read\n" in out


def test_config_show_tells_what_is_wrong(root: Path, run: Run) -> None:
    put(root, ".mtfix.toml", '\ndecide = { Oracl = "ask" }\n')
    status, out, err = run("config", "show", "a.md")
    assert (status, out) == (2, b"")
    assert err == "mtfix: .mtfix.toml:2: there is no term Oracl; did you mean Oracle?\n"


# --- the document --------------------------------------------------------------------------------


@pytest.mark.parametrize("block", re.findall(r"^```toml\n(.*?)^```$", DOCUMENT, re.M | re.S))
def test_the_examples_of_the_document_are_configurations(root: Path, run: Run, block: str) -> None:
    put(root, "terms/ours.yaml", OURS)
    put(root, "pyproject.toml" if "[tool" in block else ".mtfix.toml", block)
    assert run("config", "show", "zh/a.md", "b.page")[::2] == (0, "")


def test_the_document_speaks_of_every_key() -> None:
    from mtfix.config.schema import KEYS

    for key in (*KEYS, "overrides", "files"):
        assert re.search(rf"^{key} = |^\[+tool\.mtfix\.{key}\]", DOCUMENT, re.M), key


@pytest.mark.filterwarnings("ignore:.* the shipped entry of this id:UserWarning")
def test_the_pack_of_the_document_overrides_a_shipped_entry(tmp_path: Path) -> None:
    [block] = re.findall(r"^```yaml\n(.*?)^```$", DOCUMENT, re.M | re.S)
    put(tmp_path, "ours.yaml", block)
    made = Cleaner(["shipped", tmp_path / "ours.yaml"])
    assert (
        made.clean("The founder of byte skipping spoke.").text == "The founder of Bytedance spoke."
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = \n", 2),
        ("a = 1\n\n# note\nb = [1,\n  2\n", 4),
        ("a = [\n 1,\n]\nb c\nd = 1\n", 4),
        ("a = 1\nb = 2\na = 3\nc = 4\n", 3),
        ("[x]\na = 1\n[y]\n[x]\n", 4),
        ('a = """\nb\n', 1),
        ("a = 1\r\nb c\r\n", 2),
        ("?", 1),
    ],
)
def test_broken_toml_is_told_at_the_statement_that_cannot_be_read(text: str, line: int) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    assert first_bad_line(text) == line
