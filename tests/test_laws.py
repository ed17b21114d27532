"""The laws of mtfix, over every stage and every shipped pack.

The documents are built from the packs themselves (see `documents`), so that a new entry or
rule is under these laws without another line here.
"""

from __future__ import annotations

import io
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING

import documents
import labelled
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from mtfix import Cleaner, Edit, Fix, Reason, Result, Safety, Span
from mtfix.edits.composition import flatten
from mtfix.edits.draft import Draft
from mtfix.edits.edit import apply, revert
from mtfix.fs import files
from mtfix.fs.binary import binary_format
from mtfix.matching import automaton
from mtfix.matching.context import Context
from mtfix.matching.page import PLACEHOLDER
from mtfix.matching.scanner import Scanner
from mtfix.matching.triggers import Triggers
from mtfix.packs.sources import shipped_names
from mtfix.packs.store import load
from mtfix.pipeline.unread_spans import UnreadSpans
from mtfix.reports.wording import words
from mtfix.review.baseline_match import BaselineMatcher, entries
from mtfix.stages.factory import StageFactory
from mtfix.text import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtfix.matching.page import Page
    from mtfix.pipeline.stage import Stage

WHOLE_PAGES = "the main segment of pages"
"""The cleaner that looks at every text: it has no fast path."""
CLEANERS = {
    "the default": {},
    WHOLE_PAGES: {"boilerplate": "article"},
    "no boilerplate": {"boilerplate": "off"},
    "unsafe edits too": {"safety": Safety.UNSAFE},
    "texts said to come from Chinese": {"origin": "zh"},
    **{f"the {stage} stage": {"only": [stage]} for stage in ("encoding", "boilerplate", "term", "surface")},
    **{f"the pack {name}": {"packs": [name]} for name in shipped_names()},
}  # fmt: skip
"""Options under which the laws hold, by name."""


@cache
def made(name: str) -> Cleaner:
    return Cleaner(**CLEANERS[name])


every_cleaner = pytest.mark.parametrize("name", CLEANERS)
few = settings(max_examples=max(30, settings.default.max_examples // 8))


# --- edits and drafts -------------------------------------------------------------------------


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Some disjoint edits of a text, in order; insertions and deletions among them."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if edits and edits[-1].span.end == edits[-1].span.start == start == end:
            continue
        new = draw(st.text("xyz \n", max_size=4))
        if new != text[start:end]:
            edits.append(Edit(Span(start, end), text[start:end], new))
    return edits


@st.composite
def fixes_of(draw: st.DrawFn, text: str) -> list[Fix]:
    """Some fixes of a text, of which each holds one of its edits or several."""
    fixes: dict[str, list[Edit]] = {}
    for edit in draw(edits_of(text)):
        rule = draw(st.sampled_from(["term/a", "surface/b", "encoding/c", "surface/d"]))
        fixes.setdefault(rule, []).append(edit)
    return [Fix(tuple(edits), rule) for rule, edits in fixes.items()]


def lawful(original: str, edits: Sequence[Edit], text: str) -> None:
    """Law 2: the edits are disjoint and in order, their old is the slice, and they give the text."""
    reach = 0
    for edit in edits:
        assert reach <= edit.span.start <= edit.span.end <= len(original)
        assert original[edit.span.start : edit.span.end] == edit.old
        reach = edit.span.end
    assert apply(original, edits) == text


@given(st.data(), st.text("abc\n", max_size=12))
@settings(max_examples=600)
def test_revising_twice_is_making_one_after_the_other(data: st.DataObject, text: str) -> None:
    draft = Draft(text)
    for _ in range(4):
        fixes = data.draw(fixes_of(draft.text))
        after = apply(draft.text, flatten(fixes))
        draft = draft.revise(fixes)
        assert draft.text == after
        lawful(text, draft.edits, after)


@given(st.data(), st.text("abc\n", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_what_lies_between_edits_is_located_where_it_came_from(
    data: st.DataObject, text: str, low: int, high: int
) -> None:
    draft = Draft(text).revise(data.draw(fixes_of(text)))
    draft = draft.revise(data.draw(fixes_of(draft.text)))
    span = Span(min(low, high, len(draft.text)), min(max(low, high), len(draft.text)))
    found = draft.locate(span)
    assert 0 <= found.start <= found.end <= len(text)
    shift = 0
    untouched = True
    for edit in draft.edits:
        start = edit.span.start + shift
        shift += len(edit.new) - len(edit.old)
        untouched &= not (start <= span.end and span.start <= start + len(edit.new))
    assume(untouched)
    assert text[found.start : found.end] == draft.text[span.start : span.end]


@given(st.data(), st.text("abc\n", max_size=20))
def test_reverting_edits_gives_back_what_they_were_made_on(data: st.DataObject, text: str) -> None:
    edits = data.draw(edits_of(text))
    assert revert(apply(text, edits), edits) == text


# --- 1: no edits, the same bytes ----------------------------------------------------------------


@given(st.one_of(st.binary(max_size=200), documents.data()))
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xef\xbb")
@example(b"\xed\xa0\x80\xed\xb2\x80\xc0\x80\xf5")
def test_any_bytes_are_written_back_as_they_were_read(data: bytes) -> None:
    source = files.source("file", data)
    assert source.encode(source.text) == data


@every_cleaner
@few
@given(documents.data())
def test_a_text_without_edits_comes_back_byte_for_byte(name: str, data: bytes) -> None:
    source = files.source("file", data)
    result = made(name).clean(source.text)
    assume(not result.edits)
    assert source.encode(result.text) == data


@given(documents.data())
@example(b"\xc2\x01\x80")
def test_a_cleaned_file_reads_as_the_text_that_was_written(data: bytes) -> None:
    source = files.source("file", data)
    text = made("the default").clean(source.text).text
    assert files.source("file", source.encode(text)).text == text


# --- 2, 4, 7: what a result holds ----------------------------------------------------------------


@every_cleaner
@few
@given(documents.texts())
def test_the_text_of_a_result_is_the_original_with_its_edits(name: str, text: str) -> None:
    result = made(name).clean(text)
    assert result.original == text
    lawful(text, result.edits, result.text)
    for edit in result.edits:
        assert edit.old != edit.new
    assert all(fix.rule and fix.changes for fix in result.fixes)


@given(documents.texts())
def test_every_made_edit_is_safe_by_default(text: str) -> None:
    assert all(fix.safety == Safety.SAFE for fix in made("the default").clean(text).fixes)


@every_cleaner
@few
@given(documents.texts())
def test_cleaning_twice_is_cleaning_once(name: str, text: str) -> None:
    once = made(name).clean(text)
    again = made(name).clean(once.text)
    assert again.text == once.text
    assert not again.edits


@every_cleaner
@few
@given(documents.texts())
def test_undo_gives_back_the_input(name: str, text: str) -> None:
    assert made(name).clean(text).undo() == text


@every_cleaner
@few
@given(documents.marked_texts())
@example("[the the plan] (https://example.com/a) ** the plan **\n")
def test_what_a_result_of_markdown_holds(name: str, text: str) -> None:
    result = made(name).clean(text, format="markdown")
    lawful(text, result.edits, result.text)
    assert result.undo() == text
    again = made(name).clean(result.text, format="markdown")
    assert again.text == result.text
    assert not again.edits


# --- 5: holes ------------------------------------------------------------------------------------


@every_cleaner
@few
@given(st.lists(documents.pieces(), min_size=1, max_size=10), st.booleans())
def test_no_stage_changes_a_hole(name: str, pieces: list[str], spaced: bool) -> None:
    text = f" {PLACEHOLDER} ".join(pieces) if spaced else PLACEHOLDER.join(pieces)
    for edit in made(name).clean(text).edits:
        assert PLACEHOLDER not in edit.old
        assert PLACEHOLDER not in edit.new


# --- 6: made or withheld ---------------------------------------------------------------------------


Proposed = list[tuple[Draft, Fix]]


def watched(name: str, text: str, format: str | None = None) -> tuple[Result, Proposed]:  # noqa: A002
    """The result of a text, and what the stages proposed on the way, each on its draft."""
    proposed: Proposed = []

    def observe(stage: Stage, page: Page, draft: Draft) -> None:
        proposed.extend((draft, fix) for fix in stage(page))

    return made(name).pipeline.run(text, format=format, observe=observe), proposed


def test_the_fixes_that_stages_propose_are_watched() -> None:
    _, proposed = watched("the default", "A tiktok video rose, caf\xc3\xa9.")
    assert {fix.rule for _, fix in proposed} == {"term/tiktok", "encoding/mojibake"}


@every_cleaner
@few
@given(documents.texts())
def test_every_proposed_fix_is_made_or_withheld_with_a_reason(name: str, text: str) -> None:
    keeps_account(*watched(name, text))


LOST_TO_A_REPAIR = "** The board said that the the plan was approved. **\n"
"""A fix that is withheld for one that repairs markup, after which all is read again."""


@every_cleaner
@few
@given(documents.marked_texts())
@example(LOST_TO_A_REPAIR)
def test_every_fix_proposed_for_markdown_is_made_or_withheld_with_a_reason(
    name: str, text: str
) -> None:
    keeps_account(*watched(name, text, "markdown"))


def keeps_account(result: Result, proposed: Proposed) -> None:
    """Law 6: every proposed fix is made or withheld with a reason."""
    assert all(words(reason) for _, reason in result.withheld)
    known = {(fix.edits, fix.rule) for fix in result.fixes}
    known |= {(fix.edits, fix.rule) for fix, _ in result.withheld}
    same = {fix.edits for fix in result.fixes}  # another rule has made the very same
    cancelled = result.text == result.original and not result.fixes
    for draft, fix in proposed:
        placed = draft.place(fix)
        is_known = (placed.edits, placed.rule) in known or placed.edits in same
        assert is_known or cancelled or is_joined(placed, result), f"{fix} was neither"


def is_joined(placed: Fix, result: Result) -> bool:
    """Whether a fix was made that builds on what an earlier one has made, and together with
    another one that builds on the same: the edits of one then hold those of the other."""
    return bool(placed.after) and any(
        fix.rule == placed.rule and placed.span.within(fix.span) and len(fix.after) > 1
        for fix in result.fixes
    )


# --- 11: a fix is made whole or not at all ---------------------------------------------------------

PARTED = "The **oracle bone inscriptions** are hosting TikTok, said CEO Safra Catz."
"""A term and its verb, with markup between them: one fix of several edits."""


@pytest.mark.parametrize(
    "kept",
    ["are hosting", "inscriptions", "oracle bone inscriptions", "The", "hosting"],
)
def test_a_comment_leaves_a_fix_as_a_whole(kept: str) -> None:
    text = f'<!-- mtfix keep "{kept}" -->\n{PARTED}\n'
    result = made("the default").clean(text, format="markdown")
    left = [held for held in result.withheld if held.fix.rule == "term/oracle"]
    touched = kept != "hosting"
    assert (result.text == text) is touched
    assert bool(left) is touched


def test_a_fix_of_several_edits_is_refused_by_one_entry_of_a_baseline() -> None:
    result = made("the default").clean(PARTED, format="markdown")
    [fix] = result.fixes
    assert len(fix.edits) > 1
    kept = BaselineMatcher(entries("a.md", PARTED, [fix]))
    assert made("the default").clean(PARTED, format="markdown", leave=kept).text == PARTED


@given(st.lists(documents.pieces(), min_size=1, max_size=6), st.data())
def test_what_is_refused_is_refused_whole_and_the_rest_is_made_whole(
    pieces: list[str], data: st.DataObject
) -> None:
    """Whichever of the proposed fixes somebody refuses, no part of one is made."""
    text = "\n\n".join([*pieces, PARTED])
    asked: list[Fix] = []

    def leave(fix: Fix, _original: str) -> Reason | None:
        asked.append(fix)
        return Reason("baseline") if data.draw(st.booleans()) else None

    result = made("the default").clean(text, format="markdown", leave=leave)
    held = {(fix.edits, fix.rule) for fix, _ in result.withheld}
    assert apply(text, flatten(result.fixes)) == result.text
    for fix in result.fixes:
        assert (fix.edits, fix.rule) not in held
    edits = {edit for fix in result.fixes for edit in fix.edits}
    for fix, reason in result.withheld:
        if reason.code == "baseline" and len(fix.edits) > 1:
            assert not edits & set(fix.edits)


@every_cleaner
@few
@given(documents.texts())
def test_what_is_withheld_is_a_slice_of_the_original(name: str, text: str) -> None:
    for fix, reason in made(name).clean(text).withheld:
        assert all(text[slice(*edit.span)] == edit.old for edit in fix.edits)
        assert words(reason).strip()
        assert fix.rule


@given(documents.texts())
def test_nothing_is_both_made_and_withheld(text: str) -> None:
    result = made("the default").clean(text)
    made_ = {fix.edits for fix in result.fixes}
    assert not [fix for fix, _ in result.withheld if fix.edits in made_]


# --- 8: buffers, caches, processes and threads -------------------------------------------------------


def filtered(data: bytes, *options: str, chunk: int = 1 << 20) -> bytes:
    """The output of the filter, which reads so many bytes at a time."""
    import mtfix.cli.options as options_
    import mtfix.cli.pieces as command
    from mtfix.cli.main import main

    out = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "CHUNK", chunk)
        patch.setattr(options_, "make_cleaner", lambda _said: made("the default"))
        patch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out))
        assert main(["clean", *options]) == 0
        sys.stdout.flush()
        return out.getvalue()


def line_by_line(data: bytes) -> bytes:
    """Each line of the data, cleaned by itself."""
    bom = files.BOM if data.startswith(files.BOM) else b""
    cleaned = []
    for line in data[len(bom) :].split(b"\n"):
        body = line.removesuffix(b"\r")
        text = made("the default").clean(files.decode(body)).text
        cleaned.append(files.encode(text) + line[len(body) :])
    return bom + b"\n".join(cleaned)


@given(documents.data(24), st.sampled_from([1, 2, 7, 64, 1 << 20]))
def test_each_line_is_what_cleaning_every_line_by_itself_gives(data: bytes, chunk: int) -> None:
    last = data.rpartition(b"\n")[2]
    if last.endswith(b"\r"):
        data += b"."  # a lone CR at the very end belongs to the text
    assert filtered(data, "--each", "line", chunk=chunk) == line_by_line(data)


@given(documents.data())
def test_the_filter_writes_what_the_library_returns(data: bytes) -> None:
    source = files.source("file", data)
    text = made("the default").clean(source.text).text
    assert filtered(data) == (data if binary_format(data) else source.encode(text))


@given(documents.data())
def test_asking_for_a_report_changes_no_byte(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", io.StringIO())
        assert filtered(data, "--report", "json") == filtered(data)
        assert filtered(data, "--report", "text", "--each", "line") == filtered(
            data, "--each", "line"
        )


@pytest.fixture(scope="module")
def fresh() -> Cleaner:
    """A cleaner that found nothing in any cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mtfix.fs.cache_dir.load", lambda _name: b"")
        return Cleaner()


@given(text=documents.texts())
@settings(max_examples=100)
def test_packs_from_a_cache_do_what_fresh_ones_do(fresh: Cleaner, text: str) -> None:
    assert made("the default").clean(text) == fresh.clean(text)


def test_packs_read_from_a_cache_are_those_that_were_written(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Cleaner()
    cached = load()
    assert cached.verified
    monkeypatch.setattr("mtfix.fs.cache_dir.load", lambda _name: b"")
    assert cached.packs == load().packs


@every_cleaner
@settings(max_examples=10)
@given(documents.texts())
def test_a_pickled_cleaner_does_what_it_did_before(name: str, text: str) -> None:
    assert pickled(name).clean(text) == made(name).clean(text)


@cache
def pickled(name: str) -> Cleaner:
    return pickle.loads(pickle.dumps(made(name)))


@given(st.lists(documents.texts(), min_size=4, max_size=12))
@settings(max_examples=5)
def test_threads_that_share_a_cleaner_get_what_one_alone_gets(texts: list[str]) -> None:
    shared = pickle.loads(pickle.dumps(made("the default")))  # its stages are not yet made
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(shared.clean, texts * 2))
    assert together == [made("the default").clean(text) for text in texts * 2]


@given(documents.texts(), documents.texts())
def test_what_was_cleaned_before_does_not_matter(first: str, second: str) -> None:
    alone = made("the default").clean(second)
    made("the default").clean(first)
    assert made("the default").clean(second) == alone


# --- 9: fast paths -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in CLEANERS if name != WHOLE_PAGES])
@few
@given(documents.near_texts())
def test_where_nothing_is_touched_nothing_changes(name: str, data: bytes) -> None:
    assume(not made(name).touches(data))
    result = made(name).clean(files.decode(data))
    assert result.text == result.original
    assert not result.withheld


@cache
def scanners() -> dict[str, Scanner]:
    """The same triggers, looked for in both ways that the scanner has."""
    plan = StageFactory(load(), "appended", None).plan()
    return {way: Scanner(plan) for way in SEARCHED_A_PATTERN}


SEARCHED_A_PATTERN = {"search": 1 << 40, "automaton": 0}


@given(documents.texts())
@settings(max_examples=400)
def test_the_scan_finds_the_same_in_each_of_its_ways(text: str) -> None:
    found = {}
    for way, searched in SEARCHED_A_PATTERN.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(automaton, "SEARCHED_A_PATTERN", searched)
            patch.setattr(automaton, "SEARCHED_AT_LEAST", searched)
            hits = scanners()[way].read_page(text).hits
            found[way] = {stage: sorted(each) for stage, each in hits.items()}
    assert found["search"] == found["automaton"]


@given(st.lists(documents.texts(), max_size=6))
@settings(max_examples=200)
def test_a_line_that_the_scan_wakes_is_cleaned_as_if_it_stood_alone(texts: list[str]) -> None:
    cleaner = made("the default")
    data = files.encode("\n".join(texts))
    candidate_lines = {line.start: line for line in cleaner.candidate_lines(data)}
    at = 0
    for raw in data.split(b"\n"):
        line = files.decode(raw.removesuffix(b"\r"))
        alone = cleaner.clean(line)
        if at in candidate_lines:
            assert files.encode(line) == candidate_lines[at].data
            assert cleaner.clean(line, line=candidate_lines[at]) == alone
        else:
            assert not alone.edits
            assert not alone.withheld
        at += len(raw) + 1


@given(
    st.lists(st.text("aAbB.é ", min_size=1, max_size=3), min_size=1, max_size=6),
    st.text("aAbB.é \udc80中", max_size=20),
)
@settings(max_examples=500)
def test_the_scan_finds_every_place_of_every_trigger(triggers: list[str], text: str) -> None:
    scanner = Scanner([Triggers("any", 0, "any", tuple(triggers))])
    lower = {code: code + 32 for code in range(65, 91)}
    folded = text.translate(lower)
    expected = {
        (at, at + len(trigger))
        for trigger in triggers
        for at in range(len(text))
        if folded.startswith(trigger.translate(lower), at)
    }
    assert {(hit.start, hit.end) for hit in scanner.read_page(text).hits.get("any", ())} == expected


@given(st.data())
@settings(max_examples=300)
def test_reading_again_around_edits_finds_what_reading_anew_finds(data: st.DataObject) -> None:
    """Long stretches lie between the edits, so that not everything is read again."""
    filler = st.sampled_from(
        [
            "x" * 700,
            " plain words" * 200,
            "é" * 900,
            "中 " * 500,
            "\udc80" * 600,
            "\n```\n" + "code " * 200 + "\n```\nprose prose",
            "---\n" + "key: x\n" * 100 + "---\n",
        ]
    )
    parts = data.draw(st.lists(st.one_of(filler, documents.texts(2)), min_size=3, max_size=9))
    text = "".join(parts)
    edits = []
    at = 0
    for part in parts:
        if len(part) < 500 and part and data.draw(st.booleans()):
            edits.append(Edit(Span(at, at + len(part)), part, data.draw(documents.texts(2))))
        at += len(part)
    after = apply(text, edits)
    scanner = scanners()["automaton"]
    page = scanner.read_page(text, Context(text, "source"))
    page.protected(Span(0, 0))
    again = scanner.reread(page, after, [Fix(tuple(edits), "term/x")] if edits else [])
    again.protected(Span(0, 0))
    anew = scanner.read_page(after, Context(after, "source"))
    ends = {place for span in layout.code_spans(after) for place in span}
    for place in sorted({*ends, *(end - 1 for end in ends), *range(0, len(after), 50)}):
        assert again.protected(Span(place, place + 1)) == anew.protected(Span(place, place + 1))
    assert again.text == after
    assert again.context is page.context
    assert {k: list(v) for k, v in again.hits.items()} == {
        k: list(v) for k, v in scanner.read_page(after).hits.items()
    }


# --- 9: rounds that ask only what an edit has touched -----------------------------------------------


@every_cleaner
@few
@given(documents.texts())
def test_asking_only_what_has_changed_gives_what_asking_everything_gives(
    name: str, text: str
) -> None:
    pipeline = made(name).pipeline
    once = pipeline.run(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UnreadSpans, "take", lambda _spans, _name: None)
        again = pipeline.run(text)
    assert (once.text, once.fixes) == (again.text, again.fixes)
    assert {held.fix[:2] for held in once.withheld} == {held.fix[:2] for held in again.withheld}


@pytest.mark.parametrize("seed", range(12))
def test_asking_only_what_has_changed_is_enough_in_long_damaged_texts(seed: int) -> None:
    """Where repairs of one paragraph are evidence for the next, which short texts seldom show."""
    choose_from = Random(seed)
    paragraphs = [text for case in labelled.cases() for text in case.text.split("\n\n")]
    text = "\n\n".join(choose_from.sample(paragraphs, 40))
    pipeline = made("the default").pipeline
    once = pipeline.run(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UnreadSpans, "take", lambda _spans, _name: None)
        again = pipeline.run(text)
    assert (once.text, once.fixes) == (again.text, again.fixes)
