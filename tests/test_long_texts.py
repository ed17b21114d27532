"""Long texts: they give what short ones give, and no step of the way takes several times their room."""

from __future__ import annotations

import threading
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from mtfix.edits.edit import Edit, Span, apply
from mtfix.matching.hit_columns import HitColumns, columns_of_parts, merged
from mtfix.matching.page import Hit
from mtfix.matching.prefetch import prefetch
from mtfix.pipeline.undecodable import is_utf8
from mtfix.stages.terms.word_index import fold
from mtfix.text.prose_lines import all_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtfix import Cleaner

SIZE = 4_000_000
"""Characters of a text that is long."""
_SENTENCE = "The council met on Monday to talk of the bridge over the river.\n"


def peak(do: Callable[[], object]) -> int:
    """Return the most bytes that were in use at once, beyond those before."""
    tracemalloc.start()
    do()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


@pytest.mark.parametrize(
    ("step", "most"),
    [
        (lambda text: apply(text, [Edit(Span(SIZE // 2, SIZE // 2), "", "x")]), 1.8),
        (fold, 1.8),
        (lambda text: sum(1 for _ in all_lines(text, Span(0, len(text)))), 0.2),
        (lambda text: is_utf8(text.encode()), 1.6),
    ],
    ids=["apply", "fold", "lines", "utf8"],
)
def test_a_step_takes_little_more_room_than_its_result(
    step: Callable[[str], object], most: float
) -> None:
    text = _SENTENCE * (SIZE // len(_SENTENCE))
    assert peak(lambda: step(text)) < most * len(text)


def test_a_damaged_long_text_is_cleaned_in_three_times_its_room(cleaner: Cleaner) -> None:
    text = _SENTENCE * (SIZE // len(_SENTENCE)) + "In 2020 tiktok grew.\n"
    cleaner.clean("In 2020 tiktok grew, its CEO said.")  # what is made at the first use is made
    texts: list[str] = []
    assert peak(lambda: texts.append(cleaner.clean(text).text)) < 3 * len(text)
    assert texts[0].endswith("In 2020 TikTok grew.\n")


def test_is_touched_says_whether_touches_finds_anything(cleaner: Cleaner) -> None:
    clean = _SENTENCE.encode() * 100_000
    for data in (
        clean,
        clean + b"tiktok",
        b"tiktok" + clean,
        clean + b"\xff",
        "caf\u00e9".encode(),
    ):
        assert cleaner.is_touched(data) == bool(cleaner.touches(data))


def test_a_thread_that_makes_items_ready_ends_with_who_wants_them() -> None:
    before = threading.active_count()

    def numbers() -> Iterator[int]:
        yield from range(1_000)

    ready = prefetch(numbers())
    assert next(ready) == 0
    ready.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def test_bytes_are_utf8_also_where_a_character_lies_across_pieces() -> None:
    odd = "a" * ((1 << 20) - 1) + "\u00e9" + "b" * 10
    assert is_utf8(odd.encode())
    assert not is_utf8(odd.encode()[: 1 << 20])
    assert not is_utf8(odd.encode() + b"\xc3")


def test_hits_of_parts_come_in_order_of_their_ends() -> None:
    inner, outer, later = Hit(9, 11, 1), Hit(8, 14, 2), Hit(11, 12, 3)
    columns = columns_of_parts([(10, {"s": [outer, inner]}), (20, {"s": [later], "t": [later]})])
    assert {stage: list(hits) for stage, hits in columns.items()} == {
        "s": [inner, later, outer],
        "t": [later],
    }
    assert inner in columns["s"]
    assert Hit(1, 2, 3) not in columns["s"]
    assert list(merged(columns["t"], [outer, inner])) == [inner, later, outer]
    assert not HitColumns()


def test_lines_of_a_stretch_are_those_of_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " one \n\n two\n" * 20 + "end\n"
    for stretch in (Span(0, len(text)), Span(3, 3), Span(3, len(text) - 2), Span(6, 7)):
        whole = list(all_lines(text, stretch))
        with monkeypatch.context() as patch:
            patch.setattr("mtfix.text.prose_lines._PIECE", 3)
            assert list(all_lines(text, stretch)) == whole
