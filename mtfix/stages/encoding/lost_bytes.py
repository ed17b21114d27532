"""Characters of which one byte was lost or made a space, and that can still be only one.

Windows-1252 has no sign for the last byte of `”`, so that many programs drop it; and the second
byte of a no-break space, or of *à*, is one itself, which they make an ordinary space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mtfix.regexes.lazy import lazy_regex
from mtfix.stages.encoding.minimal_diff import RepairedRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLOSING_LEFT = lazy_regex(r"â€(?=[ \n,.;:!?)\]]|\Z)")
"""What is left of `”` where its last byte was lost: of all signs that begin so, only one of those
that end in such a byte stands behind words."""
_SPACE_LEFT = lazy_regex(r"(?<=[^\sÀ-ß])Â(?=[ \xa0])")
"""What is left of a no-break space that became an ordinary one."""
_DIGIT_BEFORE = lazy_regex(r"\d\Z")
_SURELY_BEFORE = lazy_regex(r"[a-z)\],.;:!?%]\Z")
"""What no one writes a capital behind."""
_ENOUGH = 2
"""Places on a page that speak for one behind a digit, where a letter may number something."""
_GRAVE_IN_WORD = lazy_regex(r"(?<=[^\W\d_])Ã (?=(?:ng|nh|ch|[cmptniouy])(?![^\W\d_]))")
_VIETNAMESE = lazy_regex("á»|áº")


class LostBytes(NamedTuple):
    """Runs of a piece that lost a byte: those that are certain, and those that others of their
    page must speak for."""

    certain: tuple[RepairedRun, ...]
    doubtful: tuple[RepairedRun, ...]

    def runs(self, are_doubtful_certain: bool) -> list[RepairedRun]:
        """Return all runs, as certain as the page makes them."""
        doubtful = (run._replace(is_certain=are_doubtful_certain) for run in self.doubtful)
        return sorted([*self.certain, *doubtful])


def are_enough(found: Sequence[LostBytes]) -> bool:
    """Return whether the places of a page speak for those that can be right."""
    return any(one.certain for one in found) or sum(len(one.doubtful) for one in found) >= _ENOUGH


def find_lost_bytes(piece: str) -> LostBytes:
    """Return what can be restored in a piece although a byte was lost."""
    certain = list(_closing_marks(piece))
    doubtful: list[RepairedRun] = []
    for found in _SPACE_LEFT.finditer(piece):
        at = found.start()
        behind = 2 if piece[at + 1] == "\xa0" else 1
        new = "\xa0" if behind == 2 else ""
        run = RepairedRun(at, at + behind, new, is_certain=True)
        if _SURELY_BEFORE.search(piece, at - 1, at):
            certain.append(run)
        elif _DIGIT_BEFORE.search(piece, at - 1, at):
            doubtful.append(run)
    return LostBytes(tuple(certain), tuple(doubtful))


def _closing_marks(piece: str) -> Iterator[RepairedRun]:
    """The closing marks whose opening mark is whole and still open."""
    reached = 0
    for found in _CLOSING_LEFT.finditer(piece):
        opened = piece.rfind("“", reached, found.start())
        if opened >= 0 and piece.find("”", opened, found.start()) < 0:
            yield RepairedRun(found.start(), found.end(), "”", is_certain=True)
        reached = found.end()


def join_words(piece: str) -> str:
    """Return a piece whose words of Vietnamese hold no ordinary space that was a byte of *à*."""
    if not _VIETNAMESE.search(piece):
        return piece
    return _GRAVE_IN_WORD.sub("Ã\xa0", piece)
