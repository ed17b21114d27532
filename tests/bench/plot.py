"""Cost against size as SVG, both axes logarithmic, with the standard library alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 80, 24, 48, 64
_COLOURS = ("#b4511f", "#1f5fa8")
_BESIDE = (-12, 24)
"""How far below its last point the name of a line stands: the first one's above, so they part."""
_STYLE = "font:13px sans-serif"


class Scale(NamedTuple):
    """Where values of `low` to `high` stand between two coordinates, by their logarithms."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The coordinate of a value.

        >>> Scale(1, 100, 0, 200).at(10)
        100.0
        """
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self, steps: Sequence[int]) -> list[float]:
        """The round values in the range, such as 1, 3, 10, 30 for steps of 1 and 3."""
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        values = [step * 10.0**power for power in powers for step in steps]
        return [v for v in values if self.low * 0.999 <= v <= self.high * 1.001]


def svg(sizes: Sequence[float], lines: Mapping[str, Sequence[float]]) -> str:
    """A line for each build: milliseconds a kilobyte, at texts of so many bytes."""
    costs = [cost for line in lines.values() for cost in line]
    across = Scale(min(sizes), max(sizes), _LEFT, _WIDTH - _RIGHT)
    up = Scale(min(costs) / 1.6, max(costs) * 1.6, _HEIGHT - _BOTTOM, _TOP)
    parts = [*_frame(across, up), *_axes()]
    for (name, line), colour, beside in zip(lines.items(), _COLOURS, _BESIDE, strict=False):
        points = [(across.at(s), up.at(c)) for s, c in zip(sizes, line, strict=True)]
        parts += _line(name, points, colour, beside)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="CPU time a kilobyte against the size of the text" style="{_STYLE}">'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _frame(across: Scale, up: Scale) -> list[str]:
    """The background, and a thin line with its label at each round value."""
    parts = [f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>']
    for value in across.ticks((1, 3)):
        x = across.at(value)
        parts.append(f'<path d="M{x} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#e4e4e4"/>')
        parts.append(_label(x, _HEIGHT - _BOTTOM + 20, _bytes(value)))
    for value in up.ticks((1, 2, 5)):
        y = up.at(value)
        parts.append(f'<path d="M{_LEFT} {y}H{_WIDTH - _RIGHT}" stroke="#e4e4e4"/>')
        parts.append(_label(_LEFT - 8, y + 4, f"{value:g}", "end"))
    return parts


def _axes() -> list[str]:
    middle = (_TOP + _HEIGHT - _BOTTOM) / 2
    sideways = f' transform="rotate(-90 24 {middle})"'
    corner = f"M{_LEFT} {_TOP}V{_HEIGHT - _BOTTOM}H{_WIDTH - _RIGHT}"
    return [
        f'<path d="{corner}" fill="none" stroke="#444"/>',
        _label((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 18, "size of the text, damaged throughout"),
        _label(24, middle, "CPU time, ms a KB", more=sideways),
    ]


def _line(name: str, points: Sequence[tuple[float, float]], colour: str, beside: int) -> list[str]:
    """A line with its points, and its name beside the last of them."""
    path = " ".join(f"{x},{y}" for x, y in points)
    dots = "".join(f"M{x} {y}h0" for x, y in points)
    x, y = points[-1]
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        f'<path d="{dots}" stroke="{colour}" stroke-width="7" stroke-linecap="round"/>',
        _label(x, y + beside, name, "end", f' fill="{colour}" font-weight="bold"'),
    ]


def _label(x: float, y: float, text: str, anchor: str = "middle", more: str = "") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{more}>{escape(text)}</text>'


def _bytes(value: float) -> str:
    """A size as people write it: 3 KB, 10 MB."""
    return f"{value / 1e6:g} MB" if value >= 1e6 else f"{value / 1e3:g} KB"
