"""Encoding: broken characters become what was written, by minimal edits.

ftfy does what it does well, line by line and with everything off that is a matter of
taste. It is imported only for lines that can concern it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from mtfix.edits.edit import Span
from mtfix.edits.fix import Fix, Safety
from mtfix.edits.reason import Reason
from mtfix.matching.triggers import Triggers
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding import charsets, plausible
from mtfix.stages.encoding import language_model as likelihood
from mtfix.stages.encoding import repairs as readings
from mtfix.stages.encoding import single_characters as characters
from mtfix.stages.encoding.diff import changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtfix.matching.page import Page

STAGE = "encoding"
RULE = "encoding/mojibake"
_PIECE, _BEFORE = 2_000, 500
"""Characters of a long line that are looked at at once, and how many of them may stand before
what woke the stage."""
_HOPELESS = 20_000
"""Characters of a page that are like no text even after repair, from which it is given up."""
_UNLIKE, _LITTLE = 0.3, 25
"""The bits by which a character is less likely than usual in what is like no text; and how much
less other text counts in which nothing was found."""
_TOLD, _TOLD_OF_LINE, _ASKED = 1_000, 20, 5_000
"""Places of lost characters that are told of a page, and of one that is short, and that are
looked at: a page in another charset has one in every word, and a line of no text nothing else."""
_ROOM = 50
"""Characters for each place that is told."""
_GIVEN_UP = "what stands here and before is like no text; nothing behind it was looked at"

# UTF-8 read as Latin-1 or Windows-1252: the first byte of a character shows as one of
# these letters, and each following byte as one of these signs.
_LEADS = "".join(map(chr, range(0xC2, 0xF5)))
_FOLLOWERS = "".join(map(chr, range(0x80, 0xC0))) + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"


class Encoding:
    """The stage. Immutable and thread-safe."""

    name = STAGE

    def triggers(self) -> Iterator[Triggers]:
        """What broken text holds, and what single characters need."""
        mojibake = len(characters.KINDS)
        for test, texts in _broken():
            yield Triggers(STAGE, mojibake, test, texts)
        for index, kind in enumerate(characters.KINDS):
            yield Triggers(STAGE, index, "any", kind.triggers)

    def __call__(self, page: Page) -> Iterator[Fix]:
        """Yield the smallest edits that make broken characters whole."""
        yield from self._single(page)
        hopeless = 0.0
        for piece in _pieces(page):
            if hopeless > _HOPELESS:
                old = page.text[piece.start : piece.end]
                yield Fix.of(
                    piece, old, old, RULE, Reason.of("text", text=_GIVEN_UP), Safety.SUGGESTED
                )
                return
            new, plan = _restored(page.text[piece.start : piece.end])
            yield from _edits(page, piece, new, plan)
            hopeless += _hopeless(new)

    def _single(self, page: Page) -> Iterator[Fix]:
        """Edits of single characters; what is lost is told once, and not in every place."""
        most = min(_TOLD, max(_TOLD_OF_LINE, len(page.text) // _ROOM))
        told = found = asked = 0
        for hit in page.hits.get(STAGE, ()):
            if hit.rule < len(characters.KINDS):
                kind = characters.KINDS[hit.rule]
                if kind.repaired is characters.lost:
                    if hit.start < told or found >= most or asked == _ASKED:
                        continue
                    asked += 1
                fix = kind.repaired(page, hit)
                if fix is None or (not fix.changes and fix.span.start < told):
                    continue
                if not fix.changes:
                    told, found = fix.span.end, found + 1
                yield fix


def repair(text: str, escapes: bool = False) -> str:
    """Return `text` with broken characters made whole.

    `escapes` asks for `\\uXXXX` and the like as well, which are damage only where the text
    does not speak of them.

    >>> repair("It is the companyâ€™s first cafÃ©.")
    'It is the company’s first café.'
    """
    from mtfix.pipeline.single_stage import run

    return run(Encoding(), text, Safety.UNSAFE if escapes else Safety.SAFE)


def _latin(data: bytes) -> str:
    """Bytes as a string that the scanner encodes back to the same bytes."""
    return data.decode("utf-8", "surrogateescape")


@cache
def _broken() -> list[tuple[str, list[str]]]:
    """What wakes the stage for mojibake, by the test that it must pass: a lead letter with the
    first byte of a follower among others."""
    starts = {follower.encode()[:-1] for follower in _FOLLOWERS}
    broken = [lead.encode() + start for lead in _LEADS for start in starts]
    broken += [chr(code).encode() for code in range(0x80, 0xA0)]
    broken += [*charsets.shapes(), *(char.encode() for char in charsets.RARE)]
    odd = [char.encode() for char in charsets.odd()]
    groups = ("any", broken), ("behind-small", odd), ("run", list(charsets.runs()))
    return [(test, sorted(map(_latin, set(texts)))) for test, texts in groups]


def _pieces(page: Page) -> Iterator[Span]:
    """The lines in which something woke the stage; of long ones, what stands around that."""
    reached = 0
    for hit in page.hits.get(STAGE, ()):
        if hit.rule == len(characters.KINDS) and hit.start >= reached:
            piece = _around(page.text, hit.start, reached)
            yield piece
            reached = piece.end


def _around(text: str, at: int, low: int) -> Span:
    """The line around a place, from `low` on; a part of it between white space if it is long."""
    near = max(low, at - _BEFORE)
    start = text.rfind("\n", near, at) + 1
    if not start:
        start = low if near == low else text.find(" ", near, at) + 1 or near
    high = min(len(text), start + _PIECE)
    end = text.find("\n", at, high)
    if end < 0:
        end = high if high == len(text) else text.rfind(" ", at, high) + 1 or high
    return Span(start, end)


def _hopeless(new: str) -> float:
    """How much of a piece counts as like no text; rare words of whole text count little."""
    suspicion = plausible.suspicion(new)
    if suspicion < plausible.least(new):
        return 0.0
    return len(new) if suspicion > _UNLIKE * len(new) else len(new) / _LITTLE


@lru_cache(256)
def _restored(old: str) -> tuple[str, str]:
    """A piece of text as it was before it was read wrongly, and how it was, in words: the
    likelier of what readings and ftfy make of it. Kept, since every round asks once more, and
    the same lines come again and again."""
    read = readings.restored(old) or (old, "")
    found = [read, _fixed_more(*read)]
    if read[0] != old:
        found.append(_fixed_more(old, ""))
    new, plan = min(found, key=lambda one: likelihood.cost(one[0]))
    return (old, "") if new.count("\ufffd") > old.count("\ufffd") else (new, plan)


def _fixed_more(text: str, plan: str) -> tuple[str, str]:
    """A text as ftfy repairs what is left in it, if something is, and how it was read."""
    if "\ufffd" in text or not (_BROKEN.search(text) or _is_suspicious(text)):
        return text, plan
    fixed, how = _fixed(text)
    return fixed, plan or how


def _is_suspicious(text: str) -> bool:
    return plausible.suspicion(text) >= plausible.least(text)


def _edits(page: Page, piece: Span, new: str, plan: str) -> Iterator[Fix]:
    """What becomes new in a piece, as edits of the runs that differ."""
    text = page.text
    old = text[piece.start : piece.end]
    if new == old:
        return
    spoken = characters.ABOUT_ENCODING.search(text, max(0, piece.start - 400), piece.end + 400)
    safety = Safety.SUGGESTED if spoken else Safety.SAFE
    for change in changes(old, new):
        span = Span(piece.start + change.start, piece.start + change.end)
        if page.protected(span):  # code may hold such strings on purpose
            safety = Safety.SUGGESTED
        if change.is_certain or "UTF-8" in plan:
            sure = safety if change.is_certain else Safety.SUGGESTED
            yield Fix.of(
                span,
                text[span.start : span.end],
                change.new,
                RULE,
                Reason.of("text", text=plan),
                sure,
                0.99,
            )


@cache
def _ftfy() -> tuple[Any, Any]:
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        replace_lossy_sequences=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        max_decode_length=_PIECE,
    )
    return ftfy, config


def _fixed(line: str) -> tuple[str, str]:
    """The line as ftfy repairs it, and what it did, in words.

    ftfy sees what stands between lossy remains: it would take the space behind one for the
    lost byte.
    """
    ftfy, config = _ftfy()
    fixed, codecs = "", []
    for part in _LOSSY.split(line):
        if _LOSSY.fullmatch(part):
            fixed += part
            continue
        new, steps = ftfy.fix_and_explain(part, config)
        fixed += new
        codecs += [step.parameter for step in steps or () if step.action == "encode"]
    if "\ufeff" not in line:
        fixed = fixed.replace("\ufeff", "")  # a byte order mark that was read as letters
    named = " and ".join(dict.fromkeys(codecs)) or "another encoding"
    return fixed, f"UTF-8 that was read as {named}"


_BROKEN = lazy_regex(f"[{_LEADS}][{re.escape(_FOLLOWERS)}]|[\x80-\x9f]")
_LOSSY = lazy_regex(r"(â€(?=[\s,.;:]|\Z))")
"""What is left of a character whose last byte was lost: no one can say which it was."""
