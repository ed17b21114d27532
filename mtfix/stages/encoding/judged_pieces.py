"""The repairs of a page's pieces, judged together: which runs are certain.

What is certain by itself is noted first, on the whole page and in the rounds before; then words
that can be right are judged by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.agreement import (
    Agreement,
    are_several,
    is_of_latin,
    is_of_other_script,
    is_partial,
    is_text_of_other_script,
    parts_quotes,
    with_repairs,
    without_runs,
)
from mtfix.stages.encoding.changed_words import ChangedWord, changed_words
from mtfix.stages.encoding.lost_bytes import LostBytes, are_enough
from mtfix.stages.encoding.misreading import UTF_8, WESTERN, Misreading
from mtfix.text.document_language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.matching.page import Page
    from mtfix.stages.encoding.minimal_diff import RepairedRun
    from mtfix.stages.encoding.piece_repair import PieceRepair

_MEMO, _AGREEMENT = "encoding", "agreement"


class RepairedPiece(NamedTuple):
    """A piece of a page: where it starts, its text, its repair, and where bytes were lost."""

    start: int
    old: str
    repair: PieceRepair
    lost: LostBytes


class JudgedPiece(NamedTuple):
    """A piece with the runs that become new, which are certain or not as the whole page tells, and
    with the misreadings behind them."""

    start: int
    old: str
    misreadings: Sequence[Misreading]
    runs: Sequence[RepairedRun]


class _Noted(NamedTuple):
    """A piece with the words that its repair changes, whether it leaves something broken, and the
    words that are certain by themselves."""

    piece: RepairedPiece
    words: list[ChangedWord]
    is_partial: bool
    certain: list[ChangedWord]


def judge_pieces(page: Page, pieces: Sequence[RepairedPiece]) -> Iterator[JudgedPiece]:
    """Yield the pieces with their runs as certain as the page makes them, in order."""
    memo = page.context.memo.setdefault(_MEMO, {})
    agreement: Agreement = memo.setdefault(_AGREEMENT, Agreement())
    noted: list[_Noted] = []
    for piece in pieces:
        words = list(changed_words(piece.old, piece.repair.runs))
        partial = is_partial(piece.old, words, piece.repair.misreadings)
        certain = _certain_by_themselves(piece, words, agreement, partial=partial)
        agreement.note(certain, piece.repair.misreadings)
        noted.append(_Noted(piece, words, partial, certain))
    spaces_lost = are_enough([piece.lost for piece in pieces])
    for one in noted:
        runs = _without_noise(one.piece, _judged(page, one, agreement))
        lost = one.piece.lost.runs(spaces_lost)
        misreadings = one.piece.repair.misreadings or (Misreading(WESTERN, UTF_8),)
        yield JudgedPiece(one.piece.start, one.piece.old, misreadings, _merged(runs, lost))


_AMONG_SIGNS = lazy_regex(r"[!-/:-@[-`{-~]")
_IN_WORDS = lazy_regex(
    r"(?![ªº])[^\W\d_A-ZÀ-ÞĀĂĄĆČĎĐĘĚĞİĹĽŁŃŇŐŘŚŞŠŤŮŰŹŻŽ]|[’‘“”–—…]|[\u2600-\u27bf\U0001f000-\U0001faff]"
)
"""What words and sentences hold, and noise in capitals does not; emoji among it."""
_CONTROLS = lazy_regex("[\x80-\x9f]+")


def _without_noise(piece: RepairedPiece, runs: Sequence[RepairedRun]) -> Sequence[RepairedRun]:
    """The runs of a piece; none of them is certain where it is like no text and they give no word,
    and take none away, nor are controls among signs."""
    is_noise = piece.repair.hopeless and not any(
        not run.new or _IN_WORDS.search(run.new) for run in runs
    )
    return [
        run._replace(is_certain=False) if is_noise or _is_among_signs(piece.old, run) else run
        for run in runs
    ]


def _is_among_signs(old: str, run: RepairedRun) -> bool:
    """Whether nothing but controls is repaired, between two signs of ASCII."""
    beside = old[max(0, run.start - 1) : run.start], old[run.end : run.end + 1]
    is_of_controls = _CONTROLS.fullmatch(old, run.start, run.end) is not None
    return is_of_controls and all(map(_AMONG_SIGNS.fullmatch, beside))


def _merged(runs: Sequence[RepairedRun], lost: Sequence[RepairedRun]) -> Sequence[RepairedRun]:
    """The runs of a piece with those that lost a byte, of which each takes the place of what it
    overlaps."""
    if not lost:
        return runs
    apart = [
        run for run in runs if all(run.end <= one.start or one.end <= run.start for one in lost)
    ]
    return sorted([*apart, *lost])


def _certain_by_themselves(
    piece: RepairedPiece, words: list[ChangedWord], agreement: Agreement, *, partial: bool
) -> list[ChangedWord]:
    misreadings = piece.repair.misreadings
    if is_of_other_script(misreadings):
        rest = without_runs(piece.old, words)
        return words if is_text_of_other_script(rest, words, misreadings) else []
    if partial:
        return []
    if is_of_latin(misreadings) and not are_several(piece.old, words):
        return []
    return [word for word in words if agreement.is_certain(word, misreadings)]


def _judged(page: Page, noted: _Noted, agreement: Agreement) -> Sequence[RepairedRun]:
    piece, words, partial, certain = noted
    misreadings = piece.repair.misreadings
    if len(certain) == len(words):
        return piece.repair.runs
    sure = set(map(id, certain))
    rest = without_runs(piece.old, words)
    language = language_of(with_repairs(piece.old, words)) or page.context.language
    runs: list[RepairedRun] = []
    for word in words:
        is_certain = id(word) in sure or (
            not partial
            and agreement.supports(word, misreadings, len(certain), language)
            and not parts_quotes(rest, word, piece.old)
        )
        runs += (run._replace(is_certain=is_certain) for run in word.runs)
    return runs
