"""The picture of /stats: cards a day in the weeks ahead, and the share remembered in the weeks past.

Only digits are drawn: words stand in the caption, in the reader's language.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 560
_SCALE = 2
"""Drawn larger and reduced: lines come out smooth."""

_PAPER, _INK, _FAINT = "#fbfaf7", "#3d3a36", "#d9d5cc"
_BAR, _TODAY, _LINE = "#8fb0a9", "#2f6f66", "#c07a4a"
_TOP, _BOTTOM = 70, 470
_LEFT = (80, 660)
_RIGHT = (760, 1140)
_LOWEST = 0.5
"""Where the axis of retention begins: what lies below is drawn on it."""


def chart(ahead: tuple[int, ...], retention: tuple[float | None, ...], target: float) -> bytes:
    """A PNG. `ahead` is cards a day, today first; `retention` is a share from 0 to 1 a week, oldest first, or None."""
    image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), _PAPER)
    pen = _Pen(ImageDraw.Draw(image))
    _bars(pen, ahead)
    _line(pen, retention, target)
    out = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Pen:
    """Draws in the coordinates of the finished picture."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw
        self._font = ImageFont.load_default(22 * _SCALE)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        spots = tuple(at * _SCALE for at in (left, top, right, bottom))
        self._draw.rounded_rectangle(spots, radius=4 * _SCALE, fill=fill)

    def line(self, spots: list[tuple[float, float]], fill: str, width: float = 1) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in spots]
        self._draw.line(scaled, fill=fill, width=round(width * _SCALE), joint="curve")

    def dot(self, x: float, y: float, fill: str) -> None:
        self._draw.circle((x * _SCALE, y * _SCALE), 7 * _SCALE, fill=fill, outline=_PAPER, width=2 * _SCALE)

    def text(self, x: float, y: float, text: str, anchor: str, fill: str = _INK) -> None:
        self._draw.text((x * _SCALE, y * _SCALE), text, fill=fill, font=self._font, anchor=anchor)


def _bars(pen: _Pen, ahead: tuple[int, ...]) -> None:
    """A bar a day, today's dark; a mark under every seventh."""
    (left, right), most = _LEFT, _rounded(max([*ahead, 4]))
    for part in range(5):
        y = _BOTTOM - (_BOTTOM - _TOP) * part / 4
        pen.line([(left, y), (right, y)], _FAINT, 1.5)
        if part % 2 == 0:
            pen.text(left - 14, y, f"{most * part // 4}", "rm")
    step = (right - left) / len(ahead)
    for day, count in enumerate(ahead):
        x = left + day * step
        if count:
            top = _BOTTOM - max(5, (_BOTTOM - _TOP) * count / most)
            pen.box(x + step * 0.16, top, x + step * 0.84, _BOTTOM, _BAR if day else _TODAY)
        if day % 7 == 0:
            pen.text(x + step / 2, _BOTTOM + 16, f"+{day}" if day else "0", "mt")


def _line(pen: _Pen, retention: tuple[float | None, ...], target: float) -> None:
    """A dot a week that had reviews, joined; the target dashed."""
    left, right = _RIGHT

    def height(share: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (max(share, _LOWEST) - _LOWEST) / (1 - _LOWEST)

    for percent in (50, 75, 100):
        y = height(percent / 100)
        pen.line([(left, y), (right, y)], _FAINT, 1.5)
        pen.text(left - 14, y, f"{percent}%", "rm")
    for dash in range(left, right, 16):
        pen.line([(dash, height(target)), (min(dash + 8, right), height(target))], _INK, 1.5)
    step = (right - left) / len(retention)
    spots = [(left + (week + 0.5) * step, height(share)) for week, share in enumerate(retention) if share is not None]
    if len(spots) > 1:
        pen.line(spots, _LINE, 4)
    for x, y in spots:
        pen.dot(x, y, _LINE)
    for week in range(len(retention)):
        if (len(retention) - 1 - week) % 2 == 0:
            back = len(retention) - 1 - week
            pen.text(left + (week + 0.5) * step, _BOTTOM + 16, f"-{7 * back}" if back else "0", "mt")


def _rounded(most: int) -> int:
    """A number at or above `most` that four parts of an axis divide well."""
    step = 4
    while step < most:
        step = step * 2 if step < 40 else (step // 40 + 1) * 40
    return step
