"""The text that a piece was before it was misread: the likelier of what the search for misreadings
and ftfy make of it.

ftfy does what it does well, with everything off that is a matter of taste. It is imported only
for lines that can concern it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding import plausible
from mtfix.stages.encoding.language_model import neg_log_prob
from mtfix.stages.encoding.line_repair import Repair, repair_line, without_read_mark
from mtfix.stages.encoding.lost_bytes import join_words
from mtfix.stages.encoding.minimal_diff import RepairedRun, repaired_runs
from mtfix.stages.encoding.misreading import UTF_8, Misreading

LONGEST = 2_000
"""Most characters of a piece."""
LEADS = "".join(map(chr, range(0xC2, 0xF5)))
FOLLOWERS = "".join(map(chr, range(0x80, 0xC0))) + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""UTF-8 read as Latin-1 or Windows-1252: the first byte of a character shows as one of these
letters, and each following byte as one of these signs."""
UNKNOWN = "unknown"
"""The charset in which UTF-8 was read, where ftfy names none."""
_UNLIKE, _LITTLE = 0.3, 25
"""The bits by which a character is less likely than usual in what is like no text; and how much
less other text counts in which nothing was found."""
_REMEMBERED = 512
"""Pieces whose repair is kept: every round asks again, and the same lines come again and again."""


class PieceRepair(NamedTuple):
    """The repair of a piece.

    runs: what differs, smallest runs first to last.
    misreadings: by which it was misread, the last one first; none where nothing was found.
    hopeless: how many of its characters count as like no text, even after repair.
    """

    runs: tuple[RepairedRun, ...]
    misreadings: tuple[Misreading, ...]
    hopeless: float


@lru_cache(_REMEMBERED)
def repair_piece(old: str) -> PieceRepair:
    """Return the repair of a piece of text, which changes nothing where none is likely."""
    new, misreadings = _likeliest(join_words(old))
    runs = tuple(repaired_runs(old, new)) if new != old else ()
    return PieceRepair(runs, misreadings, _hopeless(new))


def _likeliest(old: str) -> Repair:
    own = repair_line(old) or Repair(old)
    found = [own, _with_ftfy(own)]
    if own.text != old:
        found.append(_with_ftfy(Repair(old)))
    best = min(found, key=lambda one: neg_log_prob(one.text))
    loses = best.text.count("\N{REPLACEMENT CHARACTER}") > old.count("\N{REPLACEMENT CHARACTER}")
    return Repair(old) if loses else best


def _hopeless(new: str) -> float:
    """How many characters of a piece count as like no text; rare words of whole text count
    little."""
    suspicion = plausible.suspicion(new)
    if suspicion < plausible.suspicion_threshold(new):
        return 0.0
    return len(new) if suspicion > _UNLIKE * len(new) else len(new) / _LITTLE


# --- ftfy -----------------------------------------------------------------------------------


def _with_ftfy(repair: Repair) -> Repair:
    """A repair with what ftfy repairs in its text, if something is left."""
    text, misreadings = repair
    if "\N{REPLACEMENT CHARACTER}" in text or not (_BROKEN.search(text) or _is_suspicious(text)):
        return repair
    fixed, more = _fixed_by_ftfy(text)
    if fixed.count(PLACEHOLDER) != text.count(PLACEHOLDER):
        return repair
    return Repair(fixed, misreadings or more)


def _is_suspicious(text: str) -> bool:
    return plausible.suspicion(text) >= plausible.suspicion_threshold(text)


def _fixed_by_ftfy(line: str) -> Repair:
    """A line as ftfy repairs it.

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
    misreadings = (Misreading(codec, UTF_8) for codec in dict.fromkeys(codecs or [UNKNOWN]))
    return Repair(without_read_mark(line, fixed), tuple(misreadings))


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
        max_decode_length=LONGEST,
    )
    return ftfy, config


_BROKEN = lazy_regex(f"[{LEADS}][{re.escape(FOLLOWERS)}]|[\x80-\x9f]")
_LOSSY = lazy_regex(r"(â€(?=[\s,.;:]|\Z))")
"""The first bytes of a character whose last byte was lost: no one can say which it was."""
