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
from types import SimpleNamespace
from typing import TYPE_CHECKING

import documents
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from mtfix import Cleaner, Edit, Safety, Span
from mtfix.edits.draft import Draft
from mtfix.edits.edit import apply
from mtfix.fs import files
from mtfix.matching import scanner as scan_module
from mtfix.matching.page import PLACEHOLDER
from mtfix.matching.triggers import Triggers
from mtfix.packs.sources import shipped_names
from mtfix.packs.store import load
from mtfix.pipeline.pipeline import Pipeline
from mtfix.pipeline.result import revert
from mtfix.text import layout

if TYPE_CHECKING:
    from collections.abc import Sequence

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
def edits_of(draw: st.DrawFn, text: str, *, nameless: bool = True) -> list[Edit]:
    """Some disjoint edits of a text, in order; insertions and deletions among them."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if edits and edits[-1].span.end == edits[-1].span.start == start == end:
            continue
        new = draw(st.text("xyz \n", max_size=4))
        rule = draw(
            st.sampled_from(["term/a", "surface/b", "encoding/c", *([""] if nameless else [])])
        )
        if new != text[start:end]:
            edits.append(Edit(Span(start, end), text[start:end], new, rule))
    return edits


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
        edits = data.draw(edits_of(draft.text))
        after = apply(draft.text, edits)
        draft = draft.revise(edits)
        assert draft.text == after
        lawful(text, draft.edits, after)


@given(st.data(), st.text("abc\n", max_size=12))
def test_a_composed_edit_names_every_rule_it_is_made_of_and_none_else(
    data: st.DataObject, text: str
) -> None:
    first = data.draw(edits_of(text))
    draft = Draft(text).revise(first)
    second = data.draw(edits_of(draft.text))
    composed = draft.revise(second)
    asked = {edit.rule for edit in (*first, *second)} - {""}
    named = {name for edit in composed.edits for name in edit.rule.split("+")} - {""}
    assert named <= asked


@given(st.data(), st.text("abc\n", max_size=12))
def test_an_edit_composed_of_named_ones_has_a_name(data: st.DataObject, text: str) -> None:
    draft = Draft(text).revise(data.draw(edits_of(text, nameless=False)))
    composed = draft.revise(data.draw(edits_of(draft.text, nameless=False)))
    assert all(edit.rule for edit in composed.edits)


@given(st.data(), st.text("abc\n", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_what_lies_between_edits_is_located_where_it_came_from(
    data: st.DataObject, text: str, low: int, high: int
) -> None:
    draft = Draft(text).revise(data.draw(edits_of(text)))
    draft = draft.revise(data.draw(edits_of(draft.text)))
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
        assert edit.rule


@given(documents.texts())
def test_every_made_edit_is_safe_by_default(text: str) -> None:
    assert all(edit.safety == Safety.SAFE for edit in made("the default").clean(text).edits)


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


class Watched(Pipeline):
    """A way that remembers what its stages proposed, and on which draft."""

    __slots__ = ("proposed",)

    def _after(self, stage, draft, page, withheld):  # type: ignore[no-untyped-def]
        edits = list(stage(page))
        self.proposed += [(draft, edit) for edit in edits]
        return super()._after(lambda _page: edits, draft, page, withheld)


@cache
def watched(name: str) -> Watched:
    way = Cleaner(**CLEANERS[name])._way
    return Watched(way._build, way._asked)


def test_the_edits_that_stages_propose_are_watched() -> None:
    watching = watched("the default")
    watching.proposed = []
    watching.clean("A tiktok video rose, caf\xc3\xa9.")
    assert {edit.rule for _, edit in watching.proposed} == {"term/tiktok", "encoding/mojibake"}


@every_cleaner
@few
@given(documents.texts())
def test_every_proposed_edit_is_made_or_withheld_with_a_reason(name: str, text: str) -> None:
    watching = watched(name)
    watching.proposed = []
    result = watching.clean(text)
    held = {(edit.span, edit.new, edit.rule) for edit, _ in result.withheld}
    assert all(why for _, why in result.withheld)
    for draft, edit in watching.proposed:
        span = draft.locate(edit.span)
        known = (span, edit.new, edit.rule) in held or any(
            (
                edit.rule in one.rule.split("+")
                and one.span.start <= span.end
                and span.start <= one.span.end
            )
            or (one.span, one.new) == (span, edit.new)  # another rule has made the very same
            for one in result.edits
        )
        assert known, f"{edit} was neither made nor withheld"


@every_cleaner
@few
@given(documents.texts())
def test_what_is_withheld_is_a_slice_of_the_original(name: str, text: str) -> None:
    for edit, why in made(name).clean(text).withheld:
        assert text[edit.span.start : edit.span.end] == edit.old
        assert why.strip()
        assert edit.rule


@given(documents.texts())
def test_nothing_is_both_made_and_withheld(text: str) -> None:
    result = made("the default").clean(text)
    made_ = {(edit.span, edit.new) for edit in result.edits}
    assert not [edit for edit, _ in result.withheld if (edit.span, edit.new) in made_]


# --- 8: buffers, caches, processes and threads -------------------------------------------------------


def filtered(data: bytes, *options: str, chunk: int = 1 << 20) -> bytes:
    """What the filter writes, reading so many bytes at a time."""
    import mtfix.cli.options as options_
    import mtfix.cli.pieces as command
    from mtfix.cli.main import main

    out = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "CHUNK", chunk)
        patch.setattr(options_, "made", lambda _said: made("the default"))
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
    assert filtered(data) == source.encode(made("the default").clean(source.text).text)


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
        patch.setattr("mtfix.packs.store.read", lambda _path, _key: None)
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
    monkeypatch.setattr("mtfix.packs.store.read", lambda _path, _key: None)
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
def scanners() -> dict[str, scan_module.Scanner]:
    """The same triggers, looked for in both ways that the scanner has."""
    plan = made("the default")._way._build.plan()
    return {way: scan_module.Scanner(plan) for way in SEARCH_UP_TO}


SEARCH_UP_TO = {"search": 1 << 40, "automaton": 0}


@given(documents.texts())
@settings(max_examples=400)
def test_the_scan_finds_the_same_in_each_of_its_ways(text: str) -> None:
    found = {}
    for way, search_up_to in SEARCH_UP_TO.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scan_module, "_SEARCH_UP_TO", search_up_to)
            hits = scanners()[way].read(text).hits
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
            assert cleaner.clean(line, candidate_lines=candidate_lines[at]) == alone
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
    scanner = scan_module.Scanner([Triggers("any", 0, "any", tuple(triggers))])
    lower = {code: code + 32 for code in range(65, 91)}
    folded = text.translate(lower)
    expected = {
        (at, at + len(trigger))
        for trigger in triggers
        for at in range(len(text))
        if folded.startswith(trigger.translate(lower), at)
    }
    assert {(hit.start, hit.end) for hit in scanner.read(text).hits.get("any", ())} == expected


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
            edits.append(
                Edit(Span(at, at + len(part)), part, data.draw(documents.texts(2)), "term/x")
            )
        at += len(part)
    after = apply(text, edits)
    scanner = scanners()["automaton"]
    page = scanner.read(text, "source")
    page.protected(Span(0, 0))
    again = scanner.reread(page, after, edits)
    again.protected(Span(0, 0))
    assert again._code == layout.code(after)
    assert again.text == after
    assert again.source == "source"
    assert {k: list(v) for k, v in again.hits.items()} == {
        k: list(v) for k, v in scanner.read(after).hits.items()
    }
