"""The runs in which a repaired text differs from the broken one, and which of them are certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from mtfix.matching.page import PLACEHOLDER
from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.plausible import excess
from mtfix.text.characters import is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    _Pair = tuple[str, str]
    """A run before and after."""

_RUNS = lazy_regex(rf"[\x00-\x7f]+|{PLACEHOLDER}+|[^\x00-\x7f{PLACEHOLDER}]+")

_SPACE = lazy_regex(r"\s+")
_BROKEN = 5.0
"""The bits by which a character is less likely than usual that is no part of its word."""


class RepairedRun(NamedTuple):
    """A run that becomes `new`. It is certain if its word comes out whole: where bytes were
    lost, what stands directly beside them may have been part of the same character."""

    start: int
    end: int
    new: str
    is_certain: bool


def repaired_runs(old: str, new: str) -> list[RepairedRun]:
    """Return the smallest runs that differ, in order. None of them takes in a placeholder of the
    format; where one would come or go, there are none."""
    if old.count(PLACEHOLDER) != new.count(PLACEHOLDER):
        return []
    pairs = _side_by_side(old, new)
    found = list(_by_word(pairs or _aligned(old, new)))
    strange = [char for char in new if _is_strange(char)]
    if len(strange) <= _FEW:
        found = [run._replace(is_certain=_is_expected(old, run)) for run in found]
    if pairs or all(run.is_certain for run in found):
        return found
    return [run._replace(is_certain=False) for run in found]  # none stands by itself


_FEW = 2
"""Letters that no one expects, of which so many come out of whole text by chance."""
_RARE = lazy_regex("[\u0180-\u024f]")
_IN_WORDS = frozenset("ƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜȘșȚțƏəǝ")


def _is_strange(char: str) -> bool:
    """Whether a character seldom stands alone in a text: one of a script of the East or of no
    language of the West, or a control."""
    if char < "\x80" or "\u1e00" <= char < "\ufb00":
        return False
    if "\u0400" <= char < "\u1e00":
        return True
    return category(char) == "Cc" or (_RARE.match(char) is not None and char not in _IN_WORDS)


def _is_expected(old: str, run: RepairedRun) -> bool:
    """Whether a certain change makes no strange letter in a text without others, and no volume
    in cubes of an ångström a letter of Lithuanian."""
    is_volume = run.new in {"Ų", "ų"} and not old[run.start - 1 : run.start].isalpha()
    return run.is_certain and not is_volume and not any(map(_is_strange, run.new))


def _by_word(pairs: Iterable[_Pair]) -> Iterator[RepairedRun]:
    at = 0
    found: list[tuple[int, str, str]] = []
    word = "", ""
    for before, after in pairs:
        if before != after:
            found.append((at, before, after))
        parts = _SPACE.split(before) if before == after else [""]
        if len(parts) == 1:
            word = word[0] + before, word[1] + after
        else:
            yield from _of_word(found, word[0] + parts[0], word[1] + parts[0])
            found, word = [], (parts[-1], parts[-1])
        at += len(before)
    yield from _of_word(found, *word)


def _of_word(found: list[tuple[int, str, str]], old: str, new: str) -> Iterator[RepairedRun]:
    """The changes within one word, which is certain or not as a whole."""
    is_certain = not found or _is_whole(old, new)
    for start, before, after in found:
        yield RepairedRun(start, start + len(before), after, is_certain)


def _is_whole(old: str, new: str) -> bool:
    """Whether nothing is left of a word that was lost or is still broken."""
    if "\ufffd" in new:
        return False
    if old.endswith(new):
        return True
    left = {char for char in old if char > "\x7f" and not is_east_asian(char)}
    pairs = zip(f" {new}", new, strict=False)
    over = [excess(before, char) for before, char in pairs if char in left]
    return max(over, default=0.0) < _BROKEN and sum(over) < 2 * _BROKEN


def _side_by_side(old: str, new: str) -> list[_Pair]:
    """The runs of ASCII and of others before and after, if each has its own; else nothing."""
    before, after = _RUNS.findall(old), _RUNS.findall(new)
    if len(before) != len(after):
        return []
    pairs = list(zip(before, after, strict=True))
    return pairs if all(a == b or not (_is_fixed(a) or _is_fixed(b)) for a, b in pairs) else []


def _is_fixed(run: str) -> bool:
    """Whether no repair changes a run: ASCII, or placeholders of the format."""
    return run.isascii() or run[0] == PLACEHOLDER


def _aligned(old: str, new: str) -> Iterator[_Pair]:
    """The runs that differ and those that do not, as they fit together best between
    placeholders."""
    parts = zip(old.split(PLACEHOLDER), new.split(PLACEHOLDER), strict=True)
    for number, (before, after) in enumerate(parts):
        if number:
            yield PLACEHOLDER, PLACEHOLDER
        yield from _aligned_part(before, after)


def _aligned_part(old: str, new: str) -> Iterator[_Pair]:
    from difflib import SequenceMatcher

    before, after = _RUNS.findall(old), _RUNS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        if tag == "equal":
            yield from ((run, run) for run in before[low:high])
        else:
            yield "".join(before[low:high]), "".join(after[new_low:new_high])
