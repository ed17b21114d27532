"""Comments that leave text as it is, and the messages about those that do nothing."""

from __future__ import annotations

import re
import sys
import time
from types import ModuleType
from typing import TYPE_CHECKING

import documents
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtfix import Cleaner, Edit, Fix, Reason, Span, formats
from mtfix.edits.draft import Draft
from mtfix.edits.fix import Withheld
from mtfix.formats import plain
from mtfix.formats.document import Comment, Document
from mtfix.formats.suppressions import Suppressions
from mtfix.pipeline.write_back import write_back
from mtfix.review.baseline_match import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WRONG = "Shares of byte skipping rose, its CEO said.\n"
RIGHT = "Shares of ByteDance rose, its CEO said.\n"
TWICE = "Users of tiktok heard Larry Ellison (Larry Ellison) speak.\n"
FIXED = "Users of TikTok heard Larry Ellison speak.\n"

LEFT = {
    "off holds to the end": ("<!-- mtfix off -->\n\n{w}\n{w}", "{w}\n{w}"),
    "and from the place of the comment": ("{w}\n<!-- mtfix off -->\n{w}", "{r}\n<!-- mtfix off -->\n{w}"),
    "on ends it": ("<!-- mtfix off -->\n{w}<!-- mtfix on -->\n\n{w}", "<!-- mtfix on -->\n\n{r}"),
    "off may stand in a line": ("{w}Yes. <!-- mtfix off --> {w}<!-- mtfix on --> {w}", "{r}Yes. <!-- mtfix off --> {w}<!-- mtfix on --> {r}"),
    "off for one rule": ("<!-- mtfix off term/tiktok -->\n{t}", "Users of tiktok heard Larry Ellison speak.\n"),
    "for several": ("<!-- mtfix off term/tiktok, surface -->\n{t}", "{t}"),
    "for rules by their beginning": ("<!-- mtfix off term -->\n{w}\n{t}", "{w}\nUsers of tiktok heard Larry Ellison speak.\n"),
    "on for one rule": ("<!-- mtfix off term surface -->\n{t}<!-- mtfix on term -->\n{t}", "{t}<!-- mtfix on term -->\nUsers of TikTok heard Larry Ellison (Larry Ellison) speak.\n"),
    "another rule does not count": ("<!-- mtfix off term/oracle -->\n{w}", "{r}"),
    "the next line": ("<!-- mtfix off next-line -->\n{w}\n{w}", "{w}\n{r}"),
    "blank lines are no next line": ("<!-- mtfix off next-line -->\n \n\n{w}\n{w}", "{w}\n{r}"),
    "a comment is no next line": ("<!-- mtfix off next-line term -->\n<!-- mtfix off next-line surface -->\n{t}{t}", "{t}{f}"),
    "the next line, for one rule": ("<!-- mtfix off next-line term -->\n{t}\n{t}", "Users of tiktok heard Larry Ellison speak.\n\n{f}"),
    "keep holds for the words": ('<!-- mtfix keep "byte skipping" -->\n{w}{t}', "{w}{f}"),
    "before the comment too": ('{w}\n{t}<!-- mtfix keep "byte skipping" -->', '{w}\n{f}<!-- mtfix keep "byte skipping" -->'),
    "keep across a line break": ('<!-- mtfix keep "byte skipping" -->\nIts CEO said that byte\nskipping grew.', "byte\nskipping grew."),
    "keep holds for whole words": ('<!-- mtfix keep "tik" -->\n{t}', "{f}"),
    "a note may follow": ("<!-- mtfix off -- they dig up bones -->\n{w}", "{w}"),
    "no space is needed": ("<!--mtfix off-->{w}", "{w}"),
    "a comment over two lines": ("<!--\n  mtfix off\n-->\n{w}", "{w}"),
    "an open comment ends with its line": ("<!-- mtfix off\n{w}", "{w}"),
    "frontmatter speaks of the whole file": ("---\ntitle: x\nmtfix: off\n---\n{w}", "{w}"),
    "so does that in TOML": ('+++\nmtfix = "off"\n+++\n{w}', "{w}"),
    "false says off": ("---\nmtfix: false\n---\n{w}", "{w}"),
    "a comment in a fence is none": ("```\n<!-- mtfix off -->\n```\n{w}", "{r}"),
    "nor one in backticks": ("Write `<!-- mtfix off -->` here.\n{w}", "{r}"),
    "nor a field that is not in frontmatter": ("mtfix: off\n{w}", "{r}"),
    "nor one for another program": ("<!-- mtfixer off -->\n{w}", "{r}"),
    "nor a word outside a comment": ("mtfix off\n{w}", "{r}"),
}  # fmt: skip


def filled(text: str) -> str:
    for name, value in zip("wrtf", (WRONG, RIGHT, TWICE, FIXED), strict=True):
        text = text.replace(f"{{{name}}}", value)
    return text


@pytest.mark.parametrize(("before", "after"), LEFT.values(), ids=LEFT)
def test_a_comment_leaves(before: str, after: str, cleaner: Cleaner) -> None:
    assert cleaner.clean(filled(before)).text.endswith(filled(after))


PROBLEMS = {
    "nothing is there to leave": ("Clean.\n<!-- mtfix off term/oracle -->", 2, "`mtfix off term/oracle` leaves nothing; take it out"),
    "one of two rules leaves nothing": ("<!-- mtfix off term/oracle term/bytedance -->\n{w}", 1, "`mtfix off term/oracle` leaves nothing; take it out"),
    "it is off already": ("<!-- mtfix off -->\n<!-- mtfix off -->\n{w}", 2, "`mtfix off` leaves nothing; take it out"),
    "what is kept does not occur": ('<!-- mtfix keep "byte jump" -->\n{w}', 1, '`mtfix keep "byte jump"` leaves nothing; take it out'),
    "a word is wrong": ("<!-- mtfix of -->\n{w}", 1, "there is no comment `mtfix of`; did you mean `mtfix off`?"),
    "a word is far off": ("<!-- mtfix please -->", 1, "there is no comment `mtfix please`; write off, on or keep"),
    "there is no word": ("<!-- mtfix -->", 1, "there is no comment `mtfix`; write off, on or keep"),
    "nothing is off": ("\n\n<!-- mtfix on -->", 3, "`mtfix on` ends nothing; take it out"),
    "keep without words": ("<!-- mtfix keep -->", 1, '`mtfix keep` needs the words that stay: mtfix keep "byte skipping"'),
    "a field is wrong": ("---\nmtfix: of\n---\n", 2, "there is no comment `mtfix of`; did you mean `mtfix off`?"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), PROBLEMS.values(), ids=PROBLEMS)
def test_it_is_told_when(text: str, line: int, said: str, cleaner: Cleaner) -> None:
    [problem] = cleaner.clean(filled(text)).problems
    assert (problem.line, str(problem._replace(line=0))) == (line, said)


def test_what_a_comment_leaves_is_withheld_with_its_line(cleaner: Cleaner) -> None:
    result = cleaner.clean(f"One.\n<!-- mtfix off -->\n{WRONG}")
    [held] = result.withheld
    assert (held.fix.rule, held.reason) == ("term/bytedance", Reason.of("comment", line=2))
    assert not held.is_open
    assert not result.problems


def test_a_rule_that_is_skipped_does_not_make_its_comment_useless() -> None:
    text = f"<!-- mtfix off term -->\n{WRONG}"
    assert not Cleaner(skip=["term"]).clean(text).problems
    assert not Cleaner(only=["surface"]).clean(text).problems


def test_the_words_of_a_comment_are_never_edited(cleaner: Cleaner) -> None:
    text = f'<!-- mtfix keep "byte skipping" -- tiktok is not -->\n{WRONG}{TWICE}'
    assert cleaner.clean(text).text == text.replace(TWICE, FIXED)


def test_a_format_may_say_where_its_comments_stand() -> None:
    text = "{/* mtfix off */} a b {/* mtfix on */} c"
    suppressions = Suppressions(
        [Comment(Span(0, 17), "mtfix off"), Comment(Span(22, 38), " mtfix on ")], text
    )
    assert suppressions.reason(Fix.of(Span(18, 19), "a", "x", "term/a")) == Reason.of(
        "comment", line=1
    )
    assert suppressions.reason(Fix.of(Span(4, 5), "m", "x", "term/a"))
    assert not suppressions.reason(Fix.of(Span(39, 40), "c", "x", "term/a"))


def test_plain_text_without_comments_has_none() -> None:
    assert (
        plain.parse_document("<!-- a comment of mtfix --> mtfix <!-- mtfix in `code` --").comments[
            1:
        ]
        == ()
    )
    assert plain.parse_document("no word of it").comments == ()


# --- on the command line ---------------------------------------------------------------------------


def test_check_tells_of_unused_comments_and_strict_counts_them(
    tmp_path: Path, run: Callable[..., tuple[int, bytes, str]]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Nothing.\n<!-- mtfix off term/orcle -->\n", encoding="utf-8")
    status, out, err = run("check", path)
    assert (status, out) == (0, b"")
    assert err == (
        f"mtfix: {path}:2: `mtfix off term/orcle` leaves nothing; "
        "there is no rule term/orcle; did you mean term/oracle?\n"
    )
    assert run("check", "--strict", path)[0] == 1
    assert run("fix", path)[0] == 0


def test_what_a_comment_leaves_is_not_shown_as_a_suggestion(
    tmp_path: Path, run: Callable[..., tuple[int, bytes, str]]
) -> None:
    doubtful = "It hit Kuaishou and fast hand grew. Users like fast hand.\n"
    path = tmp_path / "a.txt"
    path.write_text(doubtful, encoding="utf-8")
    status, out, _ = run("check", "--strict", path)
    assert status == 1
    assert b": ? term/kuaishou" in out
    path.write_text(f"<!-- mtfix off -->\n{doubtful}", encoding="utf-8")
    assert run("check", "--strict", path) == (0, b"", "")


# --- laws ------------------------------------------------------------------------------------------

COMMENTS = st.sampled_from([
    "\n<!-- mtfix off -->\n", "\n<!-- mtfix off term -->\n", "\n<!-- mtfix on -->\n", "<!-- mtfix off surface -->",
    "\n<!-- mtfix off next-line -->\n", '<!-- mtfix keep "tiktok" -->', "\n<!-- mtfix on term -->\n", "<!-- mtfix of",
])  # fmt: skip


@given(st.lists(st.one_of(documents.texts(4), COMMENTS), max_size=8).map("".join))
def test_the_laws_hold_with_comments(cleaner: Cleaner, text: str) -> None:
    once = cleaner.clean(text)
    again = cleaner.clean(once.text)
    assert again.text == once.text
    assert once.undo() == text
    comments = plain.parse_document(text).comments
    assert not any(edit.span.overlaps(one.span) for edit in once.edits for one in comments)
    after = plain.parse_document(once.text).comments
    assert not comments or [one.text for one in after] == [one.text for one in comments]


@given(documents.texts())
def test_a_file_that_is_off_does_not_change(cleaner: Cleaner, text: str) -> None:
    document = f"---\nmtfix: off\n---\n{text.replace('mtfix on', 'mtfix')}"
    assert cleaner.clean(document).text == document


@pytest.mark.parametrize(
    "text",
    [
        "<!-- mtfix off " * 30_000,
        "<!-- mtfix off -->\n" * 30_000,
        "<!-- mtfix off next-line -->\n" * 20_000 + WRONG,
        "<!-- mtfix off -->tiktok <!-- mtfix on -->tiktok\n" * 5_000,
        '<!-- mtfix keep "tiktok users" -->\n' * 5_000 + "tiktok. " * 5_000,
        "---\n" + "mtfix: off\n" * 20_000 + "---\n",
    ],
)
def test_no_heap_of_comments_hangs_it(text: str, cleaner: Cleaner) -> None:
    before = time.process_time()
    cleaner.clean(text)
    assert time.process_time() - before < 20


# --- formats that escape ---------------------------------------------------------------------------


def starred(text: str, _fields: object = ()) -> Document:
    """A format that reads no stars, writes `D` as `\\D`, and has comments in braces."""
    stars = [Edit(Span(at, at + 1), "*", "") for at, sign in enumerate(text) if sign == "*"]
    comments = [Comment(Span(*one.span()), one[1]) for one in re.finditer(r"\{(.*?)\}", text)]
    return Document(Draft(text, stars), lambda _, new: new.replace("D", "\\D"), tuple(comments))


@pytest.fixture
def starry(monkeypatch: pytest.MonkeyPatch) -> Cleaner:
    module = ModuleType("starred")
    module.parse_document = starred  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "starred", module)
    monkeypatch.setitem(formats.FORMATS, "starred", "starred:parse_document")
    return Cleaner()


def test_places_and_new_text_are_those_of_the_source(starry: Cleaner) -> None:
    text = f"*One* {WRONG}"
    recorder = Recorder()
    result = starry.clean(text, format="starred", leave=recorder)
    [fix] = recorder.fixes.values()
    [edit] = fix.edits
    assert (text[edit.span.start : edit.span.end], edit.new) == ("byte skipping", "Byte\\Dance")
    assert [held.fix for held in result.withheld] == [fix]
    assert starry.clean(text, format="starred").fixes == (fix,)


def test_comments_of_a_format_hold_in_the_source(starry: Cleaner) -> None:
    text = f"*One* {{mtfix off}} {WRONG} {{mtfix on}} *{WRONG}*"
    after = text[::-1].replace(WRONG[::-1], WRONG.replace("byte skipping", "Byte\\Dance")[::-1], 1)[
        ::-1
    ]
    assert starry.clean(text, format="starred").text == after


def test_what_crosses_markup_is_left_too(starry: Cleaner) -> None:
    text = WRONG.replace("byte", "*byte*")
    [held] = starry.clean(text, format="starred").withheld
    assert (held.reason, held.is_open) == (Reason("crosses-markup"), True)
    [held] = starry.clean("{mtfix off}\n" + text, format="starred").withheld
    assert not held.is_open


def test_edits_by_which_a_comment_would_change_are_not_made() -> None:
    """Else what the comment leaves would be changed when the file is cleaned again."""
    text = "<!-- mtfix off -->\n``\n"
    document = plain.parse_document(text)
    fix = Fix.of(Span(0, 0), "", "```\n", "surface/x")
    held = Withheld(Fix.of(Span(19, 21), "``", "", "surface/y"), Reason("suggested"))
    result = write_back(document, document.draft.revise([fix]), [held], plain.parse_document)
    assert result.text == text
    assert result.withheld == (Withheld(fix, Reason("comment-changes")), held)
