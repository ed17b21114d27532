"""The language server, as a client sees it over pipes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pygls")

from hypothesis import given
from hypothesis import strategies as st
from lsp_client import Client, insertion, span
from lsprotocol import types

from mtfix.cli.messages import UsageError
from mtfix.edits.edit import Edit, Span, apply
from mtfix.edits.fix import Fix
from mtfix.lsp.analysis import together
from mtfix.lsp.glossary_file import name_pack
from mtfix.lsp.open_text import OpenText
from mtfix.lsp.positions import UNITS, Positions
from mtfix.lsp.preview import changed_span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAID = "A tiktok video rose.\n"
DOUBTFUL = "The oracle bone inscriptions of the group rose, and shares of the company fell.\n"
SUGGESTED = "The byte skipping of the parser is slow, said the CEO.\n"
BYTES = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
TEXTS = st.text(alphabet="ab \n\r\t😀测é\u0085\u2028\x0c\ufeff", max_size=40)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One server for all tests that leave no trace in its folder."""
    with Client(tmp_path_factory.mktemp("project")) as one:
        yield one


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Client]:
    """A server of a project of its own."""
    with Client(tmp_path) as one:
        yield one


def marked(text: str, diagnostics: list[dict[str, Any]], encoding: str = "utf-16") -> list[str]:
    """The words of a text that diagnostics stand below."""
    positions, found = Positions(text, encoding), []
    for one in diagnostics:
        start, end = (positions.offset(**one["range"][name]) for name in ("start", "end"))
        found.append(text[start:end])
    return found


def edited(text: str, action: dict[str, Any]) -> str:
    """A text after the edit of a quick fix."""
    [change] = action["edit"]["documentChanges"]
    positions, edits = Positions(text), []
    for one in change["edits"]:
        start, end = (positions.offset(**one["range"][name]) for name in ("start", "end"))
        edits.append(Edit(Span(start, end), text[start:end], one["newText"]))
    return apply(text, sorted(edits))


def titled(actions: list[dict[str, Any]], beginning: str) -> dict[str, Any]:
    [found] = [one for one in actions if one["title"].startswith(beginning)]
    return found


# --- places ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", UNITS)
@given(text=TEXTS)
def test_places_are_those_of_the_encoding(encoding: str, text: str) -> None:
    positions = Positions(text, encoding)
    for at in range(len(text) + 1):
        line, character = positions.position(at)
        before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
        if text[at - 1 : at + 1] == "\r\n" and at:
            continue  # within a line end there is no place
        own = before.rpartition("\n")[2]
        assert line == before.count("\n")
        assert character == len(own.encode(BYTES[encoding])) // WIDTHS[encoding]
        assert positions.offset(line, character) == at


def test_a_place_that_is_none_is_the_next_one_before() -> None:
    positions = Positions("a😀\nb")
    assert [positions.offset(0, character) for character in (1, 2, 3, 4, 99)] == [1, 1, 2, 2, 2]
    assert positions.offset(1, 99) == positions.offset(7, 0) == 4


@given(text=TEXTS, places=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), TEXTS)))
def test_changes_make_the_text_of_the_client(text: str, places: list[tuple[int, int, str]]) -> None:
    """Also where a line has characters that only Python takes for line ends."""
    document = OpenText(types.TextDocumentItem("file:///a.md", "markdown", 1, text), "utf-16")
    for version, (one, other, new) in enumerate(places, 2):
        low, high = sorted(min(place, len(text)) for place in (one, other))
        positions = Positions(text)
        ends = [types.Position(*positions.position(at)) for at in (low, high)]
        low, high = (positions.offset(end.line, end.character) for end in ends)
        change = types.TextDocumentContentChangePartial(types.Range(*ends), new)
        document.change(version, [change])
        text = text[:low] + new + text[high:]
        assert document.text == text
    assert document.snapshot.version == len(places) + 1


def test_fixes_are_made_with_those_that_they_build_on_and_without_those_in_their_way() -> None:
    fixes = [
        Fix.of(Span(0, 2), "ab", "b", "r/a"),
        Fix.of(Span(0, 3), "abc", "B", "r/b")._replace(after=(0,)),
        Fix.of(Span(4, 6), "ef", "E", "r/c"),
        Fix.of(Span(5, 7), "fg", "F", "r/d"),
    ]
    assert [edit.new for edit in together(fixes, [1], 1)] == ["B"]
    assert [edit.new for edit in together(fixes, [2, 3], 1)] == ["E"]
    assert [edit.new for edit in together(fixes, [0, 3], 1)] == ["b", "F"]


# --- diagnostics -----------------------------------------------------------------------------------


def test_a_safe_fix_is_a_warning_and_a_suggestion_information(client: Client) -> None:
    found = client.open("safe.md", SAID + SUGGESTED)
    assert [(one["code"], one["severity"]) for one in found] == [
        ("term/tiktok", 2),
        ("term/bytedance", 3),
    ]
    assert found[0]["message"].startswith("tiktok → TikTok (")
    assert {one["source"] for one in found} == {"mtfix"}


@pytest.mark.parametrize("encoding", UNITS)
def test_words_behind_emoji_and_ideographs_are_marked(encoding: str, tmp_path: Path) -> None:
    text = "😀😀 测试 tiktok video rose.\r\nÉté 👩‍👩‍👧 of tiktok\u2028and tiktok.\n"
    with Client(tmp_path, encodings=[encoding]) as one:
        assert one.server["capabilities"]["positionEncoding"] == encoding
        found = one.open("wide.md", text)
        assert marked(text, found, encoding) == ["tiktok"] * 3


def test_utf_16_is_spoken_where_the_client_says_nothing(client: Client) -> None:
    assert client.server["capabilities"]["positionEncoding"] == "utf-16"
    [one] = client.open("emoji.txt", "😀 tiktok rose.\n", "plaintext")
    assert one["range"] == span((0, 3), (0, 9))


def test_typing_changes_what_is_marked(client: Client) -> None:
    client.open("typed.md", "In 2020 we saw .\n")
    for number, letter in enumerate("tiktok"):
        found = client.change("typed.md", insertion(0, 15 + number, letter))
    assert marked("In 2020 we saw tiktok.\n", found) == ["tiktok"]
    assert client.change("typed.md", {"text": "Nothing is here.\n"}) == []
    assert client.change("typed.md", {"text": SAID}) != []


def test_boilerplate_is_shown_as_unnecessary(client: Client) -> None:
    text = "date 2021-06-11\n\nThe council of the town met on Monday to talk about the harbour.\n"
    found = client.open("page.txt", f"{text}\nShare this article on WeChat Moments\n", "plaintext")
    told = [(one["code"], one["tags"]) for one in found]
    assert told == [("boilerplate/meta-line", [1]), ("boilerplate/share-bar", [1])]


def test_a_closed_document_has_no_diagnostics(client: Client) -> None:
    assert client.open("closed.md", SAID)
    client.tell("textDocument/didClose", {"textDocument": {"uri": client.uri("closed.md")}})
    assert client.published("closed.md") == []


def test_a_document_can_be_opened_twice(client: Client) -> None:
    assert len(client.open("twice.md", SAID)) == 1
    assert client.open("twice.md", "Nothing is here.\n") == []
    assert len(client.change("twice.md", insertion(0, 0, "A tiktok video. "))) == 1


def test_a_byte_order_mark_moves_what_is_marked(client: Client) -> None:
    [one] = client.open("bom.md", "\ufefftiktok rose.\n")
    assert one["range"] == span((0, 1), (0, 7))


FORMATS = {
    "page.md": ("`tiktok` and **tiktok**\n", 1),
    "page.mdx": ("<A b='tiktok' /> tiktok rose.\n", 1),
    "page.html": ("<p class='tiktok'>tiktok rose.</p>\n", 1),
    "page.rst": ("``tiktok`` and *tiktok*\n", 1),
    "page.adoc": ("`tiktok` and *tiktok*\n", 1),
    "page.wiki": ("<code>tiktok</code> and '''tiktok'''\n", 1),
    "names.json": ('{"tiktok": "We saw a tiktok video."}\n', 1),
    "names.yaml": ("tiktok: We saw a tiktok video.\n", 1),
    "names.toml": ('tiktok = "We saw a tiktok video."\n', 1),
    "a.properties": ("tiktok=We saw a tiktok video.\n", 1),
    "a.strings": ('"tiktok" = "We saw a tiktok video.";\n', 1),
    "a.po": ('msgid "tiktok"\nmsgstr "We saw a tiktok video."\n', 1),
    "a.srt": ("1\n00:00:01,000 --> 00:00:02,000\nWe saw a tiktok video.\n", 1),
    "a.tsv": ("tiktok\tWe saw a tiktok video.\n", 1),
    "a.jsonl": ('{"text": "We saw a tiktok video.", "id": "tiktok"}\n', 1),
    "a.eml": ("Message-Id: <tiktok>\n\nWe saw a tiktok video.\n", 1),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_is_read_by_its_name(name: str, client: Client) -> None:
    text, count = FORMATS[name]
    found = client.open(name, text, "whatever")
    assert marked(text, found) == ["tiktok"] * count


def test_a_document_without_a_name_is_read_by_its_language(client: Client) -> None:
    text = "`tiktok` and **tiktok**\n"
    assert len(client.open("untitled:Untitled-1", text, "markdown")) == 1
    assert len(client.open("README", text, "markdown")) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("code.py", "tiktok rose\n"),
        ("binary.md", "tiktok\0rose\n"),
        ("office.docx", "tiktok rose\n"),
        ("huge.md", SAID * 60_000),
    ],
)
def test_what_mtfix_does_not_read_is_left(name: str, text: str, client: Client) -> None:
    assert client.open(name, text) == []
    client.hover(name, 0, 0)  # what was told before has come then
    told = [one["params"]["message"] for one in client.others]
    assert any(client.uri(name) in one and "not looked at" in one for one in told)


def test_a_text_that_is_not_as_its_format_asks_says_where(client: Client) -> None:
    [problem] = client.open("broken.yaml", "a: We saw a tiktok video.\nb: [\n")
    assert "not valid YAML" in problem["message"]
    assert problem["range"]["start"]["line"] > 0
    assert client.hover("broken.yaml", 0, 14) is None
    text = "a: We saw a tiktok video.\nb: []\n"
    assert marked(text, client.change("broken.yaml", {"text": text})) == ["tiktok"]


def test_a_comment_in_the_file_is_respected(client: Client) -> None:
    kept = '<!-- mtfix keep "tiktok" -->\n\n'
    assert client.open("kept.md", kept + SAID) == []
    [one] = client.open("odd.md", "<!-- mtfix of -->\n\nNothing.\n")
    assert "did you mean `mtfix off`?" in one["message"]
    assert one["range"]["start"]["line"] == 0


@pytest.mark.parametrize("seed", range(2))
def test_typing_finds_what_the_whole_text_has(seed: int, client: Client) -> None:
    """After each of many changes, what is shown is what a new document with this text shows."""
    rng = random.Random(seed)
    pieces = [
        SAID,
        DOUBTFUL,
        SUGGESTED,
        "😀 ",
        "\n\n",
        "the ",
        "e",
        ".",
        "，",
        "shares ",
        "# A\n\n",
    ]
    text = SAID + "\n" + DOUBTFUL * 2
    name, other = f"changed{seed}.md", f"whole{seed}.md"
    client.open(name, text)
    client.open(other, "")
    for _ in range(12):
        low = rng.randrange(len(text) + 1)
        high = min(len(text), low + rng.choice([0, 0, 1, 7, 40]))
        new = rng.choice(pieces)
        positions = Positions(text)
        places = positions.position(low), positions.position(high)
        found = client.change(name, {"range": span(*places), "text": new})
        text = text[:low] + new + text[high:]
        assert found == client.change(other, {"text": text})


def test_a_part_is_shown_until_all_is_looked_at(client: Client) -> None:
    """What is shown at first has the places of the new text, and at last all is as in a new
    document."""
    text = (SAID + DOUBTFUL + SUGGESTED + "\n") * 300
    client.open("part.md", text)
    typed = {"range": span((601, 0), (601, 0)), "text": "😀 tiktok. "}
    positions = Positions(text)
    at = positions.offset(601, 0)
    text = text[:at] + "😀 tiktok. " + text[at:]
    shown = client.change("part.md", typed)
    assert {"tiktok", "The byte skipping"} <= set(marked(text, shown))
    whole = client.open("new.md", text)
    while shown != whole:
        shown = client.diagnostics("part.md")


@pytest.mark.parametrize("seed", range(30))
def test_a_change_is_found_between_what_is_alike(seed: int) -> None:
    rng = random.Random(seed)
    old = "".join(rng.choices("ab\n", k=rng.randrange(60)))
    low = rng.randrange(len(old) + 1)
    high = rng.randrange(low, len(old) + 1)
    new = old[:low] + "".join(rng.choices("ab\n", k=rng.randrange(9))) + old[high:]
    start, end = changed_span(old, new)
    assert start <= end
    assert old[:start] + new[start:end] + old[len(old) - (len(new) - end) :] == new


# --- quick fixes -----------------------------------------------------------------------------------


def test_a_quick_fix_makes_one_fix_with_all_its_edits(client: Client) -> None:
    text = "The oracle bone inscriptions are hosting tiktok for its CEO Larry Ellison.\n"
    client.open("one.md", text)
    actions = client.actions("one.md", (0, 6), (0, 6))
    made = actions[0]
    assert made["isPreferred"] is True
    assert made["kind"] == "quickfix"
    assert [one["code"] for one in made["diagnostics"]] == ["term/oracle"]
    expected = "Oracle is hosting tiktok for its CEO Larry Ellison.\n"
    assert edited(text, made) == expected


def test_a_quick_fix_makes_all_of_a_rule(client: Client) -> None:
    text = SAID + "\nOne more tiktok video, and the wechat of a friend.\n"
    client.open("all.md", text)
    actions = client.actions("all.md", (0, 3), (0, 3))
    every = titled(actions, "All 2 of term/tiktok in this file")
    assert edited(text, every) == text.replace("tiktok", "TikTok")


def test_all_of_a_rule_are_the_safe_ones_where_a_safe_one_is_asked_about(client: Client) -> None:
    text = (
        "In 2020 Oracle's oracle bone inscriptions hosted TikTok, its CEO Ellison said.\n\n# Digs\n\n"
        "The oracle bone inscriptions are old. We like oracle bone inscriptions.\n"
    )
    client.open("some.md", text)
    safe = titled(client.actions("some.md", (0, 20), (0, 20)), "All 2 of term/oracle")
    every = titled(client.actions("some.md", (4, 6), (4, 6)), "All 3 of term/oracle")
    assert edited(text, safe).endswith("The oracle bone inscriptions are old. We like Oracle.\n")
    assert edited(text, every).endswith("Oracle is old. We like Oracle.\n")


def test_all_safe_fixes_are_a_source_action(client: Client) -> None:
    text = SAID + SUGGESTED
    client.open("source.md", text)
    [every] = client.actions("source.md", (0, 0), (0, 0), "source.fixAll")
    assert every["kind"] == "source.fixAll.mtfix"
    assert edited(text, every) == text.replace("tiktok", "TikTok")
    assert client.actions("source.md", (0, 0), (0, 0), "refactor") == []


def test_no_quick_fix_is_offered_elsewhere(client: Client) -> None:
    client.open("else.md", SAID)
    assert client.actions("else.md", (0, 12), (0, 12), "quickfix") == []


def test_quick_fixes_are_those_of_the_text_as_it_is_now(client: Client) -> None:
    client.open("late.md", "Nothing is here.\n")
    client.begin_change("late.md", {"text": "😀 " + SAID})
    [made, *_] = client.actions("late.md", (0, 6), (0, 6))
    [change] = made["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == 2
    assert edited("😀 " + SAID, made) == "😀 A TikTok video rose.\n"


@pytest.mark.parametrize(
    ("title", "here", "elsewhere"),
    [
        ("Never here", False, True),
        ("Never in this file", False, True),
        ("Never this term (term/tiktok)", False, False),
    ],
)
def test_never_is_a_decision_that_lasts(
    title: str, here: bool, elsewhere: bool, project: Client
) -> None:
    page, other = project.folder / "page.md", project.folder / "other.md"
    text = "In May a tiktok video of the town rose.\n"
    page.write_text(text, encoding="utf-8")
    other.write_text("Nobody here knows this one tiktok clip.\n", encoding="utf-8")
    project.open("page.md", text)
    project.open("other.md", other.read_text(encoding="utf-8"))
    project.run(titled(project.actions("page.md", (0, 10), (0, 10)), title)["command"])
    assert bool(project.diagnostics("page.md")) == here
    assert bool(project.diagnostics("other.md")) == elsewhere
    lines = (project.folder / ".mtfix-decisions").read_text(encoding="utf-8").splitlines()
    decision = json.loads(lines[1])
    assert (decision["rule"], decision["decision"]) == ("term/tiktok", "refuse")
    assert decision["on"]
    [told] = [one["params"] for one in project.others if one["method"] == "window/showMessage"]
    assert "`mtfix decisions remove " in told["message"]


def test_always_makes_a_suggestion_safe(project: Client) -> None:
    project.open("page.md", SUGGESTED)
    column = SUGGESTED.index("byte")
    actions = project.actions("page.md", (0, column), (0, column))
    project.run(titled(actions, "Always: ")["command"])
    assert [one["severity"] for one in project.diagnostics("page.md")] == [2]


def test_words_go_to_the_glossary_of_the_project(project: Client) -> None:
    config = project.folder / ".mtfix.toml"
    config.write_text('from = "zh"\npacks = ["none"]\noff = []\n', encoding="utf-8")
    text = "The melon field of the net wrote about it.\n"
    (project.folder / "page.md").write_text(text, encoding="utf-8")
    assert project.open("page.md", text) == []
    [added] = project.actions("page.md", (0, 4), (0, 15))
    assert added["title"] == "Add to the glossary: melon field"
    uri, wrong, right = added["command"]["arguments"]
    assert right == ""
    project.run({**added["command"], "arguments": [uri, wrong, "gossip forum"]})
    assert marked(text, project.diagnostics("page.md")) == ["melon field"]
    said = config.read_text(encoding="utf-8")
    assert said == 'from = "zh"\npacks = ["none", "mtfix-terms.yaml"]\noff = []\n'
    # Without a right form, a comment is left for a person to complete.
    project.run({**added["command"], "arguments": [uri, "melon eater", ""]})
    pack = (project.folder / "mtfix-terms.yaml").read_text(encoding="utf-8")
    assert pack.endswith(
        "  gossip forum | melon field | | sure\n  # RIGHT FORM | melon eater | | sure\n"
    )
    # What would break the pack is refused.
    project.run({**added["command"], "arguments": [uri, "gossip forum", "melon"]})
    assert (project.folder / "mtfix-terms.yaml").read_text(encoding="utf-8") == pack
    [*_, told] = [one["params"] for one in project.others if one["method"] == "window/showMessage"]
    assert (told["type"], "wrong way round" in told["message"]) == (1, True)


# --- hover -----------------------------------------------------------------------------------------


def test_hover_tells_cues_and_topics(client: Client) -> None:
    text = "The oracle bone inscriptions found at Anyang name the king.\n"
    assert client.open("hover.md", text) == []
    found = client.hover("hover.md", 0, 6)
    value = found["contents"]["value"].replace("\\", "")
    assert "oracle bone inscriptions → Oracle [term/oracle]: leave" in value
    assert "- -1.30 Anyang in the sentence, line 1" in value
    assert "line 1 is about archaeology" in value
    assert client.hover("hover.md", 0, 50) is None


def test_hover_tells_the_reason_of_other_fixes(client: Client) -> None:
    client.open("cafe.md", "They met at the cafÃ© of the town.\n")
    value = client.hover("cafe.md", 0, 19)["contents"]["value"].replace("\\", "")
    assert "encoding/mojibake" in value
    assert "`mtfix fix` makes it" in value


def test_no_text_is_markup_in_a_hover(client: Client) -> None:
    text = "They met at the [y](command:z) <b>byte skipping</b> [y](command:z) company.\n"
    assert client.open("hostile.txt", text, "plaintext")
    value = client.hover("hostile.txt", 0, text.index("byte"))["contents"]["value"]
    assert not {"[", "<", "`"} & set(value.replace("\\[", "").replace("\\<", "").replace("\\`", ""))


# --- the project -----------------------------------------------------------------------------------


def test_the_configuration_of_the_project_holds(tmp_path: Path) -> None:
    config = 'exclude = ["draft.md"]\noff = ["term/wechat-case"]\n'
    (tmp_path / ".mtfix.toml").write_text(config, encoding="utf-8")
    with Client(tmp_path) as one:
        text = SAID + "The wechat of a friend.\n"
        assert marked(text, one.open("page.md", text)) == ["tiktok"]
        assert one.open("draft.md", text) == []


def test_options_of_the_command_hold(tmp_path: Path) -> None:
    with Client(tmp_path, "--stdio", "--skip", "term/tiktok") as one:
        assert one.open("page.md", SAID) == []


def test_a_configuration_is_broken_while_it_is_written(project: Client) -> None:
    """What held last holds on, the file tells what is wrong, and mending it is seen at once."""
    config = project.folder / ".mtfix.toml"
    config.write_text('off = ["term/wechat-case"]\n', encoding="utf-8")
    text = SAID + "The wechat of a friend.\n"
    assert len(project.open("page.md", text)) == 1
    config.write_text('off = ["term/wechat-case\n', encoding="utf-8")
    assert len(project.change("page.md", insertion(2, 0, "a"))) == 1
    [problem] = project.published(".mtfix.toml")
    assert (problem["severity"], problem["range"]["start"]["line"]) == (1, 0)
    assert "not valid TOML" in problem["message"]
    config.write_text('off = ["term/wechat-case", "term/tiktok"]\n', encoding="utf-8")
    project.tell("workspace/didChangeWatchedFiles", {"changes": []})
    assert project.diagnostics("page.md") == []
    assert project.published(".mtfix.toml") == []


def test_broken_decisions_are_told_at_their_line(project: Client) -> None:
    decisions = project.folder / ".mtfix-decisions"
    decisions.write_text('{"mtfix-decisions": 1}\n<<<<<<< ours\n', encoding="utf-8")
    assert len(project.open("page.md", SAID)) == 1
    [problem] = project.published(".mtfix-decisions")
    assert problem["range"]["start"]["line"] == 1


def test_decisions_of_others_are_seen_at_the_next_key(project: Client) -> None:
    assert project.open("page.md", SAID)
    line = {"rule": "term/tiktok", "decision": "refuse"}
    (project.folder / ".mtfix-decisions").write_text(
        f'{{"mtfix-decisions": 1}}\n{json.dumps(line)}\n', encoding="utf-8"
    )
    assert project.change("page.md", insertion(0, 0, "x ")) == []


# --- the process -----------------------------------------------------------------------------------


def test_the_server_ends_as_the_protocol_asks(tmp_path: Path) -> None:
    with Client(tmp_path) as one:
        one.open("page.md", SAID)
        assert one.end() == (0, "")


def test_a_server_without_its_extra_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pygls'] = None;"
        "from mtfix.cli.main import main; sys.exit(main(['lsp']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "mtfix: the language server needs pygls; pip install 'mtfix[lsp]'\n"


def test_what_is_printed_does_not_reach_the_client() -> None:
    code = (
        "import os, sys; from mtfix.cli.streams import take_for_protocol as take;"
        "given, pipe = take(); print('one', flush=True); os.system('echo two');"
        "sys.__stdout__.write('three'); sys.__stdout__.flush();"
        "pipe.write(given.read() + sys.stdin.buffer.read()); pipe.flush()"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=b"in", capture_output=True, check=True)
    assert ran.stdout == b"in"
    assert ran.stderr.split() == [b"one", b"two", b"three"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument":'
        b' {"uri": "file:///no.md", "version": 3}, "contentChanges": []}}',
        b'{"jsonrpc": "2.0", "method": "no/such", "params": {}}',
        b"\xff\xfe",
    ],
)
def test_a_message_that_is_none_does_not_end_it(body: bytes, client: Client) -> None:
    client.send_bytes(body)
    name = f"after{len(body)}.md"
    assert client.open(name, SAID)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("no/such", {}),
        ("workspace/executeCommand", {"command": "no.such", "arguments": []}),
        ("workspace/executeCommand", {"command": "mtfix.decide", "arguments": [1]}),
    ],
)
def test_an_error_has_no_trace(method: str, params: Any, client: Client) -> None:
    answer = client.answer(client.begin(method, params))
    assert "Traceback" not in json.dumps(answer)
    assert answer["error"].get("data") is None


def test_a_command_on_nothing_does_nothing(client: Client) -> None:
    client.open("decided.md", SAID)
    for uri, line in (("file:///not/open.md", "{}"), (client.uri("decided.md"), "no decision")):
        assert client.run({"command": "mtfix.decide", "arguments": [uri, line]}) is None
    assert client.actions("not-open.md", (0, 0), (0, 0)) == []
    assert client.hover("not-open.md", 0, 0) is None


def test_a_question_can_be_cancelled(client: Client) -> None:
    client.open("long.md", SAID)
    client.begin_change("long.md", {"text": (SAID + DOUBTFUL + "\n") * 2_000})
    where = {"textDocument": {"uri": client.uri("long.md")}, "range": span((0, 0), (0, 9))}
    number = client.begin("textDocument/codeAction", {**where, "context": {"diagnostics": []}})
    client.tell("$/cancelRequest", {"id": number})
    assert client.answer(number)["error"]["code"] == -32800
    assert len(client.change("long.md", {"text": SAID})) == 1


def test_a_text_that_changes_is_not_looked_at_to_the_end(client: Client) -> None:
    """Only the last of many versions has to be shown."""
    client.open("quick.md", "")
    for number in range(50):
        client.begin_change("quick.md", insertion(0, 0, f"{number} tiktok. "))
    assert len(client.diagnostics("quick.md")) == 50


def test_closed_input_ends_it(tmp_path: Path) -> None:
    with Client(tmp_path) as one:
        assert one.process.stdin
        one.process.stdin.close()
        assert one.process.wait(30) == 1
        assert one.process.stderr
        assert one.process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of POSIX")
def test_a_closed_output_ends_it(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "mtfix", "lsp"]
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}'
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, stdin=pipe, stdout=write, stderr=pipe) as server:
        os.close(write)
        assert server.stdin
        assert server.stderr
        server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        server.stdin.flush()
        assert server.wait(30) == 141
        assert server.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
def test_an_interrupt_ends_it_without_a_trace(tmp_path: Path) -> None:
    with Client(tmp_path) as one:
        one.open("page.md", SAID)
        one.process.send_signal(signal.SIGINT)
        one.process.wait(30)
        assert one.process.stderr
        assert one.process.stderr.read() == b""


# --- the glossary of a project ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (".mtfix.toml", "", 'packs = ["p.yaml"]\n'),
        (".mtfix.toml", "packs = []\n", 'packs = ["p.yaml"]\n'),
        (".mtfix.toml", 'off = ["a"]\n[decide]\n', 'packs = ["p.yaml"]\noff = ["a"]\n[decide]\n'),
        (
            ".mtfix.toml",
            'packs = [\n  "none",\n  "a.yaml",\n]\n',
            'packs = [\n  "none",\n  "a.yaml",\n "p.yaml"]\n',
        ),
        (
            "pyproject.toml",
            '[project]\nname = "a"\n[tool.mtfix]\noff = ["a"]\n',
            '[project]\nname = "a"\n[tool.mtfix]\npacks = ["p.yaml"]\noff = ["a"]\n',
        ),
    ],
)
def test_a_configuration_names_the_pack(name: str, before: str, after: str, tmp_path: Path) -> None:
    config = tmp_path / name
    config.write_text(before, encoding="utf-8")
    name_pack(str(config), str(tmp_path / "p.yaml"))
    assert config.read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    "text", ["packs = [ # mine\n]\n", '"packs" = ["a.yaml"]\n', "packs = [\n", "[[[\n"]
)
def test_a_configuration_that_is_not_clear_is_left(text: str, tmp_path: Path) -> None:
    config = tmp_path / ".mtfix.toml"
    config.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"\.mtfix\.toml"):
        name_pack(str(config), str(tmp_path / "p.yaml"))
    assert config.read_text(encoding="utf-8") == text
