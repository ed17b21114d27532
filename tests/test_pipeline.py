"""The loop by itself, with stages that do one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtfix import Fix, Reason, Span
from mtfix.matching.plan import make_plan
from mtfix.matching.triggers import Triggers
from mtfix.pipeline.pipeline import Pipeline
from mtfix.pipeline.unread_spans import UnreadSpans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtfix.matching.page import Page
    from mtfix.matching.plan import Plan
    from mtfix.pipeline.stage import Stage

    Propose = Callable[[Page], Iterator[Fix]]


class Acts:
    """A stage that looks for one word, and notes what was new to it when it was asked."""

    def __init__(self, name: str, word: str, propose: Propose) -> None:
        self.name, self._word, self._propose = name, word, propose
        self.asked: list[tuple[Span, ...] | None] = []

    def triggers(self) -> Iterator[Triggers]:
        yield Triggers(self.name, 0, "any", (self._word,))

    def __call__(self, page: Page) -> Iterator[Fix]:
        self.asked.append(page.changed)  # type: ignore[arg-type]
        return self._propose(page)


class Stages:
    def __init__(self, *stages: Acts) -> None:
        self._stages = {stage.name: stage for stage in stages}
        self.names = tuple(self._stages)

    def plan(self) -> Plan:
        return make_plan(one for stage in self._stages.values() for one in stage.triggers())

    def stage(self, name: str) -> Stage:
        return self._stages[name]

    def reads_all(self, _name: str) -> bool:
        return False


def replacing(word: str, new: str) -> Propose:
    """Each word that is not protected becomes another."""

    def propose(page: Page) -> Iterator[Fix]:
        at = page.text.find(word)
        while at >= 0:
            span = Span(at, at + len(word))
            if page.protected(span) is None:
                yield Fix.of(span, word, new, f"test/{word}", Reason("text", (("text", ""),)))
            at = page.text.find(word, span.end)

    return propose


@pytest.mark.parametrize("format_", ["plain", "markdown"])
def test_what_stands_for_markup_is_never_written_as_text(format_: str) -> None:
    stage = Acts("first", "aa", replacing("aa", "b\ufffc"))
    result = Pipeline(Stages(stage)).run("one `two` aa, three", format=format_)
    assert result.text == "one `two` aa, three"
    assert [held.reason.code for held in result.withheld] == ["writes-placeholder"]


def test_a_stage_is_asked_again_only_for_what_has_changed() -> None:
    first = Acts("first", "aa", replacing("aa", "bb"))
    second = Acts("second", "bb", replacing("bb", "cc"))
    result = Pipeline(Stages(first, second)).run("one two aa, three four")
    assert result.text == "one two cc, three four"
    assert first.asked == [None]
    assert second.asked == [None]


def test_a_stage_behind_is_seen_by_one_before_in_the_next_round() -> None:
    first = Acts("first", "bb", replacing("bb", "cc"))
    second = Acts("second", "aa", replacing("aa", "bb"))
    result = Pipeline(Stages(first, second)).run("one two aa, bb four")
    assert result.text == "one two cc, cc four"
    assert first.asked[:2] == [None, (Span(8, 10), Span(12, 14))]  # its own edits are new, too


def is_short(text: str) -> bool:
    return len(text) < 30


def test_what_a_text_becomes_is_evidence_wherever_nothing_has_changed() -> None:
    """A second run would see it at once."""

    def replace_in_short(page: Page) -> Iterator[Fix]:
        return replacing("aa", "cc")(page) if page.context.ask(is_short) else iter(())

    long = "bb bb bb bb bb bb bb bb"
    pipeline = Pipeline(
        Stages(Acts("first", "aa", replace_in_short), Acts("second", "bb ", replacing("bb ", "")))
    )
    assert pipeline.run(f"one aa two, {long}").text == "one cc two, bb"
    assert pipeline.run("one aa two, and much more that stays").withheld == ()
    assert pipeline.run(f"one aa two, {long} and more that stays").text == (
        "one aa two, and more that stays"
    )


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_text_that_is_no_code_any_more_is_new_however_far_it_stands(fence: str) -> None:
    """An edit that takes a fence away uncovers all behind it."""
    text = f"word one\n\n{fence}\n" + "far away " * 300 + "word two\n"

    def first_unprotected(page: Page) -> Iterator[Fix]:
        """As a stage that looks at what is new only."""
        for fix in replacing("word", "WORD")(page):
            near = page.changed is None or any(
                change.start <= fix.span.end and fix.span.start <= change.end
                for change in page.changed
            )
            if near:
                yield fix

    def take_fence(page: Page) -> Iterator[Fix]:
        at = page.text.find(fence)
        if at >= 0:
            yield Fix.of(Span(at, at + 3), fence, "", "test/fence")

    words = Acts("words", "word", first_unprotected)
    result = Pipeline(Stages(words, Acts("fences", fence, take_fence))).run(text)
    assert result.text.count("WORD") == 2
    assert words.asked[:2] == [None, None]


def test_spans_follow_edits() -> None:
    unread = UnreadSpans()
    assert unread.take("a") is None
    unread.follow([])
    fixes = [Fix.of(Span(2, 4), "xx", "yyyy", "r"), Fix.of(Span(10, 12), "zz", "", "r")]
    unread.follow([edit for fix in fixes for edit in fix.edits])
    assert unread.take("a") == (Span(2, 6), Span(12, 12))
    assert unread.take("a") == ()
    assert unread.take("b") is None
    unread.forget()
    assert unread.take("a") is None
