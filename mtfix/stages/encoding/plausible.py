"""Whether decoded text is such as people write, and how much likelier than what stood there."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from mtfix.stages.encoding.decode_paths import DecodedRun, decoded_char_neg_log_prob
from mtfix.stages.encoding.language_model import REMEMBERED, char_neg_log_prob, neg_log_prob
from mtfix.stages.encoding.misreading import (
    ALPHABETS,
    LATIN,
    MANY_BYTES,
    UTF_8,
    WESTERN,
    Misreading,
    decode_whole,
    encode,
)
from mtfix.text.characters import is_east_asian, is_half_width_kana, is_ideograph

_REGULAR = 3
"""Pairs of characters that may be equal or neighbours by chance."""
_SHORTEST = 4
"""Letters of other alphabets that are no chance."""
_EASTERN = 8
"""Characters of a text of one charset of the East read in another, that are no chance: nearly
all bytes of one are characters of the other."""
_AS_UTF_8 = Misreading(WESTERN, UTF_8)
_STRANGE, _STRANGE_SHARE = 1.5, 0.15
"""The bits by which a decoded character may exceed what is usual, and the share that may by
more."""


SUSPICIOUS, _SUSPICIOUS_SHARE, _SUSPICIOUS_EACH = 3.0, 0.05, 0.5
"""The excess from which a line is looked at, that for each of its characters, and that for each
beyond ASCII: a broken word is one in a long line, too."""


def suspicion(line: str) -> float:
    """Return by how many bits the characters beyond ASCII are less likely than usual."""
    before, total = " ", 0.0
    for char in line:
        if char > "\x7f":
            total += excess(before, char)
        before = char
    return total


def suspicion_threshold(line: str) -> float:
    """Return the suspicion from which a line is looked at."""
    beyond = sum(char > "\x7f" for char in line)
    return max(SUSPICIOUS, min(_SUSPICIOUS_SHARE * len(line), _SUSPICIOUS_EACH * beyond))


@lru_cache(REMEMBERED)
def excess(before: str, char: str) -> float:
    """Return by how many bits a character is less likely behind another than is usual."""
    if char < "\x80":
        return 0.0
    over = char_neg_log_prob(before, char) - _usual_bits(char)
    return over if over > (2.0 if "\u0370" <= char < "\u0500" else 0.0) else 0.0


def is_sure(line: str, run: DecodedRun, misreading: Misreading) -> bool:
    """Return whether what was decoded from a run is such text as people write."""
    return (
        not run.new.isascii()
        and _is_plausible(run.new, misreading)
        and gain(line, run, misreading) > 0
        and _is_possible(line, run, misreading)
        and _is_enough(run, misreading)
    )


def _is_enough(run: DecodedRun, misreading: Misreading) -> bool:
    """Whether a run is long enough for its misreading: a charset in which nearly any bytes are
    text is believed late."""
    if misreading.written in ALPHABETS:
        own = sum(char > "\u0370" for char in run.new if char.isalpha())
        signs = any("\u2200" <= char <= "\u25ff" for char in run.new)
        return own >= _SHORTEST and own * 2 >= sum(map(str.isalpha, run.new)) and not signs
    if misreading.read in MANY_BYTES and misreading.written in MANY_BYTES:
        return len(run.new) >= _EASTERN and not any(map(is_half_width_kana, run.new))
    if misreading.read in MANY_BYTES or misreading.written in MANY_BYTES:
        return run.end - run.start >= _SHORTEST
    return True


def _is_possible(line: str, run: DecodedRun, misreading: Misreading) -> bool:
    """Whether nothing speaks against a misreading: bytes that are UTF-8 were hardly written as
    anything else, and signs in order are no letters."""
    old = line[run.start : run.end]
    if misreading.written != UTF_8 and decode_whole(old, _AS_UTF_8) is not None:
        return False
    if misreading.written in LATIN and not _is_latin(line, run, misreading.read):
        return False
    return not _is_pattern(old)


_OF_MATHEMATICS = frozenset("∞≈≠≤≥√∫◊∂∑∏Ω∆ˆ˜˘˙˚˝˛ˇ\uf8ff")
"""Signs that charsets of the West have and their texts hardly ever."""
_FOR_LETTERS = "“”‘’„‚«»‹›–—…•€™©®\xa0"
"""Signs of texts that other charsets show as letters."""


def _is_pattern(text: str) -> bool:
    """Whether a text of signs is a drawing or a list of characters: most stand beside themselves
    or beside their neighbours in Unicode."""
    pairs = [(one, other) for one, other in pairwise(text) if one > "\x7f" and other > "\x7f"]
    regular = sum(ord(other) - ord(one) in (0, 1) for one, other in pairs)
    return regular > _REGULAR and regular * 2 > len(pairs)


def _is_latin(line: str, run: DecodedRun, read: str) -> bool:
    """Whether what comes out stands among letters of its own alphabet, explains all of its word,
    and is no drawing."""
    sides = line[run.start - 1 : run.start], line[run.end : run.end + 1]
    if any(side > "\x7f" and encode(side, read) is None for side in sides):
        return False
    pairs = zip(line[run.start : run.end], run.new, strict=False)
    if any(old.isalpha() and not new.isalpha() and new not in _FOR_LETTERS for old, new in pairs):
        return False
    beside = line[run.start - 1 : run.start] + line[run.end : run.end + 1]
    letters = "".join(filter(str.isalpha, beside + run.new))
    if any(char in _OF_MATHEMATICS for char in run.new):
        return False
    others = any("\u0370" <= char < "\u1e00" or is_ideograph(char) for char in letters)
    return not others and not any("\u2500" <= char <= "\u259f" for char in run.new)


def _is_plausible(text: str, misreading: Misreading) -> bool:
    """Whether the characters beyond ASCII cost no more than they do in texts."""
    before = " "
    excess = []
    for char in text:
        if char > "\x7f":
            excess.append(decoded_char_neg_log_prob(before, char, misreading) - _usual_bits(char))
        before = char
    strange = sum(over > _STRANGE for over in excess)
    return sum(excess) <= 0.0 and strange <= 1 + _STRANGE_SHARE * len(excess)


def _usual_bits(char: str) -> float:
    """The most that characters of such a kind cost on average."""
    if is_half_width_kana(char):  # half-width kana: no one writes them with others
        return 5.0
    if is_east_asian(char) or char > "\uffff":
        return 13.0
    if char.isalpha():
        return 12.0 if char < "\u0370" else 7.5
    return 9.5


def gain(line: str, run: DecodedRun, misreading: Misreading) -> float:
    """Return by how many bits a run gets more likely by decoding it."""
    before = line[run.start - 1 : run.start] or " "
    after = line[run.end : run.end + 1]
    old = neg_log_prob(line[run.start : run.end] + after, before)
    return (
        old - decoded_neg_log_prob(run.new, before, misreading) - neg_log_prob(after, run.new[-1])
    )


def decoded_neg_log_prob(text: str, before: str, misreading: Misreading) -> float:
    """Return the bits of decoded text that stands behind `before`."""
    total = 0.0
    for char in text:
        total += decoded_char_neg_log_prob(before, char, misreading)
        before = char
    return total
