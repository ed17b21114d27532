"""Places in a text as an editor counts them: lines, and units of an encoding within a line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from mtfix.regexes.lazy import lazy_regex

UNITS = {"utf-8": (0x80, 0x800, 0x10000), "utf-16": (0x10000,), "utf-32": ()}
"""The encodings in which a client may count. A character takes a unit, and one more for each of
these code points that it has reached."""
UTF_16 = "utf-16"
"""What every client can count in, and what holds where nothing is said."""
_LINE_END = lazy_regex(r"\r\n?|\n")
_BEYOND_ASCII = lazy_regex(r"[^\x00-\x7f]")
_BEYOND_BASIC_PLANE = lazy_regex("[\U00010000-\U0010ffff]")


class Positions:
    """Lines and characters of a text, both counted from 0. Unlike in reports, a lone CR ends a
    line: so the protocol has it."""

    def __init__(self, text: str, encoding: str = UTF_16) -> None:
        ends = [match.span() for match in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._ends = [*(start for start, _ in ends), len(text)]
        self._wide: list[int] = []
        """The place of each character that takes more than one unit, once for each unit more."""
        steps = UNITS[encoding]
        if steps and not text.isascii():
            pattern = _BEYOND_ASCII if encoding == "utf-8" else _BEYOND_BASIC_PLANE
            for match in pattern.finditer(text):
                self._wide += [match.start()] * bisect_right(steps, ord(match[0]))

    def position(self, at: int) -> tuple[int, int]:
        """Return line and character of an offset in code points.

        >>> Positions("😀\\n😀 two").position(4)
        (1, 3)
        """
        line = bisect_right(self._starts, at) - 1
        return line, self._units(at) - self._units(self._starts[line])

    def offset(self, line: int, character: int) -> int:
        """Return the offset of a place. One behind the end of a line is its end, one behind the
        last line the end of the text, and one within a character the beginning of that.

        >>> Positions("😀\\n😀 two").offset(1, 3)
        4
        """
        if line >= len(self._starts):
            return self._ends[-1]
        start, end = self._starts[line], self._ends[line]
        units = self._units(start) + character
        return start + bisect_right(range(start + 1, end + 1), units, key=self._units)

    def _units(self, at: int) -> int:
        """How many units stand before an offset."""
        return at + bisect_left(self._wide, at)
