"""Encoding: broken characters become what was written, by minimal edits."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.matching.triggers import Triggers
from mtfix.stages.encoding import single_characters, trigger_characters
from mtfix.stages.encoding.judged_pieces import JudgedPiece, RepairedPiece, judge_pieces
from mtfix.stages.encoding.lost_bytes import find_lost_bytes
from mtfix.stages.encoding.lost_characters import ABOUT_ENCODING, LostCharacters
from mtfix.stages.encoding.misreading import NAMES, UTF_8, Misreading
from mtfix.stages.encoding.piece_repair import (
    FOLLOWERS,
    LEADS,
    LONGEST,
    UNKNOWN,
    repair_piece,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtfix.matching.page import Page
    from mtfix.pipeline.pipeline import Pipeline

STAGE = "encoding"
RULE = "encoding/mojibake"
CONFIDENCE = 0.99
"""Below that of rules for single characters, which see more exactly what stands there."""
_BEFORE = 500
"""Most characters of a long line that stand in its piece before the trigger."""
_HOPELESS = 20_000
"""Characters of a page that are like no text even after repair, from which it is given up."""
_SPOKEN_OF = 400
"""Characters around a piece in which the text may speak of encodings."""


class Encoding:
    """The stage. Immutable and thread-safe."""

    name = STAGE

    def triggers(self) -> Iterator[Triggers]:
        """Yield what broken text holds, and what single characters need."""
        for test, texts in _broken():
            yield Triggers(STAGE, MOJIBAKE, test, texts)
        for index, rule in enumerate(single_characters.RULES):
            yield Triggers(STAGE, index, "any", rule.triggers)

    def __call__(self, page: Page) -> Iterator[Fix]:
        """Yield the smallest fixes that make broken characters whole. What a line becomes is kept
        by its text, so that rounds after the first search only lines that have changed."""
        yield from _single_characters(page)
        repaired, given_up = _repaired_pieces(page)
        for piece in judge_pieces(page, repaired):
            yield from _fixes(page, piece)
        if given_up is not None:
            old = page.text[given_up.start : given_up.end]
            yield Fix.of(given_up, old, old, RULE, Reason("given-up"), Safety.SUGGESTED)


MOJIBAKE = len(single_characters.RULES)
"""The number of the rule for misread text, behind those for single characters."""


def repair(text: str, escapes: bool = False) -> str:
    """Return `text` with broken characters made whole.

    `escapes` asks for `\\uXXXX` and the like as well, which are damage only where the text
    does not speak of them.

    >>> repair("It is the companyâ€™s first cafÃ©.")
    'It is the company’s first café.'
    """
    return _pipeline(Safety.UNSAFE if escapes else Safety.SAFE).run(text).text


@cache
def _pipeline(least: Safety) -> Pipeline:
    """The pipeline of this stage alone, whose plan takes longer than to repair a page."""
    from mtfix.pipeline.single_stage import pipeline_of

    return pipeline_of(Encoding(), least)


def _single_characters(page: Page) -> Iterator[Fix]:
    lost = LostCharacters(page)
    for hit in page.hits.get(STAGE, ()):
        if hit.rule < MOJIBAKE:
            find = single_characters.RULES[hit.rule].find
            fix = lost.report(hit) if find is None else find(page, hit)
            if fix is not None:
                yield fix


def _repaired_pieces(page: Page) -> tuple[list[RepairedPiece], Span | None]:
    """The pieces that have a repair, and the one from which the page is given up."""
    found: list[RepairedPiece] = []
    hopeless = 0.0
    for piece in _pieces(page):
        if hopeless > _HOPELESS:
            return found, piece
        old = page.text[piece.start : piece.end]
        repaired, lost = repair_piece(old), find_lost_bytes(old)
        if repaired.runs or lost.certain or lost.doubtful:
            found.append(RepairedPiece(piece.start, old, repaired, lost))
        hopeless += repaired.hopeless
    return found, None


def _fixes(page: Page, piece: JudgedPiece) -> Iterator[Fix]:
    """The runs of a piece that become new. What is not certain is suggested, if it was UTF-8."""
    text, start = page.text, piece.start
    around = max(0, start - _SPOKEN_OF), start + len(piece.old) + _SPOKEN_OF
    safety = Safety.SUGGESTED if ABOUT_ENCODING.search(text, *around) else Safety.SAFE
    reason = _reason(piece.misreadings)
    is_of_utf_8 = any(one.written == UTF_8 for one in piece.misreadings)
    for run in piece.runs:
        span = Span(start + run.start, start + run.end)
        if page.protected(span):  # code may hold such strings on purpose
            safety = Safety.SUGGESTED
        if run.is_certain or is_of_utf_8:
            sure = safety if run.is_certain else Safety.SUGGESTED
            old = text[span.start : span.end]
            yield Fix.of(span, old, run.new, RULE, reason, sure, CONFIDENCE)


def _reason(misreadings: Sequence[Misreading]) -> Reason:
    """How text was misread: of several times, one reason holds the others."""
    last, *others = [_reason_of(one) for one in misreadings] or [Reason("")]
    for one in others:
        last = Reason.of("misread-again", last=last, before=one)
    return last


def _reason_of(misreading: Misreading) -> Reason:
    read, written = (NAMES.get(name, name) for name in misreading)
    if misreading.read == UNKNOWN:
        return Reason.of("misread-somehow", written=written)
    return Reason.of("misread", written=written, read=read)


# --- where to look ----------------------------------------------------------------------------


def _latin(data: bytes) -> str:
    """Bytes as a string that the scanner encodes back to the same bytes."""
    return data.decode("utf-8", "surrogateescape")


@cache
def _broken() -> list[tuple[str, list[str]]]:
    """The triggers of misread text, by the test that they must pass: a lead letter with the first
    byte of a follower among others."""
    starts = {follower.encode()[:-1] for follower in FOLLOWERS}
    broken = [lead.encode() + start for lead in LEADS for start in starts]
    broken += [chr(code).encode() for code in range(0x80, 0xA0)]
    broken += trigger_characters.misread_pairs()
    broken += [char.encode() for char in trigger_characters.RARE]
    broken += [text.encode() for text in (trigger_characters.EMOJI, "Â ", "Ã ", "โ€")]
    odd = [char.encode() for char in trigger_characters.not_behind_small_letters()]
    runs = list(trigger_characters.starts_of_latin_1_runs())
    groups = ("any", broken), ("behind-small", odd), ("run", runs)
    return [(test, sorted(map(_latin, set(texts)))) for test, texts in groups]


def _pieces(page: Page) -> Iterator[Span]:
    """The lines that hold a trigger; of long ones, what stands around it."""
    reached = 0
    for hit in page.hits.get(STAGE, ()):
        if hit.rule == MOJIBAKE and hit.start >= reached:
            piece = _around(page.text, hit.start, reached)
            yield piece
            reached = piece.end


def _around(text: str, at: int, low: int) -> Span:
    """The line around a place, from `low` on; a part of it between white space if it is long."""
    near = max(low, at - _BEFORE)
    start = text.rfind("\n", near, at) + 1
    if not start:
        start = low if near == low else text.find(" ", near, at) + 1 or near
    high = min(len(text), start + LONGEST)
    end = text.find("\n", at, high)
    if end < 0:
        end = high if high == len(text) else text.rfind(" ", at, high) + 1 or high
    return Span(start, end)
